"""A target that cannot be moved gets its files one by one, and a run that died is finished."""

import errno
from pathlib import Path

import pytest

from generator.publish import CannotPublishError, exchange, one_by_one, staging, undo
from generator.publish.kind import SITE


@pytest.fixture(autouse=True)
def mounted(monkeypatch, tmp_path):
    """Renames answer as the kernel does for a mount point (see tests/faults for a real one)."""
    target = tmp_path / "site"

    def swap(one: Path, other: Path) -> bool:
        if target in {one, other}:
            raise OSError(errno.EBUSY, "Device or resource busy", str(other))
        return False

    monkeypatch.setattr(exchange, "swap", swap)
    target.mkdir()
    return target


OLD = {"index.html": "old", "a/x.html": "old", "gone/deep/y.html": "old", "b": "old", "same": "s"}
NEW = {"index.html": "new", "a": "new", "b/z.html": "new", "same": "s", "new.css": "new"}


def publish(target: Path, files: dict[str, str]) -> str:
    with staging(target) as tree:
        for path, text in files.items():
            tree.write(path, text.encode())
    return tree.placed.told(target)


def files(target: Path) -> dict[str, str]:
    return {
        path.relative_to(target).as_posix(): path.read_text()
        for path in target.rglob("*")
        if path.is_file() and path.name != SITE.marker
    }


def folders(target: Path) -> set[str]:
    return {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_dir()}


def test_files_take_their_places_and_that_is_told(mounted):
    identity = mounted.stat().st_ino
    publish(mounted, OLD)
    told = publish(mounted, NEW)
    assert (files(mounted), folders(mounted)) == (NEW, {"b"})
    assert mounted.stat().st_ino == identity
    assert told.startswith(f"{mounted} is a mount point or cannot be moved, so its files were")
    undo(mounted, check=lambda _: None)
    assert (files(mounted), folders(mounted)) == (OLD, {"a", "gone", "gone/deep"})
    undo(mounted, check=lambda _: None)
    assert (files(mounted), folders(mounted)) == (NEW, {"b"})


def test_pages_come_last(mounted, monkeypatch):
    order = []
    real = one_by_one._make_way

    def noted(at, place):
        order.append(at.relative_to(mounted).as_posix())
        real(at, place)

    monkeypatch.setattr(one_by_one, "_make_way", noted)
    publish(mounted, NEW)
    assert order == [SITE.marker, "a", "new.css", "same", "b/z.html", "index.html"]


class Died(BaseException):
    pass


@pytest.mark.parametrize("at", range(6))
def test_a_run_that_died_while_placing_is_finished_by_the_next(mounted, monkeypatch, at):
    publish(mounted, OLD)
    left = [at]
    real = one_by_one._make_way

    def dies(where, place):
        if left[0] == 0:
            raise OSError(errno.EIO, "Input/output error", str(where))
        left[0] -= 1
        real(where, place)

    with monkeypatch.context() as patch:
        patch.setattr(one_by_one, "_make_way", dies)
        with pytest.raises(CannotPublishError, match="half one site, half another; run"):
            publish(mounted, NEW)
    with pytest.raises(RuntimeError), staging(mounted):
        raise RuntimeError
    assert (files(mounted), folders(mounted)) == (NEW, {"b"})
    undo(mounted, check=lambda _: None)
    assert files(mounted) == OLD


def test_a_failure_before_placing_changes_nothing(mounted, monkeypatch):
    publish(mounted, OLD)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    with monkeypatch.context() as patch:
        patch.setattr(one_by_one.shutil, "copytree", full)
        with pytest.raises(CannotPublishError, match="No space left"):
            publish(mounted, NEW)
    assert (files(mounted), folders(mounted)) == (OLD, {"a", "gone", "gone/deep"})
    assert [each.name for each in mounted.parent.iterdir()] == ["site"]
