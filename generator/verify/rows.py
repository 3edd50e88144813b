"""Reports as rows for programs (JSON lines) and spreadsheets (CSV).

The browser's verifier writes the same table, byte for byte (theme/verifier/src/table).
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from generator.openbadges.instants import format_instant
from generator.openbadges.reading import SignedFacts
from generator.verify.report import CHECK_IDS, Outcome, Report, Verdict
from generator.verify.words import printable, say

COLUMNS = (
    *("file", "person", "badge", "issuer", "date", "hours", "verdict", "reason"),
    *("duplicate_of", "already_counted", "decision", "note"),
    *("id", "digest", "issuer_name", "valid_from", "valid_until"),
    *CHECK_IDS,
)
"""In the order that programs may rely on: those that people read come first."""

_HOURS = "ext:LearningHours"
_MAX_CELL = 1_000  # characters; spreadsheets end at 32,767

# A cell that begins with one of these is a formula to some spreadsheet (OWASP, CSV injection);
# to one that separates cells by semicolons a cell begins behind each.
_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(rf'^(?= *{_SIGN})|(;[ "]*)(?={_SIGN})')


class CountedError(ValueError):
    """Why a file is no table of ours; one sentence."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One file and what was found."""

    file: str
    report: Report
    digest: str = ""  # SHA-256 of the file, hex; empty where it could not be had

    @property
    def signed_id(self) -> str:
        """The credential's id, where it is proven."""
        return self.report.id or "" if _is_signed(self.report) else ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What last cycle's table counted: ids of credentials and digests of files, as in cells."""

    ids: frozenset[str] = frozenset()
    digests: frozenset[str] = frozenset()

    def has(self, judged: Judged) -> bool:
        """Whether it counted that badge, by the credential's id or else by the file."""
        known = bool(judged.signed_id) and _cell(judged.signed_id) in self.ids
        return known or (bool(judged.digest) and judged.digest in self.digests)


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
        "valid_from": _instant(report.valid_from) or None,
        "valid_until": _instant(report.valid_until) or None,
        "components": [
            {
                "url": each.url,
                "badge": each.badge or None,
                "outcome": each.outcome.value,
                "detail": each.detail,
            }
            for each in report.components
        ],
    }
    return json.dumps(row)


def csv_table(judged: Sequence[Judged], counted: Counted = Counted()) -> bytes:
    """A table with one row a report: UTF-8 with a byte order mark, as spreadsheets want it.

    What nobody is proven to have signed is left empty. No cell can be taken for a formula:
    those that could be begin with an apostrophe. `decision` and `note` are the reader's.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each, earlier in zip(judged, _duplicates(judged), strict=True):
        cells = _cells(each) | {
            "duplicate_of": earlier,
            "already_counted": "yes" if counted.has(each) else "",
        }
        writer.writerow([_cell(cells.get(name, "")) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def read_counted(data: bytes) -> Counted:
    """Reads a table of ours back, as it is or as a spreadsheet saved it.

    It counted what was accepted and what was verified and neither declined nor asked about,
    and all that an earlier one counted.

    Raises:
        CountedError: it is no table of ours.

    """
    head, records = _records(data)
    columns = {}
    for name in ("verdict", "already_counted", "decision", "id", "digest"):
        if name not in head:
            raise CountedError(f"It is no table of this verifier: it lacks the column '{name}'.")
        columns[name] = head.index(name)
    ids, digests = set(), set()
    for record in records:
        row = {name: record[at] if at < len(record) else "" for name, at in columns.items()}
        decision = row["decision"].strip().lower()
        is_verified = row["verdict"] == "verified" and decision not in {"ask", "decline"}
        if row["already_counted"] or decision == "accept" or is_verified:
            ids.add(row["id"])
            digests.add(row["digest"])
    return Counted(frozenset(ids), frozenset(digests))


def _cells(judged: Judged) -> dict[str, str]:
    report = judged.report
    cells = {
        "file": judged.file,
        "verdict": report.verdict.value,
        "reason": report.deciding.detail,
        "digest": judged.digest,
        **{check.id: check.outcome.value for check in report.checks},
    }
    if not _is_signed(report):
        return cells
    facts: SignedFacts | None = report.facts
    awarded = facts.awarded if facts else None
    return cells | {
        "person": report.earner or "",
        "badge": report.badge or "",
        "issuer": report.issuer or "",
        "date": _instant(awarded or report.valid_from)[: len("2026-05-03")],
        "hours": facts.measure(_HOURS) if facts else "",
        "id": report.id or "",
        "issuer_name": report.issuer_name or "",
        "valid_from": _instant(report.valid_from),
        "valid_until": _instant(report.valid_until),
    }


def _duplicates(judged: Iterable[Judged]) -> Iterator[str]:
    """For each the earlier file that is the same badge, or nothing.

    The same is the same credential id of the same issuer, where it is proven (anyone can sign a
    badge of their own under another's id), or the same file; that two names are one person's,
    no signature says.
    """
    seen: dict[tuple[str, ...], tuple[int, str]] = {}
    for place, each in enumerate(judged):
        named = ("id", each.signed_id, each.report.issuer or "")
        keys = [key for key in (named, ("file", each.digest)) if key[1]]
        yield min((seen[key] for key in keys if key in seen), default=(0, ""))[1]
        for key in keys:
            seen.setdefault(key, (place, each.file))


def _is_signed(report: Report) -> bool:
    outcomes = {check.id: check.outcome for check in report.checks}
    return outcomes.get("signature") is Outcome.PASSED


def _records(data: bytes) -> tuple[list[str], list[list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CountedError("It is not in UTF-8: save it as 'CSV UTF-8'.") from None
    # Some spreadsheets separate cells by semicolons.
    head = text.replace("\r", "\n").partition("\n")[0]
    delimiter = ";" if ";" in head else ","
    try:
        lines = StringIO(text, newline="")
        records = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        raise CountedError("It is not a table of comma-separated values.") from None
    return (records[0], records[1:]) if records else ([], [])


def _cell(value: str) -> str:
    cut = value if len(value) <= _MAX_CELL else value[: _MAX_CELL - 1] + "…"
    return no_formula(printable(cut))


def no_formula(text: str) -> str:
    """The text as a cell that no spreadsheet computes: what could be a formula begins with "'"."""
    return _FORMULA.sub(r"\1'", text)


def _instant(moment: datetime | None) -> str:
    return "" if moment is None else format_instant(moment)
