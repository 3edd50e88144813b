"""RDFC-1.0 on N-Quads: the W3C's tests, and what is refused so that it ends in time."""

import json

import pytest

from generator.openbadges import rdfc
from generator.openbadges.rdfc import DatasetError, canonical_nquads, literal
from tests.corpora import corpus
from tests.openbadges.wire import message_of, parse_nquads


def entries(kind):
    folder = corpus("rdf-canon") / "tests"
    manifest = json.loads((folder / "manifest.jsonld").read_bytes())
    return [
        (entry["id"], folder / entry["action"], folder / entry.get("result", ""))
        for entry in manifest["entries"]
        if entry["type"] == f"rdfc:{kind}" and "hashAlgorithm" not in entry  # SHA-384 is not ours
    ]


# Circles of unnamed nodes: no JSON tree without blank ids makes one. rdf-canonize refuses
# the same ones with its default limits.
PAST_OUR_LIMITS = {f"#test{number:03}c" for number in (*range(21, 30), 44, 45, 46, *range(64, 70))}


def test_the_evaluation_tests_pass_or_are_past_our_limits():
    refused, passed = set(), 0
    for name, action, result in entries("RDFC10EvalTest"):
        quads = parse_nquads(action.read_text("utf-8"))
        message = message_of(lambda quads=quads: canonical_nquads(quads), DatasetError)
        if message:
            assert message == "The document's unnamed parts are too alike to be told apart."
            refused.add(name)
        else:
            assert canonical_nquads(quads) == result.read_bytes(), name
            passed += 1
    assert refused == PAST_OUR_LIMITS
    assert passed == 45


def test_with_more_work_allowed_every_evaluation_test_passes(monkeypatch):
    monkeypatch.setattr(rdfc, "WORK_FACTOR", 3)
    monkeypatch.setattr(rdfc, "MAX_STEPS", 1_000_000)
    tests = entries("RDFC10EvalTest")
    for name, action, result in tests:
        assert canonical_nquads(parse_nquads(action.read_text("utf-8"))) == result.read_bytes(), (
            name
        )
    assert len(tests) == 63


def test_the_labels_are_those_of_the_map_tests(monkeypatch):
    monkeypatch.setattr(rdfc, "WORK_FACTOR", 3)
    monkeypatch.setattr(rdfc, "MAX_STEPS", 1_000_000)
    tests = entries("RDFC10MapTest")
    for name, action, result in tests:
        labels = rdfc._Labeller(set(parse_nquads(action.read_text("utf-8")))).run()
        plain = {
            node.removeprefix("_:"): label.removeprefix("_:") for node, label in labels.items()
        }
        assert plain == json.loads(result.read_bytes()), name
    assert len(tests) == 20


def test_the_largest_official_sample():
    folder = corpus("rdfc-divergence")
    quads = parse_nquads((folder / "complete-input.nq").read_text("utf-8"))
    assert canonical_nquads(quads) == (folder / "complete-expected.nq").read_bytes()


def blank(number):
    return f"_:n{number}"


def clique(size):
    return [(blank(a), "<urn:p>", blank(b), "") for a in range(size) for b in range(size) if a != b]


def star(size):
    return [("<urn:a>", "<urn:p>", blank(n), "") for n in range(size)]


def twin_graphs(size):
    """Two graphs that differ in name only, each of `size` statements about its own node."""
    return [
        (quad, f"<urn:p{n}>", '"x"', graph)
        for graph, quad in (("_:g1", "_:s1"), ("_:g2", "_:s2"))
        for n in range(size)
    ]


POISON = {  # case: (quads, the whole message)
    "clique of 10": (clique(10), "The document's unnamed parts are too alike to be told apart."),
    "clique of 30": (clique(30), "The document's unnamed parts are too alike to be told apart."),
    "circle": (
        [(blank(n), "<urn:p>", blank((n + 1) % 200), "") for n in range(200)],
        "The document's unnamed parts are too entangled to be told apart.",
    ),
    "ten alike below each of two": (
        [
            quad
            for top in "ab"
            for n in range(10)
            for quad in (
                ("<urn:a>", "<urn:p>", f"_:{top}", ""),
                (f"_:{top}", "<urn:q>", f"_:{top}{n}", ""),
            )
        ],
        "The document's unnamed parts are too alike to be told apart.",
    ),
    "many neighbours": (
        [
            quad
            for n in range(300)
            for quad in (("_:x", "<urn:p>", blank(n), ""), ("_:y", "<urn:p>", blank(n), ""))
        ],
        "The document's unnamed parts are too entangled to be told apart.",
    ),
    "too many unnamed": (star(1_001), "The document has more than 1,000 unnamed parts."),
    "too many statements": (
        [("<urn:a>", "<urn:p>", f'"{n}"', "") for n in range(10_001)],
        "The document makes more than 10,000 statements.",
    ),
    "emoji beside a full-width sign": (
        [("<urn:a>", "<urn:p>", literal(text), "") for text in ("\U0001f600", "\uff5e")],
        "Two of the document's texts are sorted differently by libraries.",
    ),
    "the same, within an unnamed part": (
        [("_:a", "<urn:p>", literal(text), "") for text in ("\U0001f600", "\uff5e")],
        "Two of the document's texts are sorted differently by libraries.",
    ),
}


@pytest.mark.parametrize(("quads", "message"), POISON.values(), ids=POISON.keys())
def test_poison_is_refused(quads, message):
    with pytest.raises(DatasetError) as caught:
        canonical_nquads(quads)
    assert str(caught.value) == message


HARMLESS = {
    "a thousand alike": star(1_000),
    "twin graphs of 15 statements": twin_graphs(15),
    "emoji alone": [("<urn:a>", "<urn:p>", literal(text), "") for text in ("\U0001f600", "a")],
}


@pytest.mark.parametrize("quads", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_only_looks_dangerous_is_not(quads):
    canonical = canonical_nquads(quads)
    assert canonical == canonical_nquads(list(reversed(quads)))
    assert canonical.count(b"\n") == len(set(quads))


LITERALS = {  # RDFC-1.0, section 5: these and no others are escaped
    "plain": ("a'<>&é\U0001f600\u0085\u2028", '"a\'<>&é\U0001f600\u0085\u2028"'),
    "letters": ('\b\t\n\f\r"\\', r'"\b\t\n\f\r\"\\"'),
    "controls": ("\x00\x01\x0b\x1f\x7f", r'"\u0000\u0001\u000B\u001F\u007F"'),
}


@pytest.mark.parametrize(("text", "written"), LITERALS.values(), ids=LITERALS.keys())
def test_a_literal_escapes_only_what_it_must(text, written):
    assert literal(text) == written
    assert parse_nquads(f"<urn:a> <urn:b> {written} .")[0][2] == written


def test_a_repeated_statement_counts_once():
    quad = ("<urn:a>", "<urn:p>", "_:b", "")
    assert canonical_nquads([quad, quad]) == b"<urn:a> <urn:p> _:c14n0 .\n"
