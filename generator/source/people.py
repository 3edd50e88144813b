"""Earners from a spreadsheet, the ledger, and signed files, as they lie in the people folder."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.model.catalog import Adopted, AdoptedRecord, Stored
from generator.model.earner import Earner
from generator.model.ledger import Issued, Revoked
from generator.source.codes import Code
from generator.source.columns import PERSON, Columns, TableRecord, find_columns, person_name
from generator.source.dates import AmbiguousDateError, read_date
from generator.source.document import read_document
from generator.source.draft import Draft, Entry, LedgerLine
from generator.source.folder import shown
from generator.source.parse import Location, parse
from generator.source.problems import CatalogError, Problem, Where, excerpt_of, printable
from generator.source.spreadsheet import MAX_CSV_BYTES, Cell, Row, Table, read_table
from generator.source.text import MAX_BYTES

MAX_LEDGER_BYTES = 2_000_000_000  # two million rows: read whole, so it must fit in memory
_TOKEN = re.compile(r"[0-9a-f]{32}")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")

_EARNER_COLUMNS = PERSON | {
    "visibility": "visibility",
    "address": "address, page address",
    "consent_by": "consent by",
    "consent_on": "consent on, consent date",
    "consent_visibility": "consent visibility, consent for",
    "consent_name": "consent name, public name, name shown",
    "consent_record": "consent record",
    "language": "language",
    "former_names": "former names, former name",
}


def read_people(draft: Draft) -> None:
    """Read ``earners.csv``, ``ledger.jsonl``, ``assertions/`` and the catalog's ``status/``."""
    _read_earners_csv(draft)
    _read_ledger(draft)
    _read_assertions(draft)
    _read_adopted(draft)
    _read_status_lists(draft)


# ── earners.csv ──────────────────────────────────────────────────────────────────────────


def _read_earners_csv(draft: Draft) -> None:
    path = draft.people / "earners.csv"
    if path not in draft.reader.list(draft.people).files:
        return
    data = draft.reader.bytes(path, MAX_CSV_BYTES)
    if data is None:
        return
    try:
        table = read_table(shown(path), data)
    except CatalogError as error:
        draft.reader.problems += error.problems
        return
    draft.notices += table.notices
    columns = find_columns(table, _EARNER_COLUMNS)
    draft.reader.problems += columns.problems
    for row in table.rows:
        _read_earner_row(draft, path, _earner_record(draft, table, columns, row))


def _read_earner_row(draft: Draft, path: Path, record: TableRecord) -> None:
    slug = record.values.get("slug")
    if slug in draft.entries["earners"]:
        first = draft.entries["earners"][slug]
        place = first.source.where() if first.source is not None else Where(shown(first.path))
        message = f"there is an earner '{slug}' already: {place.path}:{place.line}"
        where = record.where(["slug"])
        draft.reader.problems.append(Problem(where, Code.REPEATED_SLUG, message))
        return
    entry = Entry(slug or "", path, record)
    if slug:
        draft.entries["earners"][slug] = entry
    try:
        entry.record = parse(Earner, record)
    except CatalogError as error:
        draft.reader.problems += error.problems


def _earner_record(draft: Draft, table: Table, columns: Columns, row: Row) -> TableRecord:
    values: dict[str, Any] = {}
    cells: dict[tuple[str | int, ...], Cell] = {}
    problems: list[Problem] = []

    def put(location: tuple[str, ...], cell: Cell, value: Any) -> None:
        group = values
        for step in location[:-1]:
            group = group.setdefault(step, {})
        group[location[-1]] = value
        cells[location] = cell

    for key in columns.index:
        cell = columns.cell(row, key)
        if cell is None:
            continue
        if key in {"name", "first", "last"}:
            cells[("name",)] = cell
        elif key == "former_names":
            put((key,), cell, [name.strip() for name in cell.text.split(";") if name.strip()])
        elif key == "earner":
            put(("slug",), cell, cell.text)
        else:
            put(tuple(key.split("_", 1)) if key.startswith("consent_") else (key,), cell, cell.text)
    order = draft.config.issuing.dates if draft.config is not None else None
    spoiled: set[tuple[str | int, ...]] = set()
    on = cells.get(("consent", "on"))
    if on is not None:
        try:
            values["consent"]["on"] = read_date(on.text, order)
        except ValueError as error:
            problems.append(date_problem(table.where(on), error))
            spoiled.add(("consent", "on"))
    try:
        name = person_name(columns, row)
        if name is not None:
            values["name"] = name
    except ValueError as error:
        hint = "write it as 'First Last' or 'Last, First'"
        where = table.where(cells["name",])
        problems.append(Problem(where, Code.AMBIGUOUS_NAME, str(error), hint))
        values["name"] = cells["name",].text
    return TableRecord(table, row, values, cells, tuple(problems), frozenset(spoiled))


