"""Turning the tree before the shown one into the next: only files that differ are touched.

What was there is moved aside first (``undone``), a number for each file, so that whatever a
failure or a kill leaves can be turned back by the same list, which the record holds.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.publish.manifest import Entry
from generator.publish.place import Place
from generator.publish.record import Record

MOST = 100_000
"""Files that are changed one by one; past that a tree is made whole."""
_EXTRA = "extra-"


class TooManyError(Exception):
    """More files differ than are worth changing one by one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One file that differs."""

    path: str
    before: Entry | None
    after: Entry | None


def steps_of(record: Record) -> list[Step]:
    """What differs between the tree before the shown one and the next, always in one order.

    Raises:
        TooManyError: more than `MOST` files do.

    """
    before: dict[str, Entry] = {}
    after: dict[str, Entry] = {}
    for was, will in record.steps():
        old, new = (set(each.entries) if each is not None else set() for each in (was, will))
        before |= {entry.path: entry for entry in old - new}
        after |= {entry.path: entry for entry in new - old}
        if len(before) + len(after) > 2 * MOST:
            raise TooManyError
    return [Step(path, before.get(path), after.get(path)) for path in sorted(before.keys() | after)]


def apply(place: Place, steps: list[Step], *, written: Path, last: str) -> None:
    """Turn `place.standby` into the next tree.

    New files come from `written`, those that the shown tree has by then from there. `last` is
    put in place last, so that the time of the folder around all tells that of the work.

    Raises:
        OSError: the disk refuses, or something is not as it was; `turn_back` then.

    """
    root, undone = place.standby, place.undone
    for number, step in enumerate(steps):
        if step.before is not None:
            (root / step.path).rename(undone / str(number))
    _prune(root, (step.path for step in steps if step.after is None))
    made: set[str] = set()
    for step in sorted(steps, key=lambda step: step.path == last):
        if step.after is not None:
            _make_folder(root, step.path.rpartition("/")[0], place.kind.folder_mode, made)
            _put(root / step.path, written / step.path, place.target / step.path)


def take_out(place: Place, names: list[str]) -> None:
    """Move what somebody put beside the first page out of the tree."""
    for name in names:
        (place.standby / name).rename(place.undone / f"{_EXTRA}{name}")


def turn_back(place: Place, standing: Path, steps: list[Step]) -> None:
    """Make of `standing`, at whatever point of `apply`, what it was.

    Raises:
        OSError: the disk refuses.

    """
    undone = place.undone
    added = [step.path for step in steps if step.before is None]
    for path in added:
        at = standing / path
        if at.is_symlink() or not at.is_dir():  # else it is still a folder of what was there
            with suppress(FileNotFoundError, NotADirectoryError):
                at.unlink()
    _prune(standing, added)
    made: set[str] = set()
    for number, step in enumerate(steps):
        aside = undone / str(number)
        if step.before is not None and aside.exists():
            _make_folder(standing, step.path.rpartition("/")[0], place.kind.folder_mode, made)
            aside.replace(standing / step.path)
    for each in undone.glob(f"{_EXTRA}*"):
        each.replace(standing / each.name.removeprefix(_EXTRA))


def link_kept(place: Place, record: Record, whole: Path) -> None:
    """Put into `whole` what it still lacks of the next tree, from the shown one.

    Files are shared by both trees where the disk can, else copied.

    Raises:
        OSError: the disk refuses.

    """
    made: set[str] = set()
    for _, manifest in record.to_be():
        for path in (entry.path for entry in manifest.entries):
            _make_folder(whole, path.rpartition("/")[0], place.kind.folder_mode, made)
            if not os.path.lexists(whole / path):
                _share(place.target / path, whole / path)


def _put(at: Path, written: Path, shown: Path) -> None:
    try:
        written.rename(at)
    except FileNotFoundError:
        _share(shown, at)


def _share(file: Path, at: Path) -> None:
    try:
        os.link(file, at)  # a file of ours, never a link: it was looked at
    except FileNotFoundError:
        raise
    except OSError:  # a disk without hard links, or one that has enough of them
        shutil.copy2(file, at, follow_symlinks=False)


def _make_folder(root: Path, folder: str, mode: int, made: set[str]) -> None:
    if not folder or folder in made:
        return
    _make_folder(root, folder.rpartition("/")[0], mode, made)
    if len(made) > MOST:
        made.clear()
    made.add(folder)
    with suppress(FileExistsError):
        (root / folder).mkdir()
        (root / folder).chmod(mode)


def _prune(root: Path, gone: "Iterator[str] | list[str]") -> None:
    """Remove the folders that nothing is left in, of those that these files lay in."""
    for path in gone:
        folder = path.rpartition("/")[0]
        while folder:
            try:
                (root / folder).rmdir()
            except OSError:
                break
            folder = folder.rpartition("/")[0]
