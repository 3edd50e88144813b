"""From JSON to canonical bytes. The lines expected are also those of jsonld.js 9 in safe mode."""

import copy
import json

import pytest

from generator.openbadges import CONTEXT, CanonicalizationError, canonicalize, pinned_context
from tests.corpora import CORPORA, corpus
from tests.openbadges.wire import credential, message_of

A = "credentialSubject/achievement"
SUBJECT = "<https://badges.example/badges/sql/achievement.json>"
OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html"
XSD = "http://www.w3.org/2001/XMLSchema"

LINES = {  # case: (path, value, lines that then are there)
    "text": (f"{A}/name", "a <b> & é", ['<https://schema.org/name> "a <b> & é"']),
    "control characters": (
        f"{A}/name",
        "\x01\x0b\x7f\t",
        [r'<https://schema.org/name> "\u0001\u000B\u007F\t"'],
    ),
    "list without repeats": (
        f"{A}/tag",
        ["b", "a", "b"],
        ['<https://schema.org/keywords> "a"', '<https://schema.org/keywords> "b"'],
    ),
    "whole number, typed": (
        f"{A}/creditsAvailable",
        3,
        [f'<{OB}#creditsAvailable> "3"^^<https://www.w3.org/2001/XMLSchema#float>'],
    ),
    "whole decimal, typed": (
        f"{A}/creditsAvailable",
        3.0,
        [f'<{OB}#creditsAvailable> "3"^^<https://www.w3.org/2001/XMLSchema#float>'],
    ),
    "minus zero": (
        f"{A}/creditsAvailable",
        -0.0,
        [f'<{OB}#creditsAvailable> "0"^^<https://www.w3.org/2001/XMLSchema#float>'],
    ),
    "decimal, typed": (
        f"{A}/creditsAvailable",
        1.5,
        [f'<{OB}#creditsAvailable> "1.5E0"^^<https://www.w3.org/2001/XMLSchema#float>'],
    ),
    "decimal": (f"{A}/fieldOfStudy", 123.456, [f'<{OB}#fieldOfStudy> "1.23456E2"^^<{XSD}#double>']),
    "small decimal": (f"{A}/fieldOfStudy", 1e-6, [f'<{OB}#fieldOfStudy> "1.0E-6"^^<{XSD}#double>']),
    "largest whole number": (
        f"{A}/fieldOfStudy",
        2**53 - 1,
        [f'<{OB}#fieldOfStudy> "9007199254740991"^^<{XSD}#integer>'],
    ),
    "truth": (f"{A}/fieldOfStudy", True, [f'<{OB}#fieldOfStudy> "true"^^<{XSD}#boolean>']),
    "IRI value": (f"{A}/image", "https://x.example/é", [f"<{OB}#image> <https://x.example/é>"]),
    "type by its other name": (
        "type",
        ["VerifiableCredential", "AchievementCredential"],
        [f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{OB}#OpenBadgeCredential>"],
    ),
}


@pytest.mark.parametrize(("path", "value", "lines"), LINES.values(), ids=LINES.keys())
def test_a_value_becomes_its_line(path, value, lines):
    written = canonicalize(credential(path, value)).decode()
    for line in lines:
        assert f" {line} .\n" in written


def test_a_list_keeps_its_order_and_repeats():
    level = {"id": "urn:l", "type": ["RubricCriterionLevel"], "name": "x"}
    allowed = {
        "type": ["ResultDescription"],
        "allowedValue": ["B", "A", "A"],
        "rubricCriterionLevel": [level],
    }
    written = canonicalize(credential(f"{A}/resultDescription", [allowed])).decode()
    assert written.count('22-rdf-syntax-ns#first> "A"') == 2
    assert written.count('22-rdf-syntax-ns#first> "B"') == 1
    assert written.count("22-rdf-syntax-ns#nil>") == 1


def test_an_embedded_proof_is_a_graph_of_its_own():
    endorsement = {
        "@context": CONTEXT,
        "id": "urn:e",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "proof": [
            {
                "type": "DataIntegrityProof",
                "cryptosuite": "eddsa-rdfc-2022",
                "proofPurpose": "assertionMethod",
            }
        ],
    }
    lines = canonicalize(credential("endorsement", [endorsement])).decode().splitlines()
    graph = next(line for line in lines if "security#proof>" in line).split()[2]
    # its three members, and the proof itself in the default graph
    assert sum(line.endswith(f" {graph} .") for line in lines) == 4


SAME = {  # spellings of one thing have one form
    "order of members": lambda d: dict(reversed(d.items())),
    "order of a set": lambda d: d | {"evidence": d["evidence"][::-1]},
    "order of types": lambda d: d | {"type": d["type"][::-1]},
    "one for a list": lambda d: d | {"issuer": d["issuer"] | {"type": "Profile"}},
    "the contexts again, below": lambda d: d | {"issuer": d["issuer"] | {"@context": CONTEXT}},
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_another_spelling_has_the_same_form(change):
    assert canonicalize(change(credential())) == canonicalize(credential())


def test_equal_numbers_are_one_value():
    """JavaScript cannot tell 1 from 1.0."""
    numbers = [credential(f"{A}/creditsAvailable", value) for value in (1, [1, 1.0], [1.0, 1])]
    assert len({canonicalize(document) for document in numbers}) == 1


REFUSED = {  # case: (path, value, the whole message)
    "unknown member": ("foo", 1, "/foo: no context defines this member"),
    "relative IRI": ("evidence/1/id", "e", "/evidence/1/id: not an absolute IRI: 'e'"),
    "text and truth": (
        f"{A}/creditsAvailable",
        [True, "true"],
        "The document states one thing twice, as text and as another value.",
    ),
    "text and number": (
        f"{A}/creditsAvailable",
        ["1", 1],
        "The document states one thing twice, as text and as another value.",
    ),
    "texts sorted differently": (
        f"{A}/tag",
        ["\U0001f600", "\uff5e"],
        "Two of the document's texts are sorted differently by libraries.",
    ),
    "entangled": (
        "evidence",
        [{"type": "Evidence", "name": [{"type": "Image"}] * 10}] * 2,
        "The document's unnamed parts are too alike to be told apart.",
    ),
    "a long list of one value": (
        f"{A}/resultDescription",
        [{"type": ["ResultDescription"], "allowedValue": ["x"] * 900}],
        "The document's unnamed parts are too entangled to be told apart.",
    ),
    "too many unnamed": (
        "evidence",
        [{"type": "Evidence"}] * 1_001,
        "The document has more than 1,000 unnamed parts.",
    ),
}


@pytest.mark.parametrize(("path", "value", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_others_would_sign_otherwise_is_refused(path, value, message):
    with pytest.raises(CanonicalizationError) as caught:
        canonicalize(credential(path, value))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "document",
    [{"@context": CONTEXT}, {"@context": CONTEXT, "id": "urn:a"}],
    ids=["nothing", "its id alone"],
)
def test_a_document_must_state_something(document):
    with pytest.raises(CanonicalizationError, match=r"^The document states nothing\.$"):
        canonicalize(document)


LARGE = {
    "4,900 tags": (f"{A}/tag", [f"t{n}" for n in range(4_900)]),
    "2,400 named pieces of evidence": (
        "evidence",
        [{"id": f"urn:e{n}", "type": "Evidence", "name": "x"} for n in range(2_400)],
    ),
    "990 alike": ("evidence", [{"type": "Evidence", "name": "x"}] * 990),
    "a million letters": (f"{A}/description", "é" * 1_000_000),
    "a million tags": (f"{A}/tag", ["x"] * 1_000_000),
}


@pytest.mark.parametrize(("path", "value"), LARGE.values(), ids=LARGE.keys())
def test_every_document_ends(path, value):
    document = credential(path, value)
    canonicalize(credential())  # imports
    message = message_of(lambda: canonicalize(document), CanonicalizationError)
    assert not message or "more than 5,000 values" in message


def test_the_document_is_left_as_it_was():
    document = credential()
    before = copy.deepcopy(document)
    canonicalize(document)
    assert document == before


EXAMPLES_V2 = "https://www.w3.org/ns/credentials/examples/v2"


def with_examples(url):
    """The pinned contexts, and the W3C's for examples, which we do not bring along."""
    if url == EXAMPLES_V2:
        file = CORPORA / ".." / "standards" / "contexts" / "w3c-examples-v2.json"
        if not file.is_file():
            pytest.skip(f"no third-party test input '{file}'")
        return json.loads(file.read_bytes())
    return pinned_context(url)


def test_the_inputs_of_the_data_model_suite_are_read_or_refused():
    """Most name contexts that are not ours; none may crash, and these figures may not slip."""
    folder = corpus("vc-data-model-2.0-test-suite") / "tests" / "input"
    counts = {"read": 0, "context": 0, "refused": 0}
    for file in folder.rglob("*.json"):
        try:
            canonicalize(json.loads(file.read_bytes()), with_examples)
            counts["read"] += 1
        except CanonicalizationError as error:
            counts["context" if "@context: " in str(error) else "refused"] += 1
    assert counts == {"read": 43, "context": 30, "refused": 47}
