"""What is looked for, by the words it begins with: small, and the same in every process.

A registry guards the names of hundreds of thousands of people. Each stands here as some keys
of eight bytes and one packed record; a term is unpacked only where its first words were
found. Written to a file, it is mapped into the memory of every process that scans, once.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from generator.publish.guarded import Term, Way, patterns

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


def watch(terms: Iterable[Term]) -> Watchlist:
    """The watchlist of `terms`, each of which is looked at once."""
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
    )


def _record(term: Term) -> _Record:
    unless, at_home = sorted(term.unless), sorted(term.at_home)
    return term.what, term.source, term.text, term.is_name, unless, at_home


def _key(head: bytes) -> int:
    return int.from_bytes(blake2b(head, digest_size=8).digest(), "big")
