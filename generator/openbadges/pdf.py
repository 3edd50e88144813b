"""Credentials attached to a PDF (ISO 32000-1, section 7.11.4): papers that can be checked.

A certificate carries one, a transcript several.

Not a reader of PDF: attachments are found by the marks of their streams (``/EmbeddedFile``),
without following the file's own tables. What cannot be read so carries no credential for us; what
can is judged by its own signature, and nothing else of the file is read or believed.
"""

import re
import zlib
from itertools import islice

from generator.openbadges.baking import BakingError
from generator.openbadges.strict_json import MAX_BYTES

START = b"%PDF-"
MAX_ATTACHMENTS = 100
MAX_BADGES_BYTES = MAX_BYTES
"""Of all badges in one file together, unpacked; as much as a learner record may hold."""

_MARK = re.compile(rb"/Type ?/EmbeddedFile\b")
_AROUND = 1_000  # bytes of an attachment's dictionary before and after its mark
_BEGIN = re.compile(rb"[0-9] obj\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_LENGTH = re.compile(rb"/Length ([0-9]{1,9})(?![0-9])(?! [0-9]+ R)")
_FILTER = re.compile(rb"/Filter\b")
_DEFLATED = re.compile(rb"/Filter ?(?:/FlateDecode|\[ ?/FlateDecode ?\])")
_HEAD, _TAIL = 2, 4  # of zlib (RFC 1950): the signature answers for what stands between them
_UNREAD = "An attachment of the PDF is damaged, or packed in a way that we do not read."
_TOO_MANY = "The PDF carries more than 100 files, or more than 2 MB of badges."


def unbake_pdf(pdf: bytes) -> bytes:
    """The one credential that is attached to `pdf`.

    Raises:
        BakingError: none, several, or one that is packed in a way we do not read.

    """
    found, is_whole = _attached(pdf)
    if not is_whole:
        raise BakingError(_UNREAD)
    if not found:
        raise BakingError("The PDF carries no credential.")
    if len(found) > 1:
        raise BakingError("The PDF carries more than one credential.")
    return found[0]


def badges_of_pdf(pdf: bytes) -> list[bytes]:
    """What there is to judge in a PDF with several attachments, each by itself.

    Where one cannot be read, `pdf` itself stands last, so that its report says so and the others
    keep theirs. None where it carries a single one or nothing, or more than is read.
    """
    try:
        found, is_whole = _attached(pdf)
    except BakingError:
        return []
    every = found if is_whole else [*found, pdf]
    return every if found and len(every) > 1 else []


def _attached(pdf: bytes) -> tuple[list[bytes], bool]:
    """Every credential, and whether all attachments could be read."""
    marks = list(islice(_MARK.finditer(pdf), MAX_ATTACHMENTS + 1))
    if len(marks) > MAX_ATTACHMENTS:
        raise BakingError(_TOO_MANY)
    found: list[bytes] = []
    unread = 0
    for mark in marks:
        content = _attachment(pdf, mark.start())
        if content is None:
            unread += 1
        elif content.startswith(b"{"):
            found.append(content)
            if sum(map(len, found)) > MAX_BADGES_BYTES:
                raise BakingError(_TOO_MANY)
    return found, not unread


def _attachment(pdf: bytes, mark: int) -> bytes | None:
    """What is attached at a mark; None where it cannot be read."""
    begins = [each.end() for each in _BEGIN.finditer(pdf, max(0, mark - _AROUND), mark)]
    stream = _STREAM.search(pdf, mark, mark + _AROUND)
    if not begins or stream is None:
        return None
    dictionary = pdf[begins[-1] : stream.start()]
    lengths = _LENGTH.findall(dictionary)
    if len(lengths) != 1:
        return None
    body = pdf[stream.end() : stream.end() + int(lengths[0])]
    if not _FILTER.search(dictionary):
        return body
    if not _DEFLATED.search(dictionary):
        return None
    unpacked = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacked.decompress(body[_HEAD:-_TAIL], MAX_BYTES + 1)
    except zlib.error:
        return None
    is_all = unpacked.eof and not unpacked.unused_data and len(content) <= MAX_BYTES
    return content if is_all else None
