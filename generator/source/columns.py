"""What the columns of a spreadsheet mean, whatever they are called."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.source.codes import Code
from generator.source.problems import Problem
from generator.source.spreadsheet import Cell, Row, Table
from generator.source.suggest import did_you_mean

PERSON = {
    "earner": "earner, slug, id, earner id, person, persona, identificador",
    "name": (
        "name, full name, earner name, student, student name, teacher, teacher name, educator, "
        "educator name, participant, participant name, learner, learner name, employee, "
        "employee name, last first, last name first name, name last first, nombre, "
        "nombre completo, nombre y apellidos"
    ),
    "first": "first, first name, given name, forename, student first name, teacher first name",
    "last": (
        "last, last name, surname, family name, student last name, teacher last name, lastname"
    ),
    "email": (
        "email, e mail, mail, email address, e mail address, student email, teacher email, "
        "correo, correo electrónico"
    ),
    "minor_until": "minor until, comes of age, of age, minor, menor hasta",
}
"""Columns that say who somebody is; each with its synonyms, in English and Spanish."""


@lru_cache(maxsize=4096)  # every shard's table has the same headers
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

    def place(self, row: Row, index: int) -> Cell:
        """The cell of a row in the column `index`, also where it is empty."""
        if index < len(row.cells):
            return row.cells[index]
        last = row.cells[-1]  # a CSV may end a row early; a workbook has all its cells
        return Cell("", last.line, last.column + len(last.text))

    def prefixed_cells(self, row: Row, prefix: str) -> dict[str, Cell]:
        """The filled cells of the columns ``prefix:…``, by what follows."""
        found = {name: _cell(row, index) for name, index in self.prefixed.get(prefix, {}).items()}
        return {name: cell for name, cell in found.items() if cell is not None}


def _cell(row: Row, index: int | None) -> Cell | None:
    if index is None or index >= len(row.cells):
        return None
    cell = row.cells[index]
    return cell if cell.text else None


def find_columns(
    table: Table, known: Mapping[str, str], prefixes: Mapping[str, str] | None = None
) -> Columns:
    """Find the `known` columns (key: its names) and those that begin with ``prefix:``, alike."""
    names, prefix_names = _by_name(known), _by_name(prefixes or {})
    index: dict[str, int] = {}
    prefixed: dict[str, dict[str, int]] = {prefix: {} for prefix in prefixes or ()}
    problems: list[Problem] = []
    for number, header in enumerate(table.header):
        if not header.text:
            problems += _headless(table, number)
            continue
        prefix, colon, rest = (part.strip() for part in header.text.partition(":"))
        group, key = (index, names.get(normal(header.text), ""))
        if colon and normal(prefix) in prefix_names:
            group, key = prefixed[prefix_names[normal(prefix)]], rest.casefold()
        if not key:
            hint = did_you_mean(header.text, names) or "rename it, or leave it out"
            message = f"unknown column '{header.text}'"
            problems.append(Problem(table.where(header), Code.UNKNOWN_COLUMN, message, hint))
        elif key in group:
            first = table.header[group[key]].text
            message = f"the column '{header.text}' is there already, as '{first}'"
            problems.append(Problem(table.where(header), Code.REPEATED_KEY, message))
        else:
            group[key] = number
    return Columns(index, prefixed, tuple(problems))


def _by_name(known: Mapping[str, str]) -> dict[str, str]:
    return {
        normal(name): key
        for key, synonyms in known.items()
        for name in (key, *synonyms.split(", "))
    }


def _headless(table: Table, number: int) -> list[Problem]:
    """A column without a name is a mistake only where it holds something."""
    for row in table.rows:
        cell = _cell(row, number)
        if cell is not None:
            message, hint = "this column has no name", "name it in the first row"
            return [Problem(table.where(cell), Code.MISSING_COLUMN, message, hint)]
    return []
