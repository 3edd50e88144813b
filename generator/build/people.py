"""All shards, one after the other or several at once, and what they tell together."""

from dataclasses import dataclass

from generator.build.judge import lacking_problems
from generator.build.narrator import Narrator
from generator.build.press import Bench, Press
from generator.publish import Tree
from generator.site import Counts
from generator.source import Loaded, Problem


@dataclass(frozen=True, slots=True)
class People:
    """What all shards told."""

    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    counts: tuple[Counts, ...]
    earned: int
    expired: int
    withdrawn: int
    pages: int
    listed: tuple[str, ...]


def press_people(loaded: Loaded, bench: Bench, tree: Tree, *, narrator: Narrator) -> People:
    """Press everybody into `tree`."""
    catalog = loaded.catalog
    narrator.stage("Verifying earned badges", of=len(catalog.assertions) + len(catalog.adopted))
    shards = [Press(bench).press(loaded, tree, narrator.step)]
    return People(
        problems=(
            *(problem for each in shards for problem in each.problems),
            *lacking_problems(catalog, [each.lacking for each in shards]),
        ),
        notices=tuple(notice for each in shards for notice in each.notices),
        counts=tuple(each.counts for each in shards),
        earned=sum(each.earned for each in shards),
        expired=sum(each.expired for each in shards),
        withdrawn=sum(each.withdrawn for each in shards),
        pages=sum(each.pages for each in shards),
        listed=tuple(address for each in shards for address in each.listed),
    )
