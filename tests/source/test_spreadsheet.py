"""Tables as schools keep them."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.site_config import DateOrder
from generator.source import CatalogError, read_table
from generator.source.dates import AmbiguousDateError, read_date
from tests.source.small import brief


def grid(table):
    return [
        [cell.text for cell in table.header],
        *([cell.text for cell in row.cells] for row in table.rows),
    ]


CSV = {  # case: (bytes, cells)
    "comma": (b"a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    "semicolon": (b"a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
    "tab": (b"a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
    "one column": (b"a\n1\n", [["a"], ["1"]]),
    "a BOM": (b"\xef\xbb\xbfa,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    "Windows line breaks": (b"a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    "old Mac line breaks": (b"a,b\r1,2", [["a", "b"], ["1", "2"]]),
    "quotes": (b'a,b\n"x, ""y""", z \n', [["a", "b"], ['x, "y"', "z"]]),
    "a line break in a cell": (b'a,b\n"x\ny",2\n3,4\n', [["a", "b"], ["x\ny", "2"], ["3", "4"]]),
    "a quote inside a cell": (b'a,b\n5" pipe,2\n', [["a", "b"], ['5" pipe', "2"]]),
    "commas in a quoted header": (b'"Last, First";b\nx;y\n', [["Last, First", "b"], ["x", "y"]]),
    "empty rows are left out": (b"\n\na,b\n,\n1,2\n\n", [["a", "b"], ["1", "2"]]),
    "rows of other lengths": (b"a,b\n1\n1,2,3\n", [["a", "b"], ["1"], ["1", "2", "3"]]),
}


@pytest.mark.parametrize(("data", "cells"), CSV.values(), ids=CSV.keys())
def test_csv_of_any_flavor(data, cells):
    table = read_table("a.csv", data)
    assert grid(table) == cells
    assert table.notices == ()


def test_every_cell_knows_where_it_stood():
    table = read_table("a.csv", 'a,b\n"x\ny", Zoë \n\n3,4\n'.encode())
    assert str(table.where(table.rows[0].cells[1])) == "a.csv:3:5"
    assert table.where(table.rows[0].cells[1]).excerpt == '    y", Zoë \n        ^'
    assert str(table.where(table.rows[1])) == "a.csv:5:1"


def test_windows_1252_is_read_and_said():
    table = read_table("a.csv", "name,city\nBo,Köln\n".encode("cp1252"))
    assert grid(table)[1] == ["Bo", "Köln"]
    assert table.notices == (
        (
            "a.csv is not UTF-8; it was read as Windows-1252. "
            "Look at line 2, whether the letters are right: Bo,Köln"
        ),
    )


def test_utf_16_is_read_and_said():
    table = read_table("a.csv", "a\tb\nx\tß\n".encode("utf-16"))
    assert grid(table) == [["a", "b"], ["x", "ß"]]
    assert table.notices == ("a.csv is UTF-16 and was read as such",)


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook():
    rows = [
        [],
        [None, "name", "date", "hours", "when", "yes"],
        [None, " Bo ", date(2026, 5, 3), 6.0, datetime(2026, 5, 3, 0, 0), True],  # noqa: DTZ001
        [None, "Cy", "3/4/26", 1.5, None, None],
    ]
    table = read_table("a.xlsx", workbook(("Awards", rows), ("Notes", [["x"]]), ("Empty", [])))
    assert grid(table) == [
        ["", "name", "date", "hours", "when", "yes"],
        ["", "Bo", "2026-05-03", "6", "2026-05-03", "true"],
        ["", "Cy", "3/4/26", "1.5", "", ""],
    ]
    cell = table.rows[1].cells[2]
    assert str(table.where(cell)) == "a.xlsx:4:3"
    assert table.where(cell).excerpt == "    sheet 'Awards', cell C4: 3/4/26"
    assert table.notices == ("a.xlsx: only the sheet 'Awards' was read, not 'Notes'",)


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="T">
<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-05-03"><text:p>x</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_open_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    assert grid(read_table("a.ods", out.getvalue())) == [["a"], ["2026-05-03"]]


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(210_000_000))
    return out.getvalue()


