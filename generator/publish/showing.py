"""From what was written to what is shown: the two trees of a site take their changes by turns.

1. What the units wrote and kept is compared with what stands. Where nothing differs, the site
   stays as it is, and so does the one kept for `undo`.
2. What the next tree is to hold is written down, durably (`record`).
3. The tree before the shown one takes what the last build and this one changed (`change`). Where
   there is none, or it is not as it was, or too much differs, a new tree gets all: what was
   written, and what is kept from the shown one.
4. The disk confirms, and the trees are exchanged (`exchange`).
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.openbadges.seal import SEAL
from generator.publish.change import (
    Step,
    TooManyError,
    apply,
    link_kept,
    steps_of,
    take_out,
    turn_back,
)
from generator.publish.collisions import first_collision
from generator.publish.exchange import put, told_of
from generator.publish.kind import CannotPublishError
from generator.publish.lock import Lock
from generator.publish.look import Walk
from generator.publish.manifest import Manifest
from generator.publish.place import Place
from generator.publish.record import Record
from generator.publish.sync import sync_tree
from generator.publish.tree import UNITS, Tree

READ_AGAIN = 32 << 20
"""Bytes written, up to which every file is read again before it is shown."""


class Showing:
    """One tree on its way to the target."""

    def __init__(self, place: Place, *, base_url: str, full: bool) -> None:
        self._place = place
        self._full = full
        self._record = Record(place.record) if place.kind.keeps else None
        self._whole = full or self._record is None or self._record.about("shown") == 0
        self._staged = place.new()
        self.tree = Tree(
            self._staged,
            file_mode=place.kind.file_mode,
            folder_mode=place.kind.folder_mode,
            shown=None if self._whole else place.target,
            record=None if self._whole else place.record,
            base_url=base_url,
            shares=place.kind.keeps and _can_share(place),
        )
        self._marker = self.tree.write_apart(place.kind.marker, place.kind.text)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.tree.close()
        if self._record is not None:
            is_empty = not self._record.about("shown")
            self._record.close()
            if is_empty:
                self._place.record.unlink(missing_ok=True)

    def show(self, lock: Lock) -> None:
        """Put the tree in its place.

        Raises:
            CannotPublishError: somebody came between.
            OSError: the disk refuses.

        """
        self._check_lock(lock)
        self._check_names()
        self._check_written()
        record = self._record
        if record is None:
            sync_tree(self._staged)
            self.tree.placed = put(self._place, self._staged)
        elif not self._whole and not self._differs(record):
            record.amend(self._changed(record))
        else:
            units = self._all() if self._whole else self._changed_or_gone(record)
            made = self._place.made(self._staged) or 0
            record.propose(made, units, whole=self._whole)
            whole, changed = self._next(record)
            record.stamp(whole.lstat().st_mtime_ns)
            sync_tree(whole, changed)
            self._check_lock(lock)
            self.tree.placed = put(self._place, whole)
            with suppress(OSError):
                told_of(self._place, record, self.tree.placed)
        self.tree.root = self._place.target
        with suppress(OSError):
            self._tidy()

    def _check_lock(self, lock: Lock) -> None:
        if lock.is_lost:
            raise CannotPublishError(
                f"the lock of {self._place.target} was taken away while this run was writing; "
                "nothing was changed"
            )

    def _check_names(self) -> None:
        if (found := first_collision(self.tree)) is not None:
            raise CannotPublishError(f"'{found[0]}' and '{found[1]}' would be one file")

    def _check_written(self) -> None:
        """The files are what was written, and no others are there."""
        wrong = self._first_wrong()
        if wrong is not None:
            raise CannotPublishError(
                f"{self._staged / wrong} is not what was written there; nothing was changed"
            )

    def _first_wrong(self) -> str | None:
        look, root = self.tree.look, self._staged
        found, read = 0, 0
        for _, manifest in self._units():
            for entry in manifest.entries:
                if look.stands(root, entry):
                    found, read = found + 1, read + entry.size
                    again = self._full or read <= READ_AGAIN
                    if again and look.same(root, entry) is None:
                        return entry.path
                elif self.tree.is_new(entry.path) or not self.tree.is_as_before(entry):
                    return entry.path
        if found == sum(len(files) for _, _, files in _walk(root)):
            return None
        meant = {entry.path for _, manifest in self._units() for entry in manifest.entries}
        there = {
            f"{folder}/{name}" if folder else name
            for folder, _, names in _walk(root)
            for name in names
        }
        return min(there - meant, default=None)

    def _units(self) -> Iterator[tuple[str, Manifest]]:
        return chain(self.tree.written_manifests(), [self._marker])

    def _all(self) -> Iterator[tuple[str, bytes]]:
        for name, manifest in self._units():
            yield name, manifest.packed()

    def _changed(self, record: Record) -> Iterator[tuple[str, bytes]]:
        """The units of which something is known now that was not, be it only where files lie."""
        for name, manifest in self.tree.written_manifests():
            before, packed = record.unit(name), manifest.packed()
            if before is None or packed != before.packed():
                yield name, packed

    def _says_more(self, record: Record) -> bool:
        """Whether a unit wrote a file, or no longer has one."""
        for name, manifest in self.tree.written_manifests():
            before = record.unit(name)
            if before is None or before.says != manifest.says:
                return True
            differ = set(manifest.entries) - set(before.entries)
            if any(self.tree.is_new(entry.path) for entry in differ):
                return True
        return False

    def _changed_or_gone(self, record: Record) -> Iterator[tuple[str, bytes | None]]:
        yield from self._changed(record)
        marker, manifest = self._marker
        yield marker, manifest.packed()
        yield from ((name, None) for name in self._gone(record))

    def _gone(self, record: Record) -> list[str]:
        here = self.tree.written().keys() | self.tree.kept() | {self._marker[0]}
        return [name for name in record.units() if name not in here]

    def _differs(self, record: Record) -> bool:
        """Whether the next tree is another than the one that stands."""
        if self._gone(record) or self._says_more(record):
            return True
        walk = Walk(self._place.target, self.tree.look, record.about("shown_stamp"))
        walk.folders(record.all())
        if walk.wrong is not None:
            return True
        marker = record.unit(self._marker[0])
        if marker is None or not all(map(self.tree.is_as_before, marker.entries)):
            return True
        return any(path != SEAL for path in walk.strangers(record.all()))

    def _next(self, record: Record) -> tuple[Path, list[str] | None]:
        """The folder that holds all of the next tree, and what was changed of it; None: all."""
        if self._whole:
            self._end(self._staged)
            return self._staged, None
        steps = self._steps(record)
        if steps is not None:
            try:
                apply(self._place, steps, written=self._staged, last=self._place.kind.marker)
            except FileNotFoundError:
                turn_back(self._place, self._place.standby, steps)
                self._place.standby.rename(self._place.previous)
                self._place.discard(self._place.undone)
            else:
                return self._place.standby, [step.path for step in steps]
        link_kept(self._place, record, self._staged)
        self._end(self._staged)
        return self._staged, None

    def _end(self, root: Path) -> None:
        """See that no folder of a tree was changed later than the one around all."""
        marker = root / self._place.kind.marker
        away = marker.with_name(f"{marker.name}-last")
        marker.rename(away)
        away.rename(marker)

    def _steps(self, record: Record) -> list[Step] | None:
        """What the standby has to take; None where it is of no use."""
        place = self._place
        if not record.about("previous") or place.made(place.previous) != record.about("previous"):
            return None
        try:
            steps = steps_of(record)
        except TooManyError:
            return None
        walk = Walk(place.previous, self.tree.look, record.about("previous_stamp"))
        walk.files(record.all(of_previous=True))
        strangers = [*walk.strangers(record.all(of_previous=True))]
        if walk.wrong is not None or any(each != SEAL for each in strangers):
            return None
        place.undone.mkdir(mode=0o700)
        place.previous.rename(place.standby)
        take_out(place, strangers)
        return steps

    def _tidy(self) -> None:
        self._place.discard(self._place.undone)
        self._place.discard(self._staged)
        shutil.rmtree(self._staged.with_name(self._staged.name + UNITS), ignore_errors=True)


def _can_share(place: Place) -> bool:
    """Whether the disk lets two trees hold one file."""
    probe = place.beside / "new-probe"
    try:
        os.link(place.beside / ".gitignore", probe)
        probe.unlink()
    except OSError:
        return False
    return True


def _walk(root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """As `os.walk`, with folders told from `root`, and links to folders as files."""
    for folder, folders, names in os.walk(root):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        here = Path(folder).relative_to(root).as_posix()
        yield "" if here == "." else here, folders, [*names, *links]
