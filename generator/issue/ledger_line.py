"""A ledger row as the line it takes in ``ledger.jsonl``."""

import json

from generator.model.ledger import LedgerEntry


def ledger_line(row: LedgerEntry) -> bytes:
    """`row` as JSON on one line, with its line break; what is not said is left out."""
    said = row.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return (json.dumps({"kind": row.kind, **said}, ensure_ascii=False) + "\n").encode("utf-8")
