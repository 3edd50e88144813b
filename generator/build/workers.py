"""Worker processes, each of which makes one thing for a kind of work and then does its tasks."""

import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Protocol, Self, TypeVar

from generator.publish import CannotPublishError

_Task = TypeVar("_Task")
_Told = TypeVar("_Told")

_made: dict[Path, Any] = {}
"""In a worker process: what it made for the work that it does now."""


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


class Processes:
    """Worker processes of this machine; with one, all is done in this process.

    They begin with the first work that is worth it, and serve every kind of work until `close`.
    """

    def __init__(self, count: int) -> None:
        """Use as many processes as `count`."""
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._kinds = 0

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
        if min(self._count, len(tasks)) <= 1:
            made = make(*given)
            yield from (do(made, task) for task in tasks)
            return
        try:
            pool, kind = self._begun(), self._told(make, given)
            yield from pool.map(_do, ((do, task, kind) for task in tasks))
            kind.unlink()
        except BrokenProcessPool:
            raise CannotPublishError(
                "a worker process was lost, perhaps for want of memory; nothing was changed. "
                "Run the command again, with fewer --jobs where memory is short"
            ) from None

    def close(self) -> None:
        """Let the processes end."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _begun(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # "spawn" everywhere: workers that are forked inherit threads and open files.
            self._pool = ProcessPoolExecutor(
                self._count, mp_context=get_context("spawn"), initializer=_begin
            )
        return self._pool

    def _told(self, make: Callable[..., object], given: tuple[object, ...]) -> Path:
        """What every process makes its one thing of, written once and read by each."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="badgepress-")  # for nobody else to read
        self._kinds += 1
        kind = Path(self._folder.name) / str(self._kinds)
        kind.write_bytes(pickle.dumps((make, given)))
        return kind


def _begin() -> None:
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    """A worker that is left behind by a kill must not go on writing."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _do(work: tuple[Callable[[Any, _Task], _Told], _Task, Path]) -> _Told:
    do, task, kind = work
    if kind not in _made:
        _made.clear()
        make, given = pickle.loads(kind.read_bytes())  # noqa: S301 - by our own process
        _made[kind] = make(*given)
    return do(_made[kind], task)
