"""Looking through what will be published for what must not be.

The unit of work is a group of files: a scanner holds nothing of a file once it is done, so
that groups can be scanned in processes of their own, and only those that changed. What is
guarded is one value that can be sent there (`Guarded`), whose digest says whether files
that were clean before still are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

from generator.publish.folding import View, folded, is_text, offset_of, readings
from generator.publish.guarded import Guarded, Pattern, Term, folders_of, name_pattern, patterns
from generator.publish.private_keys import MARKS, bare_seeds, named_forms, raw_seeds
from generator.publish.unpacking import ClosedError, Part, unpacked
from generator.source.camera_notes import tells_place

_CODE = (
    *("documents", "folding", "guarded", "leak_scan", "private_keys", "unpacking"),
    "../source/camera_notes",
)
CLOSED = "what nobody can look into"
PLACE = "where a picture or film was taken, as its camera wrote it"
_BETWEEN = b" \x01 "  # views of one file; no pattern holds it


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


class LeakScan:
    """Scans files for what is guarded."""

    def __init__(self, guarded: Guarded) -> None:
        self._guarded = guarded
        found: dict[bytes, list[tuple[Term, Pattern]]] = {}
        for term in guarded.terms:
            for pattern in patterns(term):
                found.setdefault(pattern.words, []).append((term, pattern))
        self._words = [*found, *MARKS]
        self._terms = [*found.values()]

    @cached_property
    def _machine(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(self._words)

    @cached_property
    def _namesakes(self) -> Sequence[tuple[frozenset[str], re.Pattern[bytes]]]:
        return [(at, name_pattern(name)) for name, at in self._guarded.namesakes.items()]

    def scan(self, files: Iterable[tuple[str, bytes]]) -> Iterator[Leak]:
        """What leaks from these files, by path and content: of each thing its first place."""
        for path, body in files:
            yield from sorted(
                {(leak.what, leak.source): leak for leak in self._file(path, body)}.values()
            )

    def _file(self, path: str, body: bytes) -> Iterator[Leak]:
        """The last place of each thing comes first, so that the first one stays."""
        found = list(self._part(path, Part("the file's own address", path.encode())))
        try:
            for part in unpacked(body):
                found += self._part(path, part)
        except ClosedError as closed:
            found.append(Leak(path, f"{CLOSED}: it {closed}", "", 0))
        return reversed(found)

    def _part(self, path: str, part: Part) -> Iterator[Leak]:
        texts = list(readings(part.body))
        haystack = _BETWEEN.join(folded(text) for _, text in texts)
        hits = {
            hit for hit, _, _ in self._machine.find_matches_as_indexes(haystack, overlapping=True)
        }
        way, text = texts[min(1, len(texts) - 1)]  # decoded, where that says something else
        for at, what in bare_seeds(text, self._guarded.keys):
            yield _leak(path, part, way, at=at, what=what)
        if any(hit >= len(self._terms) for hit in hits):
            for way, text in texts:
                for at, what in named_forms(text):
                    yield _leak(path, part, way, at=at, what=what)
        if not is_text(part.body) and tells_place(part.body):
            yield Leak(path, PLACE, "", 0, part.inside)
        for at, what in raw_seeds(part.body, self._guarded.keys):
            yield Leak(path, what, "", at, part.inside)
        terms = [each for hit in hits if hit < len(self._terms) for each in self._terms[hit]]
        if terms:
            yield from self._terms_in(path, part, terms, texts)

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
