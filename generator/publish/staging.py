"""The way a site comes to its folder: staged beside it, then exchanged whole."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.publish.exchange import recover, replace
from generator.publish.lock import Busy, lock
from generator.publish.tree import Tree

MARKER = ".badgepress-site"
"""The file that says a folder is ours to replace."""
_MARKER_TEXT = b"This folder was written by `badgepress build`, which replaces it as a whole.\n"


class CannotPublishError(Exception):
    """The site can't be written where it should go; one line, for the person who asked."""


@contextmanager
def staging(target: Path, *, keep_out_of: Sequence[Path] = ()) -> Iterator[Tree]:
    """A tree that takes the place of `target` when the block ends well.

    Until then, and for ever when the block raises or the process dies, `target` is what it
    was. `keep_out_of` names folders that `target` may not be, hold, or lie in.

    Raises:
        CannotPublishError: the target is no site of ours, another build is at work, or the
            disk refuses (also for an OSError raised inside the block).

    """
    target = Path(os.path.realpath(target))
    _check_place(target, [Path(os.path.realpath(folder)) for folder in keep_out_of])
    staged = target.with_name(f".{target.name}.badgepress-new")
    aside = target.with_name(f".{target.name}.badgepress-old")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with lock(target.with_name(f".{target.name}.badgepress-lock")):
            recover(target, aside)
            _check_is_ours(target)
            _remove(staged)
            _remove(aside)
            try:
                staged.mkdir(0o700)
                tree = Tree(staged)
                tree.write(MARKER, _MARKER_TEXT)
                yield tree
                old = replace(staged, target, aside)
            except BaseException:
                shutil.rmtree(staged, ignore_errors=True)
                raise
            if old is not None:
                _remove(old)
    except Busy:
        raise CannotPublishError(f"another build is writing {target}; wait for it") from None
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else str(target)
        reason = error.strerror or str(error)
        raise CannotPublishError(f"cannot write {place}: {reason}") from error


def _check_place(target: Path, keep_out_of: Sequence[Path]) -> None:
    if target == Path(target.anchor):
        raise CannotPublishError(f"{target} is the root of the disk; choose a folder of its own")
    home = Path(os.path.realpath(Path.home()))
    if home.is_relative_to(target):
        raise CannotPublishError(f"{target} holds your home folder; choose a folder of its own")
    for folder in keep_out_of:
        if folder.is_relative_to(target) or target.is_relative_to(folder):
            raise CannotPublishError(
                f"{target} and {folder} overlap: a build would replace or read itself; "
                "choose a folder of its own"
            )


def _check_is_ours(target: Path) -> None:
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise CannotPublishError(f"{target} is not a folder")
    if any(target.iterdir()) and not (target / MARKER).is_file():
        raise CannotPublishError(
            f"{target} holds files that `badgepress build` did not write; "
            "empty it or choose another folder"
        )


def _remove(folder: Path) -> None:
    if os.path.lexists(folder):
        shutil.rmtree(folder)
