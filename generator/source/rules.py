"""Pathway rules that nobody could meet, or that do not ask what they seem to."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.pathway import (
    AllRule,
    AnyRule,
    ChooseRule,
    HoursRule,
    Pathway,
    PathwayRule,
    Rule,
    parts_of,
)
from generator.model.progress import badges_below, is_met, most_hours, parts_needed
from generator.source.codes import Code
from generator.source.draft import Draft
from generator.source.parse import Readable
from generator.source.problems import Problem
from generator.source.references import Steps


def check_rules(draft: Draft) -> Iterator[Problem]:
    """Every rule of every pathway that is right by itself."""
    shelf = _shelf(draft)
    for entry in draft.entries["pathways"].values():
        pathway = entry.record
        if isinstance(pathway, Pathway) and entry.source is not None:
            for rule, at in _rules_of(pathway):
                yield from _Rules(entry.source, shelf).check(rule, at)


def closed_to_newcomers(draft: Draft) -> Iterator[str]:
    """A notice for each stage or rule that only who holds a retired badge can still meet.

    For a catalog that is right.
    """
    shelf = _shelf(draft)
    open_badges = _earnable(draft.records("badges"), shelf.pathways)
    for entry in draft.entries["pathways"].values():
        if not isinstance(entry.record, Pathway) or entry.source is None:
            continue
        for rule, at in _rules_of(entry.record):
            if is_met(rule, open_badges, shelf):
                continue
            closed = [slug for slug in badges_below(rule, shelf) if slug not in open_badges]
            names = ", ".join(f"'{slug}'" for slug in closed)
            yield (
                f"{entry.source.where(at)}: who begins now cannot meet this: "
                f"{names} can no longer be earned"
            )


@dataclass(frozen=True, slots=True)
class _Stated:
    """The hours a badge's file states, read even where the rest of it is wrong."""

    hours: Decimal | None


