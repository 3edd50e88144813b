"""The feedback slip: what was strong, what to strengthen, how to hand in again."""

from dataclasses import dataclass
from datetime import date

from generator.model.attempt import Attempt
from generator.model.badge import Badge, Rubric
from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.paper.language import language_of, long_date
from generator.paper.sheet import Paper, contact_line, paper_size

TEMPLATE = "feedback.typ"


@dataclass(frozen=True, slots=True)
class Slip:
    """A "not yet" that nothing better has followed, and the badge as it was judged."""

    attempt: Attempt
    badge: Badge
    """In the version that was judged by, where the catalog still has it."""


def feedback(slip: Slip, earner: Earner, catalog: Catalog) -> Paper:
    """The slip for `earner`, in their language where it is Spanish, else in English."""
    attempt, judged = slip.attempt, slip.badge
    today = catalog.badges[judged.slug]
    issuer = catalog.issuers[today.issuer]
    submission = today.submission
    language = language_of(earner)
    most = submission.attempts
    by_when = attempt.feedback.by_when or _deadline(submission.deadline, attempt.on)
    successor = catalog.badges.get(today.successor or "")
    below, above = _criteria(attempt, judged.rubric)
    return Paper(
        {
            "language": language,
            "paper": paper_size(issuer),
            "day": {"year": attempt.on.year, "month": attempt.on.month, "day": attempt.on.day},
            "name": earner.name,
            "minor": earner.is_minor,
            "issuer": issuer.name,
            "badge": today.name,
            "judged": long_date(attempt.on, language),
            "attempt": attempt.number,
            "strong": attempt.feedback.strong,
            "strengthen": attempt.feedback.strengthen,
            "passes": _passes(judged.rubric),
            "below": below,
            "above": above,
            "by": long_date(by_when, language) if by_when is not None else None,
            "any-time": by_when is None and submission.deadline is None,
            "where": submission.where,
            "instructions": submission.instructions,
            "decision_days": submission.decision_days,
            "left": max(0, most - attempt.number) if most is not None else None,
            "cost": submission.cost,
            "retired": today.is_retired,
            "successor": successor.name if successor is not None else None,
            "contact": contact_line(issuer),
        },
        {},
    )


def _criteria(attempt: Attempt, rubric: Rubric | None) -> tuple[list[dict[str, str]], list[str]]:
    """Criteria below the passing level, with what that level looks like; names of the others."""
    below: list[dict[str, str]] = []
    above: list[str] = []
    if rubric is None:
        return below, above
    names = {level.id: level.name for level in rubric.levels}
    for each in rubric.criteria:
        reached = attempt.results.get(each.id)
        if reached not in names:
            continue
        if rubric.rank(reached) >= rubric.rank(rubric.passes):
            above.append(each.name)
        else:
            wanted = each.levels[rubric.passes]
            below.append({"name": each.name, "level": names[reached], "text": wanted})
    return below, above


def _passes(rubric: Rubric | None) -> str:
    return rubric.levels[rubric.rank(rubric.passes)].name if rubric is not None else ""


def _deadline(deadline: date | None, judged: date) -> date | None:
    """The badge's own deadline, unless it had passed when the work was judged."""
    return deadline if deadline is not None and deadline > judged else None
