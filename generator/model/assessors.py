"""Whether an award's assessor held the badge on the award's day, where the policy asks."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import Enum, auto

from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.ledger import Issued, LedgerEntry, Revoked
from generator.model.rigor import RigorPolicy

Holds = Callable[[str, str, date], bool]
"""Whether this earner held this badge on this day."""


class AssessorFlaw(Enum):
    """Why the policy does not accept an award's assessor."""

    UNNAMED = auto()
    LACKS_BADGE = auto()


class Holdings:
    """Who held which badge when: from the day of the award to its end or withdrawal."""

    def __init__(self, ledger: Iterable[LedgerEntry]) -> None:
        rows = list(ledger)
        revoked = {row.credential: row for row in rows if isinstance(row, Revoked)}
        self._spans: defaultdict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
        for row in rows:
            if not isinstance(row, Issued):
                continue
            withdrawal = revoked.get(row.credential)
            if withdrawal is not None and withdrawal.reissued:
                continue  # the credential in its place tells
            last = row.valid_until.date() if row.valid_until is not None else date.max
            if withdrawal is not None:
                last = min(last, withdrawal.on - timedelta(days=1))
            self._spans[row.earner, row.badge].append((row.award.awarded, last))

    def held(self, earner: str, badge: str, day: date) -> bool:
        """Whether `earner` held `badge` on `day`, in whatever version."""
        return any(first <= day <= last for first, last in self._spans.get((earner, badge), ()))


def assessor_flaw(
    award: Award, badge: Badge, policy: RigorPolicy, holds: Holds
) -> AssessorFlaw | None:
    """What the policy has against the assessor of `award`, if anything."""
    if not policy.asks_for_holders(badge) or is_founding(award, policy):
        return None
    if award.assessor_id is None:
        return AssessorFlaw.UNNAMED
    if holds(award.assessor_id, award.badge, award.awarded):
        return None
    return AssessorFlaw.LACKS_BADGE


def is_founding(award: Award, policy: RigorPolicy) -> bool:
    """Whether the policy excepts the assessor of `award` on its day."""
    names = {
        each.casefold() for each in (award.assessor_id, award.assessor_name) if each is not None
    }
    return any(
        each.assessor.casefold() in names
        and each.badge in {None, award.badge}
        and award.awarded <= each.until
        for each in policy.founding_assessors
    )
