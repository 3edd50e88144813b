"""People are brought from one folder into shards, from shards into others, or back.

1. Another layout is made beside the old one, in ``.shards.new/``, piece by piece: what is
   remembered at once is bounded, however many people there are.
2. Once all of it is on the disk, the file ``.ready`` in it says so. From then on it is what
   everybody reads (`source.shards.home`), and the old layout only waits to be removed.
3. The old layout goes, the new one is moved into its place, and ``.ready`` goes with it.

A kill before 2 leaves the old layout as it was, one after it the new one; the next command
that writes to the folder finishes what was begun.
"""

import os
import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from math import log
from pathlib import Path

from generator.issue import shard_pieces
from generator.issue.disk import Disk
from generator.issue.shard_pieces import FOLDERS, Piece, mistake
from generator.source import Code, Where
from generator.source.credential_lines import as_line
from generator.source.shards import (
    FOLDER,
    MOST_DIGITS,
    NEW,
    READY,
    WHOLE,
    home,
    is_shard_name,
    shard_name,
)
from generator.source.unexpected import OF_PEOPLE

_OLD = ".shards.old"
_TOGETHER = 250  # credentials that one shard is to hold
_AT_ONCE = 64_000_000  # bytes that wait in memory to be written


@dataclass(frozen=True, slots=True)
class Moved:
    """What was brought into a layout."""

    digits: int
    shards: int
    counts: Counter[str]
    """Pieces by the name of their file or folder."""


def best_digits(people: Path) -> int:
    """So many digits that some 250 credentials, or earners where they are more, lie together."""
    sources = [*_sources(people)]
    ledgers, tables = (
        sum(_line_count(each / name) for each in sources)
        for name in ("ledger.jsonl", "earners.csv")
    )
    return min(MOST_DIGITS, max(1, round(log(max(ledgers, tables, 1) / _TOGETHER, 16))))


def move(people: Path, digits: int, disk: Disk) -> Moved:
    """Bring all people into shards named by so many digits; with 0, into one folder.

    Whoever calls holds the lock of the folder, and let `finish_move` end what was begun.

    Raises:
        CatalogError: something belongs to nobody; nothing was changed.

    """
    if (people / ".badgepress" / "issuing.json").exists():
        hint = "finish it first: badgepress issue AWARDS --key FILE"
        raise mistake(Where(people.as_posix()), Code.MIXED_SHARDS, "issuing was interrupted", hint)
    new = people / NEW
    place = new / FOLDER if digits else new
    (place / ("0" * digits)).mkdir(parents=True)
    writer = _Writer(place, digits)
    try:
        _fill(writer, [*_sources(people)], people)
        _sync(new, disk)
    except Exception:
        shutil.rmtree(new, ignore_errors=True)
        raise
    shards = sum(1 for _ in place.iterdir()) if digits else 0
    disk.replace(new / READY, b"in shards\n" if digits else WHOLE)
    finish_move(people, disk)
    return Moved(digits, shards, writer.counts)


def _fill(writer: "_Writer", sources: list[Path], people: Path) -> None:
    file = people / NEW / ".homes.sqlite"
    with closing(_Homes(file)) as tokens:
        for source in sources:
            shard_pieces.refuse_strange(source, is_shard=source != people)
            _register(source, writer, tokens)
        for source in sources:
            _sort(source, writer, tokens)
    writer.flush()
    file.unlink()


def finish_move(people: Path, disk: Disk) -> bool:
    """End a move that a kill interrupted: on, or back to the beginning; whether there was one."""
    new, old = people / NEW, people / _OLD
    was_there = new.exists() or old.exists()
    if home(people) == new:
        if (people / FOLDER).exists():
            shutil.rmtree(old, ignore_errors=True)
            disk.calls.replace(people / FOLDER, old)
        for name in OF_PEOPLE:
            _remove(people / name, disk)
        if (new / FOLDER).exists():
            disk.calls.replace(new / FOLDER, people / FOLDER)
            disk.sync(people)
        else:
            _install(new, people, disk)
            disk.calls.unlink(new / READY)
    for each in (new, old):
        shutil.rmtree(each, ignore_errors=True)
    return was_there


def _sources(people: Path) -> Iterator[Path]:
    """Every folder in which people lie: the top, and shards of any depth."""
    yield people
    folder = people / FOLDER
    if folder.is_dir():
        for each in sorted(folder.iterdir()):
            if each.is_dir() and is_shard_name(each.name):
                yield each
            elif not each.name.startswith("."):
                hint = "see what belongs here: badgepress check"
                where = Where(each.as_posix())
                raise mistake(where, Code.UNEXPECTED_FILE, f"unexpected '{each.name}'", hint)


def _register(source: Path, writer: "_Writer", tokens: "_Homes") -> None:
    """Remember of every credential in whose shard it belongs."""
    for piece in shard_pieces.ledger_rows(source):
        if piece.earner is None or piece.token is None:
            continue
        if not tokens.put(piece.token, writer.shard_of(piece.earner)):
            message = f"the credential id '{piece.token}' is taken already"
            raise mistake(piece.where, Code.LEDGER_REPEAT, message)


