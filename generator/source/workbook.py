"""Workbooks from strangers: counted before a library reads them.

calamine lays a sheet out as one rectangle and copies a shared text for each cell, so a file of a
kilobyte can ask for more memory than there is, which ends the process. So the zip is unpacked
here, its XML is counted, and what was counted is packed anew: the library sees nothing else, in
particular no part that is not well-formed, and no size that a zip only claims.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

MAX_UNPACKED_BYTES = 200_000_000  # of all parts
MAX_PARTS = 10_000
MAX_CELLS = 4_000_000  # of a sheet from A1 to its last value: 100,000 rows of 40 columns
MAX_TEXT = 200_000_000  # characters of all cells: a shared or repeated text counts for each

_MIMETYPE = "mimetype"  # of an .ods; the only part that is no XML
_NEEDED = re.compile(r"content\.xml|xl/(?:worksheets/)?[^/]*\.xml", re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z]{1,7})([0-9]{1,9})")
_COUNT = re.compile(r"[0-9]{1,9}")


class WorkbookError(ValueError):
    """A workbook is damaged, or none."""


class WorkbookTooLargeError(WorkbookError):
    """A workbook asks for too much memory; what is too much, in words."""


def counted_workbook(data: bytes) -> bytes:
    """The workbook `data` (.xlsx or .ods) with nothing in it but what is safe to lay out.

    Raises:
        WorkbookError: it is damaged.
        WorkbookTooLargeError: it is past a limit above.

    """
    parts = _unpacked(data)
    content = _Content()
    kept = {}
    for name, body in parts.items():
        if (name == _MIMETYPE and len(body) <= 200) or _Part(body, content).is_read():
            kept[name] = body
        elif _NEEDED.fullmatch(name):
            raise WorkbookError
    content.check_texts()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in kept.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()


def _unpacked(data: bytes) -> dict[str, bytes]:
    """The parts by name; no more bytes of each than the zip claims, which its checksum covers."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_parts(entries)
            return {entry.filename: archive.read(entry) for entry in entries}
    except WorkbookTooLargeError:
        raise
    except Exception:  # noqa: BLE001 - zipfile raises eight kinds, zlib.error and EOFError among them
        raise WorkbookError from None


