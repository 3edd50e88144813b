"""The few ways in which issuing touches the disk, each safe against a kill at any moment.

Everything a kill could cut in two goes through `Calls`, so that tests can cut there.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_MODE = 0o666
"""Less what the umask takes away: who may read the people folder is its owner's choice."""


class BusyError(Exception):
    """Another `issue`, `revoke`, `reissue` or `renew` is at work."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of the operating system that change what is on the disk."""

    write: Callable[[int, bytes], int] = os.write
    fsync: Callable[[int], None] = os.fsync
    replace: Callable[[Path, Path], None] = os.replace
    truncate: Callable[[int, int], None] = os.ftruncate
    unlink: Callable[[Path], None] = os.unlink


@dataclass(frozen=True, slots=True)
class Disk:
    """Durable writes: when a method returns, what it wrote survives a power cut."""

    calls: Calls = Calls()

    def append(self, path: Path, data: bytes) -> None:
        """Add `data` at the end of `path`, which is made when missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = not path.exists()
        with _opened(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as descriptor:
            self._write_all(descriptor, data)
            self.calls.fsync(descriptor)
        if new:
            self._sync_folder(path.parent)

    def replace(self, path: Path, data: bytes) -> None:
        """Put `data` at `path`, whole or not at all.

        The temporary file's name is always the same, so what a kill left is written over.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.tmp")
        with _opened(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
            self._write_all(descriptor, data)
            self.calls.fsync(descriptor)
        self.calls.replace(temporary, path)
        self._sync_folder(path.parent)

    def remove(self, path: Path) -> bool:
        """Take `path` away, and what a kill left of an earlier writing; whether it was there."""
        was_there = path.exists()
        for each in (path.with_name(f".{path.name}.tmp"), path):
            if each.exists():
                self.calls.unlink(each)
                self._sync_folder(path.parent)
        return was_there

    def truncate(self, path: Path, size: int) -> None:
        """Cut `path` after `size` bytes."""
        with _opened(path, os.O_WRONLY) as descriptor:
            self.calls.truncate(descriptor, size)
            self.calls.fsync(descriptor)

    def sync(self, path: Path) -> None:
        """See that a file that was written, or the names in a folder, are on the disk."""
        if path.is_dir():
            self._sync_folder(path)
            return
        with _opened(path, os.O_RDWR) as descriptor:
            self.calls.fsync(descriptor)

    def _write_all(self, descriptor: int, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[self.calls.write(descriptor, bytes(left)) :]

    def _sync_folder(self, folder: Path) -> None:
        """Make a new name in `folder` durable; Windows has no such call and no need."""
        if sys.platform == "win32":
            return
        with _opened(folder, os.O_RDONLY) as descriptor:
            self.calls.fsync(descriptor)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the lock of the people folder: no two commands write its ledger at once.

    The lock is the operating system's and ends with the process, however it ends.

    Raises:
        BusyError: another process holds it.

    """
    place = folder / ".badgepress"
    place.mkdir(parents=True, exist_ok=True)
    with _opened(place / "ledger.lock", os.O_RDWR | os.O_CREAT) as descriptor:
        try:
            _lock(descriptor)
        except OSError:
            raise BusyError(
                f"another command is writing in {folder}; wait until it is done"
            ) from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0), _MODE)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
