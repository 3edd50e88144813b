"""Spreadsheets as schools keep them: CSV of any flavor, .xlsx and .ods.

One sheet with one header row; every cell knows where it stood.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from generator.source.codes import Code
from generator.source.problems import CatalogError, Problem, Where, excerpt_of, printable
from generator.source.text import split_lines
from generator.source.workbook import WorkbookError, WorkbookTooLargeError, counted_workbook

MAX_CSV_BYTES = 20_000_000  # about 100,000 rows
_ZIP = b"PK\x03\x04"
_NO_CONTENT = " ,;\t\r\n"  # what a CSV without a single value consists of
SHEETS = (".xlsx", ".ods")


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, white space at its ends removed."""

    text: str
    line: int
    column: int
    """Of its first character in a CSV; of the cell in a sheet."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that is not empty."""

    line: int
    cells: tuple[Cell, ...]


class Lines(Protocol):
    """Lines of a file, by their number less one."""

    def __getitem__(self, index: int, /) -> str:
        """The text of a line."""

    def __len__(self) -> int:
        """None where it is no text."""


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the rows of one sheet; `lines` of a CSV, `sheet` of a workbook."""

    path: str
    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    notices: tuple[str, ...] = ()
    sheet: str = ""
    lines: Lines = ()
    unread: tuple[str, ...] = ()
    """Other sheets of the workbook that hold something."""

    def where(self, place: Cell | Row) -> Where:
        """The place of a cell, or of the first cell of a row."""
        line, column = place.line, place.column if isinstance(place, Cell) else 1
        if self.lines:
            return Where(self.path, line, column, excerpt_of(self.lines[line - 1], column))
        name = f"{_letters(column)}{line}"
        shown = f"    sheet '{self.sheet}', cell {name}" if isinstance(place, Cell) else ""
        shown += f": {place.text}" if isinstance(place, Cell) and place.text else ""
        return Where(self.path, line, column, shown)


def read_table(name: str, data: bytes) -> Table:
    """Read the spreadsheet `name`.

    Raises:
        CatalogError: it is no spreadsheet, or none that can be read.

    """
    suffix = name[name.rfind(".") :].lower()
    if is_workbook(data) or suffix in SHEETS:
        return _read_workbook(name, data)
    if suffix not in {".csv", ".tsv", ".txt"}:
        message = f"'{suffix or name}' is no kind of spreadsheet that can be read"
        hint = "save it as .xlsx, .ods or .csv"
        raise _no_spreadsheet(name, message, hint)
    return _read_csv(name, data)


def is_workbook(data: bytes) -> bool:
    """Whether this is an ``.xlsx`` or ``.ods``, whatever its name."""
    return data.startswith(_ZIP)


def _no_spreadsheet(name: str, message: str, hint: str = "") -> CatalogError:
    return CatalogError([Problem(Where(name), Code.NOT_A_SPREADSHEET, message, hint)])


def _table(
    name: str,
    rows: Iterator[Row],
    *,
    notices: Sequence[str],
    sheet: str = "",
    lines: Lines = (),
    unread: Sequence[str] = (),
) -> Table:
    header = next(rows, None)
    if header is None:
        raise CatalogError([Problem(Where(name), Code.EMPTY_FILE, "the spreadsheet is empty")])
    return Table(name, header.cells, tuple(rows), tuple(notices), sheet, lines, tuple(unread))


# ── CSV ──────────────────────────────────────────────────────────────────────────────────


def _read_csv(name: str, data: bytes) -> Table:
    if len(data) > MAX_CSV_BYTES:
        message = f"the file is larger than {MAX_CSV_BYTES // 1_000_000} MB"
        raise CatalogError([Problem(Where(name), Code.TOO_LARGE, message, "split it")])
    text, notices = _decode(name, data)
    nul = text.find("\0")
    if nul >= 0:
        lines = split_lines(text[:nul])
        where = Where(name, len(lines), len(lines[-1]) + 1)
        message, hint = "hidden character U+0000", "this may be no CSV file at all"
        raise CatalogError([Problem(where, Code.HIDDEN_CHARACTER, message, hint)])
    lines = split_lines(text)
    rows = csv_rows(name, text, lines, delimiter_of(lines))
    return _table(name, rows, notices=notices, lines=lines)


def _decode(name: str, data: bytes) -> tuple[str, list[str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), [f"{name} is UTF-16 and was read as such"]
        except UnicodeDecodeError:
            raise _no_spreadsheet(name, "the file is damaged: no whole UTF-16 text") from None
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"), []
    except UnicodeDecodeError as error:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            line = data.count(b"\n", 0, error.start) + 1
            message = "the file is neither UTF-8 nor Windows-1252"
            hint = "save it again as 'CSV UTF-8'"
            problem = Problem(Where(name, line), Code.NOT_UTF8, message, hint)
            raise CatalogError([problem]) from None
        line = data.count(b"\n", 0, error.start) + 1
        sample = printable(split_lines(text)[line - 1].strip()[:60])
        notice = (
            f"{name} is not UTF-8; it was read as Windows-1252. "
            f"Look at line {line}, whether the letters are right: {sample}"
        )
        return text, [notice]


def delimiter_of(lines: Sequence[str]) -> str:
    """What separates the columns of the header, which seldom holds a comma inside a name."""
    header = next((line for line in lines if line.strip(_NO_CONTENT)), "")
    outside = re.sub(r'"[^"]*"?', "", header)
    counts = {each: outside.count(each) for each in ("\t", ";", ",")}
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] else ","


def csv_rows(name: str, text: str, lines: Lines, delimiter: str, first: int = 1) -> Iterator[Row]:
    """RFC 4180, except that a quote inside an unquoted cell is only a quote.

    `text` begins at the line `first` of those in `lines`.
    """
    if not text.strip(_NO_CONTENT):
        return
    cell_at = re.compile(
        rf'[ ]*"((?:[^"]|"")*)"[ ]*(?={re.escape(delimiter)}|\r|\n|\Z)|([^{delimiter}\r\n]*)'
    )
    break_at = re.compile(r"\r\n|\r|\n")
    position, line, line_start = 0, first, 0
    cells: list[Cell] = []
    while position <= len(text):
        found = cell_at.match(text, position)
        assert found is not None  # the second branch matches anything, even nothing
        quoted, bare = found.groups()
        if quoted is None and bare.lstrip().startswith('"'):
            where = Where(name, line, position - line_start + 1)
            where = Where(name, line, where.column, excerpt_of(lines[line - 1], where.column))
            message, hint = "a quote opens here and is never closed", "close it, or double it"
            raise CatalogError([Problem(where, Code.SYNTAX, message, hint)])
        value = bare if quoted is None else quoted.replace('""', '"')
        lead = len(value) - len(value.lstrip()) if quoted is None and value.strip() else 0
        cells.append(Cell(value.strip(), line, position - line_start + 1 + lead))
        for inner in break_at.finditer(text, position, found.end()):
            line, line_start = line + 1, inner.end()
        position = found.end()
        if text.startswith(delimiter, position):
            position += 1
            continue
        if any(cell.text for cell in cells):
            yield Row(cells[0].line, tuple(cells))
        cells = []
        ended = break_at.match(text, position)
        if ended is None:
            return
        position = line_start = ended.end()
        line += 1


# ── workbooks ────────────────────────────────────────────────────────────────────────────


def _read_workbook(name: str, data: bytes) -> Table:
    import python_calamine  # noqa: PLC0415  # only issuing from a workbook needs it

    try:
        counted = counted_workbook(data)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(counted))
        sheets = [(sheet, _values(book, sheet)) for sheet in book.sheet_names]
    except WorkbookTooLargeError as error:
        hint = "delete what stands far below or beside the rows, or save it as CSV"
        raise CatalogError([Problem(Where(name), Code.TOO_LARGE, str(error), hint)]) from None
    except (WorkbookError, python_calamine.CalamineError):
        raise _no_spreadsheet(name, "the file is damaged, or no spreadsheet") from None
    filled = [(sheet, values) for sheet, values in sheets if any(any(row) for row in values)]
    if not filled:
        raise CatalogError([Problem(Where(name), Code.EMPTY_FILE, "the spreadsheet is empty")])
    sheet, values = filled[0]
    notices = []
    unread = [each for each, _ in filled[1:]]
    if unread:
        others = ", ".join(f"'{each}'" for each in unread)
        notices.append(printable(f"{name}: only the sheet '{sheet}' was read, not {others}"))
    rows = (
        Row(line, tuple(Cell(text, line, column) for column, text in enumerate(texts, start=1)))
        for line, texts in enumerate(values, start=1)
        if any(texts)
    )
    return _table(name, rows, notices=notices, sheet=sheet, unread=unread)


def _values(book: Any, sheet: str) -> list[list[str]]:
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[_as_text(value) for value in row] for row in rows]


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if not value.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
