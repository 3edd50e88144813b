"""Pathway rules that nobody could meet."""

import json
from collections.abc import Iterator
from decimal import Decimal

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
from generator.source.codes import Code
from generator.source.draft import Draft
from generator.source.parse import Readable
from generator.source.problems import Problem
from generator.source.references import Steps


def check_rules(draft: Draft) -> Iterator[Problem]:
    """Every rule of every pathway that is right by itself."""
    for entry in draft.entries["pathways"].values():
        pathway = entry.record
        if not isinstance(pathway, Pathway) or entry.source is None:
            continue
        rules: list[tuple[Rule, Steps]] = [
            (stage.rule, ("stages", index, "rule")) for index, stage in enumerate(pathway.stages)
        ]
        if pathway.rule is not None:
            rules.append((pathway.rule, ("rule",)))
        for rule, location in rules:
            yield from _check(draft, entry.source, rule, location)


def _check(draft: Draft, source: Readable, rule: Rule, at: Steps) -> Iterator[Problem]:
    key = "all" if isinstance(rule, AllRule) else "any" if isinstance(rule, AnyRule) else "of"
    parts = [_text(part) for part in parts_of(rule)]
    different = len(set(parts))
    for index, part in enumerate(parts):
        # A badge named twice is told as a reference.
        if part in parts[:index] and not isinstance(parts_of(rule)[index], str):
            where = source.where((*at, key, index))
            message = "this part is in the list already"
            yield Problem(where, Code.REPEATED_REFERENCE, message, "remove it")
    if isinstance(rule, ChooseRule) and rule.choose > different:
        where = source.where((*at, "choose"))
        message = f"'choose' is {rule.choose}, but only {different} different parts are given"
        yield Problem(where, Code.CANNOT_BE_MET, message)
    if isinstance(rule, HoursRule):
        most = _most_hours(draft, rule)
        if most is not None and rule.hours > most:
            where = source.where((*at, "hours"))
            message = f"{rule.hours} hours are asked for, but all parts together give {most}"
            yield Problem(where, Code.CANNOT_BE_MET, message)
    for index, inner in enumerate(parts_of(rule)):
        yield from _check(draft, source, inner, (*at, key, index))


def _text(rule: Rule) -> str:
    return rule if isinstance(rule, str) else json.dumps(rule.model_dump(mode="json"))


def _most_hours(draft: Draft, rule: Rule) -> Decimal | None:
    """Hours of all badges in `rule`, each counted once; None while some are not known."""
    badges: set[str] = set()
    pathways: set[str] = set()
    todo = [rule]
    while todo:
        part = todo.pop()
        todo += parts_of(part)
        if isinstance(part, str):
            badges.add(part)
        elif isinstance(part, PathwayRule) and part.pathway not in pathways:
            pathways.add(part.pathway)
            entry = draft.entries["pathways"].get(part.pathway)
            pathway = entry.record if entry is not None else None
            if not isinstance(pathway, Pathway):
                return None
            todo.append(pathway.requirement)
            badges |= {pathway.awards} if pathway.awards else set()
    total = Decimal(0)
    for slug in badges:
        entry = draft.entries["badges"].get(slug)
        try:  # from the file, so that another mistake in it does not hide this one
            total += Decimal(entry.plain().get("hours", 0)) if entry is not None else 0
        except (ArithmeticError, TypeError, ValueError):
            return None
    return total
