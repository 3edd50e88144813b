"""The backup of a signing key on paper: rows to type back, and a QR code to scan back."""

from collections.abc import Sequence
from datetime import date, datetime

from generator.model.catalog import Catalog
from generator.model.issuer import Issuer
from generator.model.recognizer import Recognizer
from generator.paper.sheet import Paper, paper_size, qr_picture

TEMPLATE = "keybackup.typ"


def key_backup(
    owner: Issuer | Recognizer,
    public_key: str,
    *,
    key_file: str,
    rows: Sequence[str],
    own_passphrase: bool,
    catalog: Catalog,
    made_on: date,
) -> Paper:
    """The paper for the key of `owner`; `key_file` is encrypted; `rows` say the same."""
    created = [_day(key.created) for key in owner.keys if key.public_key == public_key]
    prints_as = owner if isinstance(owner, Issuer) else next(iter(catalog.issuers.values()))
    data = {
        "day": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
        "made_on": _day(made_on),
        "paper": paper_size(prints_as),
        "owner": owner.name,
        "slug": owner.slug,
        "public_key": public_key,
        "created": created[0] if created else None,
        "recovery": public_key == owner.recovery_key,
        "rows": rows,
        "own_passphrase": own_passphrase,
    }
    return Paper(data, {"key.svg": qr_picture(key_file)})


def _day(day: date | datetime) -> str:
    return f"{day:%Y-%m-%d}"
