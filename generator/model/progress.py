"""What the rules of pathways mean: what is met, what counts, what is missing, what comes next.

The one meaning that pages, `issue` and the checks of a catalog share. A badge is met by
holding it; a pathway by holding the badge it awards, or by meeting its own rule. Parts of
``all``, ``any`` and ``choose`` are judged one by one, so one badge may meet several; ``hours``
adds up badges, and counts none twice. Holding more never undoes what was met.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from generator.model.catalog import Catalog
from generator.model.pathway import (
    AllRule,
    AnyRule,
    ChooseRule,
    HoursRule,
    Pathway,
    PathwayRule,
    Rule,
    badges_in,
    parts_of,
    pathways_in,
)

_NONE = Decimal(0)


class StatesHours(Protocol):
    """A badge, as far as rules look at it."""

    @property
    def hours(self) -> Decimal | None:
        """Expected effort of an earner; none: it adds nothing to an ``hours`` rule."""


class Shelf(Protocol):
    """The badges and pathways that rules name; a catalog is one."""

    @property
    def badges(self) -> Mapping[str, StatesHours]:
        """By slug."""

    @property
    def pathways(self) -> Mapping[str, Pathway]:
        """By slug."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the badges somebody holds meet one rule, and each rule inside it."""

    rule: Rule
    is_met: bool
    counts: tuple[str, ...]
    """The held badges that it names or that its pathways do, each once."""
    parts: tuple["Progress", ...]
    """Of a pathway, its own rule; of a badge none."""
    parts_missing: int
    """How many more of `parts` must be met; 0 of a badge and of ``hours``."""
    hours_missing: Decimal
    """Of ``hours``; else 0."""


def is_met(rule: Rule, held: Collection[str], shelf: Shelf) -> bool:
    """Whether holding the badges `held` meets `rule`."""
    if isinstance(rule, str):
        return rule in held
    if isinstance(rule, PathwayRule):
        pathway = shelf.pathways[rule.pathway]
        return pathway.awards in held or is_met(pathway.requirement, held, shelf)
    if isinstance(rule, HoursRule):
        return hours_counted(rule, held, shelf) >= rule.hours
    met = sum(is_met(part, held, shelf) for part in parts_of(rule))
    return met >= parts_needed(rule)


def parts_needed(rule: Rule) -> int:
    """How many of its parts a rule wants met; 0 of a badge, a pathway and ``hours``."""
    if isinstance(rule, AllRule):
        return len(rule.all)
    if isinstance(rule, ChooseRule):
        return rule.choose
    return 1 if isinstance(rule, AnyRule) else 0


def progress(rule: Rule, held: Collection[str], shelf: Shelf) -> Progress:
    """`rule` with everything inside it, judged by the badges `held`."""
    if isinstance(rule, PathwayRule):
        pathway = shelf.pathways[rule.pathway]
        parts: tuple[Progress, ...] = (progress(pathway.requirement, held, shelf),)
        met = pathway.awards in held or parts[0].is_met
        missing = 0 if met else 1
    else:
        parts = tuple(progress(part, held, shelf) for part in parts_of(rule))
        met = is_met(rule, held, shelf)
        missing = max(0, parts_needed(rule) - sum(part.is_met for part in parts))
    short = rule.hours - hours_counted(rule, held, shelf) if isinstance(rule, HoursRule) else _NONE
    below = badges_below(rule, shelf)
    return Progress(
        rule=rule,
        is_met=met,
        counts=tuple(slug for slug in below if slug in held),
        parts=parts,
        parts_missing=missing,
        hours_missing=max(_NONE, short),
    )


def gaps(of: Progress) -> Iterator[Progress]:
    """The unmet rules that stand between `of` and being met; ``all`` is told by its parts."""
    if of.is_met:
        return
    if isinstance(of.rule, AllRule):
        for part in of.parts:
            yield from gaps(part)
    else:
        yield of


def steps_left(of: Progress) -> int:
    """About how many badges are still to be earned, to tell who is nearer.

    Hours count as one badge, and a badge that meets two parts as two.
    """
    if of.is_met:
        return 0
    if isinstance(of.rule, str | HoursRule):
        return 1
    left = sorted(steps_left(part) for part in of.parts if not part.is_met)
    return sum(left[: of.parts_missing])


def next_badges(of: Progress, held: Collection[str], catalog: Catalog) -> tuple[str, ...]:
    """Badges that can be earned now and help to meet `of`, in the order of its rules.

    What a badge requires comes before it, and so does what the pathway asks that awards it.
    A retired badge is nobody's next step.
    """
    awarding = {each.awards: each for each in catalog.pathways.values() if each.awards}
    return tuple(dict.fromkeys(_Steps(held, catalog, awarding).toward(of)))


