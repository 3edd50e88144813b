"""An encrypted key file as rows of letters: printed, kept for years, typed or scanned back.

A row is up to 20 bytes of the file in base32 (RFC 4648, section 6), in groups of four, and a last
group that checks it: the first four letters of the base32 of the SHA-256 of ``NUMBER:LETTERS``.
So an error is told by its row, and whoever has lost this program can still read the paper.
"""

import re
from base64 import b32decode, b32encode, b64decode, b64encode
from hashlib import sha256
from pathlib import Path

from generator.issue.key_file import BEGIN, END, KeyFile, KeyRefusedError, key_file

ROW_BYTES = 20
_GROUP = 4
_PEM_LINE = 64
_MARK = re.compile(r"(?:^|(?<=\s))([0-9]{1,2})\s*[:.)]")
_BETWEEN = re.compile(r"[\s\-|]+")
_LOOKS_LIKE = str.maketrans("018", "OIB")
"""The alphabet has no 0, 1 and 8, so nobody can have meant them."""


def key_rows(body: bytes) -> tuple[str, ...]:
    """The key file `body`, row by row: ``ABCD EFGH … WXYZ``; the last group is the check."""
    raw = b64decode(b"".join(body.strip().removeprefix(BEGIN).removesuffix(END).split()))
    starts = range(0, len(raw), ROW_BYTES)
    return tuple(
        _grouped(letters := _base32(raw[start : start + ROW_BYTES])) + " " + _check(number, letters)
        for number, start in enumerate(starts, start=1)
    )


def key_from(path: Path, text: str) -> KeyFile:
    """The key file that was typed or scanned into `text`, which came from `path`.

    Rows may stand in any order and be broken anywhere, as long as each begins with its number
    and a colon; without numbers, each line is a row.

    Raises:
        KeyRefusedError: rows that are wrong or missing, all of them named; or no key.

    """
    _, found_begin, scanned = text.partition(BEGIN.decode())
    if found_begin:  # as the QR code has it
        letters = "".join(scanned.partition(END.decode())[0].split())
        try:
            return key_file(path, _in_lines(letters.encode("ascii", "replace")))
        except KeyRefusedError:
            message = f"{path}: what was scanned is not the whole key, or was changed"
            raise KeyRefusedError(message, "scan it again, or type the rows") from None
    rows = _rows(text)
    wrong = sorted({number for number, row in rows if _data(number, row) is None})
    missing = sorted(set(range(1, max(dict(rows), default=0))) - set(dict(rows)))
    if wrong or missing or not rows:
        raise KeyRefusedError(f"{path}: {_told(wrong, missing)}", _HINT)
    found = {number: _data(number, row) or b"" for number, row in rows}
    raw = b"".join(found[number] for number in sorted(found))
    try:
        return key_file(path, _in_lines(b64encode(raw)))
    except KeyRefusedError:
        message = f"{path}: the rows up to number {max(found)} are right, but they are not all"
        raise KeyRefusedError(message, "type the rows that follow, too") from None


_HINT = (
    "compare letter by letter with the paper: a row is its number, a colon, and groups of four, "
    "the last of which checks the others; save it as plain text"
)


def _told(wrong: list[int], missing: list[int]) -> str:
    parts = [
        f"{'row' if len(numbers) == 1 else 'rows'} {', '.join(map(str, numbers))} {what}"
        for numbers, what in (
            (wrong, "cannot be as printed"),
            (missing, "is missing" if len(missing) == 1 else "are missing"),
        )
        if numbers
    ]
    return "; ".join(parts) or "there are no rows of a key's backup in it"


def _rows(text: str) -> list[tuple[int, str]]:
    """Numbers and letters, as typed, without what stands between groups."""
    head, *marked = _MARK.split(text)
    if marked:
        pairs = [(int(mark), row) for mark, row in zip(marked[::2], marked[1::2], strict=True)]
    else:
        pairs = list(enumerate(filter(str.strip, head.splitlines()), start=1))
    return [(number, _letters(row)) for number, row in pairs]


def _letters(row: str) -> str:
    return _BETWEEN.sub("", row).upper().translate(_LOOKS_LIKE)


def _data(number: int, row: str) -> bytes | None:
    """The bytes of a row, if its check fits."""
    letters, check = row[:-_GROUP], row[-_GROUP:]
    if not letters or check != _check(number, letters):
        return None
    try:
        return b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        return None


def _check(number: int, letters: str) -> str:
    return _base32(sha256(f"{number}:{letters}".encode()).digest())[:_GROUP]


def _base32(data: bytes) -> str:
    return b32encode(data).decode().rstrip("=")


def _grouped(letters: str) -> str:
    return " ".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _in_lines(body: bytes) -> bytes:
    lines = (body[at : at + _PEM_LINE] for at in range(0, len(body), _PEM_LINE))
    return b"\n".join((BEGIN, *lines, END, b""))
