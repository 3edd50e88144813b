"""The quick reading of a document against PyLD's: the same bytes, or the same refusal."""

import json
import random
from pathlib import Path

import pytest

from generator.openbadges import (
    CONTEXT,
    CanonicalizationError,
    StrictJsonError,
    canonicalize,
    find_undefined,
    parse_json,
    pinned_context,
)
from generator.openbadges.canonical import canonicalize_in_full
from generator.openbadges.statements import Statements
from generator.openbadges.terms import undefined_in
from generator.openbadges.vocabulary import UnsureError
from tests.agreement.tree_edits import HONEST, TREE, edit_tree
from tests.openbadges.wire import credential

TESTS = Path(__file__).parents[1]
CASES = sorted((TESTS / "conformance").glob("*/*.json"))
SAMPLE = sorted((TESTS.parent / "catalog" / "assertions").rglob("*.json"))


def parts(document):
    """What is looked at whole, and the two parts of it that are signed."""
    yield document
    if isinstance(document.get("proof"), list | dict):
        yield {name: value for name, value in document.items() if name != "proof"}
        proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
        for proof in proofs:
            if isinstance(proof, dict):
                yield {**proof, "@context": document.get("@context")}


def answer(function, document):
    try:
        return function(document)
    except CanonicalizationError as error:
        return str(error)


def compare(document):
    """Whether the quick reading was sure of `document`."""
    assert answer(canonicalize, document) == answer(canonicalize_in_full, document)
    assert find_undefined(document) == undefined_in(document)
    return is_sure(document)


def is_sure(document):
    try:
        statements = Statements(document, pinned_context)
        statements.canonical()
    except (UnsureError, LookupError):
        return False
    return not statements.fresh


def test_of_every_case_both_readings_say_the_same():
    documents = {}
    for file in CASES:
        try:
            documents[file.read_bytes()] = parse_json(file.read_bytes())
        except StrictJsonError:
            continue
    assert len(documents) > 500
    for document in documents.values():
        for part in parts(document):
            compare(part)


def test_of_changed_documents_both_readings_say_the_same():
    """More: python -m tests.agreement, where jsonld.js is the other side."""
    chance = random.Random(20)
    originals = [json.loads(file.read_bytes()) for file in SAMPLE]
    originals = [each for each in originals if "proof" in each]
    sure = 0
    for number in range(300):
        edits = HONEST if number % 2 else TREE
        for part in parts(edit_tree(chance, chance.choice(originals), edits)):
            sure += compare(part)
    assert sure > 100  # or only the slow way was tried


def test_what_we_sign_is_read_quickly():
    documents = [json.loads(file.read_bytes()) for file in SAMPLE]
    signed = [each for each in documents if "proof" in each]
    assert len(signed) > 50
    for document in signed:
        for part in parts(document):
            canonicalize(part)
            assert is_sure(part)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(credential("type", "VerifiableCredential\nOpenBadgeCredential"), id="type"),
        pytest.param(credential("evidence/1/id", "urn:e 2"), id="space in an IRI"),
        pytest.param(credential("evidence/1/id", "_:b1"), id="name of a blank node"),
        pytest.param(credential("evidence/1/id", credential()["id"]), id="id of the document"),
        pytest.param(credential("evidence/1/id", "type:x"), id="term as a scheme"),
        pytest.param(credential("evidence/0", {"id": "https://badges.example/e/2"}), id="id twice"),
        pytest.param(credential("evidence/0/unknown", "x"), id="unknown member"),
        pytest.param(credential("evidence/0/name", None), id="null"),
        pytest.param(credential("evidence/0/name", [["a"]]), id="list in a list"),
        pytest.param(credential("evidence/0/name", {"@value": "a"}), id="value object"),
        pytest.param(credential("credentialSubject/result/0/value", 2**60), id="large number"),
        pytest.param(credential("credentialSubject/achievement/tag", ["1", 1]), id="1 in two ways"),
        pytest.param(credential("credentialSubject/achievement/tag", [True, 1]), id="true and 1"),
        pytest.param(credential("credentialSubject/achievement/tag", [1, 1.0]), id="1 and 1.0"),
        pytest.param(credential("credentialSubject/achievement/tag", ["a", "a"]), id="a twice"),
        pytest.param(
            credential("credentialSubject/achievement/tag", ["\ue000", "\U0001f600"]), id="astral"
        ),
        pytest.param(
            credential("evidence", [{"type": ["Evidence"], "name": "Quiz"}] * 2), id="twins"
        ),
        pytest.param(credential("@context", [*CONTEXT, {"name": "urn:x"}]), id="inline context"),
    ],
)
def test_what_is_unusual_reads_as_in_full(changed):
    for _ in range(2):  # also once its terms are believed
        compare(changed)


def test_a_badge_that_was_read_before_is_told_from_one_that_only_compares_alike():
    path = "credentialSubject/achievement/creditsAvailable"
    for value in (1, 1.0, True, "1", 2):
        compare(credential(path, value))
    unlike = {canonicalize(credential(path, value)) for value in (1, True, "one")}
    assert len(unlike) == 3
    once = credential("credentialSubject/achievement/name", "SQL basics")
    twice = {**once, "evidence": [{"id": "urn:e", "type": ["Evidence"], "name": "SQL basics"}]}
    for document in (once, twice, once):
        compare(document)


def test_a_term_is_believed_only_where_pyld_reads_it_alike():
    """The quick reading knows nothing of a context's default language; PyLD does."""

    def contexts(url):
        terms = {"name": "https://schema.org/name", "id": "@id", "type": "@type"}
        return {"@context": {"@language": "en", **terms}} if url == "urn:ours" else {}

    document = {"@context": "urn:ours", "id": "urn:x", "name": "Wait time"}
    for _ in range(2):
        with pytest.raises(CanonicalizationError, match="language"):
            canonicalize(document, contexts)
        assert Statements(document, contexts).fresh


def test_a_term_never_met_is_judged_once():
    def contexts(_url):
        return terms

    terms = {"@context": {"name": "https://schema.org/name", "id": "@id", "type": "@type"}}
    document = {"@context": "urn:ours", "id": "urn:x", "name": "Wait time"}
    assert Statements(document, contexts).fresh
    assert canonicalize(document, contexts) == b'<urn:x> <https://schema.org/name> "Wait time" .\n'
    assert not Statements(document, contexts).fresh
    assert Statements(document | {"name": 3}, contexts).fresh, "another kind of value"
