"""What an award must be to be signed: of a badge one can earn, and earned by its rubric."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.issue.codes import IssueCode
from generator.model.assessors import AssessorFlaw, Holds, assessor_flaw, is_founding
from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.rigor import RigorPolicy
from generator.source.suggest import did_you_mean, did_you_mean_or_list

# A date has no zone: on the islands where a day begins first it is tomorrow already.
_EARLIEST_ZONE = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one field of an award."""

    field: tuple[str, ...]
    code: IssueCode
    message: str
    hint: str = ""


def flaws(
    award: Award, badge: Badge, as_of: datetime, *, retired_too: bool = False
) -> Iterator[Flaw]:
    """Everything that keeps `award` of `badge` from being signed at `as_of`."""
    if badge.is_retired and not retired_too:
        yield Flaw(
            ("badge",),
            IssueCode.RETIRED_BADGE,
            f"'{badge.slug}' is retired and can no longer be earned",
            (f"its successor is '{badge.successor}'; " if badge.successor else "")
            + "for what was earned before: --allow-retired",
        )
    yield from _dates(award, as_of)
    if award.hours is not None and badge.hours is None:
        yield Flaw(
            ("hours",),
            IssueCode.HOURS_NOT_STATED,
            f"'{badge.slug}' states no hours, so none can be credited",
            "leave 'hours' out, or add hours to the badge",
        )
    yield from _results(award, badge)


def is_not_yet(award: Award, badge: Badge) -> bool:
    """Whether `award` is of work that did not reach the passing level everywhere."""
    return any(flaw.code is IssueCode.BELOW_PASS for flaw in _results(award, badge))


def assessor_flaws(
    award: Award, badge: Badge, policy: RigorPolicy, *, earners: Collection[str], holds: Holds
) -> Iterator[Flaw]:
    """What is wrong with the assessor of `award`, by itself and by the program's policy."""
    slug = award.assessor_id
    if slug is not None and slug == award.earner:
        message = f"'{slug}' is the earner: nobody assesses themselves"
        yield Flaw(("assessor_id",), IssueCode.OWN_ASSESSOR, message)
        return
    if slug is not None and slug not in earners and not is_founding(award, policy):
        message = f"there is no earner '{slug}' who could have assessed this"
        hint = did_you_mean(slug, earners) or "an assessor is named by their slug as an earner"
        yield Flaw(("assessor_id",), IssueCode.UNKNOWN_ASSESSOR, message, hint)
        return
    flaw = assessor_flaw(award, badge, policy, holds)
    if flaw is AssessorFlaw.UNNAMED:
        yield Flaw(
            ("assessor_name",),
            IssueCode.UNNAMED_ASSESSOR,
            f"who assessed this? An assessor of '{badge.slug}' must hold it",
            "give the assessor's slug among the earners as 'assessor_id'",
        )
    elif flaw is AssessorFlaw.LACKS_BADGE:
        yield Flaw(
            ("assessor_id",),
            IssueCode.ASSESSOR_LACKS_BADGE,
            f"'{slug}' did not hold '{badge.slug}' on {award.awarded}, as an assessor of it must",
            "somebody has to begin: who may is named under 'founding_assessors', until a date",
        )


def _dates(award: Award, as_of: datetime) -> Iterator[Flaw]:
    if award.awarded > (as_of + _EARLIEST_ZONE).date():
        yield Flaw(
            ("awarded",), IssueCode.FUTURE_DATE, f"awarded on {award.awarded}, which is yet to come"
        )
    if award.started is not None and award.ended is not None and award.ended < award.started:
        yield Flaw(
            ("ended",),
            IssueCode.DATE_ORDER,
            f"ended on {award.ended}, before it started on {award.started}",
        )
    if award.valid_until is not None and award.valid_until < award.awarded:
        yield Flaw(
            ("valid_until",),
            IssueCode.DATE_ORDER,
            f"valid until {award.valid_until}, before it was awarded on {award.awarded}",
        )


def _results(award: Award, badge: Badge) -> Iterator[Flaw]:
    rubric = badge.rubric
    criteria = [criterion.id for criterion in rubric.criteria] if rubric else []
    levels = [level.id for level in rubric.levels] if rubric else []
    for criterion, level in award.results.items():
        if criterion not in criteria:
            yield Flaw(
                ("results", criterion),
                IssueCode.UNKNOWN_CRITERION,
                f"the rubric of '{badge.slug}' has no criterion '{criterion}'",
                did_you_mean_or_list(criterion, criteria)
                if criteria
                else "this badge has no rubric",
            )
        elif level not in levels:
            yield Flaw(
                ("results", criterion),
                IssueCode.UNKNOWN_LEVEL,
                f"the rubric of '{badge.slug}' has no level '{level}'",
                did_you_mean_or_list(level, levels),
            )
        elif rubric is not None and rubric.rank(level) < rubric.rank(rubric.passes):
            yield Flaw(
                ("results", criterion),
                IssueCode.BELOW_PASS,
                f"'{criterion}' is at '{level}', below the passing level '{rubric.passes}'",
                "an award is only for what was passed",
            )
    missing = [criterion for criterion in criteria if criterion not in award.results]
    if missing:
        yield Flaw(
            ("results",),
            IssueCode.MISSING_RESULT,
            "no result for " + ", ".join(f"'{each}'" for each in missing),
            f"say the level reached; in a spreadsheet as a column 'result: {missing[0]}'",
        )
