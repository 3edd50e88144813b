"""What a build did, kept for the next one: of each unit of work what it was made from and told.

One SQLite file. A unit's inputs are named digests; as long as all are as they were, what it told
counts, and else `changed` names those that differ. The file says by which code it was written:
one that is damaged, foreign, or another version's begins anew, and losing it costs time alone.
What is kept is bytes whose form is the caller's: never pickled, since whoever hands over a
catalog could hand over a memory with it.
"""

import json
import sqlite3
import sys
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

MEMORY = "cache.sqlite"
"""Its name, in a ``.badgepress`` folder."""
_FORMAT = 1
_OURS = 0x42414447  # SQLite's application_id: "BADG"
_PATIENCE_S = 10  # while another build of the same catalog writes
_MOST_WAITING = 500  # units kept before they are written: so much a kill may lose
_LIBRARIES = ("jinja2", "mkdocs-material", "nh3", "cmarkgfm", "pydantic", "pyyaml", "resvg-py")
_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE units (
    unit TEXT PRIMARY KEY, inputs TEXT NOT NULL, told BLOB NOT NULL, mark BLOB NOT NULL
) WITHOUT ROWID;
"""

Inputs = Mapping[str, str]
"""Digests by the names that `--explain` tells."""


class Memory:
    """The units that were done, and what they told."""

    def __init__(self, file: Path, *, code: str | None = None) -> None:
        """Open `file`, or begin it anew; where it can't be written, remember nothing."""
        self.notice = ""
        """Why what was kept is of no use, where there was something; told once."""
        self._file = file
        self._waiting: dict[str, tuple[str, bytes]] = {}
        self._code = code if code is not None else code_digest()
        self._disk = self._open()

    def recall(self, unit: str, inputs: Inputs) -> bytes | None:
        """What `unit` told when it was made from the very same inputs; else None."""
        row = self._row(unit)
        return row[1] if row is not None and row[0] == _packed(inputs) else None

    def changed(self, unit: str, inputs: Inputs) -> tuple[str, ...]:
        """The names of inputs that are not as they were; all, where `unit` is not known."""
        row = self._row(unit)
        before: Inputs = json.loads(row[0]) if row is not None else {}
        names = {**before, **inputs}
        return tuple(sorted(name for name in names if before.get(name) != inputs.get(name)))

    def knows(self, unit: str) -> bool:
        """Whether it was ever kept."""
        return self._row(unit) is not None

    def keep(self, unit: str, inputs: Inputs, told: bytes) -> None:
        """Keep what `unit` told; in place of what it told before."""
        self._waiting[unit] = _packed(inputs), told
        if len(self._waiting) >= _MOST_WAITING:
            self.save()

    def keep_only(self, prefix: str, units: Collection[str]) -> None:
        """Forget the units that begin with `prefix` and are not among `units`."""
        self.save()
        query = "SELECT unit FROM units WHERE unit >= ? AND unit < ?"
        gone = [row for row in self._ask(query, _range(prefix)) if row[0] not in units]
        self._write("DELETE FROM units WHERE unit = ?", gone)

    def all(self, prefix: str) -> Iterable[tuple[str, bytes]]:
        """Every unit that begins with `prefix`, with what it told, whatever it was made from."""
        self.save()
        query = "SELECT unit, inputs, told, mark FROM units WHERE unit >= ? AND unit < ?"
        for unit, inputs, told, mark in self._ask(query, _range(prefix)):
            if _mark(unit, inputs, told) == mark:
                yield unit, told

    def save(self) -> None:
        """Write what waits; a disk that refuses only makes the next build slower."""
        rows = [
            (unit, inputs, told, _mark(unit, inputs, told))
            for unit, (inputs, told) in self._waiting.items()
        ]
        self._waiting = {}
        if rows:
            self._write("INSERT OR REPLACE INTO units VALUES (?, ?, ?, ?)", rows)

    def close(self) -> None:
        """Write what waits and let go of the file."""
        self.save()
        self._disk.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _row(self, unit: str) -> tuple[str, bytes] | None:
        if unit in self._waiting:
            return self._waiting[unit]
        query = "SELECT inputs, told, mark FROM units WHERE unit = ?"
        for inputs, told, mark in self._ask(query, (unit,)):
            if _mark(unit, inputs, told) == mark:
                return inputs, told
        return None

    def _ask(self, query: str, values: tuple[str, ...]) -> list[Any]:
        try:
            return self._disk.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._mend(error)
            return []

    def _write(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        try:
            with self._disk:
                self._disk.executemany(query, rows)
        except sqlite3.Error as error:
            self._mend(error)

    def _mend(self, error: sqlite3.Error) -> None:
        """Begin anew where the file is damaged, and not where a disk only refuses or waits."""
        if isinstance(error, sqlite3.OperationalError):
            return
        self._disk.close()
        self._disk = self._anew("is damaged")

    def _open(self) -> sqlite3.Connection:
        try:
            if not self._file.exists():
                return self._begun()
            disk = sqlite3.connect(self._file, timeout=_PATIENCE_S)
            if not (why := self._wrong(disk)):
                return disk
        except (OSError, sqlite3.Error):
            return self._nowhere()
        disk.close()
        return self._anew(why)

    def _anew(self, why: str) -> sqlite3.Connection:
        self.notice = f"{self._file.name} {why}: everything is made anew"
        try:
            for suffix in ("", "-wal", "-shm", "-journal"):
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
            return self._begun()
        except (OSError, sqlite3.Error):
            return self._nowhere()

    def _begun(self) -> sqlite3.Connection:
        disk = sqlite3.connect(self._file, timeout=_PATIENCE_S)
        disk.execute("PRAGMA journal_mode = WAL")
        return _with_tables(disk, self._code)

    def _nowhere(self) -> sqlite3.Connection:
        return _with_tables(sqlite3.connect(":memory:"), self._code)

    def _wrong(self, disk: sqlite3.Connection) -> str:
        """Why the file is of no use; empty where it is."""
        try:
            # A power cut may lose the last build's, and must not lose the file.
            disk.execute("PRAGMA synchronous = NORMAL")
            if disk.execute("PRAGMA application_id").fetchone() != (_OURS,):
                return "is not what Badgepress wrote"
            about = dict(disk.execute("SELECT name, value FROM about"))
            disk.execute("SELECT unit, inputs, told, mark FROM units LIMIT 1").fetchone()
        except sqlite3.DatabaseError:
            return "is damaged"
        if about != _about(self._code):
            return "is of another version of Badgepress"
        return ""


@cache
def code_digest() -> str:
    """What the outcome of a build depends on beside its inputs: this package and its libraries."""
    package = Path(__file__).resolve().parent.parent
    digest = sha256(sys.version.encode())
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}\0".encode())
    for file in sorted(package.rglob("*.py")):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0")
        digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def digest_of(*parts: bytes) -> str:
    """One digest of several contents, none of which can pass for two."""
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


def _about(code: str) -> dict[str, str]:
    return {"format": str(_FORMAT), "code": code}


def _with_tables(disk: sqlite3.Connection, code: str) -> sqlite3.Connection:
    disk.executescript(f"PRAGMA application_id = {_OURS};{_TABLES}")
    with disk:
        disk.executemany("INSERT INTO about VALUES (?, ?)", _about(code).items())
    return disk


def _packed(inputs: Inputs) -> str:
    return json.dumps(dict(inputs), sort_keys=True, separators=(",", ":"))


def _range(prefix: str) -> tuple[str, str]:
    return prefix, f"{prefix}\U0010ffff"


def _mark(unit: str, inputs: str, told: bytes) -> bytes:
    """Tells a row that was changed by whatever, since SQLite notices only broken pages."""
    return sha256(f"{unit}\0{inputs}\0".encode() + told).digest()
