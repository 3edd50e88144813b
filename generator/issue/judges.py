"""Who may judge and approve, and that nobody does both.

`assessor_id`, `second_assessor_id` and `approver_id` name earners of the catalog, because
two ways to write one name would make two people. None of them is signed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from generator.issue.award_checks import Flaw, assessor_flaws
from generator.issue.codes import IssueCode
from generator.model.assessors import Holdings, Holds, is_founding
from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.ledger import LedgerEntry
from generator.model.rigor import RigorPolicy
from generator.source.suggest import did_you_mean

JUDGES = ("assessor_id", "second_assessor_id", "approver_id")
"""What an award says of who judged it."""
_SLUG_HINT = "assessors and approvers are named by their slug as an earner"


def judge_flaws(
    award: Award, badge: Badge, policy: RigorPolicy, *, earners: Collection[str], holds: Holds
) -> Iterator[Flaw]:
    """What is wrong with whoever assessed and approved `award`."""
    yield from assessor_flaws(award, badge, policy, earners=earners, holds=holds)
    yield from _second_flaws(award, badge, policy, earners, holds)
    yield from _approver_flaws(award, policy, earners)


def approval_flaws(award: Award, approved: Collection[str]) -> Iterator[Flaw]:
    """Whether `award` lacks an approver, where others of its badge in the file have one."""
    if award.approver_id is None and award.badge in approved:
        message = "nobody approved this, though other rows of the file were approved"
        hint = "say who approved it, or hold the row back until somebody has"
        yield Flaw(("approver_id",), IssueCode.NOT_APPROVED, message, hint)


def named_judges(awards: Iterable[Award]) -> frozenset[str]:
    """The slugs of all who judged `awards`."""
    named = (getattr(award, field) for award in awards for field in JUDGES)
    return frozenset(slug for slug in named if slug is not None)


def held_with(assessed: Iterable[Award], ledger: Iterable[LedgerEntry]) -> Holds:
    """Who held what when, by the ledger and by the awards of this very file.

    Who earned a badge in the file may assess from the next day: else two could vouch for
    each other.
    """
    holdings = Holdings(ledger)
    earned: defaultdict[tuple[str, str], date] = defaultdict(lambda: date.max)
    for each in assessed:
        key = each.earner, each.badge
        earned[key] = min(each.awarded, earned[key])

    def holds(earner: str, badge: str, day: date) -> bool:
        return holdings.held(earner, badge, day) or earned.get((earner, badge), date.max) < day

    return holds


def _second_flaws(
    award: Award, badge: Badge, policy: RigorPolicy, earners: Collection[str], holds: Holds
) -> Iterator[Flaw]:
    """A second assessor is judged as the first is."""
    second, field = award.second_assessor_id, ("second_assessor_id",)
    if second is None:
        return
    if award.assessor_id is None:
        message = "there is a second assessor, and no first"
        yield Flaw(field, IssueCode.UNNAMED_ASSESSOR, message, "name the first as 'assessor id'")
    if second == award.assessor_id:
        message = f"'{second}' is the first assessor: two are two people"
        yield Flaw(field, IssueCode.SAME_PERSON, message)
        return
    alone = award.model_copy(update={"assessor_id": second, "assessor_name": None})
    for flaw in assessor_flaws(alone, badge, policy, earners=earners, holds=holds):
        yield Flaw(field, flaw.code, flaw.message, flaw.hint)


def _approver_flaws(award: Award, policy: RigorPolicy, earners: Collection[str]) -> Iterator[Flaw]:
    """An approver need not hold the badge, but neither earned nor assessed what they approve."""
    approver, field = award.approver_id, ("approver_id",)
    if approver is None:
        return
    alone = award.model_copy(update={"assessor_id": approver, "assessor_name": None})
    if approver == award.earner:
        message = f"'{approver}' is the earner: nobody approves their own work"
        yield Flaw(field, IssueCode.OWN_ASSESSOR, message)
    elif approver in {award.assessor_id, award.second_assessor_id}:
        message = f"'{approver}' assessed this, so somebody else must approve it"
        yield Flaw(field, IssueCode.SAME_PERSON, message)
    elif approver not in earners and not is_founding(alone, policy):
        message = f"there is no earner '{approver}' who could have approved this"
        hint = did_you_mean(approver, earners) or _SLUG_HINT
        yield Flaw(field, IssueCode.UNKNOWN_ASSESSOR, message, hint)
    elif award.assessor_id is None:
        message = f"who assessed what '{approver}' approved?"
        yield Flaw(field, IssueCode.UNNAMED_ASSESSOR, message, "name them as 'assessor id'")
