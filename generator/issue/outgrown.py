"""Withdrawn badges whose page says more of a name than is agreed to today.

What stands is signed anew after a correction; what was withdrawn stays withdrawn and cannot
be, so its page goes.
"""

from collections.abc import Iterator

from generator.issue.book import open_book
from generator.issue.desk import Desk
from generator.model.earner import Visibility
from generator.model.ledger import Copy, Issued
from generator.source.signed import says_no_more


def outgrown(desk: Desk, slug: str) -> Iterator[Issued]:
    """Page copies of the earner `slug` that were withdrawn, lie there and say too much."""
    earner, book = desk.catalog.earners[slug], open_book(desk.catalog.ledger)
    if earner.visibility is Visibility.PRIVATE:
        return  # nothing of theirs is published, and `withdraw` takes their pages away
    for row in book.of_earner.get(slug, ()):
        is_over = not book.standing(row) and not book.revoked[row.credential].reissued
        if row.copy_ is Copy.PAGE and is_over and row.name is not None:
            too_much = not says_no_more(row.name, earner.page_name)
            if too_much and desk.signed.has(row):
                yield row


def remove_outgrown(desk: Desk, slug: str) -> None:
    """Take those away."""
    desk.signed.remove(tuple(outgrown(desk, slug)), desk.disk)
