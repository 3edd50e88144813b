"""The folder a site is written into before it is shown."""

import hashlib
import os
import stat
import sys
import unicodedata
from pathlib import Path

from generator.publish.exchange import Placed
from generator.publish.place import write_whole


class TreeError(ValueError):
    """A path that cannot be a file of the site: two pages want it, or it leaves the folder."""


class Tree:
    """Files of a site by path, written at once, each path once, with fixed modes.

    Paths have forward slashes. Two paths that differ only in case or Unicode form are one
    file on some systems, so the second is refused everywhere.
    """

    def __init__(self, root: Path, *, file_mode: int, folder_mode: int) -> None:
        """Write below `root`, an existing empty folder."""
        self.root = root
        """Where the files are; elsewhere once they were published."""
        self.placed = Placed.AT_ONCE
        """How the tree came to its place."""
        self._file_mode = file_mode
        self._folder_mode = folder_mode
        self._folders: set[str] = {""}
        self._files: dict[str, str] = {}  # as a forgetful file system sees it: as written
        self.digests: dict[str, bytes] = {}
        """SHA-256 of every file, by path."""
        root.chmod(folder_mode)

    @property
    def files(self) -> frozenset[str]:
        """Every path written so far."""
        return frozenset(self._files.values())

    def write(self, path: str, body: bytes) -> None:
        """Write one file.

        Raises:
            TreeError: `path` is taken or is no plain relative path.
            OSError: the disk does not want it.

        """
        _check(path)
        folded = unicodedata.normalize("NFC", path).casefold()
        taken = self._files.get(folded)
        if taken is not None:
            raise TreeError(f"'{path}' and '{taken}' would be one file")
        self._make_folder(path.rpartition("/")[0])
        self._files[folded] = path
        self.digests[path] = hashlib.sha256(body).digest()
        # Explicit modes: a umask of the caller's must not make a site that nobody can read.
        write_whole(self.root / path, body, mode=self._file_mode)

    def read(self, path: str) -> bytes:
        """A file that was written."""
        return (self.root / path).read_bytes()

    def first_difference(self) -> str | None:
        """Where the folder is not what was written: a file more, less, or other; None: nowhere."""
        found = set()
        for folder, folders, names in os.walk(self.root):
            here = Path(folder)
            links = [name for name in folders if (here / name).is_symlink()]
            for name in sorted([*names, *links]):
                file = here / name
                path = file.relative_to(self.root).as_posix()
                if not self._is_as_written(file, path):
                    return path
                found.add(path)
        return min(self.digests.keys() - found, default=None)

    def _is_as_written(self, file: Path, path: str) -> bool:
        status = file.lstat()
        right_mode = sys.platform == "win32" or stat.S_IMODE(status.st_mode) == self._file_mode
        return (
            stat.S_ISREG(status.st_mode)
            and right_mode
            and path in self.digests
            and hashlib.sha256(file.read_bytes()).digest() == self.digests[path]
        )

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        made = self.root / folder
        made.mkdir()
        made.chmod(self._folder_mode)
        self._folders.add(folder)


def _check(path: str) -> None:
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts) or "\\" in path or not path.isprintable():
        raise TreeError(f"'{path}' is no plain path inside the site")
