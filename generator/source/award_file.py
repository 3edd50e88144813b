"""A file of awards of any size: where its rows stand is kept, and not what they say.

One pass finds the rows and the earner each names. Whoever works on some of the rows reads
those again from the file, in another process as well.
"""

import codecs
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.site_config import DateOrder
from generator.source.award_columns import COLUMNS, RESULTS
from generator.source.awards import AwardRow, award_rows, missing_columns
from generator.source.codes import Code
from generator.source.columns import Columns, find_columns, normal
from generator.source.problems import CatalogError, Problem, Where
from generator.source.score_words import LANGUAGES
from generator.source.spreadsheet import Cell, Row, Table, csv_rows, delimiter_of
from generator.source.text import split_lines

Span = tuple[int, int, int]
"""Where a row begins, how many bytes it has, and its line."""
_BLOCK = 4_000_000  # bytes read at once
_BREAK = re.compile(rb"\r\n|\r|\n")
_NOTHING = b" \t\r\n"
_BOM = codecs.BOM_UTF8
_FOREIGN = (b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")  # UTF-16, and workbooks


class ChangedError(CatalogError):
    """The file is another than it was when its rows were found."""


@dataclass(frozen=True, slots=True)
class _SomeLines:
    """The lines of a few rows, by their number in the file less one."""

    texts: dict[int, str]

    def __getitem__(self, index: int) -> str:
        return self.texts[index]

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class AwardFile:
    """A CSV of awards, and what its header says."""

    path: Path
    stamp: tuple[int, int, int]
    """By which another file in its place is noticed."""
    header: tuple[Cell, ...]
    header_lines: dict[int, str]
    delimiter: str
    begin: int
    """Where the first row begins, and on which line."""
    first: int
    dates: DateOrder | None
    columns: Columns = field(repr=False)

    @property
    def name(self) -> str:
        """As messages name it."""
        return self.path.as_posix()

    def rows(self, spans: Sequence[Span]) -> tuple[list[AwardRow], list[Problem]]:
        """The rows at `spans`, and what is wrong with some of them.

        Raises:
            ChangedError: the file was changed since its rows were found.

        """
        rows: list[Row] = []
        lines = dict(self.header_lines)
        with self.path.open("rb") as file:
            if _stamp(os.fstat(file.fileno())) != self.stamp:
                raise self._changed()
            for start, size, line in spans:
                file.seek(start)
                text = file.read(size).decode("utf-8")
                own = dict(enumerate(split_lines(text), start=line - 1))
                lines |= own
                found = csv_rows(self.name, text, _SomeLines(own), self.delimiter, line)
                rows += found
        table = Table(self.name, self.header, tuple(rows), lines=_SomeLines(lines))
        columns = find_columns(table, COLUMNS, RESULTS)
        good, wrong = award_rows(table, columns, self.dates)
        return good, [*columns.problems[len(self.columns.problems) :], *wrong]

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Every row that is not empty, with what stands in its column of earners.

        Raises:
            CatalogError: a quote is never closed.

        """
        record = _record(self.delimiter, self.columns.index.get("earner"))
        nothing = _NOTHING + self.delimiter.encode()
        with self.path.open("rb") as file:
            if _stamp(os.fstat(file.fileno())) != self.stamp:
                raise self._changed()
            file.seek(self.begin)
            base, line, at, data, ended = self.begin, self.first, 0, b"", False
            while True:
                found = record.match(data, at)
                end = _BREAK.match(data, found.end()) if found is not None else None
                if not ended and (end is None or end.end() == len(data)):
                    base, data, at = base + at, data[at:], 0
                    more = file.read(_BLOCK)
                    data, ended = data + more, not more
                    continue
                if at >= len(data):
                    return
                if found is None or (end is None and found.end() < len(data)):
                    raise self._unclosed(data[at:], line)
                text = found.group()
                if text.strip(nothing):
                    yield _earner(found), (base + at, len(text), line)
                line += 1 + (len(_BREAK.findall(text)) if b'"' in text else 0)
                if end is None:
                    return
                at = end.end()

    def _unclosed(self, rest: bytes, line: int) -> CatalogError:
        text = rest.decode("utf-8")
        lines = _SomeLines(dict(enumerate(split_lines(text), start=line - 1)))
        try:
            list(csv_rows(self.name, text, lines, self.delimiter, line))
        except CatalogError as error:
            return error
        return CatalogError([Problem(Where(self.name, line), Code.SYNTAX, "not readable as CSV")])

    def _changed(self) -> ChangedError:
        message = "the file was changed while it was read"
        return ChangedError([Problem(Where(self.name), Code.UNREADABLE, message, "try again")])


def open_award_file(path: Path, *, dates: DateOrder | None) -> AwardFile | None:
    """The file of awards at `path`; None where it has to be read whole.

    That is what no CSV in UTF-8 is, and a score sheet.

    Raises:
        CatalogError: the header is wrong.

    """
    if path.suffix.lower() not in {".csv", ".tsv", ".txt"} or not _is_text(path):
        return None
    with path.open("rb") as file:
        stamp = _stamp(os.fstat(file.fileno()))
        data = file.read(_BLOCK)
    begin = len(_BOM) if data.startswith(_BOM) else 0
    text = data[begin:].decode("utf-8", "ignore")
    lines = split_lines(text)
    delimiter = delimiter_of(lines)
    header = next(csv_rows(path.as_posix(), text, lines, delimiter), None)
    if header is None or _is_score_sheet(header):
        return None
    begin, after = _past_header(data, begin, delimiter)
    first = dict(enumerate(lines[: after - 1]))
    table = Table(path.as_posix(), header.cells, (), lines=_SomeLines(first))
    columns = find_columns(table, COLUMNS, RESULTS)
    problems = [*columns.problems, *missing_columns(table, columns, ("badge", "awarded"))]
    if problems:
        raise CatalogError(problems)
    return AwardFile(path, stamp, header.cells, first, delimiter, begin, after, dates, columns)


def _is_score_sheet(header: Row) -> bool:
    """Whether the first row is a score sheet's, or what such a sheet has below it."""
    named = {normal(cell.text) for cell in header.cells}
    return any(
        normal(header.cells[0].text) == normal(each.mark)
        or named & {normal(name) for key in ("strong", "strengthen") for name in each.columns[key]}
        for each in LANGUAGES.values()
    )


def _is_text(path: Path) -> bool:
    """Whether all of the file is UTF-8 and holds no NUL."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        first = True
        while block := file.read(_BLOCK):
            if b"\0" in block or (first and block.startswith(_FOREIGN)):
                return False
            first = False
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not first


def _record(delimiter: str, column: int | None) -> re.Pattern[bytes]:
    """One row as `csv_rows` reads it, with the cell in `column` as group 1 or 2."""
    mark = re.escape(delimiter)
    end = rf"(?={mark}|\r|\n|\Z)"
    quoted, bare = (
        r'[ ]*"({}[^"]*(?:""[^"]*)*)"[ ]*',
        rf'({{}}(?!(?:(?!{mark})[^\S\r\n])*")[^{mark}\r\n]*)',
    )
    cell = rf"(?:{quoted.format('?:')}{end}|{bare.format('?:')})"
    rest = rf"(?:{mark}{cell})*"
    if column is None:
        return re.compile(f"{cell}{rest}".encode())
    wanted = rf"(?:{quoted.format('')}{end}|{bare.format('')})"
    before = rf"(?:{cell}{mark}){{{column}}}"
    return re.compile(rf"(?:{before}{wanted}|{cell}){rest}".encode())


def _earner(found: re.Match[bytes]) -> str:
    if not found.re.groups:
        return ""
    quoted, bare = found.groups()
    text = bare if quoted is None else quoted.replace(b'""', b'"')
    return (text or b"").decode("utf-8").strip()


def _past_header(data: bytes, at: int, delimiter: str) -> tuple[int, int]:
    """Where the row after the header begins, and on which line."""
    record, line, is_past = _record(delimiter, None), 1, False
    while not is_past:
        found = record.match(data, at)
        end = _BREAK.match(data, found.end()) if found is not None else None
        if found is None or end is None:
            return len(data), line + 1
        is_past = bool(found.group().strip(_NOTHING + delimiter.encode()))
        line += 1 + len(_BREAK.findall(found.group()))
        at = end.end()
    return at, line


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns
