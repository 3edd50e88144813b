"""One writer at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


class Busy(Exception):  # noqa: N818  a state of affairs, told by the caller
    """Somebody else holds the lock."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is held."""

    path: Path
    descriptor: int | None

    @property
    def is_lost(self) -> bool:
        """Whether somebody took the lock file away, so that others no longer wait for us."""
        if self.descriptor is None:
            return False
        try:
            return not os.path.samestat(os.fstat(self.descriptor), self.path.stat())
        except OSError:
            return True


@contextmanager
def lock(path: Path) -> Iterator[Lock]:
    """Hold the lock file at `path`, which is made with the folders around it.

    The system frees the lock of a dead process, so a file left behind blocks nobody.
    Windows has no such lock: there two builds at once are not noticed.

    Raises:
        Busy: another process holds it.

    """
    if sys.platform == "win32":
        _make_folder(path.parent)
        yield Lock(path, None)
        return
    descriptor = _acquire(path)
    try:
        yield Lock(path, descriptor)
    finally:
        os.close(descriptor)


def _make_folder(folder: Path) -> None:
    """Make `folder`, which nobody else may enter, and those around it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        folder.mkdir(0o700)


if sys.platform != "win32":
    import fcntl

    def _acquire(path: Path) -> int:
        while True:
            _make_folder(path.parent)
            try:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            except FileNotFoundError:
                continue  # the holder before us removed the folder that we found
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # The holder before us may have removed the file before we locked it.
                if not Lock(path, descriptor).is_lost:
                    return descriptor
            except BlockingIOError:
                os.close(descriptor)
                raise Busy from None
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)
