"""What a build writes into: only what differs from the site that stands takes up the disk.

A `Tree` can be sent to worker processes. Each part of the work, a unit, writes its own files
(`Tree.unit`) or stands as it was (`Tree.keep`); what no unit wrote or kept is gone from the
site that is shown in the end.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.publish.exchange import Placed
from generator.publish.links import Inside
from generator.publish.look import Look
from generator.publish.manifest import Entry, Manifest, fold, manifest_of, unpacked
from generator.publish.place import write_whole
from generator.publish.record import Record

UNITS = ".units"
"""Ends the name of the folder beside a tree in which its units' manifests lie."""
_NAME = "unit\n"


class TreeError(ValueError):
    """A path that cannot be a file of the site: two pages want it, or it leaves the folder."""


class Tree:
    """Files of a site by path, written at once, each path once, with fixed modes.

    Paths have forward slashes. Two paths that differ only in case or Unicode form are one
    file on some systems, so the second is refused everywhere.
    """

    def __init__(
        self,
        root: Path,
        *,
        file_mode: int,
        folder_mode: int,
        shown: Path | None = None,
        record: Path | None = None,
        base_url: str = "",
        shares: bool = True,
    ) -> None:
        """Write below `root`, an existing empty folder.

        `shown` is the site that stands, and `record` what is known of it; `base_url`, where
        links are to be remembered, is its address.
        """
        self.root = root
        """Where the files are that were written; elsewhere once they were published."""
        self.placed = Placed.AT_ONCE
        """How the tree came to its place."""
        self.shown = shown
        self.base_url = base_url
        self.file_mode = file_mode
        self.folder_mode = folder_mode
        self._record_file = record
        self._reads: tuple[int, Record] | None = None
        self._shares = shares
        self._folders: set[str] = {""}
        self._kept: set[str] = set()
        self._open: dict[str, Unit] = {}
        self._names: dict[str, str] = {}  # of units, by that of the file that tells of them
        self._marker: tuple[str, Manifest] | None = None
        root.chmod(folder_mode)

    def __getstate__(self) -> dict[str, Any]:
        """What a worker gets: nothing of what the sender wrote or has open."""
        mine = {"look", "_inside"}
        told = {name: value for name, value in self.__dict__.items() if name not in mine}
        return {**told, "_folders": {""}, "_kept": set(), "_open": {}, "_reads": None}

    def unit(self, name: str, *, of: bytes = b"") -> "Unit":
        """Begin a unit, to be ended by ``with``; `of` says what it is made of, for `keep`."""
        return Unit(self, name, of)

    def stands(self, name: str, *, of: bytes = b"") -> bool:
        """Whether a unit made of the same stands in the shown site as it was written.

        Any process may ask. A file whose size, time or place on the disk differ is read.
        """
        before = self.before(name)
        if before is None or before.of != of or self.shown is None:
            return False
        wrong = set(self.look.wrong(self.shown, before))
        if not wrong:
            return True
        entries, shown = before.entries, self.shown
        now = [self.look.same(shown, each) if each.path in wrong else each for each in entries]
        found = [entry for entry in now if entry is not None]
        if len(found) < len(entries):
            return False
        self.save(name, manifest_of(found, of=of, links=before.links))
        return True

    def keep(self, name: str, *, of: bytes = b"", looked: bool = False) -> bool:
        """Let a unit's files stand as they are; False where they don't, and it is to be redone.

        `looked` says that `stands` was asked, in another process perhaps.
        """
        if not looked and not self.stands(name, of=of):
            return False
        self._kept.add(name)
        return True

    def write(self, path: str, body: bytes) -> None:
        """Write one file of the unit without a name.

        Raises:
            TreeError: `path` is taken or is no plain relative path.
            OSError: the disk does not want it.

        """
        if "" not in self._open:
            self._open[""] = self.unit("")
        self._open[""].write(path, body)

    def read(self, path: str) -> bytes:
        """A file that was written or kept."""
        try:
            return (self.root / path).read_bytes()
        except FileNotFoundError:
            if self.shown is None:
                raise
            return (self.shown / path).read_bytes()

    def is_new(self, path: str) -> bool:
        """Whether a file was written, because the site that stands has none that is the same."""
        return os.path.lexists(self.root / path)

    def write_apart(self, path: str, body: bytes) -> tuple[str, Manifest]:
        """Write a file that is a unit of its own, and new each time: the marker."""
        entry = self.put(path, body, hashlib.sha256(body).digest())
        self._marker = path, manifest_of([entry])
        return self._marker

    def manifests(self) -> Iterator[tuple[str, Manifest]]:
        """What every unit wrote or kept so far, wherever it was done."""
        if self._marker is not None:
            yield self._marker
        yield from self.written_manifests()
        for name in sorted(self._kept - self.written().keys()):
            if (before := self.before(name)) is not None:
                yield name, before

    def written_manifests(self) -> Iterator[tuple[str, Manifest]]:
        """What every unit wrote so far."""
        for name, file in self.written().items():
            yield name, _saved(file)[1]

    def written_by(self, name: str) -> Manifest:
        """What one unit wrote."""
        if name in self._open:
            self._open[name].end()
        return _saved(self._units / _number(name))[1]

    def written(self) -> dict[str, Path]:
        """The units that were written, and where what they wrote is told."""
        for unit in self._open.values():
            unit.end()
        folder = self._units
        if not folder.is_dir():
            return {}
        files = [Path(each) for each in os.scandir(folder) if not each.name.startswith(".")]
        self._names |= {
            file.name: _saved(file)[0] for file in files if file.name not in self._names
        }
        return dict(sorted((self._names[file.name], file) for file in files))

    def kept(self) -> frozenset[str]:
        """The units that were kept."""
        return frozenset(self._kept)

    def before_units(self) -> frozenset[str]:
        """The units of the site that stands."""
        return frozenset(self._record.units() if self._record is not None else ())

    def before(self, name: str) -> Manifest | None:
        """What a unit wrote into the site that stands."""
        return self._record.unit(name) if self._record is not None else None

    @property
    def digests(self) -> dict[str, bytes]:
        """SHA-256 of every file, by path; made anew each time."""
        return {
            entry.path: entry.digest
            for _, manifest in self.manifests()
            for entry in manifest.entries
        }

    @property
    def files(self) -> frozenset[str]:
        """Every path so far; made anew each time."""
        return frozenset(self.digests)

    def save(self, name: str, manifest: Manifest) -> None:
        """Tell what a unit wrote, for the process that publishes."""
        self._units.mkdir(mode=0o700, exist_ok=True)
        number = _number(name)
        new = self._units / f".{number}-{os.getpid()}"
        new.unlink(missing_ok=True)
        write_whole(new, _NAME.encode() + name.encode() + b"\n" + manifest.packed(), mode=0o600)
        new.replace(self._units / number)

    def put(self, path: str, body: bytes, digest: bytes) -> Entry:
        """Write a file anew."""
        self._make_folder(path.rpartition("/")[0])
        at = f"{self.root}/{path}"
        # Explicit modes: a umask of the caller's must not make a site that nobody can read.
        try:
            status = write_whole(at, body, mode=self.file_mode)
        except FileExistsError:  # of a worker that was lost; two units are told apart later
            Path(at).unlink()
            status = write_whole(at, body, mode=self.file_mode)
        return self.look.entry(path, digest, status)

    def is_as_before(self, entry: Entry) -> bool:
        """Whether a file stands in the shown site as it was written."""
        return self.shown is not None and self.look.stands(self.shown, entry)

    def links_in(self, path: str, body: bytes) -> set[int]:
        """Numbers of the paths that a file leads to."""
        return self._inside.numbers(path, body) if self.base_url else set()

    def close(self) -> None:
        """Let go of the record."""
        if self._reads is not None and self._reads[0] == os.getpid():
            self._reads[1].close()
            self._reads = None

    @cached_property
    def _inside(self) -> Inside:
        return Inside(self.base_url)

    @cached_property
    def look(self) -> Look:
        """How its files are looked at."""
        return Look(self.file_mode, self.folder_mode, self._shares)

    @property
    def _record(self) -> Record | None:
        if self._record_file is None:
            return None
        if self._reads is None or self._reads[0] != os.getpid():  # SQLite does not survive a fork
            self._reads = os.getpid(), Record(self._record_file, to_write=False)
        return self._reads[1]

    @property
    def _units(self) -> Path:
        return self.root.with_name(self.root.name + UNITS)

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        made = self.root / folder
        try:
            made.mkdir()
            made.chmod(self.folder_mode)
        except FileExistsError:  # another process made it, and gives it its mode
            if not stat.S_ISDIR(made.lstat().st_mode):
                raise
        self._folders.add(folder)


