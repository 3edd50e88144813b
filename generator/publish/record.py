"""What stands in the shown tree and in the one before, unit by unit; kept beside them.

Each tree is known by when it was begun (`Place.made`). What the next tree will hold is written
down, durably, before anything is exchanged: so whatever a kill leaves, the trees that stand say
which of the three they are, and `settle` makes the record tell the same.
"""

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.publish.manifest import DamagedError, Manifest, unpacked

_FORMAT = 1
_PATIENCE_S = 30
_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE units (unit TEXT PRIMARY KEY, now BLOB, was BLOB, changed INTEGER NOT NULL);
CREATE TABLE next (unit TEXT PRIMARY KEY, now BLOB);
"""
_BEFORE = "CASE units.changed WHEN 1 THEN units.was ELSE units.now END"


class Record:
    """What is known of the trees of one target."""

    def __init__(self, file: Path, *, to_write: bool = True) -> None:
        """Open `file`; who is to write begins it anew where it is none of ours.

        Raises:
            OSError: the disk refuses, or it is none of ours and only to be read.

        """
        self._file = file
        with self._told():
            address = f"{file.absolute().as_uri()}?mode={'rwc' if to_write else 'ro'}"
            self._disk = sqlite3.connect(address, timeout=_PATIENCE_S, uri=True)
            is_ours = self._is_ours()
        if not is_ours:
            if not to_write:
                raise OSError(errno.EIO, "is not what was to be read", str(file))
            self.begin()

    def begin(self) -> None:
        """Know nothing."""
        with self._told():
            self._disk.close()
            for suffix in ("", "-journal"):
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
            self._disk = sqlite3.connect(self._file, timeout=_PATIENCE_S)
            self._disk.executescript(f"BEGIN; {_TABLES} COMMIT;")
            with self._writing():
                self._set(format=_FORMAT)
        self._file.chmod(0o600)

    def close(self) -> None:
        """Let go of the file."""
        self._disk.close()

    def about(self, name: str) -> int:
        """One of the numbers told of the trees; 0: none."""
        with self._told():
            query = "SELECT value FROM about WHERE name = ?"
            row = self._disk.execute(query, (name,)).fetchone()
        return row[0] if row is not None and isinstance(row[0], int) else 0

    def _is_ours(self) -> bool:
        try:
            query = "SELECT value FROM about WHERE name = 'format'"
            return bool(self._disk.execute(query).fetchone() == (_FORMAT,))
        except sqlite3.OperationalError as error:
            if "no such" in str(error):
                return False
            raise
        except sqlite3.DatabaseError:
            return False

    def units(self) -> list[str]:
        """The units of the shown tree."""
        with self._told():
            query = "SELECT unit FROM units WHERE now IS NOT NULL ORDER BY unit"
            return [row[0] for row in self._disk.execute(query)]

    def unit(self, unit: str) -> Manifest | None:
        """What a unit wrote into the shown tree."""
        with self._told():
            query = "SELECT now FROM units WHERE unit = ?"
            row = self._disk.execute(query, (unit,)).fetchone()
            return None if row is None else _read(row[0])

    def all(self, *, of_previous: bool = False) -> Iterator[tuple[str, Manifest]]:
        """Every unit of the shown tree, or of the one before it."""
        column = _BEFORE if of_previous else "now"
        query = f"SELECT unit, {column} FROM units ORDER BY unit"  # noqa: S608 - one of two
        with self._told():
            for unit, packed in self._disk.execute(query):
                if (manifest := _read(packed)) is not None:
                    yield unit, manifest

    def to_be(self) -> Iterator[tuple[str, Manifest]]:
        """Every unit of the next tree."""
        query = (
            "SELECT units.unit, CASE WHEN next.unit IS NULL THEN units.now ELSE next.now END"
            " FROM units LEFT JOIN next ON next.unit = units.unit UNION ALL"
            " SELECT unit, now FROM next WHERE unit NOT IN (SELECT unit FROM units)"
        )
        if self.about("next_whole"):
            query = "SELECT unit, now FROM next"
        with self._told():
            for unit, packed in self._disk.execute(query):
                if (manifest := _read(packed)) is not None:
                    yield unit, manifest

    def steps(self) -> Iterator[tuple[Manifest | None, Manifest | None]]:
        """Of each unit that differs: what the tree before the shown one has, and the next."""
        query = (
            f"SELECT {_BEFORE}, CASE WHEN next.unit IS NULL THEN units.now ELSE next.now END"  # noqa: S608
            " FROM units LEFT JOIN next ON next.unit = units.unit"
            " WHERE units.changed OR next.unit IS NOT NULL UNION ALL"
            " SELECT NULL, now FROM next WHERE unit NOT IN (SELECT unit FROM units)"
        )
        with self._told():
            for before, after in self._disk.execute(query):
                if before != after:
                    yield _read(before), _read(after)

    def propose(self, made: int, units: Iterable[tuple[str, bytes | None]], *, whole: bool) -> None:
        """Write down what the next tree changes of the shown one, or, if `whole`, all it holds."""
        with self._writing():
            self._disk.execute("DELETE FROM next")
            self._disk.executemany("INSERT INTO next VALUES (?, ?)", units)
            self._set(next=made, next_stamp=0, next_whole=int(whole))

    def stamp(self, moment: int) -> None:
        """No folder of the next tree was changed by us after that moment (its `mtime_ns`)."""
        with self._writing():
            self._set(next_stamp=moment)

    def amend(self, units: Iterable[tuple[str, bytes]]) -> None:
        """The shown tree stays, and what is known of some units is told better."""
        with self._writing():
            self._disk.executemany(
                "UPDATE units SET was = CASE changed WHEN 1 THEN was ELSE now END,"
                " changed = 1, now = ?2 WHERE unit = ?1",
                units,
            )

    def settle(self, shown: int | None, previous: int | None) -> None:
        """Tell what stands: trees begun at these moments; None: there is none."""
        before = self.about("shown")
        if shown is not None and shown == self.about("next"):
            self._promote(shown, previous, before)
        elif shown is None or shown not in {before, self.about("previous")} or not shown:
            if before or self.about("next"):
                self.begin()
            return
        elif shown != before:
            self._turn()
        with self._writing():
            self._disk.execute("DELETE FROM next")
            self._set(next=0, next_stamp=0)
        if self.about("previous") not in {0, previous}:
            self._forget_previous()

    def _promote(self, shown: int, previous: int | None, before: int) -> None:
        with self._writing():
            if self.about("next_whole"):
                self._disk.execute("DELETE FROM units")
                before = 0
            self._drop_was()
            self._disk.execute(
                "INSERT INTO units SELECT unit, NULL, NULL, 0 FROM next"
                " WHERE unit NOT IN (SELECT unit FROM units)"
            )
            self._disk.execute(
                "UPDATE units SET was = now, changed = 1,"
                " now = (SELECT next.now FROM next WHERE next.unit = units.unit)"
                " WHERE unit IN (SELECT unit FROM next)"
            )
            self._set(
                shown=shown,
                shown_stamp=self.about("next_stamp"),
                previous=before,
                previous_stamp=self.about("shown_stamp"),
                next=0,
            )
            if previous != before or not before:
                self._set(previous=0)
                self._drop_was()

    def _turn(self) -> None:
        with self._writing():
            self._disk.execute("UPDATE units SET now = was, was = now WHERE changed")
            self._set(
                shown=self.about("previous"),
                shown_stamp=self.about("previous_stamp"),
                previous=self.about("shown"),
                previous_stamp=self.about("shown_stamp"),
            )

    def _forget_previous(self) -> None:
        with self._writing():
            self._drop_was()
            self._set(previous=0)

    def _drop_was(self) -> None:
        self._disk.execute("DELETE FROM units WHERE now IS NULL")
        self._disk.execute("UPDATE units SET was = NULL, changed = 0 WHERE changed")

    def _set(self, **values: int) -> None:
        rows = values.items()
        self._disk.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", rows)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One durable step; what it takes away is overwritten on the disk."""
        with self._told():
            self._disk.execute("PRAGMA secure_delete = ON")
            with self._disk:
                yield

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite says, as the errors that publishing knows."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OSError(errno.EIO, str(error), str(self._file)) from error
        except (sqlite3.DatabaseError, DamagedError) as error:
            with suppress(OSError):
                self._file.unlink()
            said = "is damaged and was removed; run the command again, which writes all anew"
            raise OSError(errno.EIO, said, str(self._file)) from error


def _read(packed: object) -> Manifest | None:
    return unpacked(packed) if isinstance(packed, bytes) else None
