"""What an award must be to be signed: of a badge one can earn, and earned by its rubric."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.issue.codes import IssueCode
from generator.model.award import Award
from generator.model.badge import Badge, BadgeStatus
from generator.source.suggest import did_you_mean_or_list

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
    if badge.status is BadgeStatus.RETIRED and not retired_too:
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
