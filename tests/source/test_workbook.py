"""Workbooks that ask for more memory than there is, read by a process that has little."""

import io
import zipfile
import zlib

import openpyxl
import pytest

from generator.source import CatalogError, read_table
from tests.fuzz.seeds import CONTENT, SHEET, STYLES, TEXTS
from tests.fuzz.targets import PIECE, ods_of, xlsx_of, zip_of
from tests.limits import bounded
from tests.source.small import brief

MUCH = "error: its cells hold more than 200,000,000 characters [too-large]"
WIDE = "error: a sheet has more than 4,000,000 cells up to its last value [too-large]"
DAMAGED = "error: the file is damaged, or no spreadsheet [not-a-spreadsheet]"
HINT = "\n  hint: delete what stands far below or beside the rows, or save it as CSV"


def sheet(inside):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{inside}</sheetData></worksheet>'.encode()


def repeated(old, new):
    assert old in CONTENT
    return ods_of(CONTENT.replace(old, new))


def laughs(content):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE a [<!ENTITY l0 "lol">{entities}]>'.encode() + content


def with_claimed_size(archive, size):
    """A zip whose first part is longer than the zip says, with a checksum that fits."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packed.compress(bytes(300_000_000)) + packed.flush()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        entry = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
        entry.compress_type = zipfile.ZIP_STORED
        written.writestr(entry, body)
        entry.compress_type, entry.file_size = zipfile.ZIP_DEFLATED, size
        entry.CRC = zlib.crc32(bytes(size))
        for name, part in archive.items():
            written.writestr(name, part)
    return out.getvalue()


def nested(depth):
    body = bytes(1_000_000)
    for number in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(10):
                archive.writestr(f"{number}-{copy}.xlsx", body)
        body = out.getvalue()
    return body


BOMBS = {  # case: (name, bytes, message)
    "a value in the last cell": (
        "a.xlsx",
        xlsx_of(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        WIDE + HINT,
    ),
    "a row past the last": (
        "a.xlsx",
        xlsx_of(sheet('<row r="999999999"><c><v>1</v></c></row>')),
        WIDE + HINT,
    ),
    "a column of many letters": (
        "a.xlsx",
        xlsx_of(sheet('<row><c r="ZZZZZZZ1"><v>1</v></c></row>')),
        WIDE + HINT,
    ),
    "a reference that is none": (
        "a.xlsx",
        xlsx_of(sheet('<row><c r="ZZZZZZZZZ999999999999"><v>1</v></c></row>')),
        DAMAGED,
    ),
    "one shared text in many cells": (
        "a.xlsx",
        xlsx_of(
            PIECE.join(
                (
                    sheet("<row>" + '<c t="s"><v>0</v></c>' * 10_000 + "</row>"),
                    f"<sst><si><t>{'x' * 1_000_000}</t></si></sst>".encode(),
                )
            )
        ),
        MUCH + HINT,
    ),
    "columns repeated": (
        "a.ods",
        repeated(b'columns-repeated="2"', b'columns-repeated="100000000"'),
        WIDE + HINT,
    ),
    "rows repeated": (
        "a.ods",
        repeated(b'rows-repeated="2"', b'rows-repeated="99999999999"'),
        MUCH + HINT,
    ),
    "a value far away": (
        "a.ods",
        repeated(
            b"<table:table-row ",
            b'<table:table-row table:number-rows-repeated="9000000"/><table:table-row ',
        ),
        WIDE + HINT,
    ),
    "spaces repeated": (
        "a.ods",
        repeated(b"badge", b'<text:s text:c="900000000"/>'),
        MUCH + HINT,
    ),
    "a count that is none": (
        "a.ods",
        repeated(b'columns-repeated="2"', b'columns-repeated="-1"'),
        DAMAGED,
    ),
    "entities in a sheet": ("a.xlsx", xlsx_of(laughs(SHEET.replace(b"earner", b"&l9;"))), DAMAGED),
    "entities in an .ods": ("a.ods", ods_of(laughs(CONTENT.replace(b"badge", b"&l9;"))), DAMAGED),
    "an entity that is a file": (
        "a.ods",
        ods_of(
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            + CONTENT.replace(b"badge", b"&x;")
        ),
        DAMAGED,
    ),
    "a size that the zip only claims": (
        "a.xlsx",
        with_claimed_size({"xl/workbook.xml": b"<a/>"}, 10),
        DAMAGED,
    ),
    "zips in zips": ("a.xlsx", nested(4), DAMAGED),
    "parts without number": (
        "a.xlsx",
        zip_of({str(number): b"" for number in range(10_001)}),
        "error: it holds more than 10,000 parts [too-large]" + HINT,
    ),
    "tags without end": ("a.ods", ods_of(b"<a>" * 5_000_000), DAMAGED),
    "UTF-16": ("a.ods", ods_of(CONTENT.decode().encode("utf-16")), DAMAGED),
    "UTF-16 that is only claimed": (
        "a.ods",
        ods_of(b'<?xml version="1.0" encoding="UTF-16"?>' + CONTENT),
        DAMAGED,
    ),
}


@pytest.fixture(scope="module")
def in_bounds():
    with bounded() as call:
        yield call


def told(name, data):
    """Runs in the process with little memory."""
    try:
        read_table(name, data)
    except CatalogError as error:
        return [brief(str(problem)) for problem in error.problems]
    return []


@pytest.mark.parametrize(("name", "data", "message"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_told_of_within_bounds(in_bounds, name, data, message):
    assert in_bounds(told, name, data) == [f"{name}:1:1: {message}"]


def grid(name, data):
    table = read_table(name, data)
    return [[cell.text for cell in row] for row in (table.header, *(r.cells for r in table.rows))]


def formatted_to_the_end():
    book = openpyxl.Workbook()
    book.active.append(["badge", "earner"])
    book.active.cell(1_048_576, 16_384).font = openpyxl.styles.Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GOOD = {  # case: (name, bytes, cells)
    "a sheet that is formatted to its last cell": (
        "a.xlsx",
        formatted_to_the_end(),
        [["badge", "earner"]],
    ),
    "all kinds of cells": (
        "a.xlsx",
        xlsx_of(PIECE.join((SHEET, TEXTS, STYLES))),
        [
            ["badge", "earner", "awarded", "", "", "", ""],
            ["wait-time", "1.5", "2026-05-03", "true", "", "2", "2026-05-03"],
        ],
    ),
    "an .ods that is empty to its last row": (
        "a.ods",
        repeated(
            b"</table:table>",
            b'<table:table-row table:number-rows-repeated="1048574"><table:table-cell '
            b'table:number-columns-repeated="16384"/></table:table-row></table:table>',
        ),
        [["badge", "badge", "2026-05-03", "1.5"]] * 2,
    ),
}


@pytest.mark.parametrize(("name", "data", "cells"), GOOD.values(), ids=GOOD.keys())
def test_a_workbook_of_a_school_is_read(in_bounds, name, data, cells):
    assert in_bounds(grid, name, data) == cells
