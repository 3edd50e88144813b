"""What the columns of a spreadsheet mean, whatever they are called."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.source.codes import Code
from generator.source.parse import Location
from generator.source.problems import Problem, Where
from generator.source.spreadsheet import Cell, Row, Table
from generator.source.suggest import did_you_mean_or_list

PERSON = {
    "earner": "earner, slug, id, earner id, person",
    "name": (
        "name, full name, earner name, student, student name, teacher, teacher name, educator, "
        "educator name, participant, participant name, learner, learner name, employee, "
        "employee name, last first, last name first name, name last first"
    ),
    "first": "first, first name, given name, forename, student first name, teacher first name",
    "last": (
        "last, last name, surname, family name, student last name, teacher last name, lastname"
    ),
    "email": "email, e mail, mail, email address, e mail address, student email, teacher email",
    "minor_until": "minor until, comes of age, of age, minor",
}
"""Columns that say who somebody is; each with its synonyms."""

# What follows a comma without being a first name.
_SUFFIXES = frozenset(
    [
        "jr",
        "sr",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "phd",
        "edd",
        "md",
        "jd",
        "ma",
        "ms",
        "mba",
        "med",
        "bs",
        "ba",
        "rn",
        "lpn",
        "esq",
        "cpa",
        "nbct",
    ]
)


def normal(header: str) -> str:
    """A header without case, accents and punctuation: "E-Mail*" is "e mail"."""
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", header) if not unicodedata.combining(each)
    )
    return " ".join(re.findall(r"[^\W_]+", plain.casefold()))


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what. `prefixed` columns keep what follows the prefix."""

    index: Mapping[str, int]
    prefixed: Mapping[str, Mapping[str, int]]
    problems: tuple[Problem, ...]

    def cell(self, row: Row, key: str) -> Cell | None:
        """The cell of a row that holds `key`, or None where it is empty."""
        return _cell(row, self.index.get(key))

    def prefixed_cells(self, row: Row, prefix: str) -> dict[str, Cell]:
        """The filled cells of the columns ``prefix:…``, by what follows."""
        found = {name: _cell(row, index) for name, index in self.prefixed.get(prefix, {}).items()}
        return {name: cell for name, cell in found.items() if cell is not None}


def _cell(row: Row, index: int | None) -> Cell | None:
    if index is None or index >= len(row.cells):
        return None
    cell = row.cells[index]
    return cell if cell.text else None


def find_columns(table: Table, known: Mapping[str, str], prefixes: Sequence[str] = ()) -> Columns:
    """Find the `known` columns (key: its names) and those that begin with ``prefix:``."""
    names = {
        normal(name): key
        for key, synonyms in known.items()
        for name in (key, *synonyms.split(", "))
    }
    index: dict[str, int] = {}
    prefixed: dict[str, dict[str, int]] = {prefix: {} for prefix in prefixes}
    problems: list[Problem] = []
    for number, header in enumerate(table.header):
        if not header.text:
            problems += _headless(table, number)
            continue
        prefix, colon, rest = (part.strip() for part in header.text.partition(":"))
        group, key = (index, names.get(normal(header.text), ""))
        if colon and normal(prefix) in prefixed:
            group, key = prefixed[normal(prefix)], rest.casefold()
        if not key:
            hint = did_you_mean_or_list(header.text, known)
            message = f"unknown column '{header.text}'"
            problems.append(Problem(table.where(header), Code.UNKNOWN_COLUMN, message, hint))
        elif key in group:
            first = table.header[group[key]].text
            message = f"the column '{header.text}' is there already, as '{first}'"
            problems.append(Problem(table.where(header), Code.REPEATED_KEY, message))
        else:
            group[key] = number
    return Columns(index, prefixed, tuple(problems))


def _headless(table: Table, number: int) -> list[Problem]:
    """A column without a name is a mistake only where it holds something."""
    for row in table.rows:
        cell = _cell(row, number)
        if cell is not None:
            message, hint = "this column has no name", "name it in the first row"
            return [Problem(table.where(cell), Code.MISSING_COLUMN, message, hint)]
    return []


def person_name(columns: Columns, row: Row) -> str | None:
    """The full name as "First Last", also from "Last, First" or two columns.

    Raises:
        ValueError: a name with more commas than can be understood.

    """
    first, last = columns.cell(row, "first"), columns.cell(row, "last")
    whole = columns.cell(row, "name")
    if whole is None:
        return " ".join(cell.text for cell in (first, last) if cell is not None) or None
    parts = [part.strip() for part in whole.text.split(",")]
    if len(parts) == 1 or normal(parts[-1]).replace(" ", "") in _SUFFIXES:
        if len(parts) <= 2:
            return " ".join(whole.text.split())
    elif len(parts) == 2 and all(parts):
        return " ".join(f"{parts[1]} {parts[0]}".split())
    raise ValueError(f"the name '{whole.text}' can be split in more than one way")


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A row as nested values, for `parse`; `cells` says where each value came from."""

    table: Table
    row: Row
    values: Mapping[str, Any]
    cells: Mapping[tuple[str | int, ...], Cell]
    problems: tuple[Problem, ...] = ()
    spoiled: frozenset[tuple[str | int, ...]] = field(default_factory=frozenset)

    def plain(self) -> dict[str, Any]:
        """The values."""
        return dict(self.values)

    def where(self, location: Location = (), *, key: bool = False) -> Where:
        """The place of a value's cell, or of the row."""
        del key
        steps = tuple(location)
        while steps and steps not in self.cells:
            steps = steps[:-1]
        return self.table.where(self.cells[steps] if steps else self.row)

    def is_spoiled(self, location: Location) -> bool:
        """Whether the cell has a problem already."""
        return tuple(location) in self.spoiled
