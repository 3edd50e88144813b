"""Reports as rows for programs (JSON lines) and spreadsheets (CSV)."""

import csv
import json
from collections.abc import Iterable
from datetime import datetime
from io import StringIO

from generator.openbadges.instants import format_instant
from generator.verify.report import CHECK_IDS, Report, Verdict
from generator.verify.words import say

_COLUMNS = (
    *("file", "verdict", "summary", "badge", "issuer", "issuer_name", "earner"),
    *("id", "valid_from", "valid_until"),
)

# A cell that begins with one of these is a formula to some spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def headline(report: Report) -> str:
    """The verdict in words: for an invalid badge what failed, in the failed check's sentence."""
    if report.verdict is Verdict.INVALID:
        return report.deciding.detail
    return say(f"verdict.{report.verdict}")


def json_line(file: str, report: Report) -> str:
    """One JSON object on one line, ASCII, without the newline."""
    row = {
        "file": file,
        "verdict": report.verdict.value,
        "checks": [
            {"id": check.id, "outcome": check.outcome.value, "detail": check.detail}
            for check in report.checks
        ],
        "id": report.id,
        "badge": report.badge,
        "issuer": report.issuer,
        "valid_from": _instant(report.valid_from),
        "valid_until": _instant(report.valid_until),
    }
    return json.dumps(row)


def csv_table(reports: Iterable[tuple[str, Report]]) -> bytes:
    """A table with one row a report: UTF-8 with a byte order mark, as spreadsheets want it.

    No cell can be taken for a formula: those that could be begin with an apostrophe.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*_COLUMNS, *CHECK_IDS])
    for file, report in reports:
        cells = {
            "file": file,
            "verdict": report.verdict.value,
            "summary": headline(report),
            "badge": report.badge,
            "issuer": report.issuer,
            "issuer_name": report.issuer_name,
            "earner": report.earner,
            "id": report.id,
            "valid_from": _instant(report.valid_from),
            "valid_until": _instant(report.valid_until),
            **{check.id: check.outcome.value for check in report.checks},
        }
        writer.writerow([_cell(cells.get(name)) for name in (*_COLUMNS, *CHECK_IDS)])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def plain(text: str) -> str:
    """Foreign text for a terminal: what does not print is shown as a replacement character."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _cell(value: str | None) -> str:
    text = plain(value or "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else format_instant(moment)
