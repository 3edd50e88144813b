"""Score sheets as assessors fill them in: the real file, opened and saved by another program."""

import csv
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from generator.source.score_words import ENGLISH, SheetWords
from generator.source.scores_workbook import scores_workbook
from tests.issue.world import World

Rows = list[dict[str, Any]]
"""Each row by the headers of its columns."""


def filled(
    world: World, rows: Rows, *, badge: str = "planning", words: SheetWords = ENGLISH
) -> bytes:
    """The sheet of `badge` with `rows` in it."""
    found = world.catalog().badges[badge]
    assert found.rubric is not None
    book = openpyxl.load_workbook(
        BytesIO(scores_workbook(found, found.rubric, rows=5, words=words))
    )
    sheet = book[words.scores]
    header = [cell.value for cell in sheet[2]]
    for number, row in enumerate(rows, start=3):
        for name, value in row.items():
            cell = sheet.cell(number, header.index(name) + 1)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # typed into a cell of text, "=" begins no formula
    body = BytesIO()
    book.save(body)
    return body.getvalue()


def as_csv(workbook: bytes, delimiter: str = ",") -> bytes:
    """The sheet as a spreadsheet program saves it as CSV."""
    sheet = openpyxl.load_workbook(BytesIO(workbook)).worksheets[0]
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row in sheet.iter_rows(values_only=True):
        writer.writerow(["" if value is None else value for value in row])
    return text.getvalue().encode("utf-8-sig")


def scored(name: str, plan: str = "Good", practice: str = "Good", **more: Any) -> dict[str, Any]:
    """A row; `more` are other columns, with underscores for spaces."""
    row = {"Name": name, "Date": "2026-04-01", "Result: Plan": plan, "Result: Practice": practice}
    named = {key.replace("_", " "): value for key, value in more.items()}
    return {**row, **named}
