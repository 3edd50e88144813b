"""Looking through what will be published for what must not be.

The unit of work is a group of files: a scanner holds nothing of a file once it is done, so
that groups can be scanned in processes of their own, and only those that changed. What is
guarded is one value that can be sent there (`Guarded`), whose digest says whether files
that were clean before still are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

from generator.publish.folding import View, folded, is_text, offset_of, readings
from generator.publish.guarded import (
    Guarded,
    Pattern,
    Term,
    folders_of,
    ids_in,
    last_half,
    name_pattern,
    patterns,
)
from generator.publish.novelty import APART, Novelty
from generator.publish.private_keys import MARKS, bare_seeds, named_forms, raw_seeds
from generator.publish.unpacking import ClosedError, Part, unpacked
from generator.publish.watchlist import Watchlist, watch
from generator.source.camera_notes import tells_place

_NOWHERE: frozenset[str] = frozenset()
_CODE = (
    *("documents", "folding", "guarded", "leak_scan", "novelty", "private_keys", "unpacking"),
    "watchlist",
    "../source/camera_notes",
)
CLOSED = "what nobody can look into"
CREDENTIAL = "the identifier of a credential that is not published here"
PLACE = "where a picture or film was taken, as its camera wrote it"


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """Something that must not be published, in a file that would be."""

    path: str
    """Of the file, in the site."""
    what: str
    source: str
    """The place in the catalog that says it; empty where there is none, as of a key."""
    offset: int
    """In the part that holds it."""
    inside: str = ""
    """The part of the file; empty: the file itself."""
    line: int = 1
    column: int = 1


def scan_digest(guarded: Guarded) -> bytes:
    """What it means for a file to be clean: changes with what is guarded and with this code."""
    here = Path(__file__).parent
    code = b"".join((here / f"{name}.py").read_bytes() for name in _CODE)
    return sha256(guarded.digest.encode() + code).digest()


@dataclass(slots=True)
class _Look:
    """What one look at a file found."""

    leaks: list[Leak] = field(default_factory=list)
    is_clean: bool = True
    """Nothing that is guarded stands here, not even where it may."""


class LeakScan:
    """Scans files for what is guarded."""

    def __init__(
        self,
        guarded: Guarded,
        watchlist: Watchlist | None = None,
        novelty: Novelty | None = None,
    ) -> None:
        """Look for what is in `watchlist`; without one, for the terms and ids of `guarded`.

        `novelty` knows what other scans for the same watchlist looked at.
        """
        self._guarded = guarded
        self._watchlist = watchlist or watch(guarded.terms, guarded.ids)
        self._novelty = novelty or Novelty()

    @cached_property
    def _spaceless(self) -> BytesAhoCorasick:
        return BytesAhoCorasick([word for word, _ in self._watchlist.anywhere])

    @cached_property
    def _namesakes(self) -> Sequence[tuple[frozenset[str], re.Pattern[bytes]]]:
        return [(at, name_pattern(name)) for name, at in self._guarded.namesakes.items()]

    def scan(self, files: Iterable[tuple[str, bytes]]) -> Iterator[Leak]:
        """What leaks from these files, by path and content: of each thing its first place."""
        for path, body in files:
            leaks = reversed(self._file(path, body))
            yield from sorted({(leak.what, leak.source): leak for leak in leaks}.values())

    def _file(self, path: str, body: bytes) -> list[Leak]:
        """Of text, only the lines that no file before had at such a place are looked at."""
        if is_text(body):
            new, windows = self._novelty.of(body)
            look = self._look(path, new + APART + path.encode())
            if look.is_clean:
                self._novelty.learn(windows)
            if not look.leaks:
                return []
        look = self._look(path, body)
        self._part(look, path, Part("the file's own address", path.encode()))
        return look.leaks

    def _look(self, path: str, body: bytes) -> _Look:
        look = _Look()
        try:
            for part in unpacked(body):
                self._part(look, path, part)
        except ClosedError as closed:
            look.leaks.append(Leak(path, f"{CLOSED}: it {closed}", "", 0))
        look.is_clean &= not look.leaks
        return look

    def _part(self, look: _Look, path: str, part: Part) -> None:
        texts = list(readings(part.body))
        views = [folded(text) for _, text in texts]
        way, text = texts[min(1, len(texts) - 1)]  # decoded, where that says something else
        for at, what in bare_seeds(text, self._guarded.keys):
            look.leaks.append(_leak(path, part, way, at=at, what=what))
        together = APART.join(views)
        if any(mark in together for mark in MARKS):
            look.is_clean = False
            for way, text in texts:
                for at, what in named_forms(text):
                    look.leaks.append(_leak(path, part, way, at=at, what=what))
        if not is_text(part.body) and tells_place(part.body):
            look.leaks.append(Leak(path, PLACE, "", 0, part.inside))
        for at, what in raw_seeds(part.body, self._guarded.keys):
            look.leaks.append(Leak(path, what, "", at, part.inside))
        self._ids(look, path, part, texts)
        if terms := list(self._terms_said(views)):
            look.is_clean = False
            look.leaks += self._terms_in(path, part, terms, texts)

    def _ids(self, look: _Look, path: str, part: Part, texts: Iterable[tuple[View, bytes]]) -> None:
        for way, text in texts:
            for at, said in ids_in(text):
                half = last_half(said)
                source = self._watchlist.source_of_id(half)
                if source is None:
                    continue
                look.is_clean = False
                if self._guarded.homes.get(half, _NOWHERE).isdisjoint(folders_of(path)):
                    look.leaks.append(_leak(path, part, way, at=at, what=CREDENTIAL, source=source))

    def _terms_said(self, views: Iterable[bytes]) -> Iterator[tuple[Term, Pattern]]:
        """The terms whose words stand in one of the `views`, as they stand there."""
        places: dict[int, list[bytes]] = {}
        for view in views:
            for place in self._watchlist.found_in(view.split()) | self._inside(view):
                places.setdefault(place, []).append(view)
        for place in sorted(places):
            term = self._watchlist.term(place)
            yield from (
                (term, pattern)
                for pattern in patterns(term)
                if any(pattern.is_said(view) for view in places[place])
            )

    def _inside(self, view: bytes) -> set[int]:
        if not self._watchlist.anywhere or view.isascii():
            return set()
        hits = self._spaceless.find_matches_as_indexes(view, overlapping=True)
        return {self._watchlist.anywhere[hit][1] for hit, _, _ in hits}

    def _terms_in(
        self,
        path: str,
        part: Part,
        terms: Iterable[tuple[Term, Pattern]],
        texts: Sequence[tuple[View, bytes]],
    ) -> Iterator[Leak]:
        """Those that were found and may not stand here, in the first view that shows each."""
        folders = frozenset(folders_of(path))
        allowed = self._allowed(path, folders)
        without = [(way, _without(text, allowed)) for way, text in texts]
        for term, pattern in terms:
            if folders & term.at_home:
                continue
            for way, text in without if term.is_name else texts:
                if found := pattern.exact.search(text):
                    yield _leak(
                        path, part, way, at=found.start(), what=term.what, source=term.source
                    )
                    break

    def _allowed(self, path: str, folders: frozenset[str]) -> list[re.Pattern[bytes]]:
        """Names that the file at `path` may say."""
        signed = {name for each in folders for name in self._guarded.signed.get(each, ())}
        return [name_pattern(name) for name in sorted(signed)] + [
            pattern for at, pattern in self._namesakes if not at or any(map(path.startswith, at))
        ]


def _without(text: bytes, allowed: Iterable[re.Pattern[bytes]]) -> bytes:
    """`text` with the names that may be said struck out, each to its own length."""
    for pattern in allowed:
        text = pattern.sub(lambda found: b"\x01" * len(found[0]), text)
    return text


def _leak(path: str, part: Part, way: View, *, at: int, what: str, source: str = "") -> Leak:
    offset = offset_of(way, part.body, at)
    line, column = 1, 1
    if not part.inside:
        line = part.body.count(b"\n", 0, offset) + 1
        start = part.body.rfind(b"\n", 0, offset) + 1
        column = len(part.body[start:offset].decode("utf-8", "replace")) + 1
    return Leak(path, what, source, offset, part.inside, line, column)
