"""The way a site comes to its folder: staged beside it, then exchanged whole."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.publish.exchange import recover, replace
from generator.publish.lock import Busy, lock
from generator.publish.tree import Tree


@dataclass(frozen=True, slots=True)
class Kind:
    """What a folder of ours is; one of another kind is never replaced."""

    marker: str
    """The file that says a folder is ours to replace."""
    command: str
    file_mode: int
    folder_mode: int

    @property
    def text(self) -> bytes:
        """What stands in the marker."""
        return f"This folder was written by `{self.command}`, which replaces it whole.\n".encode()


SITE = Kind(".badgepress-site", "badgepress build", 0o644, 0o755)
HANDOUTS = Kind(".badgepress-handouts", "badgepress handout", 0o600, 0o700)
"""Papers of people, which nobody but their keeper reads."""


class CannotPublishError(Exception):
    """The site can't be written where it should go; one line, for the person who asked."""


@contextmanager
def staging(target: Path, *, keep_out_of: Sequence[Path] = (), kind: Kind = SITE) -> Iterator[Tree]:
    """A tree that takes the place of `target` when the block ends well.

    Until then, and for ever when the block raises or the process dies, `target` is what it
    was. `keep_out_of` names folders that `target` may not be, hold, or lie in.

    Raises:
        CannotPublishError: the target is none of ours, another run is at work, or the
            disk refuses (also for an OSError raised inside the block).

    """
    target = Path(os.path.realpath(target))
    _check_place(target, [Path(os.path.realpath(folder)) for folder in keep_out_of], kind)
    staged = target.with_name(f".{target.name}.badgepress-new")
    aside = target.with_name(f".{target.name}.badgepress-old")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with lock(target.with_name(f".{target.name}.badgepress-lock")):
            recover(target, aside)
            _check_is_ours(target, kind)
            _remove(staged)
            _remove(aside)
            try:
                staged.mkdir(0o700)
                tree = Tree(staged, file_mode=kind.file_mode, folder_mode=kind.folder_mode)
                tree.write(kind.marker, kind.text)
                yield tree
                old = replace(staged, target, aside)
            except BaseException:
                shutil.rmtree(staged, ignore_errors=True)
                raise
            if old is not None:
                _remove(old)
    except Busy:
        raise CannotPublishError(f"another run is writing {target}; wait for it") from None
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else str(target)
        reason = error.strerror or str(error)
        raise CannotPublishError(f"cannot write {place}: {reason}") from error


def _check_place(target: Path, keep_out_of: Sequence[Path], kind: Kind) -> None:
    if target == Path(target.anchor):
        raise CannotPublishError(f"{target} is the root of the disk; choose a folder of its own")
    home = Path(os.path.realpath(Path.home()))
    if home.is_relative_to(target):
        raise CannotPublishError(f"{target} holds your home folder; choose a folder of its own")
    for folder in keep_out_of:
        if folder.is_relative_to(target) or target.is_relative_to(folder):
            raise CannotPublishError(
                f"{target} and {folder} overlap: `{kind.command}` would replace what is there; "
                "choose a folder of its own"
            )
    site = next((each for each in target.parents if (each / SITE.marker).is_file()), None)
    if site is not None:
        raise CannotPublishError(f"{target} lies in the site {site}; choose a folder of its own")


def _check_is_ours(target: Path, kind: Kind) -> None:
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise CannotPublishError(f"{target} is not a folder")
    if any(target.iterdir()) and not (target / kind.marker).is_file():
        raise CannotPublishError(
            f"{target} holds files that `{kind.command}` did not write; "
            "empty it or choose another folder"
        )


def _remove(folder: Path) -> None:
    if os.path.lexists(folder):
        shutil.rmtree(folder)
