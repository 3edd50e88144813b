"""The browser's strict JSON, known terms and canonical form give the very answers of ours."""

import json
import random
from collections.abc import Iterator

import pytest

from generator.openbadges import ALLOWED_CONTEXTS, canonicalize, find_undefined, pinned_context
from generator.openbadges.active_context import EMPTY, ActiveContext
from generator.openbadges.iri import is_absolute_iri
from generator.openbadges.rdfc import canonical_nquads
from generator.openbadges.strict_json import MAX_BYTES, StrictJsonError, parse_json, parse_value
from tests.corpora import PROJECT, corpus
from tests.twins import Twin, answer

CASES = sorted(PROJECT.joinpath("tests", "conformance").glob("*/credential.json"))
PIECES = [  # what mutations are made of
    *(rb"\ \u \ud83d \ude00 \u0000 \b \n".split()),
    *(
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"-",
        b" ",
        b"\n",
        b"\r\n",
        b"\t",
        b"null",
        b"true",
    ),
    *(b"NaN", b"-Infinity", b"1e5", b"1e400", b".5", b"0", b"9007199254740992", b"\x00", b"\x7f"),
    *(b"\xc3\xa9", b"\xf0\x9f\x98\x80", b"\xe2\x80\xa8", b"\xc2\xa0", b"\xef\xbb\xbf"),
    *(b"\xff", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\xe0\x80\x80"),
    *(
        b'"a":1,"a":2,',
        rb'"\ud83d":1,"\ud83d":2,',
        b'"__proto__":1,',
        b'"constructor":{},',
        b'"1":1,',
    ),
    *(b"[" * 33, b'{"a":' * 31),
]


def suite() -> list[bytes]:
    return [file.read_bytes() for file in sorted(corpus("JSONTestSuite").rglob("*.json"))]


def documents() -> Iterator[dict]:
    for data in {file.read_bytes(): None for file in CASES}:  # many differ in what is beside
        try:
            yield parse_json(data)
        except StrictJsonError:
            continue


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4])):
        at = chance.randint(0, len(changed))
        end = at + chance.randint(1, 30)
        match chance.randint(0, 4):
            case 0 | 1:
                changed[at:at] = chance.choice(PIECES)
            case 2:
                del changed[at : min(end, at + 4)]
            case 3:
                del changed[at:]
            case _:
                changed[at:at] = changed[end : end + 30]
    return bytes(changed)


@pytest.fixture(scope="module")
def parse() -> Iterator[Twin]:
    with Twin("src/openbadges/strict-json.js", "parseValue") as twin:
        yield twin


def test_every_file_of_the_suite_is_read_or_refused_alike(parse):
    for data in suite():
        assert parse.call(data) == answer(parse_value, data), data[:200]


def test_every_conformance_case_is_read_or_refused_alike(parse):
    assert len(CASES) > 300
    for file in CASES:
        data = file.read_bytes()
        assert parse.call(data) == answer(parse_value, data), file.parent.name


def test_mutations_are_read_or_refused_alike(parse):
    chance = random.Random(3)
    whole = [*suite(), *(file.read_bytes() for file in CASES)]
    for _ in range(4_000):
        data = mutated(chance.choice(whole)[:3_000], chance)
        assert parse.call(data) == answer(parse_value, data), data


LARGE = {
    "too large": b" " * (MAX_BYTES + 1),
    "escapes": b'"' + rb"\u00e9" * 300_000 + b'"',
    "not UTF-8 at the end": b'"' + b"\xc3\xa9" * 900_000 + b"\xff",
    "members": b"{" + b",".join(b'"%d":0' % n for n in range(100_000)) + b"}",
    "members, the last twice": b"{" + b",".join(b'"%d":0' % n for n in range(100_000)) + b',"9":1}',
    "brackets": b"[]," * 600_000,
    "deep": b"[" * MAX_BYTES,
    "digits": b"9" * MAX_BYTES,
    "decimals": b"0." + b"9" * 1_000_000,
    "cut text": b'"' + "é".encode() * 900_000,
}


@pytest.mark.parametrize("data", LARGE.values(), ids=LARGE.keys())
def test_large_input_is_read_or_refused_alike(parse, data):
    assert parse.call(data) == answer(parse_value, data)


def test_every_conformance_case_has_the_same_findings():
    with Twin("src/openbadges/terms.js", "findUndefined") as twin:
        for document in documents():
            assert twin.call(document) == answer(find_undefined, document)


