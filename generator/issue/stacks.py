"""Badges that stand for a whole pathway: of what somebody's credentials they are made up."""

from collections.abc import Mapping
from datetime import datetime

from generator.issue.book import Book
from generator.model.addresses import credential
from generator.model.catalog import Catalog
from generator.model.ledger import Copy, Issued
from generator.model.pathway import Pathway
from generator.model.progress import counted_wholes


def pathway_of(badge: str, catalog: Catalog) -> Pathway | None:
    """The pathway whose completion `badge` stands for."""
    return next((each for each in catalog.pathways.values() if each.awards == badge), None)


def components(
    pathway: Pathway, rows: Mapping[str, Issued], catalog: Catalog, base_url: str
) -> tuple[str, ...]:
    """Ids of the credentials among `rows` (by badge) that count toward `pathway`."""
    slugs = counted_wholes((pathway.requirement,), rows, catalog)
    return tuple(credential(base_url, rows[slug].credential) for slug in slugs)


def held_badges(
    book: Book, earner: str, *, as_of: datetime, copy: Copy | None = None
) -> dict[str, Issued]:
    """What `earner` holds at `as_of`: the newest current credential of each badge.

    With `copy`, the credential to name in that copy of another one: for an own copy the
    own copies, or the page copy where one serves as both; for a page copy page copies only,
    because an own copy's address is nobody else's business.
    """
    held: dict[str, Issued] = {}
    for row in book.of_earner.get(earner, ()):
        if copy is Copy.PAGE and row.copy_ is Copy.OWN:
            continue
        if copy is Copy.OWN and row.copy_ is Copy.PAGE and len(book.copies(row)) > 1:
            continue
        if book.current(row, as_of):
            held[row.badge] = row
    return held
