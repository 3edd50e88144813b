"""The search index of a hub, in pieces that a page loads when it needs them.

``search/index.json`` is the head: which words begin each shard, and each entry's answers to the
facets. ``search/words/<n>.json`` holds a range of the words with the entries that have them;
``search/cards/<n>.json`` the cards of a few entries as HTML, from the first that the hub's own
page does not show. Entries are numbered as the hub lists them. Catalog records only, never
people. ``theme/assets/js/catalog.js`` reads all this.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.site.finding import Entry
from generator.site.hub_views import Facet
from generator.site.output import File

BLOCK_CARDS = 10
"""Cards in one file: the results of a search lie in as many blocks as there are results."""
SHARD_BYTES = 16_000
"""Of words in one file, some 6 kB compressed; a single word may take more."""
_BY_ITSELF = "\u3040-\u30ff\u3400-\u9fff"  # kana and Han, which are written without spaces
_WORD = re.compile(f"[{_BY_ITSELF}]|[^\\W_{_BY_ITSELF}]+")

_Json = Any
_Found = tuple[list[int], list[int], list[int]]


def search_files(
    folder: str, entries: Sequence[Entry], facets: Iterable[Facet], cards: Sequence[str]
) -> Iterator[File]:
    """The index of a hub's `entries` in `folder`; `cards`: HTML of those its page leaves out."""
    shards = list(_shards(_index(entries)))
    head = {
        "count": len(entries),
        "block": BLOCK_CARDS,
        "words": [shard[0][0] for shard in shards],
        "facets": {facet.key: _column(facet, entries) for facet in facets},
    }
    yield File(f"{folder}index.json", _compact(head))
    for number, shard in enumerate(shards):
        yield File(f"{folder}words/{number}.json", _compact(shard))
    for number, start in enumerate(range(0, len(cards), BLOCK_CARDS)):
        block = cards[start : start + BLOCK_CARDS]
        yield File(f"{folder}cards/{number}.json", _compact(block))


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: lower case, without accents.

    "Niñez" is found as "ninez"; the page's script splits what is typed in the same way.
    """
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(each for each in apart if not unicodedata.category(each).startswith("M"))
    return _WORD.findall(bare.lower())


def _index(entries: Iterable[Entry]) -> Mapping[str, _Found]:
    """By word, the entries that have it: in their name, else in their summary, else elsewhere."""
    index: dict[str, _Found] = defaultdict(lambda: ([], [], []))
    for number, entry in enumerate(entries):
        seen: set[str] = set()
        for place, text in enumerate((entry.name, entry.summary, " ".join(entry.rest))):
            new = set(words_of(text)) - seen
            seen |= new
            for word in new:
                index[word][place].append(number)
    return index


def _shards(index: Mapping[str, _Found]) -> Iterator[list[_Json]]:
    """The words in the order in which JavaScript compares texts, cut into files."""
    shard: list[_Json] = []
    size = 0
    for word in sorted(index, key=lambda each: each.encode("utf-16-be")):
        row = [word, *map(_steps, index[word])]
        while not row[-1]:
            row.pop()
        length = len(_compact(row))
        if shard and size + length > SHARD_BYTES:
            yield shard
            shard, size = [], 0
        shard.append(row)
        size += length
    if shard:
        yield shard


def _steps(numbers: Sequence[int]) -> list[int]:
    """Each number as its distance from the one before: small figures pack well."""
    return [each - before for before, each in zip([0, *numbers], numbers, strict=False)]


def _column(facet: Facet, entries: Iterable[Entry]) -> _Json:
    """Each entry's answer to a facet, as the number of one of the `sets` of values."""
    places = {each.value: place for place, each in enumerate(facet.values)}
    sets: dict[tuple[int, ...], int] = {}
    answers = [
        sets.setdefault(
            tuple(places[value] for value in entry.facets.get(facet.key, ())), len(sets)
        )
        for entry in entries
    ]
    return {"values": list(places), "sets": [list(each) for each in sets], "of": answers}


def _compact(value: _Json) -> bytes:
    """For the page's own script, not for readers."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
