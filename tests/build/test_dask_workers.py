"""The work of shards on Dask: the same bytes, and a worker that is lost loses nothing."""

import os
from pathlib import Path

import pytest

from generator.build.dask_workers import cluster
from generator.publish import CannotPublishError
from tests.build.test_shards import built, crowds, files_of, parts  # noqa: F401 - fixtures

pytestmark = pytest.mark.filterwarnings("default")


def doubled(by: int, task: int) -> int:
    return by * task


def dies_once(folder: Path, task: int) -> int:
    """A task whose worker is lost the first time."""
    try:
        (folder / str(task)).touch(exist_ok=False)
    except FileExistsError:
        return task
    if task == 3:
        os._exit(1)
    return task


def test_tasks_are_answered_in_order_and_what_a_lost_worker_had_is_done_again(tmp_path):
    with cluster(None, 2) as workers:
        assert [*workers.each(doubled, range(20), make=int, given=(2,))] == [*range(0, 40, 2)]
        assert [*workers.each(dies_once, range(8), make=Path, given=(tmp_path,))] == [*range(8)]
        assert [*workers.each(doubled, [], make=int, given=(2,))] == []


def test_the_site_is_the_same(crowds, parts):  # noqa: F811
    with cluster(None, 2) as workers:
        built(parts, engine=workers)
    shards = files_of(parts / "site")
    built(crowds[1])
    assert shards == files_of(crowds[1] / "site")


def test_a_scheduler_that_does_not_answer_is_told():
    with (
        pytest.raises(CannotPublishError, match="no Dask scheduler answers"),
        cluster("tcp://127.0.0.1:1", 1),
    ):
        pass
