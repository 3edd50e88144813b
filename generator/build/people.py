"""All shards, one after the other or several at once, and what they tell together."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread

from generator.build.judge import lacking_problems
from generator.build.narrator import Narrator
from generator.build.press import Bench, Press, Pressed
from generator.publish import CannotPublishError, Tree
from generator.site import Counts
from generator.source import Loaded, Problem, Shard, shards_of


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
    loaded: Loaded, bench: Bench, tree: Tree, *, jobs: int, narrator: Narrator
) -> People:
    """Press everybody into `tree`.

    Raises:
        CannotPublishError: a worker process was lost.

    """
    told = [*_pressed(loaded, bench, tree, jobs, narrator)]
    return People(
        problems=(
            *(problem for each in told for problem in each.problems),
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
    loaded: Loaded, bench: Bench, tree: Tree, jobs: int, narrator: Narrator
) -> Iterator[Pressed]:
    """What each shard tells, in their order."""
    if loaded.has_people:
        catalog = loaded.catalog
        narrator.stage(_STAGE, of=len(catalog.assertions) + len(catalog.adopted))
        yield Press(bench).press(loaded, tree, narrator.step)
        return
    narrator.stage(_STAGE)
    shards = shards_of(loaded.people_top)
    for each in _in_workers(shards, bench, tree, jobs) if jobs > 1 else _here(shards, bench, tree):
        narrator.step(each.earned)
        yield each


_STAGE = "Verifying and writing earned badges"


def _here(shards: tuple[Shard, ...], bench: Bench, tree: Tree) -> Iterator[Pressed]:
    press = Press(bench)
    return (press.press_shard(shard, tree) for shard in shards)


def _in_workers(
    shards: tuple[Shard, ...], bench: Bench, tree: Tree, jobs: int
) -> Iterator[Pressed]:
    if bench.chrome is not None:  # its other files are the parent's to write
        bench = replace(bench, chrome=replace(bench.chrome, files={}))
    try:
        # "spawn" everywhere: workers that are forked inherit threads and open files.
        with ProcessPoolExecutor(
            jobs, mp_context=get_context("spawn"), initializer=_take, initargs=(bench,)
        ) as pool:
            yield from pool.map(partial(_press, tree), shards)
    except BrokenProcessPool:
        raise CannotPublishError(
            "a worker process was lost, perhaps for want of memory; nothing was changed. "
            "Run the command again, with fewer --jobs where memory is short"
        ) from None


_presses: list[Press] = []
"""In a worker process: the one press that its bench was made into."""


def _take(bench: Bench) -> None:
    _presses[:] = [Press(bench)]
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    """A worker that is left behind by a kill must not go on writing."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _press(tree: Tree, shard: Shard) -> Pressed:
    return _presses[0].press_shard(shard, tree)