# The canonical forms of the cases are not compared here: jsonld.js judges ours (tests/judges) and
# the browser's (theme/verifier/test/openbadges/canonical.test.js).
def test_documents_of_random_terms_have_the_same_form_or_finding():
    """Every allowed list of contexts, scoped terms, several types: where protected terms collide."""
    chance = random.Random(4)
    lists = sorted(ALLOWED_CONTEXTS)
    forms = 0
    with Twin("src/openbadges/canonical.js", "canonicalize") as twin:
        for _ in range(400):
            urls = chance.choice(lists)
            active = EMPTY
            for url in urls:
                active = active.with_context(pinned_context(url)["@context"])
            document = {"@context": list(urls), **random_node(active, chance, 0)}
            expected = answer(canonicalize, document)
            assert twin.call(document) == expected, json.dumps(document)
            forms += isinstance(expected, bytes)
    assert forms > 50


ODD = [
    *([], {}, None, "a b", [["x"]], -0.0, 1e-7, 2.0**60, 0.1 + 0.2, 5, 5.0, 123.456e-5, [1, 1.0]),
    *({"id": "urn:z"}, {"2": 1, "10": 1, "b": 1, "\uffff": 1, "\U00010000": 1}),
    *("constructor", ["Image", "toString"], {"valueOf": 1}, [True, "true"], "urn:\u3000", "name:x"),
]


def random_node(active: ActiveContext, chance: random.Random, depth: int) -> dict:
    scoped = [term for term in active.terms if "@context" in (active.definition(term) or {})]
    types = [term for term in scoped if term[0].isupper()]
    node = {"type": chance.sample(types, min(len(types), chance.choice([1, 1, 1, 2])))}
    active = active.of_types(node["type"])
    members = [term for term in active.terms if not term[0].isupper() and term != "type"]
    for member in chance.sample(members, min(len(members), 3)):
        definition = active.definition(member) or {}
        below = active.below(definition, node=True)
        if chance.random() < 0.04:
            node[member] = chance.choice(ODD)
        elif definition.get("@id") == "@id" or chance.random() < 0.2:
            node[member] = f"urn:example:{chance.random()}"
        elif depth < 3 and (definition.get("@container") == "@graph" or chance.random() < 0.4):
            node[member] = [random_node(below, chance, depth + 1)]
        elif definition.get("@type") not in ("@id", "@vocab"):
            node[member] = chance.choice(["x", "\U0001f600", 1.5, -3, True, ["a", 1, 1.0, "b"]])
    return node


def test_random_texts_are_iris_in_both_or_in_neither():
    chance = random.Random(5)
    parts = ["https", "urn", "did", ":", ":", "/", "//", "/", "?", "#", "@", "[", "]", "::1", "%41"]
    parts += ["%", ".", "a", "é", "a b", "80", "\\", "'", "\ue000", "\u00a0", "\u2028", "\u202e"]
    parts += ["\ud800", "\U0001f600", "\U000e0fff", "\ufffe", "\U0001fffe", "\x00", "{", "^", "ſ"]
    with Twin("src/openbadges/iri.js", "isAbsoluteIri") as twin:
        for _ in range(5_000):
            text = chance.choice(parts[:3]) + ":" + "".join(chance.choices(parts, k=4))
            assert twin.call(text) == is_absolute_iri(text), ascii(text)
        for code in (*range(0x3100), *range(0xD700, 0x10100), 0xE0FFF, 0xE1000, 0x10FFFD, 0x10FFFF):
            text = f"urn:{chr(code)}?{chr(code)}"
            assert twin.call(text) == is_absolute_iri(text), hex(code)


def test_random_graphs_have_the_same_form_or_are_refused_alike():
    """Many nodes that look alike: what a limit lets pass must not depend on the language."""
    chance = random.Random(6)
    with Twin("src/openbadges/rdfc.js", "canonicalNquads") as twin:
        for _ in range(600):
            nodes = [f"_:b{n}" for n in range(chance.randint(2, 14))]
            graphs = ["", "", *nodes[:1]]
            texts = ['"x"', '"\U0001f600"', '"\uff5e"', "<urn:o>"]
            quads = [
                (
                    chance.choice([*nodes, "<urn:s>"]),
                    chance.choice(["<urn:p>", "<urn:q>"]),
                    chance.choice([*nodes * 3, *texts]),
                    chance.choice(graphs),
                )
                for _ in range(chance.randint(2, 25))
            ]
            assert twin.call(quads) == answer(canonical_nquads, quads), quads
