"""Hours of a pathway: the least are those of a way there is, and the least there is."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from generator.model.effort import effort
from generator.model.pathway import AllRule, AnyRule, ChooseRule, HoursRule, PathwayRule
from generator.model.progress import badges_asked, is_met, sum_hours
from tests.model.test_progress import NAMES, catalog, rules, steady, subsets


@steady
@given(
    rules(st.sampled_from(NAMES)),
    st.lists(st.sampled_from((0, 3, 5, 8, 40)), min_size=5, max_size=5),
)
def test_against_every_set_of_badges(rule, hours):
    of = catalog(hours=dict(zip(NAMES, hours, strict=True)))
    ways = [sum_hours(held, of) for held in subsets(NAMES) if is_met(rule, held, of)]
    if not ways:
        return
    found = effort(rule, of)
    assert found.least == min(ways)
    assert found.most == sum_hours(badges_asked(rule, of), of)
    assert found.unstated == sum(of.badges[slug].hours is None for slug in badges_asked(rule, of))


def test_table():
    of = catalog((AllRule(all=("a", "b")),), {"a": 1, "b": 2, "c": 4, "d": 8, "whole0": 50})
    table = {  # least, most
        (AllRule(all=("a", PathwayRule(pathway="path0"))),): (3, 3),
        (AnyRule(any=("d", PathwayRule(pathway="path0"))),): (3, 11),
        (AllRule(all=("d", ChooseRule(choose=1, of=("c", "d")))),): (8, 12),
        (HoursRule(hours=9, of=("a", "b", "c", "d")),): (9, 15),
        (AllRule(all=("c", HoursRule(hours=5, of=("a", "b", "c", "d")))),): (5, 15),
    }
    for (rule,), (least, most) in table.items():
        found = effort(rule, of)
        assert (found.least, found.most) == (Decimal(least), Decimal(most)), rule


def test_forty_badges_are_no_trouble():
    slugs = tuple(f"b{index:02}" for index in range(40))
    base = catalog().badges["a"]
    badges = {
        slug: base.model_copy(update={"slug": slug, "hours": Decimal(3 + index % 7)})
        for index, slug in enumerate(slugs)
    }
    of = catalog()
    of = type(of)(issuers={}, badges=badges)
    rule = AllRule(all=(ChooseRule(choose=10, of=slugs), HoursRule(hours=100, of=slugs)))
    assert effort(rule, of).least == 100
