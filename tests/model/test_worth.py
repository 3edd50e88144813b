"""What badges are worth: each statement once, never above a cap, whatever the order."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.model.pathway import Pathway
from generator.model.recognizer import Recognition, Recognizer, Worth
from generator.model.worth import Earned, WorthLedger, worth_of

TODAY = date(2026, 11, 22)
SLUGS = ("ask", "listen", "plan", "teach")


def pathway(slug: str, *rule: object, awards: str | None = None) -> Pathway:
    return Pathway.model_validate(
        {
            "slug": slug,
            "issuer": "x",
            "name": slug,
            "summary": slug,
            "audience": ["teacher"],
            "rule": {"all": rule},
            "awards": awards,
        }
    )


PATHWAYS = {
    each.slug: each
    for each in (
        pathway("talk", "ask", "listen"),
        pathway("work", {"pathway": "talk"}, "plan", awards="teach"),
    )
}


def honor(*badges: str, pathways: tuple[str, ...] = (), **said: object) -> Recognition:
    more = {
        key: said.pop(key)
        for key in ("from", "until", "withdrawn", "prior_approval")
        if key in said
    }
    worth = {"kind": "hours", "amount": "10", "text": "Something.", **said}
    if worth["kind"] not in {"pay", "hours", "credits", "licence-points"}:
        del worth["amount"]
    return Recognition.model_validate(
        {
            "badges": badges,
            "pathways": pathways,
            "worth": worth,
            "from": "2020-01-01",
            "basis": {"kind": "policy", "url": "https://x.example/policy"},
            **more,
        }
    )


def recognizer(*honors: Recognition, slug: str = "office") -> Recognizer:
    return Recognizer.model_validate(
        {
            "slug": slug,
            "name": slug,
            "kind": "district",
            "summary": "x",
            "url": "https://x.example/",
            "contact": {"office": "x"},
            "honors": honors,
        }
    )


def earned(*badges: str) -> list[Earned]:
    return [Earned(badge, date(2026, 1, 1) + timedelta(i)) for i, badge in enumerate(badges)]


def of(badges: list[Earned], *honors: Recognition, done: tuple[str, ...] = ()) -> WorthLedger:
    return worth_of(badges, done, [recognizer(*honors)], PATHWAYS, TODAY)


ONCE = {  # case: (what is held, completed pathways, statements, hours)
    "one badge": (earned("ask"), (), [honor("ask")], 10),
    "reissued or renewed": (earned("ask", "ask", "ask"), (), [honor("ask")], 10),
    "two of one statement": (earned("ask", "plan"), (), [honor("ask", "plan")], 20),
    "not held": (earned("listen"), (), [honor("ask")], None),
    "the same statement twice": (earned("ask"), (), [honor("ask"), honor("ask")], 10),
    "a pathway": ([], ("talk",), [honor(pathways=("talk",))], 10),
    "a pathway and its badge": (earned("ask"), ("talk",), [honor("ask", pathways=("talk",))], 10),
    "a pathway and a badge of the pathway in it": (
        earned("ask"),
        ("work",),
        [honor("ask", pathways=("work",))],
        10,
    ),
    "a pathway and the badge it awards": (
        earned("teach"),
        ("work",),
        [honor("teach", pathways=("work",))],
        10,
    ),
    "a pathway and the pathway in it": (
        [],
        ("talk", "work"),
        [honor(pathways=("talk", "work"))],
        10,
    ),
    "a pathway whose badge is named but not held": (
        earned("listen"),
        ("talk",),
        [honor("ask", pathways=("talk",))],
        10,
    ),
    "capped": (earned("ask", "plan"), (), [honor("ask", "plan", cap="15")], 15),
    "a cap of another statement": (
        earned("ask"),
        (),
        [honor("ask", amount="30"), honor("plan", cap="15")],
        15,
    ),
    "to begin tomorrow": (earned("ask"), (), [honor("ask", **{"from": "2026-11-23"})], None),
    "its first day": (earned("ask"), (), [honor("ask", **{"from": "2026-11-22"})], 10),
    "its last day": (earned("ask"), (), [honor("ask", until="2026-11-22")], 10),
    "past its last day": (earned("ask"), (), [honor("ask", until="2026-11-21")], None),
    "withdrawn today": (earned("ask"), (), [honor("ask", withdrawn="2026-11-22")], None),
    "to be withdrawn": (earned("ask"), (), [honor("ask", withdrawn="2026-11-23")], 10),
}


@pytest.mark.parametrize(("held", "done", "honors", "hours"), ONCE.values(), ids=ONCE.keys())
def test_each_counts_once_and_while_it_holds(held, done, honors, hours):
    ledger = of(held, *honors, done=done)
    assert [each.total for each in ledger.sums] == ([] if hours is None else [Decimal(hours)])
    assert not ledger.others


def test_only_what_is_in_one_unit_is_added():
    pay = {"kind": "pay", "amount": "200"}
    ledger = of(
        earned("ask"),
        honor("ask", **pay, currency="USD"),
        honor("ask", **pay, currency="CAD"),
        honor("ask", **pay, currency="USD", per="year"),
        honor("ask", kind="credits"),
    )
    assert [(each.unit.kind, each.unit.currency, each.unit.per) for each in ledger.sums] == [
        ("credits", "", "once"),
        ("pay", "CAD", "once"),
        ("pay", "USD", "once"),
        ("pay", "USD", "year"),
    ]


def test_what_is_not_measured_is_told_without_a_sum():
    ledger = of(earned("ask", "plan"), honor("ask", "plan", kind="interview"))
    assert not ledger.sums
    assert [line.badge for line in ledger.others] == ["ask", "plan"]
    assert [line.counted for line in ledger.others] == [None, None]


def test_what_needs_approval_fills_a_cap_last():
    ledger = of(
        earned("ask", "plan"),
        honor("ask", prior_approval=True, cap="15"),
        honor("plan", cap="15"),
    )
    (hours,) = ledger.sums
    assert [(line.badge, line.counted) for line in hours.lines] == [("plan", 10), ("ask", 5)]
    assert (hours.total, hours.on_approval) == (15, 5)


statements = st.builds(
    lambda badges, pathways, amount, cap, approval, kind: honor(
        *badges,
        pathways=tuple(pathways),
        amount=str(amount),
        cap=None if cap is None else str(amount + cap),
        prior_approval=approval,
        kind=kind,
    ),
    st.lists(st.sampled_from(SLUGS), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(sorted(PATHWAYS)), max_size=2, unique=True),
    st.integers(1, 50),
    st.none() | st.integers(0, 40),
    st.booleans(),
    st.sampled_from(["hours", "credits"]),
)
recognizers = st.lists(st.lists(statements, max_size=4), max_size=3).map(
    lambda several: [
        recognizer(*honors, slug=f"office-{number}") for number, honors in enumerate(several)
    ]
)
held_badges = st.lists(
    st.builds(Earned, st.sampled_from(SLUGS), st.dates(date(2020, 1, 1), TODAY)), max_size=8
)
done_pathways = st.lists(st.sampled_from(sorted(PATHWAYS)), max_size=2)


def lines_of(ledger: WorthLedger):
    return [line for each in ledger.sums for line in each.lines]


@settings(max_examples=300, deadline=None)
@given(held_badges, done_pathways, recognizers)
def test_nothing_counts_twice_nor_above_a_cap(held, done, offices):
    ledger = worth_of(held, done, offices, PATHWAYS, TODAY)

    counted = Counter(
        (line.recognizer, line.recognition, line.badge, line.pathway) for line in lines_of(ledger)
    )
    assert not counted or max(counted.values()) == 1
    for each in ledger.sums:
        assert each.cap is None or each.total <= each.cap
        caps = [
            honored.worth.cap
            for office in offices
            if office.slug == each.unit.recognizer
            for honored in office.honors
            if honored.worth.kind == each.unit.kind and honored.worth.cap is not None
        ]
        assert each.cap == min(caps, default=None)
    for line in lines_of(ledger):
        assert line.counted <= line.recognition.worth.amount
        beside = {
            other.badge
            for other in lines_of(ledger)
            if (other.recognizer, other.recognition) == (line.recognizer, line.recognition)
        }
        if line.pathway:
            made_of = {"talk": {"ask", "listen"}, "work": set(SLUGS)}[line.pathway]
            assert not made_of & beside


@settings(max_examples=200, deadline=None)
@given(held_badges, done_pathways, recognizers, st.randoms(use_true_random=False))
def test_the_order_of_nothing_matters(held, done, offices, chance):
    def shuffled(values):
        return chance.sample(values, len(values))

    other = [
        office.model_copy(update={"honors": tuple(shuffled(list(office.honors)))})
        for office in shuffled(offices)
    ]
    mixed = worth_of(shuffled(held), shuffled(done), other, PATHWAYS, TODAY)
    assert mixed == worth_of(held, done, offices, PATHWAYS, TODAY)


@settings(max_examples=200, deadline=None)
@given(held_badges, done_pathways, recognizers)
def test_badges_held_twice_change_nothing(held, done, offices):
    once = worth_of(held, done, offices, PATHWAYS, TODAY)
    assert worth_of(held + held, done + done, offices, PATHWAYS, TODAY) == once


@settings(max_examples=200, deadline=None)
@given(held_badges, recognizers, st.sampled_from(SLUGS))
def test_one_more_badge_never_takes_worth_away(held, offices, more):
    def totals(badges):
        return {
            each.unit: each.total for each in worth_of(badges, (), offices, PATHWAYS, TODAY).sums
        }

    before, after = totals(held), totals([*held, Earned(more, TODAY)])
    assert all(after[unit] >= total for unit, total in before.items())


WRONG = {  # case: (what is said, why it is refused)
    "a cap below the amount": (
        {"kind": "hours", "amount": "10", "cap": "9"},
        "'cap' is less than 'amount', so nobody could get that amount",
    ),
    "a cap without amount": (
        {"kind": "interview", "cap": "9"},
        "'cap' needs 'amount', of which it is the most",
    ),
    "an interview with an amount": (
        {"kind": "interview", "amount": "2"},
        "'amount' means nothing with 'kind: interview'; say it in 'text'",
    ),
    "hours without amount": ({"kind": "hours"}, "'kind: hours' needs 'amount'"),
    "pay without currency": (
        {"kind": "pay", "amount": "5"},
        "'currency' goes with 'kind: pay', and only with it",
    ),
}


@pytest.mark.parametrize(("said", "reason"), WRONG.values(), ids=WRONG.keys())
def test_worth_that_contradicts_itself(said, reason):
    with pytest.raises(ValidationError) as caught:
        Worth.model_validate({"text": "x", **said})
    assert [each["msg"] for each in caught.value.errors()] == [f"Value error, {reason}"]


def test_what_was_withdrawn_before_it_began():
    with pytest.raises(ValidationError, match="'withdrawn' lies before 'from'"):
        honor("ask", withdrawn="2019-12-31")
