"""What may not come back with the previous site.

People who were hidden or erased, badges that were withdrawn or changed, keys: for these
today's catalog counts, whatever the site to go back to says.
"""

from collections.abc import Iterator
from pathlib import Path

from generator.build.judge import withdrawn_indexes
from generator.model import addresses
from generator.model.catalog import Catalog
from generator.model.earner import Visibility
from generator.model.ledger import Issued
from generator.model.site_config import SiteConfig
from generator.openbadges.did_web import did_document
from generator.openbadges.profile import did_keys
from generator.openbadges.status_list import StatusListError, decode_bits, is_set
from generator.openbadges.strict_json import StrictJsonError, dump_json, parse_json


def reasons_to_stay(previous: Path, catalog: Catalog, config: SiteConfig) -> tuple[str, ...]:
    """Why the site in the folder `previous` may not be shown again; sentences without names."""
    return (
        *_people(previous, catalog),
        *_withdrawals(previous, catalog),
        *_identities(previous, catalog, config),
    )


def _people(previous: Path, catalog: Catalog) -> Iterator[str]:
    shown = {
        slug: each
        for slug, each in catalog.earners.items()
        if each.visibility is not Visibility.PRIVATE
    }
    pages = {each.page_address for each in shown.values()}
    signed = {
        row.credential: catalog.assertions[row.credential].body
        for row in catalog.ledger
        if isinstance(row, Issued) and row.earner in shown and row.credential in catalog.assertions
    }
    hidden = sum(each.name not in pages for each in _folders(previous / "earners"))
    if hidden:
        yield f"people who were hidden or erased since: {hidden}"
    changed = 0
    for each in _folders(previous / "credentials"):
        body = _read(each / "credential.json")
        changed += body is not None and body != signed.get(each.name)
    if changed:
        yield f"earned badges that were changed or hidden since: {changed}"


def _withdrawals(previous: Path, catalog: Catalog) -> Iterator[str]:
    missing = 0
    for (issuer, number), indexes in withdrawn_indexes(catalog).items():
        bits = _bits(previous / addresses.status_list("", issuer, number))
        missing += sum(each >= len(bits) * 8 or not is_set(bits, each) for each in indexes)
    if missing:
        yield f"badges that were withdrawn since: {missing}"


def _identities(previous: Path, catalog: Catalog, config: SiteConfig) -> Iterator[str]:
    today = {
        addresses.did_path(config, each): (
            addresses.issuer_did(config, each),
            did_keys(each, config),
        )
        for each in catalog.issuers.values()
    }
    changed = sum(
        _read(previous / path) != dump_json(did_document(did, keys))
        for path, (did, keys) in today.items()
    )
    if changed:
        yield f"issuers whose keys changed since: {changed}"


def _bits(path: Path) -> bytes:
    """The entries of a status list of the site; none where there is no such list."""
    try:
        subject = parse_json(path.read_bytes())["credentialSubject"]
        encoded = subject["encodedList"] if isinstance(subject, dict) else None
        return decode_bits(encoded) if isinstance(encoded, str) else b""
    except (OSError, KeyError, StrictJsonError, StatusListError):
        return b""


def _folders(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
