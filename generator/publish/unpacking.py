"""What is packed into a file: text chunks, streams, archives, and files written as text.

Everything has a cap, because what is looked into may be made to have no end. What cannot be
looked into at all says so: nobody can answer for it.
"""

import base64
import binascii
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from generator.publish.documents import looks_encrypted, pdf_text, sheet_text

MAX_BYTES = 200_000_000  # all that one file unpacks to
MAX_PARTS = 20_000
MAX_DEPTH = 6

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_GZIP = b"\x1f\x8b\x08"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_CLOSED = {b"7z\xbc\xaf\x27\x1c": "a 7z archive", b"Rar!\x1a\x07": "a RAR archive"} | {
    b"\xfd7zXZ\0": "an xz file",
    b"BZh": "a bzip2 file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "a document of an old or locked kind",
}
_SILENT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"pHYs"})
_DATA_URI = re.compile(rb"data:[a-z0-9.+/-]*(?:;[a-z0-9=.-]+)*;base64,([A-Za-z0-9+/=_-]{16,})")
_PRIVATE_LINK = re.compile(rb"#b=([A-Za-z0-9_-]{16,})")
_TOKEN = re.compile(rb"\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+)*")
_STREAM = re.compile(rb"\bstream\r?\n")
_PDF_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_PDF_KERNING = re.compile(rb"\)\s*-?[0-9.]*\s*\(")
_MARKUP = re.compile(rb"<[^<>]*>")
_PARAGRAPH = re.compile(rb"</(?:w:p|a:p|text:p|row|si)>")


class ClosedError(Exception):
    """Something packed that can't be looked into; why, as the rest of a sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes that were found in a file."""

    inside: str
    """Where, from the outside in; empty: the file itself."""
    body: bytes


@dataclass(slots=True)
class _Budget:
    bytes_left: int = MAX_BYTES
    parts_left: int = MAX_PARTS
    seen: set[bytes] = field(default_factory=set)

    def spend(self, size: int) -> None:
        self.bytes_left -= size
        self.parts_left -= 1
        if self.bytes_left < 0:
            raise ClosedError(f"unpacks to more than {MAX_BYTES // 1_000_000} MB")
        if self.parts_left < 0:
            raise ClosedError(f"holds more than {MAX_PARTS:,} parts")


def unpacked(body: bytes) -> Iterator[Part]:
    """The file itself and all that is in it.

    Raises:
        ClosedError: something in it is locked, of a kind that we do not unpack, or past the caps.

    """
    yield from _parts(Part("", body), _Budget(), 0)


def _parts(part: Part, budget: _Budget, depth: int) -> Iterator[Part]:
    if depth > MAX_DEPTH:
        raise ClosedError(f"is packed more than {MAX_DEPTH} times over")
    body = part.body
    for magic, kind in _CLOSED.items():
        if body.startswith(magic) and not (magic == b"BZh" and body[4:10] != b"1AY&SY"):
            raise ClosedError(f"is {kind}")
    if body.startswith(_PNG):
        inner = _png(body)
    elif body.startswith(_GZIP):
        inner = _gzip(body, budget)
        yield part
    elif body.startswith(_ZIP):
        inner = _zip(body, budget)
        yield part
    elif body.startswith(b"%PDF-"):
        inner = _pdf(body, budget)
        yield part
    else:
        inner = _written_as_text(body, budget)
        yield part
    for each in inner:
        budget.spend(len(each.body))
        name = f"{part.inside}, {each.inside}" if part.inside else each.inside
        yield from _parts(Part(name, each.body), budget, depth + 1)


def _inflated(body: bytes, budget: _Budget, *, wbits: int) -> tuple[bytes, bytes]:
    """What `body` inflates to, as far as it is whole, and what follows it."""
    machine = zlib.decompressobj(wbits)
    pieces = []
    left = budget.bytes_left + 1
    while body and left > 0:
        try:
            piece = machine.decompress(body, min(left, 1 << 20))
        except zlib.error:
            break
        pieces.append(piece)
        left -= len(piece)
        body = machine.unconsumed_tail
        if machine.eof:
            break
    if left <= 0:
        budget.spend(MAX_BYTES + 1)
    return b"".join(pieces), machine.unused_data


