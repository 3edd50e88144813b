"""What is not wrong yet, but needs somebody soon."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.model.catalog import Catalog
from generator.model.ledger import Copy, Issued, Revoked

RENEW_BEFORE = timedelta(days=60)
"""How long before a status list ends `check` begins to ask for `renew`."""


def due(catalog: Catalog, as_of: datetime, *, reviews: bool = True) -> Iterator[str]:
    """One sentence for each thing that is due at `as_of`; without `reviews`, `rigor` tells them."""
    today = as_of.date()
    for path, until in list_ends(catalog):
        if until <= as_of:
            yield f"{path}: the status list ended on {until:%Y-%m-%d}; run 'badgepress renew'"
        elif until - as_of <= RENEW_BEFORE:
            yield f"{path}: the status list ends on {until:%Y-%m-%d}; run 'badgepress renew'"
    for slug, badge in catalog.badges.items():
        if reviews and not badge.is_retired and badge.review_by < today:
            by = badge.owner.office
            yield f"badge '{slug}': the review was due on {badge.review_by}, by {by}"
        if badge.submission.deadline is not None and badge.submission.deadline < today:
            yield f"badge '{slug}': the deadline {badge.submission.deadline} has passed"
    yield from unsigned_told(count_unsigned(catalog))


def unsigned_told(unsigned: int) -> Iterator[str]:
    """Rows of the ledger that were not signed, where there are some."""
    if unsigned:
        badges = "badge is" if unsigned == 1 else "badges are"
        yield f"{unsigned} earned {badges} in the ledger but not signed: run 'badgepress issue'"


def list_ends(catalog: Catalog) -> Iterator[tuple[str, datetime]]:
    """The path of each stored status list, and when it ends."""
    for stored in catalog.status_lists.values():
        try:
            until = datetime.fromisoformat(json.loads(stored.body)["validUntil"])
        except (ValueError, TypeError, LookupError, RecursionError):
            continue  # `build` judges the list itself
        if until.tzinfo is not None:
            yield stored.path, until


def count_unsigned(catalog: Catalog) -> int:
    """Page copies of the ledger that stand and have no file."""
    done = {row.credential for row in catalog.ledger if isinstance(row, Revoked)}
    done |= catalog.assertions.keys()
    pages = [row for row in catalog.ledger if isinstance(row, Issued) and row.copy_ is Copy.PAGE]
    return sum(row.credential not in done for row in pages)
