"""``ledger.jsonl``: one JSON object a line, read with the line of each."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.ledger import Erased, Issued, LedgerEntry, Revoked
from generator.source.codes import Code
from generator.source.draft import Draft, LedgerLine
from generator.source.folder import shown
from generator.source.parse import Location, parse
from generator.source.problems import CatalogError, Problem, Where, excerpt_of

_WRITTEN_BY = "only 'issue', 'revoke' and 'reissue' write the ledger; restore it from a backup"
_KINDS: dict[str, type[LedgerEntry]] = {"issued": Issued, "revoked": Revoked, "erased": Erased}
MAX_LEDGER_BYTES = 2_000_000_000  # two million rows: read whole, so it must fit in memory


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


def read_ledger(draft: Draft) -> None:
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
            draft.ledger_is_broken = True
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
    values = json_object(path, number, line, what="a ledger row", hint=_WRITTEN_BY)
    source = LedgerRow(path, number, line.decode(), values)
    kind = values.get("kind", "issued")
    if kind not in [*_KINDS]:  # may be unhashable
        message = f"'kind' must be one of {', '.join(_KINDS)}; found '{kind}'"
        raise CatalogError([Problem(source.where(["kind"]), Code.WRONG_CHOICE, message)])
    draft.ledger.append(LedgerLine(parse(_KINDS[kind], source), source, number))


def json_object(path: str, number: int, line: bytes, *, what: str, hint: str) -> dict[str, Any]:
    """The object that a line holds; `what` it should be is told, with `hint`, where it is none.

    Raises:
        CatalogError: it is none.

    """

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
    except (ValueError, RecursionError) as error:  # also JSON's and Unicode's own
        where = Where(path, number, getattr(error, "colno", 1))
        message = f"not readable as {what}: {error}"
        raise CatalogError([Problem(where, Code.SYNTAX, message, hint)]) from None
    if not isinstance(values, dict):
        message = f"not readable as {what}: it is no object in braces"
        raise CatalogError([Problem(Where(path, number), Code.SYNTAX, message, hint)])
    return values