def _sort(source: Path, writer: "_Writer", tokens: "_Homes") -> None:
    """Put what lies in one folder where it belongs."""
    rows, others = shard_pieces.ledger_rows(source), shard_pieces.attempts(source)
    for piece in chain(rows, others, shard_pieces.people(source)):
        shard = writer.first
        if piece.earner is not None:
            shard = writer.shard_of(piece.earner)
        elif piece.token is not None:
            shard = _home_of(piece, tokens)
        writer.put(piece, shard)
    for piece in shard_pieces.credentials(source):
        shard = _home_of(piece, tokens)
        if not tokens.take(piece.token or ""):
            message = f"the credential '{piece.token}' lies in another place too"
            raise mistake(piece.where, Code.REPEATED_CREDENTIAL, message, "remove one of them")
        writer.put_credential(piece, shard)


def _home_of(piece: Piece, tokens: "_Homes") -> str:
    shard = tokens.get(piece.token or "")
    if shard is None:
        message = f"no row of the ledger issued the credential '{piece.token}'"
        raise mistake(piece.where, Code.NOT_IN_LEDGER, message)
    return shard


class _Homes:
    """In which shard every credential belongs, on the disk: there may be millions."""

    def __init__(self, file: Path) -> None:
        self._rows = sqlite3.connect(file, isolation_level=None)
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA synchronous = OFF")
        self._rows.execute("PRAGMA cache_size = -64000")
        self._rows.execute(
            "CREATE TABLE homes (token TEXT PRIMARY KEY, shard TEXT, taken INT) WITHOUT ROWID"
        )
        self._rows.execute("BEGIN")

    def put(self, token: str, shard: str) -> bool:
        """Remember one; False where it is known already."""
        found = self._rows.execute("INSERT OR IGNORE INTO homes VALUES (?, ?, 0)", (token, shard))
        return found.rowcount == 1

    def get(self, token: str) -> str | None:
        """Its shard, where it is known."""
        found = self._rows.execute("SELECT shard FROM homes WHERE token = ?", (token,)).fetchone()
        return str(found[0]) if found is not None else None

    def take(self, token: str) -> bool:
        """Whether it was not asked for before."""
        sql = "UPDATE homes SET taken = 1 WHERE token = ? AND taken = 0"
        return self._rows.execute(sql, (token,)).rowcount == 1

    def close(self) -> None:
        """No more is asked."""
        self._rows.close()


class _Writer:
    """Writes the new layout; what is added to files waits in memory until there is much of it."""

    def __init__(self, place: Path, digits: int) -> None:
        self._place, self._digits = place, digits
        self._waiting: defaultdict[Path, list[bytes]] = defaultdict(list)
        self._size = 0
        self._heads: dict[Path, bytes] = {}
        self.first = "0" * digits
        """The shard of what is nobody's."""
        self.counts: Counter[str] = Counter()

    def shard_of(self, earner: str) -> str:
        return shard_name(earner, self._digits)

    def put(self, piece: Piece, shard: str) -> None:
        """A row, or a file of its own."""
        path = self._place / shard / piece.name
        self.counts[piece.name.partition("/")[0]] += 1
        if piece.is_line:
            if self._heads.setdefault(path, piece.head) != piece.head:
                message = f"the columns differ from those of another '{piece.name}'"
                hint = "give both the same columns, in the same order"
                raise mistake(piece.where, Code.UNKNOWN_COLUMN, message, hint)
            self._add(path, piece.body)
        elif not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(piece.body)
        elif piece.earner is not None:
            message = f"there is another '{piece.name}' of the same earner"
            raise mistake(piece.where, Code.REPEATED_SLUG, message, "remove one of them")

    def put_credential(self, piece: Piece, shard: str) -> None:
        """A signed credential: a line in a shard, a file of its own elsewhere."""
        self.counts[piece.name] += 1
        line = as_line(piece.body) if self._digits else None
        if line is not None:
            self._add(self._place / shard / FOLDERS[piece.name], line)
            return
        path = self._place / shard / piece.name / f"{piece.token}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(piece.body)

    def flush(self) -> None:
        """Write what waits."""
        for path, parts in self._waiting.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                if file.tell() == 0:
                    file.write(self._heads.get(path, b""))
                file.writelines(parts)
        self._waiting.clear()
        self._size = 0

    def _add(self, path: Path, body: bytes) -> None:
        self._waiting[path].append(body)
        self._size += len(body)
        if self._size > _AT_ONCE:
            self.flush()


def _line_count(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def _sync(folder: Path, disk: Disk) -> None:
    """See that all files below `folder` are on the disk, and their names."""
    for inner, _, names in os.walk(folder):
        for path in (*(Path(inner, name) for name in names), Path(inner)):
            disk.sync(path)


def _remove(path: Path, disk: Disk) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    elif path.exists():
        disk.calls.unlink(path)


def _install(new: Path, people: Path, disk: Disk) -> None:
    """Copy a layout without shards to where it belongs; until all is there, the first counts."""
    for each in sorted(new.iterdir()):
        if each.name in OF_PEOPLE:
            target = people / each.name
            if each.is_dir():
                shutil.copytree(each, target)
                _sync(target, disk)
            else:
                disk.replace(target, each.read_bytes())
    disk.sync(people)
