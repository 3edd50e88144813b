"""What badges lack in rigor: told on request, and a mistake where the program's policy says so."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from generator.model.badge import Badge
from generator.model.rigor import Mark, marks
from generator.source.codes import Code
from generator.source.draft import Draft
from generator.source.parse import Location, Readable
from generator.source.problems import Problem

_TOLD: Mapping[Mark, tuple[Code, Location, str, str]] = {
    # mark: (code, where it would stand, what the badge lacks, how to mend it)
    Mark.PUBLIC_RUBRIC: (
        Code.NO_RUBRIC,
        ("rubric",),
        "shows no rubric",
        "add 'rubric', the very one that assessors use",
    ),
    Mark.REQUIRED_EVIDENCE: (
        Code.NO_EVIDENCE,
        ("evidence",),
        "asks for no evidence",
        "list under 'evidence' what an earner hands in",
    ),
    Mark.INDEPENDENT_ASSESSOR: (
        Code.NOT_INDEPENDENT,
        ("assessors", "independent"),
        "does not state that assessors are independent of the earner",
        "where they are, set 'independent: true' under 'assessors'",
    ),
    Mark.ASSESSOR_HOLDS_BADGE: (
        Code.ASSESSOR_NEED_NOT_HOLD,
        ("assessors", "holds_badge"),
        "does not state that assessors hold the badge",
        "where they do, set 'holds_badge: true' under 'assessors'",
    ),
    Mark.RESEARCH: (
        Code.NO_RESEARCH,
        ("research",),
        "cites no research",
        "cite under 'research' why this skill matters",
    ),
    Mark.ALIGNMENT: (
        Code.NO_ALIGNMENT,
        ("alignments",),
        "answers to no published standard",
        "name one under 'alignments', with its address",
    ),
    Mark.REASSESSMENT: (
        Code.ONE_ATTEMPT,
        ("submission", "attempts"),
        "allows one attempt only",
        "let earners try again: set 'attempts' under 'submission' higher, or leave it out",
    ),
    Mark.REVIEW_DATE: (
        Code.PAST_REVIEW,
        ("review_by",),
        "is past its review",
        "review it, then set 'review_by' to the next date",
    ),
    Mark.EXPIRY: (
        Code.NO_EXPIRY,
        ("valid_months",),
        "never expires once earned",
        "set 'valid_months', if the skill fades or the field moves on",
    ),
}


def check_required(draft: Draft) -> Iterator[Problem]:
    """Badges without a mark that the policy requires. Of reviews see `past_reviews`."""
    if draft.config is not None:
        yield from _lacking(draft, draft.config.rigor.required, None)


def past_reviews(draft: Draft, as_of: datetime) -> Iterator[Problem]:
    """Badges past their review, where the policy requires reviews; depends on the day."""
    if draft.config is not None:
        wanted = {Mark.REVIEW_DATE}.intersection(draft.config.rigor.required)
        yield from _lacking(draft, wanted, as_of.date())


def rigor(draft: Draft, as_of: datetime) -> Iterator[Problem]:
    """Everything that badges lack; what the policy requires of a good catalog is there."""
    yield from _lacking(draft, frozenset(Mark), as_of.date())


def _lacking(draft: Draft, wanted: Collection[Mark], today: date | None) -> Iterator[Problem]:
    """What badges that can be earned lack of `wanted`."""
    for _, entry in sorted(draft.entries["badges"].items()):
        badge = entry.record
        if not isinstance(badge, Badge) or entry.source is None:
            continue
        if badge.is_retired:
            continue
        found = marks(badge, today)
        for mark in Mark:
            if mark in wanted and not found[mark]:
                yield _problem(badge, mark, entry.source)


def _problem(badge: Badge, mark: Mark, source: Readable) -> Problem:
    code, location, lack, hint = _TOLD[mark]
    return Problem(source.where(location), code, f"'{badge.slug}' {lack}", hint)
