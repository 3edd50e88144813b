"""What to look at before awards are signed; none of it is a mistake."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from generator.issue.book import Book
from generator.issue.stacks import held_badges, pathway_of
from generator.model.award import Award
from generator.model.catalog import Catalog
from generator.model.progress import is_met
from generator.source import Where

Placed = tuple[Award, Where]
"""An award and the place of its row."""


def doubts(
    award: Award, together: Sequence[Placed], book: Book, catalog: Catalog, as_of: datetime
) -> Iterator[str]:
    """What to look at before `award` is signed; `together` are all new ones of its earner."""
    yield from _duplicates(award, together, book)
    badge = catalog.badges[award.badge]
    held = set(held_badges(book, award.earner, as_of=as_of))
    held |= {each.badge for each, _ in together}
    held.discard(award.badge)
    missing = [slug for slug in badge.requires if slug not in held]
    if missing:
        names = ", ".join(f"'{slug}'" for slug in missing)
        yield f"{award.earner} does not hold {names}, which '{badge.slug}' requires"
    pathway = pathway_of(badge.slug, catalog)
    if pathway is not None and not is_met(pathway.requirement, held, catalog):
        yield f"{award.earner} has not completed the pathway '{pathway.slug}'"


def _duplicates(award: Award, together: Sequence[Placed], book: Book) -> Iterator[str]:
    for row in book.of_earner.get(award.earner, ()):
        same = row.badge == award.badge and book.standing(row)
        ended = row.valid_until is not None and row.valid_until.date() <= award.awarded
        if same and not ended and row is book.copies(row)[0]:
            yield (
                f"likely a duplicate: {award.earner} earned '{award.badge}' on "
                f"{row.award.awarded} ({row.credential})"
            )
    for other, where in together:
        if other is award:
            break
        if other.badge == award.badge:
            yield (
                f"likely a duplicate: line {where.line} awards '{award.badge}' to "
                f"{award.earner} too, on {other.awarded}"
            )