@dataclass(frozen=True, slots=True)
class _Shelf:
    badges: Mapping[str, _Stated]
    pathways: Mapping[str, Pathway]

    def knows(self, rule: Rule) -> bool:
        """Whether all that `rule` leads to could be read, and it leads nowhere in circles."""
        return self._knows(rule, frozenset())

    def _knows(self, rule: Rule, above: frozenset[str]) -> bool:
        if isinstance(rule, str):
            return rule in self.badges
        if isinstance(rule, PathwayRule):
            pathway = self.pathways.get(rule.pathway)
            if pathway is None or rule.pathway in above:
                return False
            inside = self._knows(pathway.requirement, above | {rule.pathway})
            return inside and (pathway.awards is None or pathway.awards in self.badges)
        return all(self._knows(part, above) for part in parts_of(rule))


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one file."""

    source: Readable
    shelf: _Shelf

    def check(self, rule: Rule, at: Steps) -> Iterator[Problem]:
        """`rule`, which stands at `at`, and all inside it."""
        key = "all" if isinstance(rule, AllRule) else "any" if isinstance(rule, AnyRule) else "of"
        yield from self._repeats(rule, (*at, key))
        if self.shelf.knows(rule):
            if isinstance(rule, ChooseRule):
                yield from self._overlaps(rule, (*at, key))
            if isinstance(rule, HoursRule):
                yield from self._hours(rule, at)
        for index, inner in enumerate(parts_of(rule)):
            yield from self.check(inner, (*at, key, index))

    def _repeats(self, rule: Rule, at: Steps) -> Iterator[Problem]:
        parts = [_meaning(part) for part in parts_of(rule)]
        for index, part in enumerate(parts):
            # A badge named twice is told as a reference.
            first = parts.index(part)
            both = (parts_of(rule)[first], parts_of(rule)[index])
            if first < index and not all(isinstance(each, str) for each in both):
                message = "this part is in the list already"
                where = self.source.where((*at, index))
                yield Problem(where, Code.REPEATED_REFERENCE, message, "remove it")
        different = len(set(parts))
        if isinstance(rule, ChooseRule) and rule.choose > different:
            where = self.source.where((*at[:-1], "choose"))
            message = f"'choose' is {rule.choose}, but only {different} different parts are given"
            yield Problem(where, Code.CANNOT_BE_MET, message)

    def _overlaps(self, rule: ChooseRule, at: Steps) -> Iterator[Problem]:
        """Parts of which one badge meets two, so that fewer are chosen than it says."""
        if rule.choose == 1:
            return
        met_by: dict[str, int] = {}
        meanings = [_meaning(part) for part in rule.of]
        for index, part in enumerate(rule.of):
            if meanings.index(meanings[index]) < index:
                continue  # told already
            alone = [
                slug for slug in badges_below(part, self.shelf) if is_met(part, {slug}, self.shelf)
            ]
            twice = next((slug for slug in alone if slug in met_by), None)
            if twice is not None:
                yield Problem(
                    self.source.where((*at, index)),
                    Code.OVERLAPPING_PARTS,
                    f"'{twice}' meets this part and part {met_by[twice] + 1} of the list at once, "
                    f"so it counts twice toward the {rule.choose} to choose",
                    "list the badges themselves, each once",
                )
            for slug in alone:
                met_by.setdefault(slug, index)

    def _hours(self, rule: HoursRule, at: Steps) -> Iterator[Problem]:
        for index, part in enumerate(rule.of):
            if not any(self.shelf.badges[slug].hours for slug in badges_below(part, self.shelf)):
                where = self.source.where((*at, "of", index))
                message = "no badge here states hours, so this part counts for nothing"
                hint = "give the badge 'hours', or remove the part"
                yield Problem(where, Code.NO_HOURS, message, hint)
        most = most_hours(rule, self.shelf)
        if rule.hours > most:
            where = self.source.where((*at, "hours"))
            message = f"{rule.hours} hours are asked for, but all parts together give {most}"
            yield Problem(where, Code.CANNOT_BE_MET, message)


def _rules_of(pathway: Pathway) -> Iterator[tuple[Rule, Steps]]:
    for index, stage in enumerate(pathway.stages):
        yield stage.rule, ("stages", index, "rule")
    if pathway.rule is not None:
        yield pathway.rule, ("rule",)


def _meaning(rule: Rule) -> str:
    """A text that two rules share if they ask the same in other words or another order."""
    if isinstance(rule, str):
        return rule
    if isinstance(rule, PathwayRule):
        return f"pathway {rule.pathway}"
    parts = sorted({_meaning(part) for part in parts_of(rule)})
    if isinstance(rule, HoursRule):
        return json.dumps([f"{rule.hours.normalize()} hours", *parts])
    if len(parts) == 1:
        return parts[0]
    needed = len(parts) if isinstance(rule, AllRule) else parts_needed(rule)
    return json.dumps([needed, *parts])


def _shelf(draft: Draft) -> _Shelf:
    badges = {}
    for slug, entry in draft.entries["badges"].items():
        if entry.source is None:
            continue
        try:
            hours = Decimal(entry.plain().get("hours", 0))
        except (ArithmeticError, TypeError, ValueError):
            continue
        if hours.is_finite():
            badges[slug] = _Stated(hours or None)
    return _Shelf(badges, draft.records("pathways"))


def _earnable(badges: Mapping[str, Badge], pathways: Mapping[str, Pathway]) -> frozenset[str]:
    """Badges that somebody can earn who holds none yet."""
    shelf = Catalog(issuers={}, badges=badges, pathways=pathways)
    awarding = {each.awards: each for each in pathways.values() if each.awards is not None}
    found: frozenset[str] = frozenset()
    while True:
        more = {
            slug
            for slug, badge in badges.items()
            if not badge.is_retired
            and found.issuperset(badge.requires)
            and (slug not in awarding or is_met(awarding[slug].requirement, found, shelf))
        }
        if more <= found:
            return found
        found |= more
