"""The kinds of folders that are published, and the one error that all of publishing raises."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class CannotPublishError(Exception):
    """The site can't be written where it should go; one line, for the person who asked."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a folder of ours is; one of another kind is never replaced."""

    marker: str
    """The file that says a folder is ours to replace."""
    command: str
    file_mode: int
    folder_mode: int
    keeps: bool
    """Whether what was there before is kept, to go back to."""

    @property
    def text(self) -> bytes:
        """What stands in the marker."""
        return f"This folder was written by `{self.command}`, which replaces it whole.\n".encode()

    def marks(self, folder: Path) -> bool:
        """Whether `folder` is of this kind."""
        return (folder / self.marker).is_file()


SITE = Kind(".badgepress-site", "badgepress build", 0o644, 0o755, keeps=True)
HANDOUTS = Kind(".badgepress-handouts", "badgepress handout", 0o600, 0o700, keeps=False)
"""Papers of people, which nobody but their keeper reads."""


@contextmanager
def in_one_line(target: Path) -> Iterator[None]:
    """What the disk refuses inside the block, as a `CannotPublishError` about `target`."""
    try:
        yield
    except OSError as error:
        place = error.filename if isinstance(error.filename, str | os.PathLike) else target
        reason = error.strerror or str(error)
        if isinstance(error, PermissionError) and Path(place).parent == target.parent:
            reason += "; the folder around it must be writable too"
        raise CannotPublishError(f"cannot write {place}: {reason}") from error