BAD = {  # case: (name, bytes, message)
    "an empty CSV": (
        "a.csv",
        b"\n ;;\n",
        "a.csv:1:1: error: the spreadsheet is empty [empty-file]",
    ),
    "an empty workbook": (
        "a.xlsx",
        workbook(("A", [])),
        "a.xlsx:1:1: error: the spreadsheet is empty [empty-file]",
    ),
    "a PDF": (
        "a.pdf",
        b"%PDF",
        (
            "a.pdf:1:1: error: '.pdf' is no kind of spreadsheet that can be read [not-a-spreadsheet]\n"
            "  hint: save it as .xlsx, .ods or .csv"
        ),
    ),
    "a workbook that is text": (
        "a.xlsx",
        b"a,b\n",
        "a.xlsx:1:1: error: the file is damaged, or no spreadsheet [not-a-spreadsheet]",
    ),
    "a zip that is no workbook": (
        "a.csv",
        b"PK\x03\x04" + b"x" * 50,
        "a.csv:1:1: error: the file is damaged, or no spreadsheet [not-a-spreadsheet]",
    ),
    "a bomb": (
        "a.xlsx",
        bomb(),
        (
            "a.xlsx:1:1: error: unpacked it is larger than 200 MB [too-large]\n"
            "  hint: delete what stands far below or beside the rows, or save it as CSV"
        ),
    ),
    "an open quote": (
        "a.csv",
        b'a,b\n1,"x\n2,3\n',
        "a.csv:2:3: error: a quote opens here and is never closed [syntax]\n  hint: close it, or double it",
    ),
    "NUL": (
        "a.csv",
        b"a,b\n1,\x002\n",
        "a.csv:2:3: error: hidden character U+0000 [hidden-character]\n  hint: this may be no CSV file at all",
    ),
    "neither UTF-8 nor Windows-1252": (
        "a.csv",
        b"a,b\n1,\x81\n",
        "a.csv:2:1: error: the file is neither UTF-8 nor Windows-1252 [not-utf8]\n  hint: save it again as 'CSV UTF-8'",
    ),
    "half of UTF-16": (
        "a.csv",
        b"\xff\xfea",
        "a.csv:1:1: error: the file is damaged: no whole UTF-16 text [not-a-spreadsheet]",
    ),
    "too large": (
        "a.csv",
        b"a" * 20_000_001,
        "a.csv:1:1: error: the file is larger than 20 MB [too-large]\n  hint: split it",
    ),
}


@pytest.mark.parametrize(("name", "data", "message"), BAD.values(), ids=BAD.keys())
def test_what_is_no_table_says_so(name, data, message):
    with pytest.raises(CatalogError) as caught:
        read_table(name, data)
    assert [brief(str(problem)) for problem in caught.value.problems] == [message]


def test_a_sheet_past_column_z():
    table = read_table("a.xlsx", workbook(("A", [[None] * 27 + ["x"]])))
    assert table.where(table.header[27]).excerpt == "    sheet 'A', cell AB1: x"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["a.csv", "a.xlsx", "a.ods"]), st.binary(max_size=200), st.booleans())
def test_no_bytes_make_it_crash(name, data, zipped):
    with suppress(CatalogError):
        read_table(name, (b"PK\x03\x04" if zipped else b"") + data)


WORKBOOK = workbook(("A", [["a", "b"], [1, 2]]))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_a_workbook_makes_it_crash(data):
    good = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    with suppress(CatalogError):
        read_table("a.xlsx", bytes(good))


CELL = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029"),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4))
def test_quoted_cells_come_back_as_they_were(rows):
    rows = [["h1", "h2"], *rows]
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    kept = [[cell.strip() for cell in row] for row in rows]
    assert grid(read_table("a.csv", text.encode())) == [row for row in kept if any(row)]


MDY, DMY = DateOrder.MDY, DateOrder.DMY
DATES = {  # case: (text, order, date)
    "ISO": ("2026-05-03", None, "2026-05-03"),
    "ISO with slashes": ("2026/5/3", None, "2026-05-03"),
    "a sheet's midnight": ("2026-05-03 00:00:00", None, "2026-05-03"),
    "month first": ("3/4/26", MDY, "2026-03-04"),
    "day first": ("3/4/26", DMY, "2026-04-03"),
    "dots": ("3.4.2026", DMY, "2026-04-03"),
    "a day past the twelfth tells itself": ("13/4/2026", None, "2026-04-13"),
    "also in the American order": ("4/13/2026", None, "2026-04-13"),
    "the same either way": ("4/4/26", None, "2026-04-04"),
    "in words": ("May 3, 2026", None, "2026-05-03"),
    "in words, British": ("3rd Sept 2026", None, "2026-09-03"),
    "as databases print it": ("03-May-2026", None, "2026-05-03"),
    "a leap day": ("29/2/2028", None, "2028-02-29"),
}


@pytest.mark.parametrize(("text", "order", "found"), DATES.values(), ids=DATES.keys())
def test_a_date_is_read(text, order, found):
    assert read_date(text, order) == found


BAD_DATES = {  # case: (text, order, what is said)
    "two days": ("3/4/26", None, "'3/4/26' may mean two days"),
    "no such month": ("13/4/26", MDY, "must be a date that exists, found '13/4/26'"),
    "no such day": ("31/4/2026", None, "must be a date that exists, found '31/4/2026'"),
    "no leap day": ("2026-02-29", None, "must be a date that exists, found '2026-02-29'"),
    "no date": ("soon", None, "must be a date like 2026-05-03, found 'soon'"),
    "no month": ("3 Mye 2026", None, "must be a date like 2026-05-03, found the month 'Mye'"),
    "a sheet's serial number": ("46145", None, "must be a date like 2026-05-03, found '46145'"),
    "an hour": (
        "2026-05-03 12:00:00",
        None,
        "must be a date like 2026-05-03, found '2026-05-03 12:00:00'",
    ),
}


@pytest.mark.parametrize(("text", "order", "said"), BAD_DATES.values(), ids=BAD_DATES.keys())
def test_a_date_is_refused(text, order, said):
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        read_date(text, order)
    assert str(caught.value) == said
    assert isinstance(caught.value, AmbiguousDateError) == ("two days" in said)
