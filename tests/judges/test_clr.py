"""Learner records before the judges: their official schema, and other people's code."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.issue.clr import sign_record
from generator.model.catalog import Stored
from generator.model.ledger import Issued
from generator.openbadges.canonical import canonicalize
from generator.openbadges.clr import LearnerRecord, learner_records
from generator.openbadges.did_web import document_url
from generator.openbadges.strict_json import JsonObject, dump_json, parse_json
from generator.site.data import issuer_files
from generator.source import load
from generator.verify.finding import Finding
from generator.verify.stored import require_record
from tests.corpora import PROJECT
from tests.demo.make_sample import demo_key
from tests.judges.judging import World, ask, what_is_signed

pytestmark = pytest.mark.judges

AS_OF = datetime(2026, 12, 1, 12, tzinfo=UTC)
SIGNED_AT = datetime(2026, 11, 1, tzinfo=UTC)
SUBJECT = "urn:uuid:00000000-0000-4000-8000-000000000000"
MANY = 30


@pytest.fixture(scope="module")
def loaded():
    return load(PROJECT / "site-config.yml")


@pytest.fixture(scope="module")
def of_many(loaded) -> bytes:
    """A record of as many badges as nobody in the sample has, one of them earned twice."""
    catalog = loaded.catalog
    rows = [
        row
        for row in catalog.ledger
        if isinstance(row, Issued) and row.credential in catalog.assertions
    ]
    assert len({row.badge for row in rows[:MANY]}) < MANY
    record = LearnerRecord(catalog.earners["adaeze-okafor"], tuple(rows[:MANY]), is_partial=True)
    return sign_record(
        record,
        demo_key(),
        "lakeland",
        catalog,
        loaded.config,
        subject=SUBJECT,
        signed_at=SIGNED_AT,
    )


@pytest.fixture(scope="module")
def records(loaded, of_many) -> dict[str, bytes]:
    stored = {slug: each.body for slug, each in loaded.catalog.records.items()}
    return {**stored, "thirty badges": of_many}


@pytest.fixture(scope="module")
def documents(loaded) -> dict[str, bytes]:
    """The DID documents that the site publishes for its issuers."""
    return {
        document_url(json.loads(file.body)["id"]): file.body
        for issuer in loaded.catalog.issuers.values()
        for file in issuer_files(issuer, loaded.config)
        if file.path.endswith("did.json")
    }


@pytest.fixture(scope="module")
def world(documents, tmp_path_factory) -> World:
    folder: Path = tmp_path_factory.mktemp("documents")
    files = {}
    for number, (url, body) in enumerate(documents.items()):
        files[url] = folder / f"{number}.json"
        files[url].write_bytes(body)
    return World(AS_OF, files=files)


def test_everybody_with_a_page_has_one(loaded):
    assert loaded.catalog.records.keys() == learner_records(loaded.catalog).keys()
    assert len(loaded.catalog.records) >= 8


def test_all_have_the_official_shape(world, records):
    answers = ask("schema", world, records)
    assert all(answer["accepted"] for answer in answers.values()), answers


def test_the_contexts_stand_in_the_order_that_clr_2_0_asks_for(records):
    for body in records.values():
        assert parse_json(body)["@context"] == [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ]


def test_their_proofs_are_good_for_others_too(world, records):
    answers = ask("vc", world, records)
    assert all(answer["accepted"] for answer in answers.values()), answers


def test_the_canonical_bytes_are_the_same(world, records):
    answers = ask("canonical", world, records)
    for name, body in records.items():
        unsecured, options = what_is_signed(json.loads(body))
        assert answers[name]["document"]["nquads"].encode() == canonicalize(unsecured), name
        assert answers[name]["options"]["nquads"].encode() == canonicalize(options), name


def test_each_badge_in_one_is_good_by_itself(loaded, of_many):
    """Taken out of the record, it is the very credential that was signed."""
    held = parse_json(of_many)["credentialSubject"]["verifiableCredential"]
    for each in held:
        token = each["id"].split("/")[-2]
        assert dump_json(each) == loaded.catalog.assertions[token].body


def _held(record: JsonObject) -> list[JsonObject]:
    held: list[JsonObject] = record["credentialSubject"]["verifiableCredential"]
    return held


def _swap(record: JsonObject) -> None:
    """Another genuine badge in the place of the last."""
    catalog = load(PROJECT / "site-config.yml").catalog
    tokens = {each["id"].split("/")[-2] for each in _held(record)}
    other = next(token for token in catalog.assertions if token not in tokens)
    _held(record)[-1] = parse_json(catalog.assertions[other].body)


def _remove(record: JsonObject) -> None:
    del _held(record)[-1]


def _change(record: JsonObject) -> None:
    _held(record)[-1]["credentialSubject"]["narrative"] += " And more."


def _unproved(record: JsonObject) -> None:
    del _held(record)[-1]["proof"]


def _proof_of_another(record: JsonObject) -> None:
    _held(record)[-1]["proof"] = _held(record)[0]["proof"]


def _renamed(record: JsonObject) -> None:
    record["credentialSubject"]["identifier"] = [
        {"type": "IdentityObject", "hashed": False, "identityHash": "X", "identityType": "name"}
    ]


def _whole(record: JsonObject) -> None:
    """No longer said: that it holds only a part."""
    del record["partial"]


TAMPERED: dict[str, Callable[[JsonObject], None]] = {
    "a badge swapped": _swap,
    "a badge removed": _remove,
    "a badge changed": _change,
    "a badge without its proof": _unproved,
    "a badge with another's proof": _proof_of_another,
    "another name": _renamed,
    "said to be whole": _whole,
}


def tampered(body: bytes) -> dict[str, bytes]:
    said = {}
    for name, change in TAMPERED.items():
        document = parse_json(body)
        change(document)
        said[name] = dump_json(document)
    return said


def test_others_refuse_tampered_ones(world, of_many):
    answers = ask("vc", world, tampered(of_many))
    assert not any(answer["accepted"] for answer in answers.values()), answers


@pytest.mark.parametrize("name", TAMPERED)
def test_so_do_we(documents, of_many, name):
    dids = {parse_json(of_many)["issuer"]["id"]}
    require_record(of_many, dids, documents, AS_OF)
    with pytest.raises(Finding):
        require_record(tampered(of_many)[name], dids, documents, AS_OF)


SHAPELESS: dict[str, Callable[[JsonObject], None]] = {
    "without badges": lambda record: record["credentialSubject"].pop("verifiableCredential"),
    "without a name": lambda record: record.pop("name"),
    "without a start": lambda record: record.pop("validFrom"),
    "a badge without its achievement": lambda record: _held(record)[0]["credentialSubject"].pop(
        "achievement"
    ),
}


def test_the_schema_can_say_no(world, of_many):
    said = {}
    for name, change in SHAPELESS.items():
        document = parse_json(of_many)
        change(document)
        said[name] = dump_json(document)
    answers = ask("schema", world, said)
    assert not any(answer["accepted"] for answer in answers.values()), answers


def test_signed_twice_it_has_the_same_bytes(loaded):
    catalog = loaded.catalog
    for record in learner_records(catalog).values():
        once, twice = (
            sign_record(
                record,
                demo_key(),
                record.issuers[0],
                each,
                loaded.config,
                subject=SUBJECT,
                signed_at=SIGNED_AT,
            )
            for each in (catalog, _as_read_again(catalog))
        )
        assert once == twice


def _as_read_again(catalog):
    """The same catalog, its files in another order."""
    turned = dict(reversed(catalog.assertions.items()))
    return replace(
        catalog, assertions={token: Stored(each.path, each.body) for token, each in turned.items()}
    )
