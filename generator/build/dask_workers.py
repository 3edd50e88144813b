"""The work of shards on Dask: on several machines that see the same folders.

The same functions run there as in processes of this machine. What a lost worker had in hand is
done again by another, which writes the same files in the same places.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from secrets import token_hex
from typing import Any, TypeVar

from generator.publish import CannotPublishError

_Task = TypeVar("_Task")
_Told = TypeVar("_Told")
_MOST_LOST = 10  # workers that one shard may outlive
_made: dict[str, Any] = {}
"""In a worker process: what it made of the last thing it was given, by its name."""


@dataclass(frozen=True, slots=True)
class DaskWorkers:
    """The workers of a cluster."""

    client: Any

    def each(
        self,
        do: Callable[[Any, _Task], _Told],
        tasks: Iterable[_Task],
        *,
        make: Callable[..., object],
        given: tuple[object, ...],
    ) -> Iterator[_Told]:
        """As `Workers.each`."""
        dask = _dask()
        tasks = tuple(tasks)
        if not tasks:
            return
        # Sent once to each worker; and from here again to one that took another's place.
        there = self.client.scatter(given, broadcast=True, hash=False)
        name = token_hex(8)
        futures = [
            self.client.submit(_do, do, task, name, make, there, pure=False, retries=_MOST_LOST)
            for task in tasks
        ]
        try:
            for future in futures:
                yield future.result()
        except (dask.KilledWorker, TimeoutError, OSError) as error:
            raise CannotPublishError(
                f"the Dask cluster lost its workers; nothing was changed: {error}"
            ) from None
        finally:
            self.client.cancel([*futures, there])


def _do(
    do: Callable[[Any, _Task], _Told],
    task: _Task,
    name: str,
    make: Callable[..., object],
    given: tuple[object, ...],
) -> _Told:
    if name not in _made:
        _made.clear()
        _made[name] = make(*given)
    return do(_made[name], task)


def _dask() -> Any:
    """The library, which takes a second to import."""
    try:
        return import_module("distributed")
    except ImportError:
        raise CannotPublishError(
            "--engine dask needs more: pip install 'badgepress[dask]'"
        ) from None


@contextmanager
def cluster(scheduler: str | None, jobs: int) -> Iterator[DaskWorkers]:
    """The cluster at `scheduler`; without one, a cluster of `jobs` workers on this machine.

    Raises:
        CannotPublishError: it cannot be had.

    """
    dask = _dask()
    if scheduler is not None:
        try:
            client = dask.Client(scheduler, timeout="10s")
        except (OSError, TimeoutError, ValueError) as error:
            raise CannotPublishError(f"no Dask scheduler answers at {scheduler}: {error}") from None
        with client:
            yield DaskWorkers(client)
        return
    with (
        dask.LocalCluster(
            n_workers=jobs, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as local,
        dask.Client(local) as client,
    ):
        yield DaskWorkers(client)
