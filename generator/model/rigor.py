"""How rigorous a badge is, from what its definition states and from nothing else."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from generator.model.badge import Badge
from generator.model.base import CatalogModel, Date, Line, Slug


class Mark(StrEnum):
    """One thing that makes an earned badge worth believing."""

    PUBLIC_RUBRIC = "public-rubric"
    REQUIRED_EVIDENCE = "required-evidence"
    INDEPENDENT_ASSESSOR = "independent-assessor"
    ASSESSOR_HOLDS_BADGE = "assessor-holds-badge"
    RESEARCH = "research"
    ALIGNMENT = "alignment"
    REASSESSMENT = "reassessment"
    REVIEW_DATE = "review-date"
    EXPIRY = "expiry"


_STATES: Mapping[Mark, Callable[[Badge], bool]] = {
    Mark.PUBLIC_RUBRIC: lambda badge: badge.rubric is not None,
    Mark.REQUIRED_EVIDENCE: lambda badge: bool(badge.evidence),
    Mark.INDEPENDENT_ASSESSOR: lambda badge: badge.assessors.independent,
    Mark.ASSESSOR_HOLDS_BADGE: lambda badge: badge.assessors.holds_badge,
    Mark.RESEARCH: lambda badge: bool(badge.research),
    Mark.ALIGNMENT: lambda badge: bool(badge.alignments),
    Mark.REASSESSMENT: lambda badge: badge.submission.attempts != 1,
    Mark.REVIEW_DATE: lambda _: True,  # every badge has one; what counts is whether it is past
    Mark.EXPIRY: lambda badge: badge.valid_months is not None,
}


def marks(badge: Badge, today: date | None = None) -> dict[Mark, bool]:
    """Which marks `badge` has, in the order of `Mark`.

    A review that is past on `today` is no mark; without `today` its date alone counts.
    """
    return {
        mark: states(badge)
        and not (mark is Mark.REVIEW_DATE and today is not None and badge.review_by < today)
        for mark, states in _STATES.items()
    }


class Enforced(StrEnum):
    """For which badges an award's assessor must hold the badge."""

    NEVER = "never"
    WHERE_STATED = "where-stated"  # badges that say `holds_badge: true`
    ALWAYS = "always"


class FoundingAssessor(CatalogModel):
    """Somebody who may assess without holding the badge, because somebody has to begin."""

    assessor: Line
    """The `assessor_id` or `assessor_name` of awards."""
    badge: Slug | None = None
    """Only of this badge; none: of all."""
    until: Date
    """The last day of awards that are excepted."""


class RigorPolicy(CatalogModel):
    """``rigor:`` in the configuration: what this program holds its badges to."""

    required: tuple[Mark, ...] = ()
    """Marks without which a badge is a mistake."""
    assessors_hold_badge: Enforced = Enforced.NEVER
    founding_assessors: tuple[FoundingAssessor, ...] = ()

    @model_validator(mode="after")
    def _is_used(self) -> Self:
        if self.founding_assessors and self.assessors_hold_badge is Enforced.NEVER:
            raise ValueError(
                "'founding_assessors' are exceptions to a rule that is not set: add "
                "'assessors_hold_badge: where-stated' or 'always'"
            )
        return self

    def asks_for_holders(self, badge: Badge) -> bool:
        """Whether an award of `badge` needs an assessor who holds it."""
        rule = self.assessors_hold_badge
        return rule is Enforced.ALWAYS or (
            rule is Enforced.WHERE_STATED and badge.assessors.holds_badge
        )
