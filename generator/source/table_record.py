"""A row of a spreadsheet as a record, each value with the cell it came from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.site_config import DateOrder
from generator.source.codes import Code
from generator.source.columns import Columns, normal
from generator.source.dates import AmbiguousDateError, read_date
from generator.source.parse import Location
from generator.source.problems import Problem, Where
from generator.source.spreadsheet import Cell, Row, Table

Steps = tuple[str | int, ...]

# What follows a comma without being a first name.
_SUFFIXES = frozenset(
    re.findall(r"\w+", "jr sr i ii iii iv v phd edd md jd ma ms mba med bs ba rn lpn esq cpa nbct")
)


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A row as nested values, for `parse`."""

    table: Table
    row: Row
    values: Mapping[str, Any]
    cells: Mapping[Steps, Cell]
    """Where each value came from."""
    problems: tuple[Problem, ...]
    spoiled: frozenset[Steps]
    """Values that have a problem already."""

    def plain(self) -> dict[str, Any]:
        """The values."""
        return dict(self.values)

    def where(self, location: Location = (), *, key: bool = False) -> Where:
        """The place of a value's cell, or of the row."""
        del key  # a column's name is not what the reader has to mend
        steps = tuple(step for step in location if step != "[key]")
        while steps and steps not in self.cells:
            steps = steps[:-1]
        return self.table.where(self.cells[steps] if steps else self.row)

    def is_spoiled(self, location: Location) -> bool:
        """Whether the value has a problem already."""
        return tuple(location) in self.spoiled


class RecordMaker:
    """Makes a `TableRecord` of a row, value by value."""

    def __init__(
        self, table: Table, columns: Columns, row: Row, *, dates: DateOrder | None
    ) -> None:
        self._table, self._columns, self._row, self._dates = table, columns, row, dates
        self._values: dict[str, Any] = {}
        self._cells: dict[Steps, Cell] = {}
        self._problems: list[Problem] = []
        self._spoiled: set[Steps] = set()

    def put(self, cell: Cell, value: Any, *location: str) -> None:
        """Set a value."""
        group = self._values
        for step in location[:-1]:
            group = group.setdefault(step, {})
        group[location[-1]] = value
        self._cells[location] = cell

    def mark(self, cell: Cell, *location: str) -> None:
        """Note the place of a cell that is empty, for problems about what it lacks."""
        self._cells[location] = cell

    def put_list(self, key: str, items: list[tuple[dict[str, Any], dict[str, Cell]]]) -> None:
        """Set a list of groups, each with its cells."""
        self._values[key] = [values for values, _ in items]
        for index, (_, cells) in enumerate(items):
            self._cells |= {(key, index, name): cell for name, cell in cells.items()}
            self._cells.setdefault((key, index), next(iter(cells.values())))

    def text(self, key: str, *location: str) -> None:
        """Take the text of the column `key`, if the row has one."""
        cell = self._columns.cell(self._row, key)
        if cell is not None:
            self.put(cell, cell.text, *(location or (key,)))

    def date(self, key: str, *location: str) -> None:
        """Take the date of the column `key`, if the row has one."""
        cell = self._columns.cell(self._row, key)
        if cell is None:
            return
        steps = location or (key,)
        value, problem = self.read_date(cell)
        self.put(cell, value, *steps)
        if problem is not None:
            self._problems.append(problem)
            self._spoiled.add(steps)

    def read_date(self, cell: Cell) -> tuple[str, Problem | None]:
        """The date in a cell; on a problem the cell's own text."""
        try:
            return read_date(cell.text, self._dates), None
        except AmbiguousDateError as error:
            where = self._table.where(cell)
            hint = "write it as 2026-05-03, or set 'dates: mdy' or 'dates: dmy' under 'issuing'"
            return cell.text, Problem(where, Code.AMBIGUOUS_DATE, str(error), hint)
        except ValueError as error:
            where = self._table.where(cell)
            return cell.text, Problem(where, Code.WRONG_FORM, f"the date {error}")

    def spoil(self, problem: Problem, *location: str | int) -> None:
        """Note a problem about the value at `location`."""
        self._problems.append(problem)
        self._spoiled.add(location)

    def name(self) -> None:
        """Take the full name as "First Last", also from "Last, First" or two columns."""
        cells = {key: self._columns.cell(self._row, key) for key in ("name", "first", "last")}
        present = [cell for cell in cells.values() if cell is not None]
        if not present:
            return
        whole = cells["name"]
        if whole is None:
            self.put(present[0], " ".join(cell.text for cell in present), "name")
            return
        name = _in_order(whole.text)
        self.put(whole, name or whole.text, "name")
        if name is None:
            message = f"the name '{whole.text}' can be split in more than one way"
            hint = "write it as 'First Last' or 'Last, First'"
            problem = Problem(self._table.where(whole), Code.AMBIGUOUS_NAME, message, hint)
            self.spoil(problem, "name")

    def record(self) -> TableRecord:
        """The record made so far."""
        return TableRecord(
            self._table,
            self._row,
            self._values,
            self._cells,
            tuple(self._problems),
            frozenset(self._spoiled),
        )


def _in_order(name: str) -> str | None:
    """The name as "First Last"; None when its commas can't be understood."""
    parts = [part.strip() for part in name.split(",")]
    ends_in_suffix = normal(parts[-1]).replace(" ", "") in _SUFFIXES
    if len(parts) == 1 or (len(parts) == 2 and ends_in_suffix):
        return " ".join(name.split())
    if len(parts) == 2 and all(parts):
        return " ".join(f"{parts[1]} {parts[0]}".split())
    return None