def _png(body: bytes) -> Iterator[Part]:
    """Every chunk that holds text or could, and what follows the picture (PNG 3, section 11.3)."""
    position = len(_PNG)
    while position + 12 <= len(body):
        (length,) = struct.unpack(">I", body[position : position + 4])
        type_ = body[position + 4 : position + 8]
        data = body[position + 8 : position + 8 + length]
        position += 12 + length
        name = f"the PNG's chunk {type_.decode('latin-1')!r}"
        if type_ == b"zTXt":
            keyword, _, rest = data.partition(b"\0")
            yield Part(name, keyword + b"\0" + _small(rest[1:]))
        elif type_ == b"iTXt":
            keyword, _, rest = data.partition(b"\0")
            head = rest[2:].split(b"\0", 2)
            text = head[2] if len(head) == 3 else b""
            yield Part(name, keyword + b" " + b" ".join(head[:2]))
            yield Part(name, _small(text) if rest[:1] == b"\1" else text)
        elif type_ == b"tEXt":
            yield Part(name, data.replace(b"\0", b" "))
        elif type_ == b"iCCP":
            yield Part(name, data)
            yield Part(name, _small(data.partition(b"\0")[2][1:]))
        elif type_ not in _SILENT:
            yield Part(name, data)
        if type_ == b"IEND":
            break
    if body[position:]:
        yield Part("what follows the picture", body[position:])


def _small(data: bytes) -> bytes:
    """A chunk's text, which the caps are asked about by the caller."""
    return _inflated(data, _Budget(), wbits=zlib.MAX_WBITS)[0]


def _gzip(body: bytes, budget: _Budget) -> Iterator[Part]:
    while body.startswith(_GZIP):
        plain, body = _inflated(body, budget, wbits=zlib.MAX_WBITS | 16)
        yield Part("unpacked", plain)
    if body:
        yield Part("what follows the packed data", body)


def _zip(body: bytes, budget: _Budget) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            entries = archive.infolist()
            budget.parts_left -= len(entries)
            budget.spend(0)
            yield Part("the list of files", "\n".join(each.filename for each in entries).encode())
            yield Part("the archive's comment", archive.comment)
            for entry in entries:
                if entry.flag_bits & 1:
                    raise ClosedError("holds files that are locked with a password")
                if entry.is_dir():
                    continue
                with archive.open(entry) as stream:
                    plain = stream.read(budget.bytes_left + 1)
                yield Part(entry.filename, plain)
                if entry.filename.endswith(".xml"):
                    text = _MARKUP.sub(b"", _PARAGRAPH.sub(b"\n", plain))
                    yield Part(f"{entry.filename}, its text", text)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, OSError, ValueError):
        raise ClosedError("is an archive that is damaged or of another kind") from None
    rows = sheet_text(body)
    if rows:
        yield Part("its cells", rows)


def _pdf(body: bytes, budget: _Budget) -> Iterator[Part]:
    """Every stream that inflates, attachments among them, and the text as pages show it."""
    if looks_encrypted(body):
        raise ClosedError("is a PDF that is locked")
    for found in _STREAM.finditer(body):
        start = found.end()
        end = body.find(b"endstream", start)
        packed = body[start : end if end >= 0 else len(body)]
        plain, _ = _inflated(packed, budget, wbits=zlib.MAX_WBITS)
        if plain:
            yield Part(f"the PDF's stream at byte {start}", plain)
            yield from _pdf_strings(plain, f"the PDF's stream at byte {start}")
        elif packed.startswith((_PNG, _JPEG, _GZIP, *_ZIP, *_CLOSED)):  # stands there as it is
            yield Part(f"the PDF's stream at byte {start}", packed.removesuffix(b"\n"))
    yield from _pdf_strings(body, "the PDF's strings")
    text = pdf_text(body)
    if text:
        yield Part("the PDF's pages", text)


def _pdf_strings(body: bytes, inside: str) -> Iterator[Part]:
    hexes = b"\n".join(
        bytes.fromhex(digits.decode()[: len(digits) // 2 * 2])
        for digits in (b"".join(each.split()) for each in _PDF_HEX.findall(body))
    )
    if hexes:
        yield Part(inside, hexes)
    if b") " in body or b")-" in body:
        yield Part(inside, b"\n" + _PDF_KERNING.sub(b"", body))  # no PDF of its own


def _written_as_text(body: bytes, budget: _Budget) -> Iterator[Part]:
    """Files that a text carries: ``data:`` addresses, private links, signed tokens."""
    for pattern, name in ((_DATA_URI, "a data: address"), (_PRIVATE_LINK, "a private link")):
        if (b";base64," if pattern is _DATA_URI else b"#b=") not in body:
            continue
        for found in pattern.finditer(body):
            if found[1] in budget.seen:
                continue
            budget.seen.add(found[1])
            plain = base64_bytes(found[1])
            if pattern is _PRIVATE_LINK:
                plain, _ = _inflated(plain, budget, wbits=-zlib.MAX_WBITS)
            if plain:
                yield Part(f"{name} at byte {found.start()}", plain)
    if b"eyJ" in body:
        for found in _TOKEN.finditer(body):
            for section in found[0].split(b"."):
                yield Part(f"a token at byte {found.start()}", base64_bytes(section))


def base64_bytes(text: bytes) -> bytes:
    """What base64 or base64url says, padded or not; nothing where it is neither."""
    plain = text.translate(bytes.maketrans(b"-_", b"+/"), b"= \n\r")
    plain = plain[: len(plain) - 1] if len(plain) % 4 == 1 else plain
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b""
