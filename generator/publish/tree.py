"""The folder a site is written into before it is shown."""

import unicodedata
from pathlib import Path


class TreeError(ValueError):
    """A path that cannot be a file of the site: two pages want it, or it leaves the folder."""


class Tree:
    """Files of a site by path, written at once, each path once, with fixed modes.

    Paths have forward slashes. Two paths that differ only in case or Unicode form are one
    file on some systems, so the second is refused everywhere.
    """

    def __init__(self, root: Path, *, file_mode: int, folder_mode: int) -> None:
        """Write below `root`, an existing empty folder."""
        self._root = root
        self._file_mode = file_mode
        self._folder_mode = folder_mode
        self._folders: set[str] = {""}
        self._files: dict[str, str] = {}  # as a forgetful file system sees it: as written
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
        # Explicit modes: a umask of the caller's must not make a site that nobody can read.
        file = self._root / path
        with file.open("xb") as stream:
            stream.write(body)
        file.chmod(self._file_mode)

    def read(self, path: str) -> bytes:
        """A file that was written."""
        return (self._root / path).read_bytes()

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        made = self._root / folder
        made.mkdir(self._folder_mode)
        made.chmod(self._folder_mode)
        self._folders.add(folder)


def _check(path: str) -> None:
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts) or "\\" in path or not path.isprintable():
        raise TreeError(f"'{path}' is no plain path inside the site")