@dataclass(frozen=True, slots=True)
class _Steps:
    """What somebody who holds `held` can earn now."""

    held: Collection[str]
    catalog: Catalog
    awarding: Mapping[str, Pathway]

    def toward(self, node: Progress) -> Iterator[str]:
        """The steps that help to meet `node`."""
        if node.is_met:
            return
        if isinstance(node.rule, str):
            yield from self._before(node.rule)
        elif isinstance(node.rule, HoursRule):
            for slug in self._with_hours(node.rule):
                yield from self._before(slug)
        else:
            for part in node.parts:
                yield from self.toward(part)

    def _before(self, slug: str) -> Iterator[str]:
        """What must be earned before `slug`, or `slug` itself."""
        badge = self.catalog.badges[slug]
        if badge.is_retired:
            return
        missing = [each for each in badge.requires if each not in self.held]
        for each in missing:
            yield from self._before(each)
        pathway = self.awarding.get(slug)
        whole = progress(pathway.requirement, self.held, self.catalog) if pathway else None
        if whole is not None and not whole.is_met:
            yield from self.toward(whole)
        elif not missing:
            yield slug

    def _with_hours(self, rule: HoursRule) -> Iterator[str]:
        now = hours_counted(rule, self.held, self.catalog)
        for slug in badges_below(rule, self.catalog):
            if hours_counted(rule, {*self.held, slug}, self.catalog) > now:
                yield slug


def badges_below(rule: Rule, shelf: Shelf) -> tuple[str, ...]:
    """Every badge that can count toward `rule`, through other pathways and their badges too."""
    found = list(badges_in(rule))
    for slug in pathways_in(rule):
        pathway = shelf.pathways[slug]
        found += [pathway.awards] if pathway.awards is not None else []
        found += badges_below(pathway.requirement, shelf)
    return tuple(dict.fromkeys(found))


def badges_asked(rule: Rule, shelf: Shelf) -> tuple[str, ...]:
    """Every badge that `rule` and the pathways in it name; not the badges these award."""
    found = list(badges_in(rule))
    for slug in pathways_in(rule):
        found += badges_asked(shelf.pathways[slug].requirement, shelf)
    return tuple(dict.fromkeys(found))


def counted_wholes(rules: Iterable[Rule], held: Collection[str], shelf: Shelf) -> tuple[str, ...]:
    """The held badges that `rules` name, each once; a held pathway's badge for its parts."""

    def walk(rule: Rule) -> Iterator[str]:
        if isinstance(rule, str):
            if rule in held:
                yield rule
        elif isinstance(rule, PathwayRule):
            pathway = shelf.pathways[rule.pathway]
            whole = pathway.awards
            yield from walk(whole if whole is not None and whole in held else pathway.requirement)
        else:
            for part in parts_of(rule):
                yield from walk(part)

    return tuple(dict.fromkeys(slug for rule in rules for slug in walk(rule)))


def hours_counted(rule: HoursRule, held: Collection[str], shelf: Shelf) -> Decimal:
    """The hours of the held badges that count toward `rule`, each badge once."""
    slugs = {slug for part in rule.of for slug in _for_hours(part, shelf, held)}
    return sum_hours(slugs, shelf)


def most_hours(rule: HoursRule, shelf: Shelf) -> Decimal:
    """What `rule` counts for somebody who holds everything."""
    return hours_counted(rule, frozenset(badges_below(rule, shelf)), shelf)


def sum_hours(slugs: Iterable[str], shelf: Shelf) -> Decimal:
    """The hours that different badges state, together."""
    return sum((shelf.badges[slug].hours or _NONE for slug in slugs), _NONE)


def _for_hours(rule: Rule, shelf: Shelf, held: Collection[str]) -> Iterator[str]:
    """The held badges of one part of an ``hours`` rule.

    A pathway counts by its parts, or else by the badge it awards, never by both. By that
    badge only where it states at least the hours of everything it could be made up of: so
    nobody loses hours by earning it, or by earning one part more.
    """
    if isinstance(rule, str):
        if rule in held:
            yield rule
    elif isinstance(rule, PathwayRule):
        pathway = shelf.pathways[rule.pathway]
        whole = pathway.awards
        if whole is not None and whole in held and _stands_for_parts(whole, pathway, shelf):
            yield whole
        else:
            yield from _for_hours(pathway.requirement, shelf, held)
    else:
        for part in parts_of(rule):
            yield from _for_hours(part, shelf, held)


def _stands_for_parts(whole: str, pathway: Pathway, shelf: Shelf) -> bool:
    hours = shelf.badges[whole].hours
    return hours is not None and hours >= sum_hours(badges_below(pathway.requirement, shelf), shelf)
