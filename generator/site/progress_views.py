"""How far somebody is on the pathways they have begun."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.catalog import Catalog
from generator.model.pathway import (
    AllRule,
    ChooseRule,
    HoursRule,
    Pathway,
    PathwayRule,
    Rule,
    parts_of,
)
from generator.model.progress import Progress, gaps, next_badges, progress, steps_left
from generator.site import words
from generator.site.cards import badge_path, pathway_link
from generator.site.cast import Cast
from generator.site.links import Place
from generator.site.pathways import level_words
from generator.site.relations import grouped
from generator.site.scene import Scene
from generator.site.views import Link

_Shown = Mapping[str, tuple[Link, ...]]
"""References to entries by the badge's slug."""
_MOST_NAMED = 6
_MOST_NEXT = 4


@dataclass(frozen=True, slots=True)
class StageProgress:
    """One stage of a pathway, and how far somebody is in it."""

    name: str
    level: str
    state: str


@dataclass(frozen=True, slots=True)
class ProgressView:
    """One pathway somebody has begun, or completed."""

    pathway: Link
    level: str
    state: str
    is_complete: bool
    steps_done: int
    steps: int
    """About how many in all: those done, and those left; drawn, and not told."""
    stages: tuple[StageProgress, ...]
    """None of a pathway that has none, or that is held as a whole."""
    done: tuple[Link, ...]
    """To what of the page counts."""
    next: tuple[Link, ...]
    next_more: str
    """How many other next steps there are, in words."""
    missing: tuple[str, ...]


def progress_views(
    cast: Cast, earner: str, here: Place, references: Mapping[str, Link]
) -> tuple[ProgressView, ...]:
    """The pathways `earner` has begun, the nearest first and those that are complete last.

    Judged by what the earner's own page shows and is current: never by an own copy, and not
    by what was withdrawn or has ended. `references` lead to the page's entries, by their ids.
    """
    shown = grouped(
        (each.row.badge, references[each.facts.id])
        for each in cast.earned.get(earner, ())
        if each.is_current
    )
    judged = (
        (progress(PathwayRule(pathway=pathway.slug), shown.keys(), cast.catalog), pathway)
        for pathway in cast.catalog.pathways.values()
        if not cast.countable[pathway.slug].isdisjoint(shown)
    )
    begun = [(whole, pathway) for whole, pathway in judged if whole.counts]
    begun.sort(key=lambda pair: (pair[0].is_met, steps_left(pair[0]), pair[1].slug))
    return tuple(_view(cast, whole, pathway, shown, here) for whole, pathway in begun)


def _view(
    scene: Scene, whole: Progress, pathway: Pathway, shown: _Shown, here: Place
) -> ProgressView:
    catalog, done = scene.catalog, len(whole.counts)
    earned = f"{words.spelled(done)} {'badge' if done == 1 else 'badges'}"
    # The pathway's own rule; of one that is held as a whole, nothing is missing.
    missing = () if whole.is_met else tuple(gaps(whole.parts[0]))
    steps = next_badges(whole, shown.keys(), catalog)
    others = len(steps) - _MOST_NEXT
    return ProgressView(
        pathway=pathway_link(pathway, here),
        level=level_words(scene, pathway.requirement),
        state="Complete" if whole.is_met else f"{earned.capitalize()} earned so far",
        is_complete=whole.is_met,
        steps_done=done,
        steps=done + steps_left(whole),
        stages=_stages(scene, whole, pathway),
        done=tuple(reference for slug in whole.counts for reference in shown[slug]),
        next=tuple(
            Link(catalog.badges[slug].name, here.to(badge_path(slug)))
            for slug in steps[:_MOST_NEXT]
        ),
        next_more=f"or {words.counted(others, 'other')}" if others > 0 else "",
        missing=tuple(_sentence(gap_words(gap, catalog)) for gap in missing),
    )


def _stages(scene: Scene, whole: Progress, pathway: Pathway) -> tuple[StageProgress, ...]:
    """By the pathway's own rule; who holds it by its badge may have none of them."""
    if whole.is_met and not whole.parts[0].is_met:
        return ()
    return tuple(
        StageProgress(
            name=stage.name,
            level=level_words(scene, stage.rule),
            state="done" if part.is_met else "begun" if part.counts else "not begun",
        )
        for stage, part in zip(pathway.stages, whole.parts[0].parts, strict=False)
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


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
        last = "or" if gap.parts_missing == 1 else "and"
        return f"{number} of {_listed(unmet, catalog, last)}"
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
        names, last = (*names[: _MOST_NAMED - 1], rest), "and"
    return words.listed(names, last)
