"""What no published file may say, and where something of it may stand all the same."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

from generator.publish.folding import folded, is_spaceless, loosened, word_list

_GAP = rb"[^0-9A-Za-z(){}\[\]=<>$\x01\x80-\xff]{1,16}"
"""What may stand between the words of a name: not what only a program has there."""
_EDGE, _END = rb"(?<![0-9A-Za-z\x80-\xff])", rb"(?![0-9A-Za-z\x80-\xff])"
_NOT_IN_NAMES = frozenset({"jr", "sr", "ii", "iii", "iv", "dr", "mr", "mrs", "ms", "prof"})
_SHORT = 5  # letters of a name like "Do An" in all: written with capitals, or it is no name
_LONG = 10  # letters of a name that is one without a space and without capitals
_APOSTROPHES = re.compile("['`\u2019\u02bc]")
_UNUSUAL = re.compile(r"[^A-Za-z0-9 .-]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@lru_cache(maxsize=4_096)
def _compiled(form: bytes) -> re.Pattern[bytes]:
    return re.compile(form, re.IGNORECASE)


class Way(Enum):
    """How the words of a pattern stand to each other."""

    EXACT = "as it stands"
    APART = "with something between them"
    CAPITALS = "likewise, each with a capital: a short name"
    TOGETHER = "without anything between them"
    CAMEL = "likewise, each with a capital"
    ANYWHERE = "inside of others too: a name in letters that are written without spaces"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which something is written."""

    parts: tuple[bytes, ...]
    """Its words, or for `Way.EXACT` its `loosened` text."""
    way: Way

    @property
    def words(self) -> tuple[bytes, ...]:
        """Words that follow each other where `folded` text holds it."""
        if self.way is Way.EXACT:
            return tuple(folded(self.parts[0]).split())
        if self.way is Way.TOGETHER or self.way is Way.CAMEL:
            return (b"".join(self.parts),)
        return self.parts

    def is_said(self, view: bytes) -> bool:
        """Whether its words follow each other in `folded` text."""
        words = b" ".join(self.words)
        return (words if self.way is Way.ANYWHERE else b" " + words + b" ") in view

    @property
    def exact(self) -> re.Pattern[bytes]:
        """A pattern of `loosened` text, where the words were."""
        return _compiled(_FORMS[self.way](self.parts))


def _apart(parts: Iterable[bytes]) -> bytes:
    return _EDGE + _GAP.join(map(re.escape, parts)) + _END


def _capital(part: bytes) -> bytes:
    escaped = re.escape(part)
    return rb"(?-i:" + escaped[:1].upper() + rb")" + escaped[1:]


_FORMS: Mapping[Way, Callable[[tuple[bytes, ...]], bytes]] = {
    Way.EXACT: lambda parts: _EDGE + rb"(?<!-)" + re.escape(parts[0]) + _END + rb"(?!-)",
    Way.APART: _apart,
    Way.CAPITALS: lambda parts: _EDGE + _GAP.join(map(_capital, parts)) + _END,
    Way.TOGETHER: lambda parts: _EDGE + b"".join(parts) + _END,
    Way.CAMEL: lambda parts: _EDGE + b"".join(map(_capital, parts)) + _END,
    Way.ANYWHERE: lambda parts: rb"\s*".join(letter.encode() for letter in parts[0].decode()),
}
"""Regular expressions by the way of the words."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that may not be said."""

    what: str
    """In the words of the message: "the name of somebody who is not public"."""
    source: str
    """The place in the catalog that says it."""
    text: str
    is_name: bool = False
    """In any order and with anything between its words; else as it stands."""
    unless: frozenset[str] = frozenset()
    """Words that are public of the same person, for names: fewer than these say nothing."""
    at_home: frozenset[str] = frozenset()
    """Folders of the site in which it may stand."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """All that may not be said; the same for every group of files."""

    terms: tuple[Term, ...] = ()
    ids: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    """Ids of 16 bytes, as 32 hexadecimal digits or a UUID, that may stand at home only: by the
    last half of each, the file that says it and the line."""
    homes: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Their folders of the site; of those not named here there are none."""
    signed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Names that a folder of the site may say, because they are signed there."""
    namesakes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Names that were allowed, with the beginnings of the paths where; none: anywhere."""
    keys: frozenset[bytes] = frozenset()
    """Public keys, 32 bytes each, whose private keys are looked for."""

    @property
    def digest(self) -> str:
        """Changes with whatever makes a file that was clean to be scanned anew."""
        told = [
            *sorted(
                repr((t.what, t.text, sorted(t.unless), sorted(t.at_home))) for t in self.terms
            ),
            *map(hex, sorted(self.ids)),
            *sorted(repr((each, sorted(at))) for each, at in self.homes.items()),
            *sorted(repr((place, sorted(names))) for place, names in self.signed.items()),
            *sorted(repr((name, sorted(at))) for name, at in self.namesakes.items()),
            *sorted(key.hex() for key in self.keys),
        ]
        return sha256("\n".join(told).encode()).hexdigest()


