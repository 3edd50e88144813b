"""Folders and files of the catalog, read with suspicion: a mistake is noted, never raised."""

import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.source.codes import Code
from generator.source.problems import Problem, Where, printable
from generator.source.spreadsheet import SHEETS
from generator.source.suggest import did_you_mean

_IGNORED = frozenset({"readme.md", "license", "license.md", "license.txt", "thumbs.db"})


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands in a folder, sorted by name; dotfiles and README.md left out."""

    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()


def shown(path: Path) -> str:
    """A path as messages name it: as the user wrote it, odd characters replaced."""
    return printable(path.as_posix())


class Reader:
    """Reads files that lie in `roots` and collects the mistakes in `problems`."""

    def __init__(self, roots: Iterable[Path] = ()) -> None:
        self.problems: list[Problem] = []
        self._roots = tuple(root.resolve() for root in roots)

    def note(self, path: Path, code: Code, message: str, hint: str = "") -> None:
        """Note a mistake about a whole file or folder."""
        self.problems.append(Problem(Where(shown(path)), code, message, hint))

    def list(self, folder: Path) -> Listing:
        """What stands in `folder`; nothing when it is missing."""
        try:
            entries = sorted(folder.iterdir())
        except FileNotFoundError:
            return Listing()
        except OSError as error:
            self.note(folder, Code.UNREADABLE, f"cannot be read: {error.strerror}")
            return Listing()
        files, folders = [], []
        for entry in entries:
            if entry.name.startswith(".") or entry.name.casefold() in _IGNORED:
                continue
            kind = self._kind(entry)
            if kind == "file":
                files.append(entry)
            elif kind == "folder":
                folders.append(entry)
        return Listing(tuple(files), tuple(folders))

    def bytes(self, path: Path, max_bytes: int) -> bytes | None:
        """The content of a file, or None with the reason noted."""
        try:
            if path.stat().st_size > max_bytes:
                size = f"{max_bytes / 1_000_000:g} MB"
                self.note(path, Code.TOO_LARGE, f"the file is larger than {size}")
                return None
            return path.read_bytes()
        except OSError as error:
            self.note(path, Code.UNREADABLE, f"cannot be read: {error.strerror}")
            return None

    def unexpected(self, paths: Iterable[Path], known: Sequence[str], belongs: str) -> None:
        """Note files or folders that stand where they do not belong."""
        for path in paths:
            if path.suffix == ".yaml":
                hint = f"rename it to '{printable(path.stem)}.yml'"
            elif path.suffix.lower() in SHEETS and f"{path.stem}.csv" in known:
                hint = f"commands edit this table: save it as 'CSV UTF-8', {path.stem}.csv"
            else:
                hint = did_you_mean(path.name, known) or belongs
            self.note(path, Code.UNEXPECTED_FILE, f"unexpected '{printable(path.name)}'", hint)

    def _kind(self, entry: Path) -> str:
        """'file', 'folder' or, with the reason noted, ''."""
        try:
            mode = entry.lstat().st_mode
            if stat.S_ISLNK(mode):
                return self._linked(entry)
        except OSError as error:
            self.note(entry, Code.UNREADABLE, f"cannot be read: {error.strerror}")
            return ""
        if stat.S_ISREG(mode):
            return "file"
        if stat.S_ISDIR(mode):
            return "folder"
        self.note(entry, Code.UNREADABLE, "is neither a file nor a folder")
        return ""

    def _stays_in_its_folder(self, entry: Path, target: Path) -> bool:
        """Whether a link leads to what lies in the same folder at the top of a root.

        Another one would publish what is kept: a page that is a link to the ledger.
        """
        here = entry.parent.resolve() / entry.name
        return any(
            target.is_relative_to(root)
            and here.is_relative_to(root)
            and target.relative_to(root).parts[:1] == here.relative_to(root).parts[:1]
            for root in self._roots
        )

    def _linked(self, entry: Path) -> str:
        try:
            target = entry.resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself, before 3.13
            self.note(entry, Code.UNREADABLE, "is a link that leads nowhere")
            return ""
        if not self._stays_in_its_folder(entry, target):
            hint = "put the file itself here"
            self.note(entry, Code.LEAVES_FOLDER, "is a link that leads out of its folder", hint)
            return ""
        if not stat.S_ISREG(target.stat().st_mode):
            self.note(entry, Code.UNEXPECTED_FILE, "is a link to a folder", "use a real folder")
            return ""
        return "file"
