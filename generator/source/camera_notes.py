"""Pictures without what a camera or a program wrote beside them: the place, the hour, a name.

Only the parts around the picture go; the picture itself is never encoded anew. How it is
turned stays, since it would else lie on its side, and so do its colors (ICC). What is no
JPEG, PNG, WebP or GIF, or a damaged one, is left as it is: the scan for leaks looks at it.
"""

import struct
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"hIST", b"sPLT"}
    | {b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT"}
)
_BADGE = b"openbadgecredential\0"
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14, _COM = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_EXIF, _ICC = b"Exif\0\0", b"ICC_PROFILE\0"
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04  # flags of VP8X (RFC 9649, section 2.7.1)
_TURNED = 0x0112  # the tag Orientation (TIFF 6.0)
_GPS = 0x8825  # the tag that leads to places (Exif 3.0, section 4.6.3)
_PLACE_TAGS = frozenset({2, 4, 6, 29, 31})
_MARKS_OF_PLACES = (b"exif:GPSLatitude", b"GPSLatitude>", b"\xa9xyz", b"photoshop:City")
_HEADERS = (b"II*\0", b"MM\0*")
_MOST_HEADERS = 64


class _DamagedError(Exception):
    """The picture is not built as its kind says."""


def without_camera_notes(body: bytes) -> bytes:
    """`body` with the notes gone, where it is a picture; else `body`."""
    try:
        if body.startswith(b"\xff\xd8\xff"):
            return b"".join(_jpeg(body))
        if body.startswith(_PNG):
            return b"".join(_png(body))
        if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
            return _webp(body)
        if body.startswith((b"GIF87a", b"GIF89a")):
            return b"".join(_gif(body))
    except (_DamagedError, struct.error, IndexError):
        pass
    return body


def tells_place(body: bytes) -> bool:
    """Whether `body` holds coordinates as cameras write them, in whatever kind of file."""
    if any(mark in body for mark in _MARKS_OF_PLACES):
        return True
    for header in _HEADERS:
        start = body.find(header)
        for _ in range(_MOST_HEADERS):
            if start < 0:
                break
            if _has_place(body[start:]):
                return True
            start = body.find(header, start + 1)
    return False


def _jpeg(body: bytes) -> Iterator[bytes]:
    """Segments that belong to the picture (ITU-T T.81, annex B); nothing after its end."""
    yield body[:2]
    turned = b""
    position, at_front = 2, []
    for marker, segment in _segments(body, position):
        data = segment[4:]
        if marker == _APP1 and data.startswith(_EXIF):
            turned = turned or _only_turned(data[len(_EXIF) :])
            continue
        if marker == _COM or (_APP0 <= marker <= 0xEF and not _is_of_the_picture(marker, data)):
            continue
        if turned and marker != _APP0:
            at_front.append(_exif_segment(turned))
            turned = b""
        yield from at_front
        at_front.clear()
        yield segment


def _is_of_the_picture(marker: int, data: bytes) -> bool:
    return (
        (marker == _APP0 and data.startswith(b"JFIF\0"))
        or (marker == _APP2 and data.startswith(_ICC))
        or (marker == _APP14 and data.startswith(b"Adobe"))
    )


def _exif_segment(tiff: bytes) -> bytes:
    data = _EXIF + tiff
    return struct.pack(">BBH", 0xFF, _APP1, len(data) + 2) + data


