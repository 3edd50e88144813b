"""``issuers/<slug>.keys.jsonl``: the signed history of key sets, one JSON object a line.

Here a line is only read; whether it was signed by whom it says is for `verify.key_sets`.
"""

from collections.abc import Iterator
from pathlib import Path

from generator.model.key_set import KeyLog, KeySetEntry, LoggedKeySet
from generator.source.codes import Code
from generator.source.draft import ONE, Draft
from generator.source.folder import shown
from generator.source.ledger_rows import LedgerRow, json_object
from generator.source.parse import parse
from generator.source.problems import CatalogError, Problem, Where
from generator.source.suggest import did_you_mean
from generator.source.text import MAX_BYTES

LOG_SUFFIX = ".keys.jsonl"
KEY_HOLDERS = ("issuers", "recognizers")
_HINT = "only 'badgepress keys' writes it; restore it from a backup"


def read_key_log(draft: Draft, kind: str, file: Path) -> None:
    """Read the log `file` of a record of `kind`."""
    data = draft.reader.bytes(file, MAX_BYTES)
    if data is None:
        return
    entries: list[LoggedKeySet] = []
    for number, line in enumerate(data.removesuffix(b"\n").split(b"\n"), start=1):
        try:
            said = json_object(shown(file), number, line, what="an entry of a key log", hint=_HINT)
            entry = parse(KeySetEntry, LedgerRow(shown(file), number, line.decode(), said))
            entries.append(LoggedKeySet(entry, line, said))
        except CatalogError as error:
            draft.reader.problems += error.problems
    draft.key_logs[kind, file.name.removesuffix(LOG_SUFFIX)] = KeyLog(shown(file), entries)


def check_key_logs(draft: Draft) -> Iterator[Problem]:
    """Logs that stand beside no record."""
    for (kind, slug), log in draft.key_logs.items():
        if not draft.exists(kind, slug):
            hint = did_you_mean(slug, draft.entries[kind]) or "its record must stay beside it"
            message = f"there is no {ONE[kind]} '{slug}'"
            yield Problem(Where(log.path), Code.UNKNOWN_REFERENCE, message, hint)
