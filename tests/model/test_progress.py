"""Rules of pathways mean what they say: random trees against the definition, tried out in full."""

from decimal import Decimal
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.pathway import (
    AllRule,
    AnyRule,
    ChooseRule,
    HoursRule,
    Pathway,
    PathwayRule,
    parts_of,
)
from generator.model.progress import (
    badges_below,
    gaps,
    hours_counted,
    is_met,
    most_hours,
    next_badges,
    progress,
)

NAMES = tuple("abcde")
WHOLES = ("whole0", "whole1")
EVERY = (*NAMES, *WHOLES)
steady = settings(max_examples=80, derandomize=True, deadline=None, database=None)


def badge(slug: str, **more: object) -> Badge:
    """A badge with little in it but what `more` says."""
    return Badge.model_validate(
        {
            "slug": slug,
            "issuer": "brook",
            "name": slug.title(),
            "summary": f"Can do {slug}.",
            "description": "What it is about.",
            "level": "foundation",
            "topics": ["Feedback"],
            "audience": ["teacher"],
            "shown": "did it in class",
            "criteria": "Do it.",
            "assessors": {"who": "Two trained assessors."},
            "owner": {"office": "Badge Office"},
            "review_by": "2027-01-31",
            "version": "1.0",
            **more,
        }
    )


def catalog(requirements=(), hours=None, **more: dict[str, object]) -> Catalog:
    """Badges a to e, and a pathway for each requirement that awards a badge of its own."""
    wholes = WHOLES[: len(requirements)]
    stated = hours or {}
    badges = {
        slug: badge(
            slug, **({"hours": stated[slug]} if stated.get(slug) else {}), **more.get(slug, {})
        )
        for slug in (*NAMES, *wholes)
    }
    pathways = {
        f"path{index}": Pathway(
            slug=f"path{index}",
            issuer="brook",
            name="P",
            summary="P.",
            audience=("teacher",),
            rule=rule,
            awards=wholes[index],
        )
        for index, rule in enumerate(requirements)
    }
    return Catalog(issuers={}, badges=badges, pathways=pathways)


def rules(leaves):
    """Trees of every kind of rule over `leaves`."""

    def groups(inner):
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            parts.map(lambda of: AllRule(all=of)),
            st.lists(inner, min_size=2, max_size=3).map(lambda of: AnyRule(any=tuple(of))),
            parts.flatmap(
                lambda of: st.integers(1, len(of)).map(lambda n: ChooseRule(choose=n, of=of))
            ),
            st.tuples(st.integers(1, 30), parts).map(lambda x: HoursRule(hours=x[0], of=x[1])),
        )

    return st.recursive(leaves, groups, max_leaves=8)


@st.composite
def programs(draw):
    """A catalog of two pathways, the second perhaps over the first, and a rule over all."""
    badge_leaf = st.sampled_from(NAMES)
    first = draw(rules(badge_leaf))
    above = st.one_of(badge_leaf, st.just("whole0"), st.just(PathwayRule(pathway="path0")))
    second = draw(rules(above))
    rule = draw(rules(st.one_of(above, st.just(PathwayRule(pathway="path1")))))
    hours = {slug: draw(st.sampled_from((0, 3, 5, 8, 40))) for slug in EVERY}
    return catalog((first, second), hours), rule


def subsets(of):
    return chain.from_iterable(combinations(of, size) for size in range(len(of) + 1))


def meets(rule, held, of: Catalog) -> bool:
    """The definition, tried out: some choice of parts of the wanted size is met in full."""
    if isinstance(rule, str):
        return rule in held
    if isinstance(rule, PathwayRule):
        pathway = of.pathways[rule.pathway]
        return pathway.awards in held or meets(pathway.requirement, held, of)
    if isinstance(rule, HoursRule):
        return counted(rule, held, of) >= rule.hours
    size = {AllRule: len(parts_of(rule)), AnyRule: 1}.get(type(rule)) or rule.choose
    return any(
        all(meets(part, held, of) for part in chosen)
        for chosen in combinations(parts_of(rule), size)
    )


def counted(rule, held, of: Catalog) -> int:
    """Hours of one set of badges, named one by one, a pathway by its badge or by its parts."""
    found: list[Badge] = []
    todo = list(rule.of)
    while todo:
        part = todo.pop()
        if isinstance(part, PathwayRule):
            pathway = of.pathways[part.pathway]
            whole = of.badges[pathway.awards]
            inside = {of.badges[slug].slug for slug in badges_below(pathway.requirement, of)}
            total = sum(of.badges[slug].hours or 0 for slug in inside)
            stands = whole.hours is not None and whole.hours >= total
            todo.append(whole.slug if stands and whole.slug in held else pathway.requirement)
        elif isinstance(part, str):
            if part in held and of.badges[part] not in found:
                found.append(of.badges[part])
        else:
            todo += parts_of(part)
    return sum(each.hours or 0 for each in found)


def nodes(of):
    yield of
    for part in of.parts:
        yield from nodes(part)