def _segments(body: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    while True:
        if body[position] != 0xFF:
            raise _DamagedError
        while body[position + 1] == 0xFF:  # padding
            position += 1
        marker = body[position + 1]
        if marker == _EOI:
            yield marker, body[position : position + 2]
            return
        (length,) = struct.unpack_from(">H", body, position + 2)
        end = position + 2 + length
        if length < 2 or end > len(body):
            raise _DamagedError
        if marker == _SOS:
            end = _end_of_scan(body, end)
        yield marker, body[position:end]
        position = end


def _end_of_scan(body: bytes, position: int) -> int:
    """Where coded data end: at a marker that is neither a stuffed byte nor a restart."""
    while True:
        position = body.find(b"\xff", position)
        if position < 0 or position + 1 >= len(body):
            raise _DamagedError
        following = body[position + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return position
        position += 2


def _png(body: bytes) -> Iterator[bytes]:
    """Chunks that belong to the picture (PNG 3, section 5.3), and a badge in it."""
    yield _PNG
    position = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", body, position)
        kind, data = body[position + 4 : position + 8], body[position + 8 : position + 8 + length]
        end = position + 12 + length
        if end > len(body):
            raise _DamagedError
        is_critical = kind[:1].isupper()
        if is_critical or kind in _PNG_KEPT or (kind == b"iTXt" and data.startswith(_BADGE)):
            yield body[position:end]
        elif kind == b"eXIf" and (turned := _only_turned(data)):
            yield struct.pack(">I", len(turned)) + kind + turned
            yield struct.pack(">I", zlib.crc32(kind + turned))
        if kind == b"IEND":
            return
        position = end


def _webp(body: bytes) -> bytes:
    """Chunks that belong to the picture (RFC 9649, section 2.7)."""
    kept = []
    position = 12
    while position + 8 <= len(body):
        kind = body[position : position + 4]
        (length,) = struct.unpack_from("<I", body, position + 4)
        data = body[position + 8 : position + 8 + length]
        if len(data) != length:
            raise _DamagedError
        position += 8 + length + length % 2
        if kind == b"EXIF":
            data = _only_turned(data.removeprefix(_EXIF))
        if kind in _WEBP_KEPT or (kind == b"EXIF" and data):
            kept.append((kind, data))
    has_exif = any(kind == b"EXIF" for kind, _ in kept)
    pieces = [b"WEBP"]
    for kind, data in kept:
        if kind == b"VP8X":
            flags = data[0] & ~_WEBP_XMP & ~(0 if has_exif else _WEBP_EXIF)
            data = bytes([flags]) + data[1:]  # noqa: PLW2901 - the same chunk, mended
        pieces.append(kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2))
    whole = b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _gif(body: bytes) -> Iterator[bytes]:
    """Blocks but comments and others' data (GIF 89a, section 12)."""
    position = 13 + _colors(body[10])
    yield body[:position]
    while body[position] != 0x3B:
        start = position
        if body[position] == 0x2C:
            position += 10 + _colors(body[position + 9]) + 1
            is_kept = True
        elif body[position] == 0x21:
            label = body[position + 1]
            program = body[position + 3 : position + 14]
            is_kept = label in {0xF9, 0x01} or program in {b"NETSCAPE2.0", b"ANIMEXTS1.0"}
            position += 2
        else:
            raise _DamagedError
        while body[position]:
            position += 1 + body[position]
        position += 1
        if is_kept:
            yield body[start:position]
    yield b";"


def _colors(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _only_turned(tiff: bytes) -> bytes:
    """Exif that says no more than how the picture is turned; empty where it is not."""
    order = _order(tiff)
    for tag, kind, _, value in _entries(tiff, order, 4):
        if tag == _TURNED and kind == 3:
            (turned,) = struct.unpack_from(order + "H", value)
            if 2 <= turned <= 8:
                return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _TURNED, 3, 1, turned, 0, 0)
    return b""


def _has_place(tiff: bytes) -> bool:
    order = _order(tiff)
    for tag, _, _, value in _entries(tiff, order, 4):
        if tag == _GPS:
            (start,) = struct.unpack(order + "I", value)
            place = _entries_at(tiff, order, start)
            return any(inner in _PLACE_TAGS for inner, _, _, _ in place)
    return False


def _order(tiff: bytes) -> str:
    return "<" if tiff.startswith(b"II") else ">"


def _entries(tiff: bytes, order: str, at: int) -> Iterator[tuple[int, int, int, bytes]]:
    """Tag, kind, count and four bytes of the value of each entry (TIFF 6.0, section 2)."""
    if len(tiff) >= at + 4:
        (start,) = struct.unpack_from(order + "I", tiff, at)
        yield from _entries_at(tiff, order, start)


def _entries_at(tiff: bytes, order: str, start: int) -> Iterator[tuple[int, int, int, bytes]]:
    if start + 2 > len(tiff):
        return
    (count,) = struct.unpack_from(order + "H", tiff, start)
    for number in range(count):
        entry = tiff[start + 2 + 12 * number : start + 14 + 12 * number]
        if len(entry) < 12:
            return
        tag, kind, values = struct.unpack_from(order + "HHI", entry)
        yield tag, kind, values, entry[8:]
