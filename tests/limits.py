"""What strangers hand over is read within bounds: in a process that may not take more.

No clock is asked: past its memory a process ends with an error, past its work with a signal, and
either way the test says so.
"""

import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

MEGABYTE = 1_000_000


@contextmanager
def bounded(*, megabytes: int = 1_500, work_seconds: int = 60) -> Iterator[Callable[..., Any]]:
    """A function that calls another in a process of so much memory and so many seconds of work.

    The process is one for all calls, and its libraries count too: some 400 MB of addresses.
    """
    spawn = get_context("spawn")
    with ProcessPoolExecutor(
        1, mp_context=spawn, initializer=_limit, initargs=(megabytes * MEGABYTE, work_seconds)
    ) as pool:
        yield lambda function, *arguments: pool.submit(function, *arguments).result()


def _limit(most_bytes: int, work_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (work_seconds, work_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