def _check_parts(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_PARTS:
        raise WorkbookTooLargeError(f"it holds more than {MAX_PARTS:,} parts")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        message = f"unpacked it is larger than {MAX_UNPACKED_BYTES // 1_000_000} MB"
        raise WorkbookTooLargeError(message)


@dataclass(slots=True)
class _Content:
    """What the parts hold together."""

    texts: list[int] = field(default_factory=list)
    """Lengths of the shared texts."""
    shared: Counter[str] = field(default_factory=Counter)
    """How many cells show each, by its number."""
    characters: int = 0
    """Of all cells that hold their own."""

    def check_texts(self) -> None:
        """Refuse what would be too much text, once each shared one is known."""
        total = self.characters
        for number, count in self.shared.items():
            if _COUNT.fullmatch(number) and int(number) < len(self.texts):
                total += self.texts[int(number)] * count
        if total > MAX_TEXT:
            raise _too_much_text()


class _Part:
    """Expat's handlers over one part; names as in Office Open XML and OpenDocument alike."""

    def __init__(self, body: bytes, content: _Content) -> None:
        self.body = body
        self.content = content
        self.parser = expat.ParserCreate("UTF-8")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.row = self.column = 0  # of the cell being read, from 1
        self.rows = self.columns = 0  # of the rectangle, so far
        self.shares = False  # the cell names a shared text
        self.text: list[str] = []
        self.spaces = 0  # that stand for more than their element shows
        self.row_repeats = self.repeats = 1
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._sheet_row,
            "c": self._sheet_cell,
            "v": self._value,
            "is": self._value,
            "si": self._shared_text,
            "table": self._table,
            "table-row": self._table_row,
            "table-cell": self._table_cell,
            "covered-table-cell": self._table_cell,
            "s": self._space,
            "p": self._paragraph,
        }
        self.ends: dict[str, Callable[[], None]] = {
            "v": self._value_ends,
            "is": self._value_ends,
            "si": self._shared_text_ends,
            "table-cell": self._table_cell_ends,
            "covered-table-cell": self._table_cell_ends,
        }

    def is_read(self) -> bool:
        """Whether the part is XML that we count; others are left out."""
        if b"\0" in self.body:  # UTF-16, which expat reads whatever it was told
            return False
        try:
            self.parser.Parse(self.body, True)
        except (expat.ExpatError, _LeftOut):
            return False
        return True

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() != "utf-8":
            raise _LeftOut

    def _refuse(self, *_: object) -> NoReturn:
        raise _LeftOut

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if start := self.starts.get(name.rpartition(":")[2]):
            start(attributes)

    def _end(self, name: str) -> None:
        if end := self.ends.get(name.rpartition(":")[2]):
            end()

    def _characters(self, text: str) -> None:
        self.text.append(text)

    def _taken(self) -> str:
        """The text since the last mark."""
        text = "".join(self.text)
        self.text.clear()
        return text

    def _reaches(self, row: int, column: int) -> None:
        """There is a value at this place."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > MAX_CELLS:
            message = f"a sheet has more than {MAX_CELLS:,} cells up to its last value"
            raise WorkbookTooLargeError(message)

    # Office Open XML: <row r="2"><c r="B2" t="s"><v>7</v></c></row>; <si><t>…</t></si>

    def _sheet_row(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r", "")
        self.row = int(said) if _COUNT.fullmatch(said) else self.row + 1
        self.column = 0

    def _sheet_cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        said = _REFERENCE.fullmatch(attributes.get("r", "").upper().replace("$", ""))
        if said:
            self.column, self.row = _number(said[1]), int(said[2])
        elif "r" in attributes:
            raise _LeftOut
        self.shares = attributes.get("t") == "s"
        self.text.clear()

    def _value(self, _: dict[str, str]) -> None:
        self._reaches(self.row, self.column)
        self.text.clear()

    def _value_ends(self) -> None:
        text = self._taken()
        if self.shares:
            self.content.shared[text.strip()] += 1
        else:
            self._add(len(text))

    def _shared_text(self, _: dict[str, str]) -> None:
        self.text.clear()

    def _shared_text_ends(self) -> None:
        self.content.texts.append(len(self._taken()))

    # OpenDocument: <table-row number-rows-repeated="2"><table-cell number-columns-repeated="3">

    def _table(self, _: dict[str, str]) -> None:
        self.row = self.rows = self.columns = 0

    def _table_row(self, attributes: dict[str, str]) -> None:
        self.row_repeats = _repeats(attributes, "number-rows-repeated")
        self.row += self.row_repeats
        self.column = 0

    def _table_cell(self, attributes: dict[str, str]) -> None:
        self.repeats = _repeats(attributes, "number-columns-repeated")
        self.column += self.repeats
        self.text.clear()
        values = [each for name, each in attributes.items() if name.endswith(("value", "formula"))]
        self.spaces = sum(map(len, values))
        if values:
            self._reaches(self.row, self.column)

    def _space(self, attributes: dict[str, str]) -> None:
        self.spaces += _repeats(attributes, "c")

    def _paragraph(self, _: dict[str, str]) -> None:
        if self.column:
            self._reaches(self.row, self.column)

    def _table_cell_ends(self) -> None:
        self._add((len(self._taken()) + self.spaces) * self.repeats * self.row_repeats)

    def _add(self, characters: int) -> None:
        self.content.characters += characters
        if self.content.characters > MAX_TEXT:
            raise _too_much_text()


class _LeftOut(Exception):  # noqa: N818 - no error: the part is not needed
    """A part that is not ours to read."""


def _number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _repeats(attributes: dict[str, str], name: str) -> int:
    said = next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "1")
    if not said.isascii() or not said.isdigit():
        raise _LeftOut
    if len(said) > 9:
        raise _too_much_text()
    return int(said)


def _too_much_text() -> WorkbookTooLargeError:
    return WorkbookTooLargeError(f"its cells hold more than {MAX_TEXT:,} characters")
