"""Who has begun a pathway, who completed it, and which stacked badges are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from generator.issue.award_checks import flaws
from generator.issue.book import Book
from generator.issue.stacks import held_badges
from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.model.pathway import Pathway
from generator.model.progress import Progress, next_badges, progress


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one earner stands on one pathway whose badge they do not hold."""

    earner: Earner
    progress: Progress
    next: tuple[str, ...]
    """Badges they can earn now."""
    due: Award | None
    """What completing it earned them, where nothing but a signature is missing."""
    held_back: tuple[str, ...]
    """What keeps `issue` from signing it, for whoever completed the pathway."""


def standings(
    pathway: Pathway, catalog: Catalog, book: Book, as_of: datetime
) -> Iterator[Standing]:
    """Everybody who holds something that counts toward `pathway`, and not its badge.

    Only what is current at `as_of` counts: neither withdrawn nor past its end.
    """
    for earner in catalog.earners.values():
        held = held_badges(book, earner.slug, as_of=as_of)
        if pathway.awards in held:
            continue
        done = progress(pathway.requirement, held, catalog)
        if not done.counts:
            continue
        due: Award | None = None
        held_back: tuple[str, ...] = ()
        if done.is_met and pathway.awards is not None:
            badge = catalog.badges[pathway.awards]
            award = Award(badge=badge.slug, earner=earner.slug, awarded=as_of.date())
            held_back = tuple(_held_back(award, badge, book, as_of))
            due = None if held_back else award
        yield Standing(
            earner=earner,
            progress=done,
            next=next_badges(done, held, catalog),
            due=due,
            held_back=held_back,
        )


def awards_file(due: tuple[Award, ...]) -> str:
    """`due` as a YAML file that `issue` takes."""
    rows = "".join(
        f"  - badge: {award.badge}\n    earner: {award.earner}\n    awarded: {award.awarded}\n"
        for award in due
    )
    return f"# Pathways that are complete, and whose badge is not awarded yet.\nawards:\n{rows}"


def _held_back(award: Award, badge: Badge, book: Book, as_of: datetime) -> Iterator[str]:
    for flaw in flaws(award, badge, as_of):
        yield f"{flaw.message}; {flaw.hint}" if flaw.hint else flaw.message
    for row in book.of_earner.get(award.earner, ()):
        withdrawn = book.revoked.get(row.credential)
        if row.badge == badge.slug and withdrawn is not None and not withdrawn.reissued:
            yield f"'{badge.slug}' was withdrawn from them on {withdrawn.on}: award it by hand"
            return
