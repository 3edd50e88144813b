"""Who held a badge on a day, and what a policy has against an assessor."""

from datetime import UTC, date, datetime

import pytest

from generator.model.assessors import AssessorFlaw, Holdings, assessor_flaw
from generator.model.award import Award
from generator.model.ledger import Revoked
from generator.model.rigor import RigorPolicy
from tests.site.small import badge, issued, token

DAY = date(2026, 3, 10)


def revoked(number, day, **more):
    return Revoked(credential=token(number), reason="Why.", on=day, **more)


ENDS = datetime(2026, 5, 1, tzinfo=UTC)
HELD = {  # case: (ledger, day, whether Ana held "feedback"); row n was awarded on 2026-03-n
    "before it was earned": ([issued(5, "ana", "feedback")], date(2026, 3, 4), False),
    "on the day it was earned": ([issued(5, "ana", "feedback")], date(2026, 3, 5), True),
    "years later": ([issued(5, "ana", "feedback")], date(2046, 1, 1), True),
    "another badge": ([issued(5, "ana", "listening")], DAY, False),
    "another person": ([issued(5, "ben", "feedback")], DAY, False),
    "on its last day": ([issued(5, "ana", "feedback", valid_until=ENDS)], ENDS.date(), True),
    "past its end": (
        [issued(5, "ana", "feedback", valid_until=ENDS)],
        date(2026, 5, 2),
        False,
    ),
    "before it was withdrawn": (
        [issued(5, "ana", "feedback"), revoked(5, date(2026, 3, 11))],
        DAY,
        True,
    ),
    "on the day it was withdrawn": (
        [issued(5, "ana", "feedback"), revoked(5, DAY)],
        DAY,
        False,
    ),
    "reissued": (
        [
            issued(5, "ana", "feedback"),
            issued(6, "ana", "feedback", replaces=[token(5)]),
            revoked(5, date(2026, 3, 8), reissued=True),
        ],
        DAY,
        True,
    ),
    "reissued with a later date": (
        [
            issued(5, "ana", "feedback"),
            issued(20, "ana", "feedback", replaces=[token(5)]),
            revoked(5, date(2026, 3, 21), reissued=True),
        ],
        DAY,
        False,
    ),
    "earned again": (
        [issued(5, "ana", "feedback"), revoked(5, date(2026, 3, 6)), issued(9, "ana", "feedback")],
        DAY,
        True,
    ),
}


@pytest.mark.parametrize(("ledger", "day", "held"), HELD.values(), ids=HELD.keys())
def test_who_held_what_when(ledger, day, held):
    assert Holdings(ledger).held("ana", "feedback", day) is held


FOUNDERS = [
    {"assessor": "rosa", "badge": "stated", "until": "2026-03-10"},
    {"assessor": "Prof. Eva Ng", "until": "2026-03-10"},
]
FLAWS = {  # case: (rule, badge, fields of the award, flaw)
    "no rule": ("never", "stated", {}, None),
    "not stated": ("where-stated", "silent", {}, None),
    "stated, nobody named": ("where-stated", "stated", {}, AssessorFlaw.UNNAMED),
    "a name alone proves nothing": (
        "where-stated", "stated", {"assessor_name": "Ana"}, AssessorFlaw.UNNAMED,
    ),
    "always": ("always", "silent", {}, AssessorFlaw.UNNAMED),
    "a holder": ("always", "stated", {"assessor_id": "holder"}, None),
    "no holder": ("always", "stated", {"assessor_id": "other"}, AssessorFlaw.LACKS_BADGE),
    "a founder": ("always", "stated", {"assessor_id": "rosa"}, None),
    "a founder of another badge": (
        "always", "silent", {"assessor_id": "rosa"}, AssessorFlaw.LACKS_BADGE,
    ),
    "a founder by name": ("always", "silent", {"assessor_name": "prof. eva ng"}, None),
    "a founder too late": (
        "always", "stated", {"assessor_id": "rosa", "awarded": "2026-03-11"},
        AssessorFlaw.LACKS_BADGE,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "of", "fields", "flaw"), FLAWS.values(), ids=FLAWS.keys())
def test_what_a_policy_has_against_an_assessor(rule, of, fields, flaw):
    founders = FOUNDERS if rule != "never" else []
    policy = RigorPolicy.model_validate(
        {"assessors_hold_badge": rule, "founding_assessors": founders}
    )
    assessed = badge(of, assessors={"who": "One.", "holds_badge": str(of == "stated").lower()})
    award = Award.model_validate({"badge": of, "earner": "ben", "awarded": "2026-03-10", **fields})
    asked = []

    def holds(who, what, day):
        asked.append((what, day))
        return who == "holder"

    assert assessor_flaw(award, assessed, policy, holds) is flaw
    assert set(asked) <= {(of, award.awarded)}