def patterns(term: Term) -> Iterator[Pattern]:
    """Every way in which `term` is looked for; none where it is too common a word."""
    if not term.is_name:
        yield Pattern((loosened(term.text.encode()),), Way.EXACT)
        return
    for sequence in dict.fromkeys(_sequences(term.text)):
        if not term.unless.issuperset(sequence):
            yield from _name_patterns(sequence)


_SHAPES = bytes(
    0x68 if chr(byte) in "0123456789abcdefABCDEF" else byte if chr(byte) == "-" else 0x20
    for byte in range(256)
)
_IDS = {b"h" * 32: 32, b"-".join((b"h" * 8, b"hhhh", b"hhhh", b"hhhh", b"h" * 12)): 36}
_EDGE_MARKS = re.compile(rb"[0-9A-Za-z\x80-\xff-]")


def ids_in(text: bytes) -> Iterator[tuple[int, str]]:
    """What may be a hidden id in `loosened` text: 32 hexadecimal digits, or a UUID; and where."""
    shapes = text.translate(_SHAPES)
    for shape, length in _IDS.items():
        start = shapes.find(shape)
        while start >= 0:
            end = start + length
            around = (text[max(0, start - 1) : start], text[end : end + 1])
            if not any(map(_EDGE_MARKS.match, around)):
                yield start, text[start:end].decode()
            start = shapes.find(shape, end)


def last_half(id_: str) -> int:
    """The last 8 bytes of an id that `ids_in` finds."""
    return int(id_.replace("-", "")[-16:], 16)


def name_pattern(name: str) -> re.Pattern[bytes]:
    """A name that may be said, in the order it is written or the last word first."""
    words = word_list(name)
    turned = [*words[-1:], *words[:-1]]
    ways = {_GAP.join(re.escape(word.encode()) for word in each) for each in (words, turned)}
    return _compiled(_EDGE + rb"(?:" + rb"|".join(sorted(ways)) + rb")" + _END)


def _sequences(name: str) -> Iterator[tuple[str, ...]]:
    """The orders in which a name's words are written."""
    spellings = {name}
    if _UNUSUAL.search(name):
        composed = unicodedata.normalize("NFC", name)
        spellings = {composed, composed.translate(_UMLAUTS), _APOSTROPHES.sub("", composed)}
    for spelling in sorted(spellings):
        words = word_list(spelling)
        if not spelling.isascii() and any(map(is_spaceless, words)):
            yield ("".join(words),)
        core = tuple(word for word in words if word not in _NOT_IN_NAMES)
        if any(map(is_spaceless, words)):
            yield ("".join(words),)
        whole = [word for word in core if len(word) > 1]
        if len(whole) < 2:
            continue
        for each in (core, (whole[0], whole[-1])):
            yield from ((*each[start:], *each[:start]) for start in range(len(each)))


def _name_patterns(words: tuple[str, ...]) -> Iterator[Pattern]:
    parts = tuple(word.encode() for word in words)
    if len(parts) == 1:  # in letters without spaces: anywhere
        if len(words[0]) > 1:
            yield Pattern(parts, Way.ANYWHERE)
        return
    letters = sum(map(len, parts))
    yield Pattern(parts, Way.CAPITALS if letters <= _SHORT else Way.APART)
    if letters >= _LONG:
        yield Pattern(parts, Way.TOGETHER)
    elif letters > _SHORT:
        yield Pattern(parts, Way.CAMEL)


def folders_of(path: str) -> Iterator[str]:
    """Every folder that `path` lies in, with a slash at the end; outermost first."""
    yield ""
    slashes = [0, *(found.end() for found in re.finditer("/", path))]
    yield from (path[:end] for _, end in pairwise(slashes))
