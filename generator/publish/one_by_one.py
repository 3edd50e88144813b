"""Replacing a folder that can't be moved: file by file, each by a rename.

1. What is there is copied beside, to be kept; what is to be there is copied into the target,
   under a hidden name. Until here a failure changes nothing, and a full disk shows itself.
2. The folder to be shown is renamed to ``placing``: from here on a run that dies is finished
   by the next.
3. Files take their places, pages last; then what is no longer meant goes.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from generator.publish.place import Place, settle
from generator.publish.sync import sync_tree

INCOMING = ".badgepress-incoming"
"""In the target, only while files are replaced."""


def one_by_one(place: Place, whole: Path) -> Path:
    """Put `whole` at the target; answers where a copy of what was there lies.

    Raises:
        OSError: the disk refuses.

    """
    if whole != place.placing:
        _copy_aside(place)
    forget_incoming(place)
    incoming = place.target / INCOMING
    incoming.mkdir(0o700)
    copied = incoming / "tree"
    shutil.copytree(whole, copied)
    sync_tree(incoming)
    if whole != place.placing:
        whole.rename(place.placing)
        settle(place)
    _move_in(copied, place)
    sync_tree(place.target)
    place.discard(place.placing)
    return place.aside


def forget_incoming(place: Place) -> None:
    """Remove what a run that died had copied into the target."""
    if (place.target / INCOMING).is_dir():
        shutil.rmtree(place.target / INCOMING)


def _copy_aside(place: Place) -> None:
    copy = place.new()
    shutil.copytree(place.target, copy, dirs_exist_ok=True, ignore=_without_incoming)
    sync_tree(copy)
    place.discard(place.aside)
    copy.rename(place.aside)


def _without_incoming(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == INCOMING]


def _move_in(copied: Path, place: Place) -> None:
    meant = set(_files(copied))
    for path in sorted(meant, key=_order):
        at = place.target / path
        _make_way(at, place)
        (copied / path).replace(at)
    standing = set(_files(place.target))
    for path in sorted(each for each in standing - meant if each.parts[0] != INCOMING):
        (place.target / path).unlink()
    shutil.rmtree(place.target / INCOMING)
    for folder, _, _ in os.walk(place.target, topdown=False):
        if not any(Path(folder).iterdir()):
            Path(folder).rmdir()
    place.target.chmod(place.kind.folder_mode)


def _order(path: Path) -> tuple[bool, bool, str]:
    """What pages need comes before them, and the first page after all others."""
    return path.suffix == ".html", path == Path("index.html"), path.as_posix()


def _make_way(at: Path, place: Place) -> None:
    """See that a file can stand at `at`: no folder there, and folders above it."""
    if at.is_dir() and not at.is_symlink():
        shutil.rmtree(at)
    for folder in reversed(at.relative_to(place.target).parents[:-1]):
        above = place.target / folder
        if above.is_symlink() or not above.is_dir():
            above.unlink(missing_ok=True)
            above.mkdir()
            above.chmod(place.kind.folder_mode)


def _files(root: Path) -> Iterator[Path]:
    """Everything below `root` that is no folder, by its path from there."""
    for folder, names, files in os.walk(root):
        links = [name for name in names if Path(folder, name).is_symlink()]
        for name in [*files, *links]:
            yield Path(folder, name).relative_to(root)
