"""Attempts: which one a piece of work is, and what is written down of one that did not pass.

There is one attempt a day for each badge and person. A record that differs from an earlier
one of its day corrects it: the later counts. An award counts the "not yet" of the days before
it, since the badge was last earned.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from generator.issue.award_checks import Flaw
from generator.issue.book import Book
from generator.issue.codes import IssueCode
from generator.model.attempt import Attempt, Feedback
from generator.model.award import Award
from generator.model.badge import Badge
from generator.source.awards import AwardRow

Placed = tuple[AwardRow, Award]
"""A row and the award it tells of, or would tell of."""
_OF_AWARD = (
    *("results", "assessor_role", "assessor_name"),
    *("assessor_id", "second_assessor_id", "approver_id"),
)


@dataclass(slots=True)
class Tries:
    """All that is known of attempts: those recorded, those of a file, and what was earned."""

    recorded: defaultdict[tuple[str, str], dict[date, Attempt]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """By badge and earner, and day."""
    earned: defaultdict[tuple[str, str], set[date]] = field(
        default_factory=lambda: defaultdict(set)
    )
    """Days, by badge and earner."""

    @classmethod
    def known(cls, recorded: Iterable[Attempt], book: Book) -> "Tries":
        """What was known before."""
        tries = cls()
        for each in recorded:
            tries.recorded[each.badge, each.earner][each.on] = each
        for row in book.issued.values():
            if book.standing(row):
                tries.earned[row.badge, row.earner].add(row.award.awarded)
        return tries

    def counted(self, award: Award) -> int:
        """Which attempt `award` is: one more than the last "not yet" before it."""
        whose = award.badge, award.earner
        since = max((day for day in self.earned[whose] if day < award.awarded), default=date.min)
        before = [
            each.number for each in self.recorded[whose].values() if since < each.on < award.awarded
        ]
        return max(before, default=0) + 1


@dataclass(slots=True)
class Counted:
    """What counting the attempts of a score sheet gave."""

    awards: list[Placed] = field(default_factory=list)
    """Those that passed, with their attempt."""
    attempts: list[Attempt] = field(default_factory=list)
    """Those that did not, where they are new or say something new."""
    already: int = 0
    flaws: list[tuple[AwardRow, Flaw]] = field(default_factory=list)
    doubts: list[tuple[AwardRow, str]] = field(default_factory=list)


def count_attempts(
    passed: Iterable[Placed],
    not_yet: Iterable[Placed],
    tries: Tries,
    badges: Mapping[str, Badge],
    *,
    at: datetime,
) -> Counted:
    """Count the rows of a score sheet, in the order of their days, after what `tries` knows.

    A row may say itself which attempt it is, for a program that counted before on paper.
    """
    found = Counted()
    rows = [(False, *each) for each in passed] + [(True, *each) for each in not_yet]
    for failed, row, award in sorted(rows, key=lambda each: each[2].awarded):
        counted, badge = tries.counted(award), badges[award.badge]
        found.flaws += [(row, flaw) for flaw in _flaws(award, counted)]
        number = award.attempt or counted
        most = badge.submission.attempts
        if most is not None and number > most:
            text = f"this is attempt {number}; '{badge.slug}' may be tried for {most} times"
            found.doubts.append((row, text))
        if failed:
            _write_down(row, _attempt(award, badge, row.feedback, number, at), tries, found)
        else:
            tries.earned[award.badge, award.earner].add(award.awarded)
            found.awards.append((row, award.model_copy(update={"attempt": number})))
    return found


def feedback_flaws(award: Award, feedback: Feedback | None) -> Iterator[Flaw]:
    """What is wrong with what somebody would be told."""
    last = feedback.by_when if feedback is not None else None
    if last is not None and last <= award.awarded:
        message = f"hand in again by {last}, which is not after {award.awarded}"
        yield Flaw(("by_when",), IssueCode.DATE_ORDER, message)


def _flaws(award: Award, counted: int) -> Iterator[Flaw]:
    """What is wrong with the number that a row itself gives."""
    if award.attempt is not None and award.attempt < counted:
        message = f"this says attempt {award.attempt}, but attempt {counted - 1} came before"
        hint = "leave it empty to have it counted"
        yield Flaw(("attempt",), IssueCode.ATTEMPT_ORDER, message, hint)


def _attempt(
    award: Award, badge: Badge, feedback: Feedback | None, number: int, at: datetime
) -> Attempt:
    """The record of work that did not pass: `award` is what it would have been."""
    return Attempt(
        badge=badge.slug,
        badge_version=badge.version,
        earner=award.earner,
        on=award.awarded,
        number=number,
        feedback=feedback or Feedback(),
        recorded_at=at,
        **{key: getattr(award, key) for key in _OF_AWARD},
    )


def _write_down(row: AwardRow, attempt: Attempt, tries: Tries, found: Counted) -> None:
    """Note an attempt that did not pass, unless it was noted before."""
    if attempt.on in tries.earned[attempt.badge, attempt.earner]:
        message = f"{attempt.earner} earned '{attempt.badge}' on that day"
        hint = "if that was an error, withdraw it first: badgepress revoke ID"
        found.flaws.append((row, Flaw(("awarded",), IssueCode.EARNED_THAT_DAY, message, hint)))
    of_days = tries.recorded[attempt.badge, attempt.earner]
    before = of_days.get(attempt.on)
    of_days[attempt.on] = attempt
    if before is not None and _say_the_same(attempt, before):
        found.already += 1
        return
    found.attempts.append(attempt)
    if before is not None:
        text = "this attempt was written down before and said something else; now this counts"
        found.doubts.append((row, text))
    if attempt.feedback.strong is None and attempt.feedback.strengthen is None:
        text = "the feedback slip will tell the levels only: no 'strong' and no 'strengthen'"
        found.doubts.append((row, text))


def _say_the_same(attempt: Attempt, other: Attempt) -> bool:
    """Whether two records differ in nothing but when they were written."""
    return attempt == other.model_copy(update={"recorded_at": attempt.recorded_at})


def attempt_line(attempt: Attempt) -> bytes:
    """`attempt` as JSON on one line, with its line break; what is not said is left out."""
    said = attempt.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return (json.dumps(said, ensure_ascii=False) + "\n").encode("utf-8")
