"""What the optional checks share: each judges several things and answers for all of them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from generator.verify.report import Check, Outcome
from generator.verify.words import say


class Answered(Protocol):
    """One of the things that were judged."""

    @property
    def outcome(self) -> Outcome:
        """How that ended."""

    @property
    def detail(self) -> str:
        """One sentence for the reader."""


def summed(
    check_id: str, judged: Sequence[Answered], *, found: int, told: Mapping[Outcome, str]
) -> Check:
    """The worst of what was judged, with its reason; where `found` were more, that is not known.

    `told` has the keys of its sentences.
    """
    reasons: dict[Outcome, str] = {}
    for each in judged:
        reasons.setdefault(each.outcome, each.detail)
    if found > len(judged):
        reasons.setdefault(Outcome.UNKNOWN, say("more-than", count=len(judged)))
    for outcome in (Outcome.FAILED, Outcome.UNKNOWN):
        if outcome in reasons:
            return Check(check_id, outcome, say(told[outcome], reason=reasons[outcome]))
    return Check(check_id, Outcome.PASSED, say(told[Outcome.PASSED], count=found))
