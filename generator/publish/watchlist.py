"""What is looked for, by the words it begins with: small, and the same in every process.

A registry guards the names of hundreds of thousands of people. Each stands here as some keys
of eight bytes and one packed record; a term is unpacked only where its first words were
found. Written to a file, it is mapped into the memory of every process that scans, once.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import TypedDict

from generator.publish.guarded import Term, Way, patterns

_NONE: Mapping[int, tuple[str, int]] = MappingProxyType({})
_Record = tuple[str, str, str, bool, Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Watchlist:
    """Terms, to be found in text that was cut into words."""

    heads: frozenset[bytes]
    """Every first and second word."""
    keys: "array[int]"
    """Of the first two words, or of the only one; in order."""
    places: "array[int]"
    """In `records`, of the term that each key belongs to."""
    records: bytes
    """Each term as a line of JSON."""
    anywhere: tuple[tuple[bytes, int], ...]
    """What is found inside of words too, in letters written without spaces, and its term."""
    ids: "array[int]"
    """Hidden ids of 16 bytes, each by its last half; in order."""
    rows: "array[int]"
    """Of each id, the line that says it, and above 32 bits the place of its file in `files`."""
    files: tuple[str, ...]

    def found_in(self, words: Sequence[bytes]) -> set[int]:
        """The terms that may stand in a text of these words, by their place in `records`."""
        known = self.heads.intersection(words)
        if not known:
            return set()
        found = {place for word in known for place in self._at(word)}
        for one, next_ in pairwise(words):
            if one in known and next_ in known:
                found.update(self._at(one + b" " + next_))
        return found

    def source_of_id(self, half: int) -> str | None:
        """Where a hidden id is said; None: it is not hidden. `half`: its last 8 bytes."""
        at = bisect_left(self.ids, half)
        if at == len(self.ids) or self.ids[at] != half:
            return None
        return f"{self.files[self.rows[at] >> 32]}:{self.rows[at] & 0xFFFFFFFF}:1"

    def id_rows(self) -> Iterator[tuple[int, str, int]]:
        """Each hidden id's last half, file and line."""
        for half, row in zip(self.ids, self.rows, strict=True):
            yield half, self.files[row >> 32], row & 0xFFFFFFFF

    def term(self, place: int) -> Term:
        """The term at a place in `records`."""
        record: _Record = json.loads(self.records[place : self.records.index(b"\n", place)])
        what, source, text, is_name, unless, at_home = record
        return Term(
            what,
            source,
            text,
            is_name=is_name,
            unless=frozenset(unless),
            at_home=frozenset(at_home),
        )

    def _at(self, head: bytes) -> Iterator[int]:
        key = _key(head)
        at = bisect_left(self.keys, key)
        while at < len(self.keys) and self.keys[at] == key:
            yield self.places[at]
            at += 1


def watch(terms: Iterable[Term], ids: Mapping[int, tuple[str, int]] = _NONE) -> Watchlist:
    """The watchlist of `terms`, each of which is looked at once, and of hidden `ids`.

    Of each id, its last half, the file that says it and the line.
    """
    heads: set[bytes] = set()
    rows: list[tuple[int, int]] = []
    anywhere: list[tuple[bytes, int]] = []
    records = bytearray()
    for term in terms:
        place = len(records)
        is_kept = False
        for pattern in patterns(term):
            first = pattern.words[:2]
            is_kept |= bool(first)
            if pattern.way is Way.ANYWHERE:
                anywhere.append((first[0], place))
            elif first:
                heads.update(first)
                rows.append((_key(b" ".join(first)), place))
        if is_kept:
            records += json.dumps(_record(term)).encode() + b"\n"
    rows.sort()
    return Watchlist(
        heads=frozenset(heads),
        keys=array("Q", (key for key, _ in rows)),
        places=array("Q", (place for _, place in rows)),
        records=bytes(records),
        anywhere=tuple(anywhere),
        **_id_columns(sorted((half, *said) for half, said in ids.items())),
    )


def joined(lists: Sequence[Watchlist]) -> Watchlist:
    """What any of `lists` holds."""
    starts = [0, *accumulate(len(each.records) for each in lists)]
    parts = tuple(zip(lists, starts, strict=False))
    rows = sorted(
        (key, place + start)
        for each, start in parts
        for key, place in zip(each.keys, each.places, strict=True)
    )
    return Watchlist(
        heads=frozenset().union(*(each.heads for each in lists)),
        keys=array("Q", (key for key, _ in rows)),
        places=array("Q", (place for _, place in rows)),
        records=b"".join(each.records for each in lists),
        anywhere=tuple((word, at + start) for each, start in parts for word, at in each.anywhere),
        **_id_columns(sorted(row for each in lists for row in each.id_rows())),
    )


class _IdColumns(TypedDict):
    ids: "array[int]"
    rows: "array[int]"
    files: tuple[str, ...]


def _id_columns(said: Sequence[tuple[int, str, int]]) -> _IdColumns:
    files = {file: place for place, file in enumerate(dict.fromkeys(file for _, file, _ in said))}
    return {
        "ids": array("Q", (half for half, _, _ in said)),
        "rows": array("Q", (files[file] << 32 | line for _, file, line in said)),
        "files": tuple(files),
    }


def _record(term: Term) -> _Record:
    unless, at_home = sorted(term.unless), sorted(term.at_home)
    return term.what, term.source, term.text, term.is_name, unless, at_home


def _key(head: bytes) -> int:
    return int.from_bytes(blake2b(head, digest_size=8).digest(), "big")
