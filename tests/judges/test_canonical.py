"""The canonical bytes, ours and those of jsonld.js in safe mode, for documents of every sort.

Where we give bytes, jsonld.js gives the same; where jsonld.js gives bytes and we refuse, our
check of documents is the stricter one, which is its purpose.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.openbadges.canonical import CanonicalizationError, canonicalize
from generator.openbadges.strict_json import JsonObject, StrictJsonError, dump_json, parse_json
from tests.corpora import corpus
from tests.judges import made
from tests.judges.judging import World, ask, conformance_credentials, what_is_signed

pytestmark = pytest.mark.judges

_TEXTS_A_DOCUMENT = 40

Reader = Callable[[bytes], JsonObject]


def _ours(body: bytes, read: Reader) -> list[bytes | None]:
    """The canonical document and proof options; None for what we refuse."""
    try:
        document = read(body)
        pair = what_is_signed(document)
    except (StrictJsonError, KeyError, ValueError, AttributeError, TypeError):
        return [None, None]
    made_of: list[bytes | None] = []
    for part in pair:
        try:
            made_of.append(canonicalize(part))
        except CanonicalizationError:
            made_of.append(None)
    return made_of


def _theirs(answer: Mapping[str, Any]) -> list[bytes | None]:
    parts = [answer.get(part, {}).get("nquads") for part in ("document", "options")]
    # A lone surrogate, which we refuse, comes through jsonld.js as it went in.
    return [None if part is None else part.encode(errors="surrogatepass") for part in parts]


def _compare(documents: Mapping[str, bytes], read: Reader = parse_json) -> int:
    """How many of the documents both have bytes for; fails where ours are not theirs."""
    answers = ask("canonical", World(made.AS_OF), documents)
    agreed = 0
    for name, answer in answers.items():
        ours, theirs = _ours(documents[name], read), _theirs(answer)
        for mine, other in zip(ours, theirs, strict=True):
            assert mine is None or mine == other, (name, answer)
        agreed += None not in ours
    return agreed


@pytest.mark.parametrize("files", ["credential.*", "document-*.json"])
def test_every_conformance_case(files: str) -> None:
    first = {body: path for path, body in conformance_credentials(files)}  # many are the same
    documents = {f"{path.parent.name}/{path.name}": body for body, path in first.items()}
    assert _compare(documents) > len(documents) // 10


def _with_texts(texts: list[str]) -> JsonObject:
    document = made.signed(*made.IN_FORCE["plain"])
    document["evidence"] = [
        {"type": ["Evidence"], "narrative": text} for text in dict.fromkeys(texts)
    ]
    return document


def _naughty_strings() -> Iterator[str]:
    (path,) = corpus("blns").glob("*.json")
    yield from (text for text in json.loads(path.read_bytes()) if text)
    # Every control character, and what N-Quads or JSON escape or might fold.
    yield from (f"a{chr(code)}b" for code in [*range(0x20), *range(0x7E, 0xA1)])
    yield from ("\\", '"', "\\u0041", "<>", "\u2028", "\ufeff", "\ufffe", "\U0010ffff", "e\u0301")


def test_naughty_texts() -> None:
    texts = list(_naughty_strings())
    documents = {
        f"from text {start}": dump_json(_with_texts(texts[start : start + _TEXTS_A_DOCUMENT]))
        for start in range(0, len(texts), _TEXTS_A_DOCUMENT)
    }
    # Not by `parse_json`, which refuses control characters: the canonical form escapes them.
    assert _compare(documents, read=json.loads) == len(documents)


def _json_below(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.json"))}


@pytest.mark.parametrize("name", ["1edtech-ob30-samples", "vc-data-model-2.0-test-suite"])
def test_other_peoples_credentials(name: str) -> None:
    _compare(_json_below(corpus(name)))
