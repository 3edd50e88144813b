"""A consent that was taken back: what is somebody's leaves the site, and stays theirs.

1. The earner's file says private: from here on no build shows anything of theirs.
2. The learner record goes, which only a page offers.
3. Their badges are signed anew as own copies, and what the site published is withdrawn.
4. The withdrawn page copies go.

Running it again goes on where a kill stopped it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator.issue.book import open_book
from generator.issue.carry_out import need_keys, reissue
from generator.issue.correct import Correction, corrections_for_earner
from generator.issue.desk import Desk, Finished
from generator.issue.draft import RandomBytes
from generator.issue.earner_edits import made_private
from generator.issue.earners_csv import made_private_in_table
from generator.issue.key_file import SigningKey
from generator.model import addresses
from generator.model.earner import Visibility
from generator.model.ledger import Copy, Issued

CONSENT_WITHDRAWN = "Replaced by the earner's own copy"
"""The reason that the withdrawn page copies give: it tells nobody what somebody decided."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What taking back the consent of `earner` does."""

    earner: str
    desk: Desk
    """As it will be: the earner is private."""
    file: Path
    body: bytes | None
    """What the earner's file, or the table, will say; None: it says so already."""
    record: Path | None
    corrections: tuple[Correction, ...]
    published: tuple[str, ...]
    """Addresses that the next build no longer writes."""


def plan_withdrawal(desk: Desk, slug: str) -> Withdrawal:
    """What is to be done for the earner `slug`.

    Raises:
        CatalogError: their file cannot be edited.

    """
    earner = desk.catalog.earners[slug]
    private = earner.model_copy(update={"visibility": Visibility.PRIVATE, "consent": None})
    file = desk.people_dir / "earners" / f"{slug}.yml"
    body = None
    if earner != private:
        if file.exists():
            body = made_private(file.as_posix(), file.read_bytes())
        else:
            file = desk.people_dir / "earners.csv"
            body = made_private_in_table(file.as_posix(), file.read_bytes(), slug)
    catalog = replace(desk.catalog, earners={**desk.catalog.earners, slug: private})
    record = desk.people_dir / "records" / f"{slug}.json"
    return Withdrawal(
        slug,
        replace(desk, catalog=catalog),
        file,
        body,
        record if record.exists() else None,
        tuple(corrections_for_earner(slug, catalog, desk.config)),
        tuple(published(desk, slug)),
    )


def withdraw(
    plan: Withdrawal,
    keys: Iterable[SigningKey],
    *,
    random_bytes: RandomBytes,
    signed_at: datetime,
) -> Finished:
    """Do what `plan` says.

    Raises:
        KeyRefusedError: an issuer's key is missing; nothing was done.

    """
    desk, keys = plan.desk, tuple(keys)
    need_keys(desk, {each.badge.issuer for each in plan.corrections}, keys, signed_at)
    if plan.body is not None:
        desk.disk.replace(plan.file, plan.body)
    if plan.record is not None:
        desk.disk.remove(plan.record)
    finished = reissue(
        desk,
        plan.corrections,
        keys,
        reason=CONSENT_WITHDRAWN,
        random_bytes=random_bytes,
        signed_at=signed_at,
    )
    redone = {old for row in finished.credentials for old in row.replaces}
    book = open_book(desk.catalog.ledger)
    over = [
        row
        for row in book.of_earner.get(plan.earner, ())
        if row.copy_ is Copy.PAGE and (not book.standing(row) or row.credential in redone)
    ]
    desk.signed.remove(over, desk.disk)
    return finished


def published(desk: Desk, slug: str) -> Iterator[str]:
    """Addresses at which a build of the catalog as it is shows something of `slug`."""
    catalog, base = desk.catalog, desk.config.base_url
    earner = catalog.earners[slug]
    if earner.visibility is Visibility.PRIVATE:
        return
    yield addresses.earner_page(base, earner.page_address)
    if slug in catalog.records:
        yield addresses.learner_record(base, earner.page_address)
    for row in catalog.ledger:
        if isinstance(row, Issued) and row.earner == slug and row.credential in catalog.assertions:
            yield addresses.credential_page(base, row.credential)
