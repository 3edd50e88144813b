"""From bytes to text: UTF-8, and nothing in it that a reader cannot see."""

import re
from collections.abc import Iterator, Sequence

from generator.source.codes import Code
from generator.source.problems import CatalogError, Problem, Where, excerpt_of

MAX_BYTES = 2_000_000  # a hundred times the longest record anyone wrote by hand
_MAX_PROBLEMS = 100  # of one file: past that it is not text

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls
    "\u2028\u2029\ufeff\ufffe\uffff]"  # line separators, stray BOMs, no characters at all
)


def decode(path: str, data: bytes) -> str:
    """The text of a file; a leading BOM is dropped.

    Raises:
        CatalogError: too large, or not UTF-8, with the first place that is not.

    """
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        raise CatalogError([Problem(Where(path), Code.TOO_LARGE, message)])
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        lines = split_lines(data[: error.start].decode("utf-8"))
        where = Where(path, len(lines), len(lines[-1]) + 1)
        message = f"the file is not UTF-8: found the byte 0x{data[error.start]:02x}"
        hint = "save it again with the encoding UTF-8"
        raise CatalogError([Problem(where, Code.NOT_UTF8, message, hint)]) from None


def split_lines(text: str) -> list[str]:
    """The lines of `text` without their breaks; at least one."""
    return _LINE_BREAK.split(text)


def place(path: str, lines: Sequence[str], line: int, column: int) -> Where:
    """A place in a text, with its excerpt."""
    text = lines[line - 1] if line <= len(lines) else ""
    return Where(path, line, column, excerpt_of(text, column) if text.strip() else "")


def hidden_characters(path: str, lines: Sequence[str]) -> list[Problem]:
    """A problem for each character that a reader cannot see."""
    return list(_hidden_characters(path, lines))


def _hidden_characters(path: str, lines: Sequence[str]) -> Iterator[Problem]:
    left = _MAX_PROBLEMS
    for number, line in enumerate(lines, start=1):
        for found in HIDDEN.finditer(line):
            if not left:
                return
            left -= 1
            message = f"hidden character U+{ord(found[0]):04X}"
            where = place(path, lines, number, found.start() + 1)
            yield Problem(where, Code.HIDDEN_CHARACTER, message, "remove it")
