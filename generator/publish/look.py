"""Whether the files of a tree are what was written there, by looking at them and not into them.

A file counts as the one that was written while its size, its time and, where both trees share
files, its place on the disk (inode) are; any that differs is read. A folder into which nothing
was put or taken since we were done with it has no later time than the tree's stamp; any other
is listed.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.publish.manifest import Entry, Manifest


@dataclass(frozen=True, slots=True)
class Look:
    """How the files and folders of a kind are looked at."""

    file_mode: int
    folder_mode: int
    shares: bool = True
    """Whether both trees share their files, so that those have one place on the disk."""

    def entry(self, path: str, digest: bytes, status: os.stat_result) -> Entry:
        """What a file is known by."""
        inode = status.st_ino if self.shares else 0
        return Entry(path, digest, status.st_size, status.st_mtime_ns, inode)

    def stands(self, root: Path, entry: Entry) -> bool:
        """Whether the file is there, as it was written."""
        try:
            status = os.lstat(f"{root}/{entry.path}")
        except OSError:
            return False
        return (
            status.st_mtime_ns == entry.mtime_ns
            and entry.inode in {0, status.st_ino}
            and status.st_size == entry.size
            and self._is_file(status)
        )

    def wrong(self, root: Path, manifest: Manifest) -> list[str]:
        """The files of a unit that are not there as they were written; quicker than one by one."""
        wrong, lstat, prefix = [], os.lstat, f"{root}/"
        mode = stat.S_IFREG | self.file_mode
        for path, (_, size, mtime_ns, inode) in manifest.told():
            try:
                status = lstat(prefix + path)
            except OSError:
                wrong.append(path)
                continue
            if (
                status.st_mtime_ns != mtime_ns
                or status.st_size != size
                or inode not in {0, status.st_ino}
                or (status.st_mode != mode and not self._is_file(status))
            ):
                wrong.append(path)
        return wrong

    def same(self, root: Path, entry: Entry) -> Entry | None:
        """The file as it is, if it holds what was written; read to the end."""
        path = Path(root, entry.path)
        try:
            status = path.lstat()
            if not self._is_file(status) or status.st_size != entry.size:
                return None
            body = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(body).digest() != entry.digest:
            return None
        return self.entry(entry.path, entry.digest, status)

    def folder(self, at: str) -> int | None:
        """When something was last put into a folder or taken from it; None: it is none of ours."""
        try:
            status = os.lstat(at)
        except OSError:
            return None
        right = sys.platform == "win32" or stat.S_IMODE(status.st_mode) == self.folder_mode
        return status.st_mtime_ns if right and stat.S_ISDIR(status.st_mode) else None

    def _is_file(self, status: os.stat_result) -> bool:
        if sys.platform == "win32":
            return stat.S_ISREG(status.st_mode)
        return status.st_mode == stat.S_IFREG | self.file_mode


@dataclass(slots=True)
class Walk:
    """One look at all of a tree; what is wrong is found as the units pass."""

    root: Path
    look: Look
    stamp: int
    wrong: str | None = None
    """The first path that is not as it should be."""
    touched: set[str] = field(default_factory=set)
    """Folders that somebody put something into or took it from."""
    _shallow: set[str] = field(default_factory=set)

    def files(self, manifests: Iterable[tuple[str, Manifest]]) -> None:
        """Look at every file of these units, and at the folders they lie in."""
        for _, manifest in manifests:
            for path in self.look.wrong(self.root, manifest):
                self.wrong = self.wrong or path
            self._folders(manifest.path_list)

    def folders(self, manifests: Iterable[tuple[str, Manifest]]) -> None:
        """Look at the folders alone."""
        for _, manifest in manifests:
            self._folders(manifest.path_list)

    def strangers(self, manifests: Iterable[tuple[str, Manifest]]) -> Iterator[str]:
        """What lies in the folders that were touched and no unit wrote."""
        meant: dict[str, set[str]] = {folder: set() for folder in self.touched}
        for _, manifest in manifests if meant else ():
            for each in manifest.path_list:
                path = each
                while path:
                    folder, _, name = path.rpartition("/")
                    if folder in meant:
                        meant[folder].add(name)
                    path = folder
        for folder, names in sorted(meant.items()):
            here = {entry.name for entry in os.scandir(self.root / folder)}
            for each in sorted(here - names):
                yield f"{folder}/{each}" if folder else each

    def _folders(self, paths: Iterable[str]) -> None:
        last = None
        for path in paths:
            inmost = folder = path.rpartition("/")[0]
            while folder != last and folder not in self._shallow:
                last = folder
                if folder.count("/") < 1:
                    self._shallow.add(folder)
                moment = self.look.folder(f"{self.root}/{folder}" if folder else str(self.root))
                if moment is None:
                    self.wrong = self.wrong or (folder or ".")
                elif moment > self.stamp:
                    self.touched.add(folder)
                if not folder:
                    break
                folder = folder.rpartition("/")[0]
            last = inmost
