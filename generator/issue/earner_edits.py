"""Edits of what somebody keeps by hand: a consent taken back, a person taken out."""

from collections.abc import Iterable

import yaml

from generator.issue.codes import IssueCode
from generator.source import CatalogError, Problem
from generator.source.columns import PERSON, Columns, find_columns
from generator.source.document import Document, read_document
from generator.source.spreadsheet import Cell, Row, Table, read_table
from generator.source.text import decode

_BY_HAND = "set 'visibility: private' and remove 'consent' by hand, then run this again"


def made_private(path: str, data: bytes) -> bytes:
    """The earner's file `data` with ``visibility: private`` and without consent.

    Everything else stays as it is written, comments too.

    Raises:
        CatalogError: that cannot be done without writing the file anew.

    """
    document = read_document(path, data)
    text = edited = decode(path, data)
    for key, value in reversed(document.root.value):
        if key.value == "consent":
            first, last = _line_start(text, key), _line_end(text, value)
            edited = edited[:first] + edited[last:]
        elif key.value == "visibility":
            first, last = value.start_mark.index, value.end_mark.index
            edited = f"{edited[:first]}private{edited[last:]}"
    body = data[: len(data) - len(text.encode())] + edited.encode()
    if document.root.flow_style or not _says_the_same(document, path, body):
        message = "the consent cannot be taken out of this file without writing it anew"
        where = document.where(("consent",))
        raise CatalogError([Problem(where, IssueCode.EDIT_BY_HAND, message, _BY_HAND)])
    return body


def without_row(path: str, data: bytes, slug: str) -> bytes:
    """The table of earners `data` without the row of `slug`; everything else as it is.

    Raises:
        CatalogError: the row cannot be told from its neighbours.

    """
    table, place = _find(path, data, slug)
    lines = data.split(b"\n")
    first, end = table.rows[place].line - 1, len(lines) - data.endswith(b"\n")
    if place + 1 < len(table.rows):
        end = table.rows[place + 1].line - 1
    body = b"\n".join([*lines[:first], *lines[end:]])
    wanted = _texts((*table.rows[:place], *table.rows[place + 1 :]))
    try:
        is_right = _texts(read_table(path, body).rows) == wanted
    except CatalogError:
        is_right = False
    if not is_right:
        message = "the row cannot be cut out without writing the table anew"
        hint = "remove it by hand, then run this again"
        where = table.where(table.rows[place])
        raise CatalogError([Problem(where, IssueCode.EDIT_BY_HAND, message, hint)])
    return body


def refuse_table(path: str, data: bytes, slug: str) -> CatalogError:
    """Why the consent of `slug`, a row of the table `data`, is not taken back for its keeper."""
    table, place = _find(path, data, slug)
    message = f"'{slug}' is a row of a table, which is not edited for you"
    hint = "set its 'visibility' to private and empty its consent, then run this again"
    where = table.where(table.rows[place])
    return CatalogError([Problem(where, IssueCode.EDIT_BY_HAND, message, hint)])


def _find(path: str, data: bytes, slug: str) -> tuple[Table, int]:
    """The table of earners, and which of its rows `slug` is; it was read before."""
    table = read_table(path, data)
    columns = find_columns(table, PERSON)
    slugs = [cell.text if cell else "" for cell in _column(table, columns)]
    return table, slugs.index(slug)


def _column(table: Table, columns: Columns) -> list[Cell | None]:
    return [columns.cell(row, "earner") for row in table.rows]


def _says_the_same(document: Document, path: str, body: bytes) -> bool:
    """Whether `body` says what `document` says, without the consent."""
    wanted = {key: value for key, value in document.plain().items() if key != "consent"}
    if "visibility" in wanted:
        wanted["visibility"] = "private"
    try:
        return read_document(path, body).plain() == wanted
    except CatalogError:
        return False


def _line_start(text: str, key: yaml.Node) -> int:
    return text.rfind("\n", 0, key.start_mark.index) + 1


def _line_end(text: str, value: yaml.Node) -> int:
    """The end of the last line of `value`; a comment below it is its neighbour's."""
    end = text.find("\n", _last(value))
    return end + 1 if end >= 0 else len(text)


def _last(node: yaml.Node) -> int:
    """Where the last of `node` ends; the end of a block is told only by what follows."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _last(node.value[-1][1])
    index: int = node.end_mark.index
    return index


def _texts(rows: Iterable[Row]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows]
