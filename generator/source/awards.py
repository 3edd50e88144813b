"""Awards as `issue` is handed them: a spreadsheet with one award a row, or YAML.

In YAML the same rows are a list under ``awards:``, with the keys of `model.award.Award`
and those of a new person (name, email, minor_until).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from generator.model.attempt import Feedback
from generator.model.award import Award
from generator.model.base import CatalogModel, Email, Line, Month, Name, Slug
from generator.model.site_config import DateOrder
from generator.source.award_columns import COLUMNS, EVIDENCE, MOST_EVIDENCE, RESULTS
from generator.source.codes import Code
from generator.source.columns import Columns, find_columns, normal
from generator.source.document import read_document
from generator.source.parse import Location, Readable, parse
from generator.source.problems import CatalogError, Problem, Where
from generator.source.score_words import KINDS
from generator.source.spreadsheet import Cell, Row, Table, read_table
from generator.source.table_record import RecordMaker, TableRecord

_TEXTS = (
    *("badge", "email", "award_id", "team", "shown", "hours", "attempt"),
    *("assessor_role", "assessor_name", "assessor_id", "second_assessor_id", "approver_id"),
)
_DATES = ("awarded", "started", "ended", "valid_until")


class Written(Award):
    """An award whose badge and earner are still as somebody wrote them."""

    badge: Line
    earner: Slug = ""
    name: Name | None = None
    email: Email | None = None
    minor_until: Month | None = None


class _WrittenAwards(CatalogModel):
    awards: tuple[Written, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award as it was written; who and what it names is for `issue` to find."""

    where: Where
    badge: str
    """A slug or a name, as written."""
    earner: str | None
    """A slug, as written."""
    name: str | None
    """A full name as "First Last"."""
    email: str | None
    minor_until: str | None
    award: Mapping[str, Any]
    """The other fields of `Award` that were given, right by themselves."""
    source: Readable = field(repr=False)
    location: Location = ()
    feedback: Feedback | None = None
    """For whom it is "not yet", in a score sheet; None: the row can only be an award."""

    def at(self, *location: str | int) -> Where:
        """The place of one field, for example ``at("results", "planning")``."""
        return self.source.where((*self.location, *location))


@dataclass(frozen=True, slots=True)
class AwardSheet:
    """All rows, and what is not wrong but worth saying."""

    rows: tuple[AwardRow, ...]
    notices: tuple[str, ...] = ()


class AwardsError(CatalogError):
    """Rows of a sheet are wrong; `good` holds the others, so that they can be judged too."""

    def __init__(self, problems: Iterable[Problem], good: AwardSheet) -> None:
        super().__init__(problems)
        self.good = good

    def __reduce__(self) -> Any:
        """As a worker process hands it over."""
        return type(self), (self.problems, self.good)


def read_awards(name: str, data: bytes, *, dates: DateOrder | None) -> AwardSheet:
    """Read the awards file `name`; `dates` is how to read a date like 3/4/26.

    Raises:
        CatalogError: with every mistake in every row; an `AwardsError` when some rows of
            a spreadsheet are good.

    """
    if name.lower().endswith((".yml", ".yaml")):
        return _read_yaml(name, data)
    return awards_of(read_table(name, data), dates=dates)


def awards_of(table: Table, *, dates: DateOrder | None) -> AwardSheet:
    """Read the awards in `table`, as `read_awards` does.

    Raises:
        CatalogError: as `read_awards`.

    """
    columns = find_columns(table, COLUMNS, RESULTS)
    problems = [*columns.problems, *missing_columns(table, columns, ("badge", "awarded"))]
    if any(problem.code == Code.MISSING_COLUMN for problem in problems):
        raise CatalogError(problems)
    if not table.rows:
        where = table.where(table.header[0])
        problems.append(Problem(where, Code.EMPTY_FILE, "there are no rows under the header"))
    rows, wrong = award_rows(table, columns, dates)
    sheet = AwardSheet(tuple(rows), table.notices)
    if problems or wrong:
        raise AwardsError([*problems, *wrong], sheet)
    return sheet


def award_rows(
    table: Table, columns: Columns, dates: DateOrder | None
) -> tuple[list[AwardRow], list[Problem]]:
    """The rows of `table` that are right by themselves, and what is wrong with the others."""
    rows: list[AwardRow] = []
    problems: list[Problem] = []
    for row in table.rows:
        record = _record(table, columns, row, dates)
        unnamed = nameless(record, record.plain(), ())
        problems += unnamed
        try:
            award = award_row(parse(Written, record), record, ())
            rows += [] if unnamed else [award]
        except CatalogError as error:
            problems += error.problems
    return rows, problems


