"""A credential attached to a PDF (ISO 32000-1, section 7.11.4): a certificate that can be checked.

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
MAX_ATTACHMENTS = 8

_MARK = re.compile(rb"/Type ?/EmbeddedFile\b")
_AROUND = 1_000  # bytes of an attachment's dictionary before and after its mark
_BEGIN = re.compile(rb"[0-9] obj\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_LENGTH = re.compile(rb"/Length ([0-9]{1,9})(?![0-9])(?! [0-9]+ R)")
_FILTER = re.compile(rb"/Filter\b")
_DEFLATED = re.compile(rb"/Filter ?(?:/FlateDecode|\[ ?/FlateDecode ?\])")
_HEAD, _TAIL = 2, 4  # of zlib (RFC 1950): the signature answers for what stands between them
_UNREAD = "The PDF's attachment is damaged, or packed in a way that we do not read."


def unbake_pdf(pdf: bytes) -> bytes:
    """The credential that is attached to `pdf`.

    Raises:
        BakingError: none, several, or one that is packed in a way we do not read.

    """
    marks = list(islice(_MARK.finditer(pdf), MAX_ATTACHMENTS + 1))
    if len(marks) > MAX_ATTACHMENTS:
        raise BakingError(f"The PDF carries more than {MAX_ATTACHMENTS} files.")
    attachments = [_attachment(pdf, mark.start()) for mark in marks]
    found = [each for each in attachments if each.startswith(b"{")]
    if not found:
        raise BakingError("The PDF carries no credential.")
    if len(found) > 1:
        raise BakingError("The PDF carries more than one credential.")
    return found[0]


def _attachment(pdf: bytes, mark: int) -> bytes:
    begins = [each.end() for each in _BEGIN.finditer(pdf, max(0, mark - _AROUND), mark)]
    stream = _STREAM.search(pdf, mark, mark + _AROUND)
    if not begins or stream is None:
        raise BakingError(_UNREAD)
    dictionary = pdf[begins[-1] : stream.start()]
    lengths = _LENGTH.findall(dictionary)
    if len(lengths) != 1:
        raise BakingError(_UNREAD)
    body = pdf[stream.end() : stream.end() + int(lengths[0])]
    if not _FILTER.search(dictionary):
        return body
    if not _DEFLATED.search(dictionary):
        raise BakingError(_UNREAD)
    unpacked = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacked.decompress(body[_HEAD:-_TAIL], MAX_BYTES + 1)
        if unpacked.eof and not unpacked.unused_data and len(content) <= MAX_BYTES:
            return content
    except zlib.error:
        pass
    raise BakingError(_UNREAD)
