"""``attempts.jsonl``: one JSON object a line, each a "not yet", read with the line of each."""

from generator.model.attempt import Attempt
from generator.source.codes import Code
from generator.source.draft import Draft
from generator.source.folder import shown
from generator.source.ledger_rows import MAX_LEDGER_BYTES, LedgerRow, json_object
from generator.source.parse import parse
from generator.source.problems import CatalogError, Problem

_WRITTEN_BY = "only 'issue' writes it; restore it from a backup, or remove the line"


def read_attempts(draft: Draft) -> None:
    """Attempts that the people folder remembers; earners and badges are read before.

    As in the ledger, what stands after the last newline was torn by a kill and counts only
    where it is whole.
    """
    path = draft.people / "attempts.jsonl"
    if path not in draft.reader.list(draft.people).files:
        return
    data = draft.reader.bytes(path, MAX_LEDGER_BYTES)
    if data is None:
        return
    *lines, tail = data.split(b"\n")
    draft.attempts_bytes = len(data) - len(tail)
    for number, line in enumerate(lines, start=1):
        try:
            _read_line(draft, shown(path), number, line)
        except CatalogError as error:
            draft.reader.problems += error.problems
    try:
        _read_line(draft, shown(path), len(lines) + 1, tail)
        draft.attempts_bytes = len(data)
    except CatalogError:
        draft.notices.append(
            f"{shown(path)}:{len(lines) + 1}: the last attempt was not written to its end and "
            "does not count; 'badgepress issue' puts it right"
        )


def _read_line(draft: Draft, path: str, number: int, line: bytes) -> None:
    if not line.strip():
        return
    values = json_object(path, number, line, what="an attempt", hint=_WRITTEN_BY)
    source = LedgerRow(path, number, line.decode(), values)
    attempt = parse(Attempt, source)
    for key, kind, slug in (
        ("earner", "earners", attempt.earner),
        ("badge", "badges", attempt.badge),
    ):
        if not (draft.exists(kind, slug) or (kind == "earners" and draft.is_stray(slug))):
            message = f"there is no {key} '{slug}'"
            where = source.where([key])
            problem = Problem(where, Code.UNKNOWN_REFERENCE, message, _REMOVED)
            draft.reader.problems.append(problem)
    draft.attempts.append((attempt, source))


_REMOVED = "attempts of who or what is gone can go too: remove the line"