@steady
@given(programs())
def test_a_rule_is_met_as_the_definition_says(program):
    of, rule = program
    for held in subsets(EVERY):
        assert is_met(rule, held, of) == meets(rule, held, of)


@steady
@given(programs(), st.sets(st.sampled_from(EVERY)), st.sets(st.sampled_from(EVERY)))
def test_holding_more_never_undoes_anything(program, held, more):
    of, rule = program
    before, after = progress(rule, held, of), progress(rule, held | more, of)
    for now, then in zip(nodes(before), nodes(after), strict=True):
        assert now.is_met <= then.is_met
        assert now.parts_missing >= then.parts_missing
        assert now.hours_missing >= then.hours_missing
        assert set(now.counts) <= set(then.counts)


@steady
@given(
    st.lists(rules(st.sampled_from(NAMES)), min_size=1, max_size=4), st.sets(st.sampled_from(NAMES))
)
def test_hours_never_count_a_badge_twice(parts, held):
    of = catalog(hours=dict.fromkeys(NAMES, 4))
    rule = HoursRule(hours=1, of=tuple(parts))
    named = set(badges_below(rule, of))
    assert hours_counted(rule, held, of) == 4 * len(named & held)
    assert most_hours(rule, of) == 4 * len(named)


def test_hours_take_a_pathway_by_its_badge_or_by_its_parts():
    parts = AllRule(all=("a", "b"))
    rule = HoursRule(hours=20, of=(PathwayRule(pathway="path0"), "a"))
    table = {  # hours of the whole: what is counted of a, b and the whole; of the whole alone
        0: (10, 0),
        9: (10, 0),
        10: (15, 10),
        12: (17, 12),
    }
    for whole, (everything, alone) in table.items():
        of = catalog((parts,), {"a": 5, "b": 5, "whole0": whole})
        assert hours_counted(rule, {"a", "b", "whole0"}, of) == everything, whole
        assert hours_counted(rule, {"whole0"}, of) == alone, whole


@steady
@given(programs(), st.sets(st.sampled_from(EVERY)))
def test_what_is_missing_is_missing(program, held):
    of, rule = program
    for node in nodes(progress(rule, held, of)):
        assert node.is_met == is_met(node.rule, held, of)
        assert node.counts == tuple(slug for slug in badges_below(node.rule, of) if slug in held)
        match node.rule:
            case HoursRule(hours=hours):
                have = counted(node.rule, held, of)
                assert (node.parts_missing, node.hours_missing) == (0, max(0, hours - have))
            case AllRule() | AnyRule() | ChooseRule():
                unmet = [part for part in node.parts if not part.is_met]
                met = len(node.parts) - len(unmet)
                enough = next(
                    more
                    for more in range(len(node.parts) + 1)
                    if met + more
                    >= {AllRule: len(node.parts), AnyRule: 1}.get(
                        type(node.rule), getattr(node.rule, "choose", 0)
                    )
                )
                assert (node.parts_missing, node.hours_missing) == (enough, 0)


@steady
@given(programs(), st.sets(st.sampled_from(EVERY)))
def test_step_by_step_one_gets_there(program, held):
    """Whoever takes a next step each time meets the rule, if holding everything does."""
    of, rule = program
    held = set(held)
    for _ in EVERY:
        steps = next_badges(progress(rule, held, of), held, of)
        assert not held & set(steps)
        for slug in steps:
            awarding = [each for each in of.pathways.values() if each.awards == slug]
            assert all(is_met(each.requirement, held, of) for each in awarding)
        if not steps:
            break
        held.add(steps[0])
    if is_met(rule, EVERY, of) and all(
        is_met(each.requirement, EVERY, of) for each in of.pathways.values()
    ):
        assert is_met(rule, held, of)
    assert (next_badges(progress(rule, held, of), held, of) == ()) or not is_met(rule, held, of)


@steady
@given(programs(), st.sets(st.sampled_from(EVERY)))
def test_gaps_are_none_when_all_is_met(program, held):
    of, rule = program
    found = list(gaps(progress(rule, held, of)))
    assert (found == []) == is_met(rule, held, of)
    assert not any(each.is_met or isinstance(each.rule, AllRule) for each in found)


def test_prerequisites_and_stacks_come_first():
    of = catalog(
        (AllRule(all=("a", "b")),),
        c={"requires": ["d"]},
        e={"status": "retired"},
    )
    rule = AllRule(all=("c", "whole0", "e"))
    table = {  # held: the next steps
        (): ("d", "a", "b"),
        ("d", "a"): ("c", "b"),
        ("a", "b"): ("d", "whole0"),
        ("c", "whole0"): (),
    }
    for held, steps in table.items():
        assert next_badges(progress(rule, held, of), held, of) == steps


def test_hours_missing_are_told_with_what_would_add_some():
    of = catalog(hours={"a": 6, "b": 4, "c": 0})
    rule = HoursRule(hours=Decimal(9), of=("a", "b", "c"))
    told = progress(rule, {"a", "c"}, of)
    assert (told.is_met, told.hours_missing, told.counts) == (False, Decimal(3), ("a", "c"))
    assert next_badges(told, {"a", "c"}, of) == ("b",)
