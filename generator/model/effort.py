"""How many hours a pathway takes whoever begins with nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.pathway import ChooseRule, HoursRule, PathwayRule, Rule, parts_of
from generator.model.progress import (
    Shelf,
    badges_asked,
    hours_counted,
    parts_needed,
    sum_hours,
)

_MOST_WAYS = 20
"""Ways that are followed at once, those of fewest hours; a pathway has very many."""

_Way = frozenset[str]
"""Badges that somebody earns."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Hours of the badges of a pathway; what awarding it adds is not among them."""

    least: Decimal
    """By the shortest way found: it is one to take, and seldom is one shorter."""
    most: Decimal
    """For whoever earns every badge in it."""
    unstated: int
    """Badges in it that state no hours."""


def effort(rule: Rule, shelf: Shelf) -> Effort:
    """The hours it takes to meet `rule`, which somebody can meet."""
    ways = _extended(rule, [frozenset()], shelf)
    badges = badges_asked(rule, shelf)
    return Effort(
        least=min((sum_hours(way, shelf) for way in ways), default=Decimal(0)),
        most=sum_hours(badges, shelf),
        unstated=sum(shelf.badges[slug].hours is None for slug in badges),
    )


def _extended(rule: Rule, ways: list[_Way], shelf: Shelf) -> list[_Way]:
    """Each of `ways` with what it lacks to meet `rule`, in every manner worth following."""
    if isinstance(rule, str):
        return _shortest((way | {rule} for way in ways), shelf)
    if isinstance(rule, PathwayRule):
        return _extended(shelf.pathways[rule.pathway].requirement, ways, shelf)
    if isinstance(rule, HoursRule):
        return _shortest((more for way in ways for more in _with_hours(rule, way, shelf)), shelf)
    # Parts that leave no choice come first, hours last: they count what is there already.
    parts = sorted(parts_of(rule), key=_freedom)
    met: list[list[_Way]] = [ways]
    """By the number of parts met."""
    for part in parts:
        longer = [_extended(part, each, shelf) for each in met]
        met = [
            _shortest([*(met[n] if n < len(met) else ()), *(longer[n - 1] if n else ())], shelf)
            for n in range(min(len(met), parts_needed(rule)) + 1)
        ]
    return met[parts_needed(rule)]


def _with_hours(rule: HoursRule, way: _Way, shelf: Shelf) -> Iterator[_Way]:
    """`way` with badges of the parts, until the hours are there."""
    by_hours = {hours_counted(rule, way, shelf): way}
    for slug in badges_asked(rule, shelf):
        if not shelf.badges[slug].hours or slug in way:
            continue
        for have, found in list(by_hours.items()):
            if have < rule.hours:
                more = found | {slug}
                by_hours.setdefault(hours_counted(rule, more, shelf), more)
    yield from (found for have, found in by_hours.items() if have >= rule.hours)


def _freedom(rule: Rule) -> int:
    if isinstance(rule, HoursRule):
        return 3
    if isinstance(rule, str | PathwayRule):
        return 0
    freest = max(map(_freedom, parts_of(rule)))
    return max(freest, 1 if isinstance(rule, ChooseRule) or parts_needed(rule) == 1 else 0)


def _shortest(ways: Iterable[_Way], shelf: Shelf) -> list[_Way]:
    found = sorted(set(ways), key=lambda way: (sum_hours(way, shelf), len(way), sorted(way)))
    return found[:_MOST_WAYS]
