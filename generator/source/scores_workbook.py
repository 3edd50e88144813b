"""A score sheet as a workbook: to be filled in, one person a row, and given to `issue`.

Nothing in it is a formula, whatever the catalog's texts begin with.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.model.badge import Badge, Rubric
from generator.source.score_columns import criterion_labels, level_labels, version_mark
from generator.source.score_words import ENGLISH, SheetWords

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST_ROW = 3  # of the scores: the mark and the header stand above
_LEVELS_ROW = 5  # of the rubric's sheet
_LEVELS_FROM = 3  # the column of the lowest level there
_PALE, _PASSES = "FFE8EDF2", "FFDDEBDD"


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the scores: its header, what a comment says of it, how it is filled in."""

    header: str
    comment: str
    width: int
    kind: str
    """text, date, level, evidence or number"""


_AS_FILLED_IN = {
    "name": (24, "text"),
    "email": (26, "text"),
    "earner": (16, "text"),
    "awarded": (12, "date"),
    "kind": (18, "evidence"),
    "evidence": (32, "text"),
    "seen": (13, "date"),
    "strong": (34, "text"),
    "strengthen": (34, "text"),
    "by_when": (12, "date"),
    "role": (20, "text"),
    "assessor": (16, "text"),
    "second": (16, "text"),
    "approver": (16, "text"),
    "attempt": (9, "number"),
}
"""Each column's width, and how it is filled in."""


def scores_workbook(
    badge: Badge, rubric: Rubric, *, rows: int, words: SheetWords = ENGLISH
) -> bytes:
    """The ``.xlsx`` of a score sheet for `badge`, with drop-downs in `rows` rows."""
    import openpyxl  # noqa: PLC0415  # takes long, and only this needs it

    book = openpyxl.Workbook()
    book.properties.creator, book.properties.title = "Badgepress", f"{words.scores}: {badge.name}"
    scores = book.active
    scores.title = words.scores
    _write_scores(scores, badge, rubric, rows, words)
    _write_rubric(book.create_sheet(words.rubric), badge, rubric, words)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def _columns(rubric: Rubric, words: SheetWords) -> Iterator[_Column]:
    """The columns in their order; those of the criteria follow the date."""
    labels = criterion_labels(rubric)
    for key, (width, kind) in _AS_FILLED_IN.items():
        yield _Column(*words.columns[key], width, kind)
        if key == "awarded":
            for each in rubric.criteria:
                told = each.description or each.name
                yield _Column(f"{words.result}: {labels[each.id]}", told, 18, "level")


def _write_scores(
    sheet: "Worksheet", badge: Badge, rubric: Rubric, rows: int, words: SheetWords
) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    columns = tuple(_columns(rubric, words))
    mark = (words.mark, badge.slug, version_mark(badge.version, words), badge.name)
    for cell in _put(sheet, 1, mark):
        cell.font = Font(size=9, color="FF4A5663")
    sheet["A1"].comment = Comment(words.first_row, "Badgepress")
    for cell, column in zip(
        _put(sheet, 2, [each.header for each in columns]), columns, strict=True
    ):
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_PALE)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.comment = Comment(column.comment, "Badgepress")
        sheet.column_dimensions[cell.column_letter].width = column.width
        _prepare(sheet, cell.column_letter, column, rows)
    for rule in _rules(columns, rubric, rows, words):
        sheet.add_data_validation(rule)
    sheet.freeze_panes = f"B{_FIRST_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:2"


def _prepare(sheet: "Worksheet", letter: str, column: _Column, rows: int) -> None:
    """Empty cells as they are to be filled in: dates as dates, all else as text.

    A cell of text keeps what begins with an equals sign, and "007", as it was typed.
    """
    from openpyxl.styles import Alignment  # noqa: PLC0415

    formats = {"date": "yyyy-mm-dd", "number": "0"}
    for row in range(_FIRST_ROW, _FIRST_ROW + rows):
        cell = sheet[f"{letter}{row}"]
        cell.number_format = formats.get(column.kind, "@")
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _rules(
    columns: Sequence[_Column], rubric: Rubric, rows: int, words: SheetWords
) -> Iterator[Any]:
    """What may be typed into the columns of levels, kinds of evidence, dates and attempts."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    first, last = (
        get_column_letter(_LEVELS_FROM),
        get_column_letter(_LEVELS_FROM + len(rubric.levels) - 1),
    )
    levels = f"'{words.rubric}'!${first}${_LEVELS_ROW}:${last}${_LEVELS_ROW}"
    kinds = ",".join(words.kinds.values())
    rules = {
        "level": DataValidation(type="list", formula1=levels),
        "evidence": DataValidation(type="list", formula1=f'"{kinds}"'),
        "date": DataValidation(type="date", operator="greaterThan", formula1="36526"),  # 2000
        "number": DataValidation(type="whole", operator="between", formula1="1", formula2="100"),
    }
    for kind, rule in rules.items():
        rule.errorTitle, rule.error = words.mark, words.told[kind]
        rule.showErrorMessage = True
        rule.allow_blank = True
        for number, column in enumerate(columns, start=1):
            if column.kind == kind:
                letter = get_column_letter(number)
                rule.add(f"{letter}{_FIRST_ROW}:{letter}{_FIRST_ROW + rows - 1}")
        yield rule


def _write_rubric(sheet: "Worksheet", badge: Badge, rubric: Rubric, words: SheetWords) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    labels = level_labels(rubric)
    (title,) = _put(sheet, 1, [badge.name])
    title.font = Font(bold=True, size=14)
    _put(sheet, 2, [words.passing.format(level=labels[rubric.passes])])
    _put(sheet, 3, [rubric.rule or ""])
    header = _put(sheet, _LEVELS_ROW, [words.criterion, words.judged, *labels.values()])
    passing = rubric.rank(rubric.passes) + _LEVELS_FROM - 1
    for number, cell in enumerate(header):
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_PASSES if number >= passing else _PALE)
        sheet.column_dimensions[get_column_letter(number + 1)].width = 34
    names = criterion_labels(rubric)
    for row, each in enumerate(rubric.criteria, start=_LEVELS_ROW + 1):
        told = [names[each.id], each.description or "", *(each.levels[key] for key in labels)]
        for cell in _put(sheet, row, told):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    row = _LEVELS_ROW + len(rubric.criteria) + 2
    for line in _around(badge, words):
        _put(sheet, row, [line])
        row += 1
    sheet.freeze_panes = f"B{_LEVELS_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _around(badge: Badge, words: SheetWords) -> Iterator[str]:
    """What an assessor should have at hand besides the rubric."""
    yield words.assessors.format(who=badge.assessors.who)
    if badge.assessors.rule is not None:
        yield words.rule.format(rule=badge.assessors.rule)
    for each in badge.evidence:
        yield words.evidence.format(what=each.description)


def _put(sheet: "Worksheet", row: int, texts: Iterable[str]) -> list[Any]:
    """Write `texts` side by side, each as text."""
    cells = []
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        cells.append(cell)
    return cells
