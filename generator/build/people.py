"""All shards, one after the other or several at once, and what they tell together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator.build.judge import lacking_problems
from generator.build.mates import mates_in
from generator.build.narrator import Narrator
from generator.build.press import Bench, Press, unit_of
from generator.build.pressed import Pressed
from generator.build.roll_call import roll_problems
from generator.build.shard_memory import basis
from generator.build.workers import Workers
from generator.publish import Tree
from generator.site import Counts
from generator.source import Loaded, Problem, Shard, load_roll, shards_of


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
    maps: tuple[str, ...]


def press_people(
    loaded: Loaded, bench: Bench, tree: Tree, *, workers: Workers, narrator: Narrator
) -> People:
    """Press everybody into `tree`.

    Raises:
        CannotPublishError: a worker process was lost.

    """
    told = [*_pressed(loaded, bench, tree, workers, narrator)]
    rolls = [each.roll for each in told if each.roll is not None]
    return People(
        problems=(
            *(problem for each in told for problem in each.problems),
            *roll_problems(rolls, partial(load_roll, loaded)),
            *lacking_problems(loaded.catalog, [each.lacking for each in told]),
        ),
        notices=tuple(notice for each in told for notice in each.notices),
        counts=tuple(each.counts for each in told),
        earned=sum(each.earned for each in told),
        expired=sum(each.expired for each in told),
        withdrawn=sum(each.withdrawn for each in told),
        pages=sum(each.pages for each in told),
        listed=tuple(address for each in told for address in each.listed),
        maps=tuple(path for each in told for path in each.maps),
    )


def _pressed(
    loaded: Loaded, bench: Bench, tree: Tree, workers: Workers, narrator: Narrator
) -> Iterator[Pressed]:
    """What each shard tells, in their order."""
    if loaded.has_people:
        catalog = loaded.catalog
        narrator.stage(_STAGE, of=len(catalog.assertions) + len(catalog.adopted))
        yield Press(bench).press(loaded, tree, narrator.step)
        return
    shards = shards_of(loaded.people_top)
    narrator.stage(_STAGE, of=len(shards))
    bench = replace(bench, mates=mates_in(bench.base, bench.court, shards, workers))
    if bench.chrome is not None:  # its other files are not the workers' to write
        common = basis(loaded, bench.chrome, bench.theme, bench.as_of)
        bench = replace(bench, basis=common, chrome=replace(bench.chrome, files={}))
    press = partial(_press, tree)
    for shard, told in zip(
        shards, workers.each(press, shards, make=Press, given=(bench,)), strict=True
    ):
        if told.stands is not None:
            tree.keep(unit_of(shard), of=told.stands, looked=True)
        narrator.step()
        yield told


_STAGE = "Verifying and writing earned badges"


def _press(tree: Tree, press: Press, shard: Shard) -> Pressed:
    return press.press_shard(shard, tree)
