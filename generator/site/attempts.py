"""How many earned a badge at the first attempt, and how many after handing in again.

Counted over people who show the badge publicly, and told only so that no number stands for
fewer than ten of them: not even one that a reader gets by subtracting.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.ledger import Issued

LEAST = 10
"""People behind every number that is told."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """People whose attempt is known, each counted once."""

    first: int
    later: int

    def told(self) -> str:
        """The sentence for the page; empty where it would say too much, or too little."""
        first, later = self.first, self.later
        if first >= LEAST and later >= LEAST:
            return f"{first} at the first attempt, {later} after handing in again"
        if first >= LEAST:
            return "most at the first attempt, fewer than ten after handing in again"
        if later >= LEAST:
            return "fewer than ten at the first attempt, most after handing in again"
        return ""


def count_attempts(rows: Iterable[Issued]) -> dict[str, Attempts]:
    """By badge, from the credentials of people who may be counted.

    Who earned a badge several times counts with the first of them that says its attempt.
    """
    earliest: dict[tuple[str, str], Issued] = {}
    for row in rows:
        if row.award.attempt is None:
            continue
        known = earliest.setdefault((row.badge, row.earner), row)
        if (row.award.awarded, row.credential) < (known.award.awarded, known.credential):
            earliest[row.badge, row.earner] = row
    attempts: defaultdict[str, list[int]] = defaultdict(list)
    for (badge, _), row in earliest.items():
        attempts[badge].append(row.award.attempt or 1)
    return {
        badge: Attempts(first=found.count(1), later=len(found) - found.count(1))
        for badge, found in attempts.items()
    }
