"""What lies in a people folder, piece by piece, each with whom it is of; in little memory."""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Self

from generator.source import CatalogError, Code, Problem, Table, Where
from generator.source.columns import find_columns
from generator.source.credential_lines import OWN_COPIES, PAGES, credential_lines, from_line
from generator.source.document import read_document
from generator.source.earners_table import EARNER_COLUMNS
from generator.source.folder import shown
from generator.source.spreadsheet import Cell, delimiter_of
from generator.source.unexpected import OF_PEOPLE

FOLDERS = {"assertions": PAGES, "own-copies": OWN_COPIES}
"""Folders of signed credentials, and the file in which the same lie a line each."""
_BY_NAME = {"earners": ".yml", "records": ".json"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes that belong together into one shard."""

    name: str
    """Where they lie in a people folder."""
    body: bytes
    where: Where
    earner: str | None = None
    """Whose they are; None: of whoever earned `token`, or of nobody."""
    token: str | None = None
    head: bytes = b""
    """What the file begins with: the header of a table."""
    is_line: bool = False
    """Whether they are added at the end of the file, and not all of it."""


def mistake(where: Where, code: Code, message: str, hint: str = "") -> CatalogError:
    """A piece that belongs nowhere."""
    return CatalogError([Problem(where, code, message, hint)])


def ledger_rows(folder: Path) -> Iterator[Piece]:
    """The rows of the ledger; a withdrawal is of whoever earned what it withdraws.

    Raises:
        CatalogError: a row says nothing of that.

    """
    for where, line, said in _objects(folder / "ledger.jsonl"):
        kind, token = said.get("kind", "issued"), said.get("credential")
        earner = said.get("earner") if kind == "issued" else None
        is_named = isinstance(earner, str) if kind == "issued" else kind in {"revoked", "erased"}
        if not is_named or not (kind == "erased" or isinstance(token, str)):
            hint = "see what is wrong: badgepress check"
            raise mistake(where, Code.SYNTAX, "this row does not say whose it is", hint)
        token = token if isinstance(token, str) else None
        yield Piece("ledger.jsonl", line, where, earner, token, is_line=True)


def attempts(folder: Path) -> Iterator[Piece]:
    """The rows of the attempts."""
    for where, line, said in _objects(folder / "attempts.jsonl"):
        earner = said.get("earner")
        if not isinstance(earner, str):
            raise mistake(where, Code.SYNTAX, "this row does not say whose it is")
        yield Piece("attempts.jsonl", line, where, earner, is_line=True)


def credentials(folder: Path) -> Iterator[Piece]:
    """The signed credentials of our own, each the body of a file or the line that holds it."""
    for name, lines in FOLDERS.items():
        for file in _files(folder / name):
            if file.suffix == ".json":
                yield Piece(name, file.read_bytes(), Where(shown(file)), token=file.stem)
        path = folder / lines
        if path.exists():
            with path.open("rb") as stream:
                for number, line in enumerate(stream, start=1):
                    where = Where(shown(path), number)
                    (found, *_) = (*credential_lines(line), None)
                    if found is None or (found.token is None and not line.endswith(b"\n")):
                        continue  # empty, or torn by a kill: `issue` signs it again
                    if found.token is None:
                        raise mistake(where, Code.SYNTAX, "this line is no signed credential")
                    if line.endswith(b"\n") or _is_json(line):
                        body = from_line(line.removesuffix(b"\n"))
                        yield Piece(name, body, where, token=found.token)


def people(folder: Path) -> Iterator[Piece]:
    """Earners, their learner records, what was adopted for them, and what else lies there."""
    yield from _table(folder / "earners.csv")
    for name, suffix in _BY_NAME.items():
        for file in _files(folder / name):
            is_theirs = file.suffix == suffix
            where = Where(shown(file))
            earner = file.stem if is_theirs else None
            yield Piece(f"{name}/{file.name}", file.read_bytes(), where, earner)
    yield from _adopted(folder / "assertions" / "adopted")
    for name in FOLDERS:
        for file in _files(folder / name):
            if file.suffix != ".json":
                yield Piece(f"{name}/{file.name}", file.read_bytes(), Where(shown(file)))


def refuse_strange(folder: Path, *, is_shard: bool) -> None:
    """See that nothing lies in a shard, or in folders of people, that this module does not know.

    Raises:
        CatalogError: else; it would be lost.

    """
    if not folder.is_dir():
        return
    for each in sorted(folder.iterdir()):
        is_known = each.name in OF_PEOPLE or not is_shard
        inner = each.is_dir() and each.name in {*_BY_NAME, *FOLDERS}
        strange = [
            one
            for one in (each.iterdir() if inner else ())
            if one.is_dir() and (each.name, one.name) != ("assertions", "adopted")
        ]
        for one in strange if is_known else [each]:
            hint = "see what belongs here: badgepress check"
            raise mistake(Where(shown(one)), Code.UNEXPECTED_FILE, f"unexpected '{one.name}'", hint)


def _objects(path: Path) -> Iterator[tuple[Where, bytes, dict[str, Any]]]:
    """The lines of a file of JSON objects; one that a kill tore at its end does not count."""
    if not path.exists():
        return
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            where = Where(shown(path), number)
            try:
                said = json.loads(line)
            except (ValueError, RecursionError):
                if not line.endswith(b"\n"):
                    return
                said = None
            if not isinstance(said, dict):
                hint = "see what is wrong: badgepress check"
                raise mistake(where, Code.SYNTAX, "this line is no JSON object", hint)
            yield where, line if line.endswith(b"\n") else line + b"\n", said


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (each for each in sorted(folder.iterdir()) if each.is_file())


def _adopted(folder: Path) -> Iterator[Piece]:
    if not folder.is_dir():
        return
    for one in sorted(folder.iterdir()):
        if not one.is_dir():
            yield Piece(f"assertions/adopted/{one.name}", one.read_bytes(), Where(shown(one)))
            continue
        record = one / "adopted.yml"
        said = read_document(shown(record), record.read_bytes()).plain()
        earner = said.get("earner")
        if not isinstance(earner, str):
            raise mistake(Where(shown(record)), Code.MISSING_KEY, "this does not say whose it is")
        for file in _files(one):
            name = f"assertions/adopted/{one.name}/{file.name}"
            yield Piece(name, file.read_bytes(), Where(shown(file)), earner)


_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


def _table(path: Path) -> Iterator[Piece]:
    """The rows of ``earners.csv``, each with the lines it takes, as they are written there."""
    if not path.exists():
        return
    mark, encoding = _encoding(path)
    with path.open("rb") as stream:
        stream.seek(len(mark))
        lines = _Lines(io.TextIOWrapper(stream, encoding, newline=""))
        first = next((line for line in lines if line.strip(" ,;\t\r\n")), "")
        delimiter = delimiter_of([first])
        lines.taken()
        rows = csv.reader(chain([first], lines), delimiter=delimiter, skipinitialspace=True)
        header = tuple(Cell(cell.strip(), 1, 1) for cell in next(rows))
        index = find_columns(Table(shown(path), header, ()), EARNER_COLUMNS).index.get("earner")
        if index is None:
            message = "the table has no column for the earner's slug"
            raise mistake(Where(shown(path)), Code.MISSING_COLUMN, message)
        ending = "\r\n" if first.endswith("\r\n") else "\n"
        head = mark + f"{first}{lines.taken()}".rstrip("\r\n").encode(encoding)
        head += ending.encode(encoding)
        start = lines.number
        for cells in rows:
            raw, where = lines.taken().rstrip("\r\n"), Where(shown(path), start + 1)
            start = lines.number
            if not any(cell.strip() for cell in cells):
                continue
            slug = cells[index].strip() if index < len(cells) else ""
            if not slug:
                raise mistake(where, Code.MISSING_KEY, "this row names no earner")
            line = f"{raw}{ending}".encode(encoding)
            yield Piece("earners.csv", line, where, slug, head=head, is_line=True)


class _Lines:
    """The lines of a text, counted; those since the last `taken` are remembered."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.number += 1
        self._taken.append(line)
        return line

    def taken(self) -> str:
        """The lines read since the last time."""
        text = "".join(self._taken)
        self._taken.clear()
        return text


def _encoding(path: Path) -> tuple[bytes, str]:
    """The mark that a text begins with, and its encoding."""
    with path.open("rb") as stream:
        begin = stream.read(4)
        mark = next((each for each in _MARKS if begin.startswith(each)), b"")
        if mark:
            return mark, _MARKS[mark]
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return b"", "cp1252"
    return b"", "utf-8"
