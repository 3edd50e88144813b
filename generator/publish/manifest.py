"""What a unit of work wrote: its files by path, and what they are known by, in few bytes.

A registry's site has two million files, so that no process holds them all as objects: a
manifest is one run of bytes, and is taken apart for as long as it is looked at.
"""

import struct
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import NamedTuple

_ROW = struct.Struct("<32sQqQ")
_LENGTHS = struct.Struct("<6I")
_MARK_BYTES = 16
DIGEST_BYTES = 32


class DamagedError(Exception):
    """A manifest that is not as it was packed."""


class Entry(NamedTuple):
    """A file of a site."""

    path: str
    digest: bytes
    """SHA-256."""
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a unit wrote."""

    of: bytes
    """What the unit was made of, as its maker names it; a digest."""
    count: int
    rows: bytes
    paths: bytes
    """In the order of the rows, a line each."""
    names: bytes
    """Of each path the number that `path_number` gives it, 8 bytes each."""
    folded: bytes
    """The same of paths as a forgetful file system sees them; empty: as `names`."""
    links: bytes
    """Numbers of the paths that its pages lead to."""

    @property
    def entries(self) -> list[Entry]:
        """The files, by path."""
        rows = zip(self.path_list, _ROW.iter_unpack(self.rows), strict=True)
        return [Entry(path, *row) for path, row in rows]

    @property
    def path_list(self) -> list[str]:
        """The paths."""
        return self.paths.decode().split("\n") if self.count else []

    def told(self) -> Iterator[tuple[str, tuple[bytes, int, int, int]]]:
        """Each path with the rest of its entry, for who looks at very many."""
        return zip(self.path_list, _ROW.iter_unpack(self.rows), strict=True)

    @property
    def says(self) -> tuple[bytes, bytes]:
        """What the files are and hold, however they lie on the disk."""
        step = _ROW.size
        rows = range(0, len(self.rows), step)
        return self.paths, b"".join(self.rows[at : at + DIGEST_BYTES] for at in rows)

    @property
    def digest(self) -> bytes:
        """Tells two units apart that wrote other files, or other contents."""
        return sha256(b"\0".join(self.says)).digest()

    def packed(self) -> bytes:
        """The manifest as bytes that notice damage."""
        parts = (self.of, self.rows, self.paths, self.names, self.folded, self.links)
        whole = _LENGTHS.pack(*map(len, parts)) + b"".join(parts)
        return sha256(whole).digest()[:_MARK_BYTES] + whole


def manifest_of(
    entries: Iterable[Entry], *, of: bytes = b"", links: Iterable[int] = ()
) -> Manifest:
    """The manifest of a unit that wrote these files."""
    found = sorted(entries)
    paths = [entry.path for entry in found]
    names, folds = numbers(paths), [fold(path) for path in paths]
    return Manifest(
        of,
        len(found),
        b"".join(_ROW.pack(*entry[1:]) for entry in found),
        "\n".join(paths).encode(),
        names,
        b"" if folds == paths else numbers(folds),
        array("Q", sorted(links)).tobytes(),
    )


def unpacked(packed: bytes) -> Manifest:
    """A manifest from its bytes.

    Raises:
        DamagedError: they are not those of one.

    """
    mark, whole = packed[:_MARK_BYTES], packed[_MARK_BYTES:]
    if len(whole) < _LENGTHS.size or sha256(whole).digest()[:_MARK_BYTES] != mark:
        raise DamagedError
    at, parts = _LENGTHS.size, []
    for length in _LENGTHS.unpack_from(whole):
        parts.append(whole[at : at + length])
        at += length
    of, rows, paths, names, folded, links = parts
    return Manifest(of, len(rows) // _ROW.size, rows, paths, names, folded, links)


def fold(path: str) -> str:
    """`path` as a file system sees it that forgets case and Unicode form."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def path_number(path: str) -> int:
    """64 bits for a path: two of a million paths get the same one by chance in 1 of 37 million."""
    return int.from_bytes(blake2b(path.encode(), digest_size=8).digest(), "little")


def numbers(paths: Iterable[str]) -> bytes:
    """The numbers of paths, in their order."""
    return b"".join(blake2b(path.encode(), digest_size=8).digest() for path in paths)


def as_numbers(packed: bytes) -> "array[int]":
    """Numbers from their bytes."""
    return array("Q", packed)