def date_problem(where: Where, error: ValueError) -> Problem:
    """What `read_date` raised, as a problem."""
    if isinstance(error, AmbiguousDateError):
        hint = "write it as 2026-05-03, or set 'dates: mdy' or 'dates: dmy' under 'issuing'"
        return Problem(where, Code.AMBIGUOUS_DATE, str(error), hint)
    return Problem(where, Code.WRONG_FORM, f"a date {error}")


# ── the ledger ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger, for `parse`."""

    path: str
    line: int
    text: str
    values: dict[str, Any]
    problems: tuple[Problem, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The values."""
        return self.values

    def where(self, location: Location = (), *, key: bool = False) -> Where:
        """The line, and the column of the last key of `location`."""
        name = next((step for step in reversed(location) if isinstance(step, str)), "")
        found = self.text.find(f'"{name}"')
        column = found + 1
        if found >= 0 and not key:
            rest = re.match(r'"[^"]*"\s*:\s*', self.text[found:])
            column += rest.end() if rest else 0
        column = column if found >= 0 else 1
        return Where(self.path, self.line, column, excerpt_of(self.text, column))

    def is_spoiled(self, location: Location) -> bool:
        """Never: what cannot be read as JSON is no row."""
        del location
        return False


def _read_ledger(draft: Draft) -> None:
    """Rows of the ledger.

    Each ends in a newline that is written with it. What stands after the last newline is a
    row that a kill tore while it was written: nothing was signed for it, since signing comes
    after, so it counts only where it is whole.
    """
    path = draft.people / "ledger.jsonl"
    if path not in draft.reader.list(draft.people).files:
        return
    data = draft.reader.bytes(path, MAX_LEDGER_BYTES)
    if data is None:
        return
    *lines, tail = data.split(b"\n")
    draft.ledger_bytes = len(data) - len(tail)
    for number, line in enumerate(lines, start=1):
        try:
            _read_ledger_line(draft, shown(path), number, line)
        except CatalogError as error:
            draft.reader.problems += error.problems
    if tail.strip():
        try:
            _read_ledger_line(draft, shown(path), len(lines) + 1, tail)
            draft.ledger_bytes = len(data)
        except CatalogError:
            draft.notices.append(
                f"{shown(path)}:{len(lines) + 1}: the last row was not written to its end and "
                "does not count; 'badgepress issue' puts it right"
            )


def _read_ledger_line(draft: Draft, path: str, number: int, line: bytes) -> None:
    if not line.strip():
        return
    values = _json_object(path, number, line)
    source = LedgerRow(path, number, line.decode(), values)
    if values.get("kind", "issued") not in {"issued", "revoked"}:
        message = f"'kind' must be one of issued, revoked; found '{values['kind']}'"
        raise CatalogError([Problem(source.where(["kind"]), Code.WRONG_CHOICE, message)])
    revoked = values.get("kind") == "revoked"
    row: Issued | Revoked = parse(Revoked, source) if revoked else parse(Issued, source)
    draft.ledger.append(LedgerLine(row, source))


def _json_object(path: str, number: int, line: bytes) -> dict[str, Any]:
    def refuse_constant(name: str) -> Any:
        raise ValueError(f"{name} is no JSON")

    def once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) != len(pairs):
            raise ValueError("a key is given twice")
        return values

    try:
        values = json.loads(
            line.decode("utf-8"), parse_constant=refuse_constant, object_pairs_hook=once
        )
        if not isinstance(values, dict):
            raise ValueError("a row is an object in braces")
    except (ValueError, RecursionError) as error:  # also JSON and Unicode errors
        column = getattr(error, "colno", 1)
        where = Where(path, number, column)
        hint = "the ledger is written by 'issue' and 'revoke' only; restore it from a backup"
        message = f"not readable as a ledger row: {error}"
        raise CatalogError([Problem(where, Code.SYNTAX, message, hint)]) from None
    return values


# ── signed files ─────────────────────────────────────────────────────────────────────────


def _read_assertions(draft: Draft) -> None:
    folder = draft.people / "assertions"
    listing = draft.reader.list(folder)
    others = [each for each in listing.folders if each.name != "adopted"]
    draft.reader.unexpected(others, ("adopted",), "assertions/ holds .json files and adopted/")
    for file in listing.files:
        if file.suffix != ".json" or not _TOKEN.fullmatch(file.stem):
            belongs = "here belong signed files, named by their id: 32 hexadecimal digits"
            draft.reader.unexpected([file], (), belongs)
            continue
        body = draft.reader.bytes(file, MAX_BYTES)
        if body is not None:
            draft.assertions[file.stem] = Stored(shown(file), body)


def _read_status_lists(draft: Draft) -> None:
    listing = draft.reader.list(draft.catalog / "status")
    belongs = "status/ holds a folder for each issuer, with 1.json and so on"
    draft.reader.unexpected(listing.files, (), belongs)
    for folder in listing.folders:
        inner = draft.reader.list(folder)
        draft.reader.unexpected(inner.folders, (), belongs)
        for file in inner.files:
            if file.suffix != ".json" or not _NUMBER.fullmatch(file.stem):
                draft.reader.unexpected([file], (), belongs)
                continue
            body = draft.reader.bytes(file, MAX_BYTES)
            if body is not None:
                draft.status_lists[folder.name, int(file.stem)] = Stored(shown(file), body)


def _read_adopted(draft: Draft) -> None:
    listing = draft.reader.list(draft.people / "assertions" / "adopted")
    belongs = "adopted/ holds a folder for each assertion, made by 'badgepress adopt'"
    draft.reader.unexpected(listing.files, (), belongs)
    for folder in listing.folders:
        _read_adopted_one(draft, folder)


def _read_adopted_one(draft: Draft, folder: Path) -> None:
    inner = draft.reader.list(folder)
    files = {file.name: file for file in inner.files}
    for needed in ("adopted.yml", "credential.json"):
        if needed not in files:
            message = f"'{needed}' is missing here"
            draft.reader.note(folder, Code.MISSING_FILE, message, "adopt the assertion again")
            return
    try:
        data = draft.reader.bytes(files["adopted.yml"], MAX_BYTES)
        if data is None:
            return
        source = read_document(shown(files["adopted.yml"]), data)
        record = parse(AdoptedRecord, source)
    except CatalogError as error:
        draft.reader.problems += error.problems
        return
    bodies: dict[str, bytes] = {}
    named = {"credential.json", *record.documents.values(), *record.digests}
    for name in sorted(named):
        body = draft.reader.bytes(files[name], MAX_BYTES) if name in files else None
        if name not in files:
            url = next((url for url, each in record.documents.items() if each == name), None)
            where = source.where(["documents", url]) if url else source.where(["digests", name])
            message = f"the file '{printable(name)}' is not beside this one"
            draft.reader.problems.append(Problem(where, Code.MISSING_FILE, message))
        if body is None:
            continue
        bodies[name] = body
        digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
        if record.digests.get(name, digest) != digest:
            message = f"'{name}' was changed since it was adopted"
            where = source.where(["digests", name])
            hint = "adopt the assertion again"
            draft.reader.problems.append(Problem(where, Code.DIGEST_MISMATCH, message, hint))
    if len(bodies) == len(named):
        documents = {url: bodies[name] for url, name in record.documents.items()}
        adopted = Adopted(folder.name, shown(folder), record, bodies["credential.json"], documents)
        draft.adopted[folder.name] = (adopted, source)
