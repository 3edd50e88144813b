"""The rigor panel: what the issuer states about a badge, and what not."""

from dataclasses import dataclass
from datetime import date

from generator.model.badge import Badge
from generator.model.rigor import Mark, marks
from generator.site import words


@dataclass(frozen=True, slots=True)
class RigorMark:
    """One mark as the rest of a sentence, and the part of the page that shows it."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class RigorPanel:
    """What a badge has and what it lacks, in words that follow "The issuer states that"."""

    has: tuple[RigorMark, ...]
    lacks: tuple[RigorMark, ...]


_SHOWN_IN = {
    Mark.PUBLIC_RUBRIC: "#rubric",
    Mark.REQUIRED_EVIDENCE: "#evidence",
    Mark.INDEPENDENT_ASSESSOR: "#assess",
    Mark.ASSESSOR_HOLDS_BADGE: "#assess",
    Mark.RESEARCH: "#research",
    Mark.ALIGNMENT: "#standards",
    Mark.REASSESSMENT: "#earn",
    Mark.REVIEW_DATE: "#about",
    Mark.EXPIRY: "#facts",
}
_ALWAYS_THERE = frozenset(
    {
        Mark.INDEPENDENT_ASSESSOR,
        Mark.ASSESSOR_HOLDS_BADGE,
        Mark.REASSESSMENT,
        Mark.REVIEW_DATE,
    }
)
"""Marks whose part of the page is there also where they are lacking."""


def rigor_panel(badge: Badge, today: date) -> RigorPanel:
    """The panel of `badge` as it stands on `today`."""
    found = marks(badge, today)
    return RigorPanel(
        has=tuple(
            RigorMark(_words(mark, badge, today), _SHOWN_IN[mark])
            for mark, there in found.items()
            if there
        ),
        lacks=tuple(
            RigorMark(_words(mark, badge, today), _SHOWN_IN[mark] if mark in _ALWAYS_THERE else "")
            for mark, there in found.items()
            if not there
        ),
    )


def _words(mark: Mark, badge: Badge, today: date) -> str:
    review = words.long_date(badge.review_by)
    lasts = words.months(badge.valid_months) if badge.valid_months is not None else "some time"
    return {
        Mark.PUBLIC_RUBRIC: "the rubric that assessors use is public",
        Mark.REQUIRED_EVIDENCE: "evidence is required",
        Mark.INDEPENDENT_ASSESSOR: "assessors are independent of the earner",
        Mark.ASSESSOR_HOLDS_BADGE: "assessors hold this badge themselves",
        Mark.RESEARCH: "research supports it",
        Mark.ALIGNMENT: "it answers to published standards",
        Mark.REASSESSMENT: "whoever does not pass may try again",
        Mark.REVIEW_DATE: f"the review due on {review} took place"
        if badge.review_by < today
        else f"it will be reviewed by {review}",
        Mark.EXPIRY: f"an earned badge expires after {lasts}",
    }[mark]
