"""The files in a zip (PKWARE APPNOTE 6.3); twin of theme/verifier/src/intake/zip.js.

Read from its directory, unpacked under a cap. Python's own reader takes more forms than
browsers are shown here, and the same zip must hold the same badges for both.
"""

import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from struct import unpack_from

MAX_FILE_BYTES = 20_000_000  # a badge's picture has some 50 kB
MAX_ZIP_BYTES = 100_000_000  # unpacked, all files together
MAX_ENTRIES = 5_000

_END = 0x06054B50
_ENTRY = 0x02014B50
_LOCAL = 0x04034B50
_UNIX = 3
_SYMBOLIC_LINK = 0xA
_ENCRYPTED = 0x2041  # bits 0, 6 and 13
_STORED, _DEFLATED = 0, 8


class ZipError(Exception):
    """Why a zip, or one file of it, cannot be opened; one sentence."""


@dataclass(frozen=True, slots=True)
class Unzipped:
    """What was in a zip."""

    files: dict[str, bytes]
    """By path: with slashes, relative, never leaving the zip."""
    refused: tuple[tuple[str, str], ...]
    """Names, and why they could not be had; one sentence each."""


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    is_link: bool
    flags: int
    method: int
    crc: int
    packed_size: int
    size: int
    start: int


def is_zip(data: bytes) -> bool:
    """Whether it begins as a zip does, an empty one included."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def read_zip(data: bytes) -> Unzipped:
    """Every ordinary file of a zip; links are passed over, as they are in a folder.

    Raises:
        ZipError: it cannot be opened at all.

    """
    files: dict[str, bytes] = {}
    refused: list[tuple[str, str]] = []
    for entry in _directory(data):
        if entry.path.endswith("/") or entry.is_link:
            continue
        try:
            files[_new_name(entry.path, files)] = _content(data, entry)
        except ZipError as error:
            refused.append((entry.path, str(error)))
    return Unzipped(files, tuple(refused))


def _directory(data: bytes) -> list[_Entry]:
    end = _end_of(data)
    (count,) = unpack_from("<H", data, end + 10)
    if count > MAX_ENTRIES:
        raise ZipError(f"The zip holds more than {MAX_ENTRIES} files.")
    entries = list(_entries(data, count, end))
    if sum(entry.size for entry in entries) > MAX_ZIP_BYTES:
        raise ZipError(f"The zip holds more than {MAX_ZIP_BYTES // 1_000_000} MB.")
    return entries


def _entries(data: bytes, count: int, end: int) -> Iterator[_Entry]:
    (at,) = unpack_from("<I", data, end + 16)
    for _ in range(count):
        if at + 46 > end or unpack_from("<I", data, at) != (_ENTRY,):
            raise _damaged()
        flags, method, _, crc, packed, size = unpack_from("<HHIIII", data, at + 8)
        name, extra, comment = unpack_from("<HHH", data, at + 28)
        (start,) = unpack_from("<I", data, at + 42)
        is_link = data[at + 5] == _UNIX and data[at + 41] >> 4 == _SYMBOLIC_LINK
        path = _name_of(data[at + 46 : at + 46 + name])
        yield _Entry(path, is_link, flags, method, crc, packed, size, start)
        at += 46 + name + extra + comment


def _end_of(data: bytes) -> int:
    """Where the end record begins: the last thing in the file but for a comment that fills it."""
    for at in range(len(data) - 22, max(len(data) - 22 - 0xFFFF, 0) - 1, -1):
        if unpack_from("<I", data, at) == (_END,):
            (comment,) = unpack_from("<H", data, at + 20)
            if at + 22 + comment == len(data):
                return at
    raise _damaged()


def _content(data: bytes, entry: _Entry) -> bytes:
    if entry.flags & _ENCRYPTED:
        raise ZipError("It is encrypted.")
    if entry.size > MAX_FILE_BYTES:
        raise ZipError(f"It is larger than {MAX_FILE_BYTES // 1_000_000} MB.")
    if entry.start + 30 > len(data) or unpack_from("<I", data, entry.start) != (_LOCAL,):
        raise _damaged()
    name, extra = unpack_from("<HH", data, entry.start + 26)
    begin = entry.start + 30 + name + extra
    packed = data[begin : begin + entry.packed_size]
    if len(packed) != entry.packed_size:
        raise _damaged()
    if entry.method not in (_STORED, _DEFLATED):
        raise ZipError("It is packed in a way that cannot be read here.")
    content = _inflated(packed, entry.size) if entry.method == _DEFLATED else packed
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise _damaged()
    return content


def _inflated(packed: bytes, size: int) -> bytes:
    """One stream, of which no byte is missing and none follows."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(packed, size + 1)
    except zlib.error:
        raise _damaged() from None
    if not stream.eof or stream.unused_data:
        raise _damaged()
    return content


def _name_of(name: bytes) -> str:
    """As UTF-8, which most write whether they say so or not; else byte by byte."""
    try:
        return name.decode().replace("\\", "/").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return name.decode("latin-1")


def _new_name(path: str, taken: Collection[str]) -> str:
    if "\0" in path or any(part in {"", ".", ".."} for part in path.split("/")):
        raise ZipError("Its name leads out of the zip.")
    if path in taken:
        raise ZipError("The zip holds two files of that name.")
    return path


def _damaged() -> ZipError:
    return ZipError("The zip is damaged.")
