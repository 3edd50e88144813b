"""Where signed credentials lie in a people folder: a file each, or a line each.

A small program has a file for each. A shard of a registry has two files that grow at their
end (`source.credential_lines`), and so has a people folder that holds such a file already.
Either way both are read.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from os import SEEK_END
from pathlib import Path

from generator.issue.disk import Disk
from generator.model.ledger import Copy, Issued
from generator.source.credential_lines import (
    OWN_COPIES,
    PAGES,
    as_line,
    credential_lines,
    from_line,
    whole_bytes,
)

_FOLDERS = {Copy.PAGE: "assertions", Copy.OWN: "own-copies"}
_LINES = {Copy.PAGE: PAGES, Copy.OWN: OWN_COPIES}


@dataclass(slots=True)
class _Index:
    """What a file of lines held when it was looked at."""

    whole: int = 0
    """Its length up to the last whole line."""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class SignedBadges:
    """The signed credentials of one people folder."""

    folder: Path
    in_lines: bool
    """Whether new ones become lines even where no file of lines is yet, as in a shard."""
    _indexes: dict[Copy, _Index] = field(default_factory=dict)

    def file(self, row: Issued) -> Path:
        """The file of a credential that has one of its own."""
        return self.folder / _FOLDERS[row.copy_] / f"{row.credential}.json"

    def place(self, row: Issued) -> Path:
        """The file that holds `row`, or would."""
        return self._lines(row.copy_) if self._is_line(row) else self.file(row)

    def has(self, row: Issued) -> bool:
        """Whether `row` was signed and lies here."""
        return row.credential in self._index(row.copy_).places or self.file(row).exists()

    def read(self, row: Issued) -> bytes:
        """The signed credential of `row`.

        Raises:
            OSError: it is not there, or can't be read.

        """
        place = self._index(row.copy_).places.get(row.credential)
        if place is None:
            return self.file(row).read_bytes()
        with self._lines(row.copy_).open("rb") as file:
            file.seek(place[0])
            return from_line(file.read(place[1] - place[0]))

    def add(self, signed: Iterable[tuple[Issued, bytes]], disk: Disk) -> None:
        """Put credentials where they belong; each is there whole, or not at all.

        Lines are appended together, after what a kill tore of an earlier run is cut off.
        """
        lines: dict[Copy, list[bytes]] = {}
        for row, body in signed:
            line = as_line(body) if self._makes_lines(row.copy_) else None
            if line is None:
                disk.replace(self.file(row), body)
            else:
                lines.setdefault(row.copy_, []).append(line)
        for copy in Copy:
            path, index = self._lines(copy), self._index(copy)
            if path.exists() and path.stat().st_size > index.whole:
                disk.truncate(path, index.whole)
            if copy in lines:
                before = b"" if not index.whole or _ends_in_newline(path) else b"\n"
                disk.append(path, before + b"".join(lines[copy]))
                del self._indexes[copy]

    def remove(self, rows: Collection[Issued], disk: Disk) -> None:
        """Take credentials away, with what a kill left of an earlier writing."""
        for row in rows:
            disk.remove(self.file(row))
        for copy in Copy:
            gone = {row.credential for row in rows if row.copy_ is copy}
            places = self._index(copy).places
            if gone.isdisjoint(places):
                continue
            path = self._lines(copy)
            data = path.read_bytes()
            kept = [
                data[start:end] + b"\n"
                for token, (start, end) in places.items()
                if token not in gone
            ]
            disk.replace(path, b"".join(kept))
            del self._indexes[copy]

    def _lines(self, copy: Copy) -> Path:
        return self.folder / _LINES[copy]

    def _makes_lines(self, copy: Copy) -> bool:
        return self.in_lines or self._lines(copy).exists()

    def _is_line(self, row: Issued) -> bool:
        is_line = row.credential in self._index(row.copy_).places
        return is_line or (self._makes_lines(row.copy_) and not self.file(row).exists())

    def _index(self, copy: Copy) -> _Index:
        if copy not in self._indexes:
            path = self._lines(copy)
            data = path.read_bytes() if path.exists() else b""
            whole = whole_bytes(data)
            places = {
                line.token: (line.start, line.end)
                for line in credential_lines(data[:whole])
                if line.token is not None
            }
            self._indexes[copy] = _Index(whole, places)
        return self._indexes[copy]


def _ends_in_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, SEEK_END)
        return file.read(1) == b"\n"
