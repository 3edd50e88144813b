"""Signed credentials as lines of one file, for folders that hold many of them.

The files ``assertions.jsonl`` and ``own-copies.jsonl`` hold one credential a line, and grow
only at their end. A line is the credential to the byte, with a tab where it has a line break:
JSON may hold a tab wherever it may hold a line break, and in a text neither, so the one can
stand for the other and nothing has to be parsed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import loads

PAGES = "assertions.jsonl"
OWN_COPIES = "own-copies.jsonl"
MAX_LINES_BYTES = 2_000_000_000  # read whole, so it must fit in memory

# The first member called `id` is the credential's own; `signed` holds it to what is parsed.
_TOKEN = re.compile(rb'"id":\s*"[^"]*/([0-9a-f]{32})/credential\.json"')


@dataclass(frozen=True, slots=True)
class CredentialLine:
    """One line of such a file."""

    number: int
    start: int
    """Where it begins in the file."""
    end: int
    """Where it ends, before its line break."""
    token: str | None
    """Whose credential it says it is."""


def as_line(body: bytes) -> bytes | None:
    """A signed file as a line, with its line break; None where only a file can hold it."""
    if b"\t" in body or not body.endswith(b"\n"):
        return None
    return body[:-1].replace(b"\n", b"\t") + b"\n"


def from_line(line: bytes) -> bytes:
    """The signed file that a line holds."""
    return line.replace(b"\t", b"\n") + b"\n"


def credential_lines(data: bytes) -> Iterator[CredentialLine]:
    """The lines that `data` holds; one that a kill tore has no token, or no end that is one."""
    start, number = 0, 0
    while start < len(data):
        number += 1
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        found = _TOKEN.search(data, start, end)
        if end > start:
            yield CredentialLine(number, start, end, found[1].decode() if found else None)
        start = end + 1


def whole_bytes(data: bytes) -> int:
    """Length of `data` up to its last whole line; what stands after it, a kill tore."""
    end = data.rfind(b"\n") + 1
    try:
        loads(data[end:])
    except (ValueError, RecursionError):
        return end
    return len(data)
