"""How far somebody is on a pathway, in words."""

from generator.model.catalog import Catalog
from generator.model.pathway import AllRule, ChooseRule, HoursRule, PathwayRule, Rule, parts_of
from generator.model.progress import Progress
from generator.site import words

_MOST_NAMED = 6


def gap_words(gap: Progress, catalog: Catalog) -> str:
    """What is missing: "two more of Planning, Listening and Coaching"."""
    rule = gap.rule
    if isinstance(rule, str | PathwayRule):
        return _named(rule, catalog)
    if isinstance(rule, HoursRule):
        more = "more " if gap.hours_missing < rule.hours else ""
        hours = words.counted(gap.hours_missing, f"{more}hour")
        return f"{hours} from {_listed(rule.of, catalog, 'and')}"
    unmet = tuple(part.rule for part in gap.parts if not part.is_met)
    number = words.spelled(gap.parts_missing)
    if isinstance(rule, ChooseRule) and len(unmet) < len(gap.parts):
        return f"{number} more of {_listed(unmet, catalog, 'and')}"
    if gap.parts_missing < len(unmet):
        return f"{number} of {_listed(unmet, catalog, 'or')}"
    return _listed(unmet, catalog, "and")


def _named(rule: Rule, catalog: Catalog) -> str:
    if isinstance(rule, str):
        return catalog.badges[rule].name
    if isinstance(rule, PathwayRule):
        return f"the pathway {catalog.pathways[rule.pathway].name}"
    if rule.name:
        return rule.name
    last = "and" if isinstance(rule, AllRule) else "or"
    inside = _listed(parts_of(rule), catalog, last)
    match rule:
        case ChooseRule():
            return f"({words.spelled(rule.choose)} of {inside})"
        case HoursRule():
            return f"({words.counted(rule.hours, 'hour')} from {inside})"
    return f"({inside})"


def _listed(rules: tuple[Rule, ...], catalog: Catalog, last: str) -> str:
    names = tuple(_named(rule, catalog) for rule in rules)
    if len(names) > _MOST_NAMED:
        rest = f"{words.spelled(len(names) - _MOST_NAMED + 1)} others"
        names = (*names[: _MOST_NAMED - 1], rest)
    return words.listed(names, last)
