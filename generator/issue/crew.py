"""Work in several processes: the same function, on one thing to do after the other."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import Any, Protocol, TypeVar

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")
_AHEAD = 3  # things to do that wait for each worker: nobody idles, and few are held in memory


class Crew(Protocol):
    """Who does the work; each has the same bench."""

    def run(self, work: Callable[[Any, _Task], _Done], tasks: Iterable[_Task]) -> Iterator[_Done]:
        """What `work` gives of the bench and each task, as it is done."""


class _Alone:
    """Nobody but the process that asks."""

    def __init__(self, bench: Any) -> None:
        self._bench = bench

    def run(self, work: Callable[[Any, _Task], _Done], tasks: Iterable[_Task]) -> Iterator[_Done]:
        for task in tasks:
            yield work(self._bench, task)


class _Pool:
    """Processes that were started for this."""

    def __init__(self, pool: ProcessPoolExecutor, workers: int) -> None:
        self._pool, self._most = pool, workers * _AHEAD

    def run(self, work: Callable[[Any, _Task], _Done], tasks: Iterable[_Task]) -> Iterator[_Done]:
        left = iter(tasks)
        waiting: set[Future[_Done]] = set()
        while True:
            for task in islice(left, self._most - len(waiting)):
                waiting.add(self._pool.submit(_at_the_bench, work, task))
            if not waiting:
                return
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for each in done:
                yield each.result()


@contextmanager
def crew(bench: Any, workers: int) -> Iterator[Crew]:
    """So many workers at `bench`, which reaches them through memory only; one is this process."""
    if workers <= 1:
        yield _Alone(bench)
        return
    # "spawn" everywhere: workers that are forked inherit threads and open files.
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(bench,)
    )
    try:
        yield _Pool(pool, workers)
    except BaseException:
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


_bench: Any = None


def _begin(bench: Any) -> None:
    """In a worker: keep the bench, and end when the parent does, however that ends."""
    global _bench  # noqa: PLW0603 - a process of its own has no other place
    _bench = bench
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told too, and ends this one
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _at_the_bench(work: Callable[[Any, _Task], _Done], task: _Task) -> _Done:
    return work(_bench, task)
