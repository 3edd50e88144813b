"""``earners.csv`` edited as text: what a command does not mean to change keeps its bytes."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from generator.issue.codes import IssueCode
from generator.model.earner import Earner
from generator.source import CatalogError, Problem
from generator.source.columns import Columns, find_columns
from generator.source.earners_table import EARNER_COLUMNS
from generator.source.spreadsheet import Cell, Row, Table, delimiter_of, read_table

_BREAK = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r' *"((?:[^"]|"")*)"')
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


@dataclass(frozen=True, slots=True)
class _Csv:
    """A CSV that was read before without a mistake, and where its lines begin."""

    path: str
    text: str
    encoding: str
    mark: bytes
    table: Table
    columns: Columns

    @classmethod
    def read(cls, path: str, data: bytes) -> Self:
        table = read_table(path, data)
        mark = next((each for each in _MARKS if data.startswith(each)), b"")
        body, encoding = data.removeprefix(mark), _MARKS.get(mark, "utf-8")
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            encoding = "cp1252"
            text = body.decode(encoding)
        return cls(path, text, encoding, mark, table, find_columns(table, EARNER_COLUMNS))

    def place_of(self, slug: str) -> int:
        """Which of the rows the earner `slug` is."""
        cells = [self.columns.cell(row, "earner") for row in self.table.rows]
        return [cell.text if cell is not None else "" for cell in cells].index(slug)

    def line(self, number: int) -> int:
        """Where the line `number` begins in the text; from 1."""
        if number == 1:
            return 0
        return [each.end() for each in _BREAK.finditer(self.text)][number - 2]

    def written(self, text: str) -> bytes:
        """`text` as this file is written; in UTF-8 where its encoding lacks a character."""
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError:
            return codecs.BOM_UTF8 + text.encode()

    def must_say(self, body: bytes, rows: Sequence[Sequence[str]], place: int, what: str) -> None:
        """See that `body` has these `rows`.

        Raises:
            CatalogError: else; the row at `place` is to be changed by hand.

        """
        try:
            is_right = _texts(read_table(self.path, body).rows) == [*map(list, rows)]
        except CatalogError:
            is_right = False
        if not is_right:
            message = f"{what} without writing the table anew"
            hint = "do it by hand, then run this again"
            where = self.table.where(self.table.rows[place])
            raise CatalogError([Problem(where, IssueCode.EDIT_BY_HAND, message, hint)])


def with_earners(path: str, data: bytes, earners: Iterable[Earner]) -> bytes:
    """The table with rows for `earners`, in its own encoding, delimiter and columns.

    A character its encoding lacks turns the file into UTF-8.
    """
    file = _Csv.read(path, data)
    found = _BREAK.search(file.text)
    line_break = found[0] if found is not None else "\n"
    columns = file.columns.index
    rows = io.StringIO()
    delimiter = delimiter_of(_BREAK.split(file.text))
    writer = csv.writer(rows, delimiter=delimiter, lineterminator=line_break)
    for earner in earners:
        cells = [""] * len(file.table.header)
        for key, value in _cells(earner, has_name="name" in columns).items():
            if key in columns:
                cells[columns[key]] = value
        writer.writerow(cells)
    ended = file.text.endswith(("\n", "\r"))
    return file.written(file.text + ("" if ended else line_break) + rows.getvalue())


def without_row(path: str, data: bytes, slug: str) -> bytes:
    """The table without the row of the earner `slug`.

    Raises:
        CatalogError: the row cannot be told from its neighbours.

    """
    file = _Csv.read(path, data)
    rows, place = file.table.rows, file.place_of(slug)
    first, end = file.line(rows[place].line), len(file.text)
    if place + 1 < len(rows):
        end = file.line(rows[place + 1].line)
    body = file.written(file.text[:first] + file.text[end:])
    wanted = _texts((*rows[:place], *rows[place + 1 :]))
    file.must_say(body, wanted, place, "the row cannot be cut out")
    return body


def made_private_in_table(path: str, data: bytes, slug: str) -> bytes:
    """The table in which the row of the earner `slug` is private, and its consent empty.

    Raises:
        CatalogError: the row cannot be told from its neighbours.

    """
    file = _Csv.read(path, data)
    place = file.place_of(slug)
    row = file.table.rows[place]
    said = {index: "" for key, index in file.columns.index.items() if key.startswith("consent_")}
    said |= {index: "private" for key, index in file.columns.index.items() if key == "visibility"}
    said = {
        index: text
        for index, text in said.items()
        if index < len(row.cells) and row.cells[index].text
    }
    text = file.text
    for index in sorted(said, reverse=True):  # from the end, so that places before it stay
        first, end = _span(file, row.cells[index])
        text = text[:first] + said[index] + text[end:]
    body = file.written(text)
    wanted = _texts(file.table.rows)
    wanted[place] = _told(wanted[place], said)
    file.must_say(body, wanted, place, "the consent cannot be taken out of this row")
    return body


def _span(file: _Csv, cell: Cell) -> tuple[int, int]:
    """Where the text of a filled cell stands; inside its quotes, where it has some."""
    start = file.line(cell.line) + cell.column - 1
    quoted = _QUOTED.match(file.text, start)
    return quoted.span(1) if quoted is not None else (start, start + len(cell.text))


def _told(cells: Sequence[str], said: Mapping[int, str]) -> list[str]:
    return [said.get(index, text) for index, text in enumerate(cells)]


def _cells(earner: Earner, *, has_name: bool) -> dict[str, str]:
    first, _, last = earner.name.rpartition(" ")
    name = {"name": earner.name} if has_name else {"first": first, "last": last}
    return {"earner": earner.slug, "email": earner.email or "", **name}


def _texts(rows: Iterable[Row]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows]