def _read_yaml(name: str, data: bytes) -> AwardSheet:
    document = read_document(
        name, data, begin="begin with the line 'awards:' and list the awards below it"
    )
    listed = document.plain().get("awards")
    problems = [
        problem
        for index, said in enumerate(listed if isinstance(listed, list) else ())
        for problem in nameless(document, said, ("awards", index))
    ]
    try:
        written = parse(_WrittenAwards, document)
    except CatalogError as error:
        raise CatalogError([*problems, *error.problems]) from None
    if problems:
        raise CatalogError(problems)
    return AwardSheet(
        tuple(
            award_row(award, document, ("awards", index))
            for index, award in enumerate(written.awards)
        )
    )


def nameless(source: Readable, said: Any, location: Sequence[str | int]) -> list[Problem]:
    """A problem where an award does not say who earned it."""
    if not isinstance(said, dict) or any(said.get(key) for key in ("earner", "name", "email")):
        return []
    message, hint = "who earned it?", "give 'earner', 'name' or 'email'"
    return [Problem(source.where(location), Code.MISSING_KEY, message, hint)]


def award_row(award: Written, source: Readable, location: Sequence[str | int]) -> AwardRow:
    """The row that says `award` at `location` of `source`."""
    given = {
        name: getattr(award, name)
        for name in Award.model_fields
        if name in award.model_fields_set and name not in {"badge", "earner"}
    }
    return AwardRow(
        where=source.where(location),
        badge=award.badge,
        earner=award.earner or None,
        name=award.name,
        email=award.email,
        minor_until=award.minor_until,
        award=given,
        source=source,
        location=tuple(location),
    )


def missing_columns(table: Table, columns: Columns, needed: Sequence[str]) -> list[Problem]:
    """Problems where the columns `needed`, or those that say who somebody is, are not there."""
    where = table.where(table.header[0])
    found = columns.index.keys()
    missing = [key for key in needed if key not in found]
    if not found & {"earner", "name", "first", "last", "email"}:
        missing.append("name")
    return [
        Problem(where, Code.MISSING_COLUMN, f"no column says the '{key}'", _column_hint(key))
        for key in missing
    ]


def _column_hint(key: str) -> str:
    return "it may be called: " + ", ".join(COLUMNS[key].split(", ")[:6])


def _record(table: Table, columns: Columns, row: Row, dates: DateOrder | None) -> TableRecord:
    maker = RecordMaker(table, columns, row, dates=dates)
    take_fields(maker, columns, row)
    for criterion, cell in columns.prefixed_cells(row, "result").items():
        maker.put(cell, _as_slug(cell.text), "results", _as_slug(criterion))
    return maker.record()


def take_fields(maker: RecordMaker, columns: Columns, row: Row) -> None:
    """Take all that a row says of an award but for its results."""
    maker.name()
    _take_earner(maker, columns.cell(row, "earner"))
    for key in _TEXTS:
        maker.text(key)
    for key in _DATES:
        maker.date(key)
    minor = columns.cell(row, "minor_until")
    if minor is not None:
        month = minor.text[:7] if len(minor.text) == len("2031-06-01") else minor.text
        maker.put(minor, month, "minor_until")
    _take_evidence(maker, columns, row)


def _take_earner(maker: RecordMaker, cell: Cell | None) -> None:
    """An "earner" column may hold slugs, e-mail addresses or names."""
    if cell is None:
        return
    if "@" in cell.text:
        maker.put(cell, cell.text, "email")
    elif " " in cell.text:
        maker.put(cell, cell.text, "name")
    else:
        maker.put(cell, cell.text, "earner")


def _take_evidence(maker: RecordMaker, columns: Columns, row: Row) -> None:
    items: list[tuple[dict[str, Any], dict[str, Cell]]] = []
    for number in range(MOST_EVIDENCE):
        cells = {key: columns.cell(row, f"evidence.{number + 1}.{key}") for key in EVIDENCE}
        present = {key: cell for key, cell in cells.items() if cell is not None}
        if not present:
            continue
        values = {key: cell.text for key, cell in present.items()}
        if "kind" in values:
            values["kind"] = KINDS.get(normal(values["kind"]), _as_slug(values["kind"]))
        if "date" in present:
            values["date"], problem = maker.read_date(present["date"])
            if problem is not None:
                maker.spoil(problem, "evidence", len(items), "date")
        items.append((values, present))
    if items:
        maker.put_list("evidence", items)


def _as_slug(text: str) -> str:
    """The slug that "Lesson plan" stands for: lesson-plan."""
    return normal(text).replace(" ", "-")
