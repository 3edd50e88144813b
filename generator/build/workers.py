"""Worker processes, each of which makes one thing at its start and then does one kind of task."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Protocol, TypeVar

from generator.publish import CannotPublishError

_Task = TypeVar("_Task")
_Told = TypeVar("_Told")

_made: list[Any] = []
"""In a worker process: what it made at its start."""


class Workers(Protocol):
    """Who does the work: processes of this machine, or of several."""

    def each(
        self,
        do: Callable[[Any, _Task], _Told],
        tasks: Iterable[_Task],
        *,
        make: Callable[..., object],
        given: tuple[object, ...],
    ) -> Iterator[_Told]:
        """What `do` tells of each task, in their order; its first argument is ``make(*given)``.

        `do` and `make` are functions of modules.

        Raises:
            CannotPublishError: a worker was lost, and nobody took its place.

        """


@dataclass(frozen=True, slots=True)
class Processes:
    """Worker processes of this machine; with one, all is done in this process."""

    count: int

    def each(
        self,
        do: Callable[[Any, _Task], _Told],
        tasks: Iterable[_Task],
        *,
        make: Callable[..., object],
        given: tuple[object, ...],
    ) -> Iterator[_Told]:
        """As `Workers.each`."""
        tasks = tuple(tasks)
        if min(self.count, len(tasks)) <= 1:
            made = make(*given)
            yield from (do(made, task) for task in tasks)
            return
        try:
            # "spawn" everywhere: workers that are forked inherit threads and open files.
            with ProcessPoolExecutor(
                min(self.count, len(tasks)),
                mp_context=get_context("spawn"),
                initializer=_begin,
                initargs=(make, given),
            ) as pool:
                yield from pool.map(_do, ((do, task) for task in tasks))
        except BrokenProcessPool:
            raise CannotPublishError(
                "a worker process was lost, perhaps for want of memory; nothing was changed. "
                "Run the command again, with fewer --jobs where memory is short"
            ) from None


def _begin(make: Callable[..., object], given: tuple[object, ...]) -> None:
    Thread(target=_end_with_the_parent, daemon=True).start()
    _made[:] = [make(*given)]


def _end_with_the_parent() -> None:
    """A worker that is left behind by a kill must not go on writing."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _do(work: tuple[Callable[[Any, _Task], _Told], _Task]) -> _Told:
    do, task = work
    return do(_made[0], task)
