"""A credential in a PNG: one uncompressed ``iTXt`` chunk (Open Badges 3.0, section 5.3.1)."""

import struct
import zlib
from collections.abc import Iterator

from generator.openbadges.baking import BakingError

MAX_BYTES = 20_000_000  # a badge's picture has some 50 kB

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"openbadgecredential"
_TEXT_TYPES = (b"tEXt", b"zTXt", b"iTXt")
_DEPTHS = {
    0: (1, 2, 4, 8, 16),
    2: (8, 16),
    3: (1, 2, 4, 8),
    4: (8, 16),
    6: (8, 16),
}  # by color type

Chunk = tuple[bytes, bytes]  # type, data


def bake_png(png: bytes, credential: bytes) -> bytes:
    """`png` carrying `credential`, in place of any it had; every other chunk stays as it is.

    Raises:
        BakingError: not a PNG, or a damaged one.

    """
    chunks = [chunk for chunk in _chunks(png) if not _is_ours(chunk)]
    # keyword, 0; not compressed, method 0; no language, no translated keyword
    text = (b"iTXt", _KEYWORD + b"\0" + b"\0\0" + b"\0" + b"\0" + credential)
    return _SIGNATURE + b"".join(map(_written, [*chunks[:-1], text, chunks[-1]]))


def unbake_png(png: bytes) -> bytes:
    """The credential that `png` carries.

    Raises:
        BakingError: not a PNG, a damaged one, none, several, or one stored in another way.

    """
    ours = [chunk for chunk in _chunks(png) if _is_ours(chunk)]
    if not ours:
        raise BakingError("The PNG carries no credential.")
    if len(ours) > 1:
        raise BakingError("The PNG carries more than one credential.")
    type_, data = ours[0]
    flags, text = data[len(_KEYWORD) + 1 :][:2], data[len(_KEYWORD) + 3 :]
    if type_ != b"iTXt" or flags != b"\0\0":
        raise BakingError("The PNG's credential is not stored as uncompressed international text.")
    parts = text.split(b"\0", 2)  # language, translated keyword, text
    if len(parts) != 3:
        raise BakingError("The PNG's credential is cut off.")
    return parts[2]


def _is_ours(chunk: Chunk) -> bool:
    type_, data = chunk
    return type_ in _TEXT_TYPES and data.split(b"\0", 1)[0] == _KEYWORD


def _written(chunk: Chunk) -> bytes:
    type_, data = chunk
    body = type_ + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def _chunks(png: bytes) -> list[Chunk]:
    """All chunks of a well-formed PNG (PNG 3, section 5), IEND last."""
    if len(png) > MAX_BYTES:
        raise BakingError(f"The PNG is larger than {MAX_BYTES:,} bytes.")
    if not png.startswith(_SIGNATURE):
        raise BakingError("The file is not a PNG.")
    chunks = list(_read(png))
    types = [type_ for type_, _ in chunks]
    if types.count(b"IHDR") != 1 or types[0] != b"IHDR" or b"IDAT" not in types:
        raise BakingError("The PNG has no header or no picture.")
    _check_header(chunks[0][1])
    return chunks


def _read(png: bytes) -> Iterator[Chunk]:
    position = len(_SIGNATURE)
    while position < len(png):
        head = png[position : position + 8]
        length = int.from_bytes(head[:4], "big")
        end = position + 12 + length
        if end > len(png):
            raise BakingError("The PNG is cut off.")
        body = png[position + 4 : end - 4]
        if zlib.crc32(body) != int.from_bytes(png[end - 4 : end], "big"):
            type_ = head[4:].decode("latin-1")
            raise BakingError(f"The PNG is damaged: a '{type_}' chunk has a wrong checksum.")
        yield body[:4], body[4:]
        position = end
        if body[:4] == b"IEND":
            break
    else:
        raise BakingError("The PNG is cut off.")
    if position != len(png):
        raise BakingError("The PNG is followed by other data.")


def _check_header(header: bytes) -> None:
    if len(header) != 13:
        raise BakingError("The PNG's header is damaged.")
    width, height, depth, color, *methods = struct.unpack(">IIBBBBB", header)
    if not (0 < width < 2**31 and 0 < height < 2**31):
        raise BakingError("The PNG has no area.")
    if depth not in _DEPTHS.get(color, ()) or methods[:2] != [0, 0] or methods[2] > 1:
        raise BakingError("The PNG's header names a format that does not exist.")