class Unit:
    """Part of a tree's files, written by one process."""

    def __init__(self, tree: Tree, name: str, of: bytes) -> None:
        self._tree = tree
        self._name = name
        self._of = of
        before = tree.before(name)
        self._before = {} if before is None else {each.path: each for each in before.entries}
        self._entries: dict[str, Entry] = {}  # by path as a forgetful file system sees it
        self._links: set[int] = set()
        self._is_told = False

    def write(self, path: str, body: bytes) -> None:
        """Write one file, where what stands differs.

        Raises:
            TreeError: `path` is taken or is no plain relative path.
            OSError: the disk does not want it.

        """
        _check(path)
        folded = fold(path)
        if folded in self._entries:
            taken = self._entries[folded].path
            raise TreeError(f"'{path}' and '{taken}' would be one file")
        digest = hashlib.sha256(body).digest()
        before = self._before.get(path)
        if before is None or before.digest != digest or not self._tree.is_as_before(before):
            before = self._tree.put(path, body, digest)
        self._entries[folded] = before
        self._links |= self._tree.links_in(path, body)
        self._is_told = False

    @property
    def digests(self) -> dict[str, bytes]:
        """SHA-256 of every file of the unit so far, by path; made anew each time."""
        return {entry.path: entry.digest for entry in self._entries.values()}

    @property
    def manifest(self) -> Manifest:
        """What was written so far."""
        return manifest_of(self._entries.values(), of=self._of, links=self._links)

    def end(self) -> None:
        """Tell what was written."""
        if not self._is_told:
            self._tree.save(self._name, self.manifest)
            self._is_told = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.end()


def _number(unit: str) -> str:
    """What the file is called in which a unit's files are told."""
    return hashlib.sha256(unit.encode()).hexdigest()[:32]


def _saved(file: Path) -> tuple[str, Manifest]:
    whole = file.read_bytes()
    end = whole.index(b"\n", len(_NAME))
    return whole[len(_NAME) : end].decode(), unpacked(whole[end + 1 :])


def _check(path: str) -> None:
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts) or "\\" in path or not path.isprintable():
        raise TreeError(f"'{path}' is no plain path inside the site")
