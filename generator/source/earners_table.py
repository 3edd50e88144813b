"""``earners.csv``: earners as a spreadsheet, one a row."""

from pathlib import Path

from generator.model.earner import Earner
from generator.source.codes import Code
from generator.source.columns import PERSON, Columns, find_columns
from generator.source.draft import Draft, Entry
from generator.source.folder import shown
from generator.source.parse import parse
from generator.source.problems import CatalogError, Problem, Where
from generator.source.spreadsheet import MAX_CSV_BYTES, Row, Table, is_workbook, read_table
from generator.source.table_record import RecordMaker, TableRecord

EARNER_COLUMNS = PERSON | {
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


def read_earners_table(draft: Draft) -> None:
    """Read ``earners.csv``, if there is one, into `draft`."""
    path = draft.people / "earners.csv"
    if path not in draft.reader.list(draft.people).files:
        return
    data = draft.reader.bytes(path, MAX_CSV_BYTES)
    if data is None:
        return
    if is_workbook(data):
        message = "this is a workbook, which no command can edit"
        hint = "save it as 'CSV UTF-8' in your spreadsheet program"
        draft.reader.note(path, Code.NOT_A_SPREADSHEET, message, hint)
        return
    try:
        table = read_table(shown(path), data)
    except CatalogError as error:
        draft.reader.problems += error.problems
        return
    draft.notices += table.notices
    columns = find_columns(table, EARNER_COLUMNS)
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
    order = draft.config.issuing.dates if draft.config is not None else None
    maker = RecordMaker(table, columns, row, dates=order)
    maker.text("earner", "slug")
    maker.name()
    for key in ("email", "visibility", "address", "minor_until", "language"):
        maker.text(key)
    for key in ("by", "visibility", "name", "record"):
        maker.text(f"consent_{key}", "consent", key)
    maker.date("consent_on", "consent", "on")
    former = columns.cell(row, "former_names")
    if former is not None:
        names = [name.strip() for name in former.text.split(";")]
        maker.put(former, [name for name in names if name], "former_names")
    return maker.record()
