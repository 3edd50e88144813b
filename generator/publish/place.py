"""What stands beside a published folder: the lock, what is being written, what was there before.

All of it lies in one hidden folder that nobody else may enter, on the same disk:

=================  =====================================================================
``lock``           who writes holds it
``new-*``          being written
``ready-<made>``   whole, on its way to the target; after an exchange: what was there
``aside``          what was there, where folders can't be exchanged
``placing``        whole, being put into the target file by file
``previous``       what was there before; `undo` brings it back
``standby``        the same, while it is turned into what is to be shown
``undone``         what of ``standby`` was replaced, to turn it back (see `change`)
``record.sqlite``  what stands in the target and in ``previous``, file by file
``gone-*``         being removed: half of a folder must never pass for a whole one
``keep-nothing``   what stands in the target now may not be kept: somebody was erased
=================  =====================================================================
"""

import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.publish.kind import CannotPublishError, Kind
from generator.publish.lock import Busy, Lock, lock
from generator.publish.sync import sync_folder

_ALWAYS_THERE = frozenset({"lock", ".gitignore"})


@dataclass(frozen=True, slots=True)
class Place:
    """A target, and the names of what stands beside it."""

    target: Path
    kind: Kind

    @property
    def beside(self) -> Path:
        """The hidden folder."""
        return self.target.with_name(f".{self.target.name}.badgepress")

    @property
    def previous(self) -> Path:
        """What was there before the target."""
        return self.beside / "previous"

    @property
    def aside(self) -> Path:
        """Where the target waits while another takes its place."""
        return self.beside / "aside"

    @property
    def placing(self) -> Path:
        """What is put into the target file by file."""
        return self.beside / "placing"

    @property
    def standby(self) -> Path:
        """What was there before, on its way to be shown again, changed."""
        return self.beside / "standby"

    @property
    def undone(self) -> Path:
        """What was taken out of it."""
        return self.beside / "undone"

    @property
    def record(self) -> Path:
        """What is known of the target and of the previous one."""
        return self.beside / "record.sqlite"

    @property
    def keep_nothing(self) -> Path:
        """Whether what stands in the target now may be kept."""
        return self.beside / "keep-nothing"

    def new(self) -> Path:
        """An empty folder to write into."""
        return Path(tempfile.mkdtemp(prefix="new-", dir=self.beside))

    def ready(self, folder: Path) -> Path:
        """The name that `folder` gets when it is whole.

        It says when the folder in it was made, so that after a kill one can tell whether it
        still holds what was to be shown, or already what was there before.
        """
        return self.beside / f"ready-{self.made(folder)}"

    def left(self, pattern: str) -> list[Path]:
        """Folders beside the target whose names match."""
        return sorted(self.beside.glob(pattern))

    def made(self, folder: Path) -> int | None:
        """When a folder of ours was begun, in nanoseconds, by its marker; None: not ours.

        No two are made in one instant, since each is made under the lock, and files keep
        their times when folders are moved or exchanged.
        """
        try:
            return (folder / self.kind.marker).stat().st_mtime_ns
        except OSError:
            return None

    def discard(self, folder: Path) -> None:
        """Remove a folder: first out of its name, so that no half of it is ever found there."""
        if os.path.lexists(folder):
            gone = self.beside / f"gone-{secrets.token_hex(4)}"
            folder.rename(gone)
            if gone.is_dir():
                shutil.rmtree(gone)
            else:
                gone.unlink()

    def keep(self, folder: Path) -> None:
        """`folder`, which stood in the target, becomes the previous one, or goes."""
        keeps = self.kind.keeps and self.kind.marks(folder) and not self.keep_nothing.exists()
        if keeps:
            self.discard(self.previous)
            folder.rename(self.previous)
        else:
            self.discard(folder)
            with suppress(FileNotFoundError):
                self.keep_nothing.unlink()


@contextmanager
def held(place: Place) -> Iterator[Lock]:
    """Hold the target's lock; what is of no more use beside it is gone afterwards.

    Raises:
        CannotPublishError: another run holds it.

    """
    missing = [each for each in place.target.parents if not each.exists()]
    try:
        with lock(place.beside / "lock") as ours:
            try:
                ignore = place.beside / ".gitignore"  # a kept site may not slip into a repository
                if not ignore.exists():
                    write_whole(ignore, b"*\n", mode=0o600)
                yield ours
            finally:
                with suppress(OSError):
                    _leave(place.beside)
    except Busy:
        raise CannotPublishError(f"another run is writing {place.target}; wait for it") from None
    finally:
        with suppress(OSError):  # where there was no room for the lock
            place.beside.rmdir()
        with suppress(OSError):  # a run that failed leaves no empty folders, from the inside out
            for each in missing:
                each.rmdir()


def _leave(beside: Path) -> None:
    if {each.name for each in beside.iterdir()} <= _ALWAYS_THERE:
        for name in sorted(_ALWAYS_THERE):
            (beside / name).unlink(missing_ok=True)
        beside.rmdir()


def write_whole(path: Path | str, body: bytes, *, mode: int) -> os.stat_result:
    """Write a new file with its mode, whatever the umask; every byte or an OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, mode)
    try:
        left = memoryview(body)
        while left:
            left = left[os.write(descriptor, left) :]
        status = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if stat.S_IMODE(status.st_mode) != mode:
        Path(path).chmod(mode)
    return status


def settle(place: Place) -> None:
    """Make what was renamed in and beside the target durable."""
    sync_folder(place.beside)
    sync_folder(place.target.parent)


_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
