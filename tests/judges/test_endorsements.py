"""The sample's endorsements before the judges: their official schema, and other people's code."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.model.addresses import recognizer_did
from generator.openbadges.did_web import document_url
from generator.site.data import recognizer_files
from generator.source import load
from tests.corpora import PROJECT
from tests.judges.judging import World, ask

pytestmark = pytest.mark.judges

AS_OF = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded():
    return load(PROJECT / "site-config.yml")


@pytest.fixture(scope="module")
def endorsements(loaded) -> dict[str, bytes]:
    return {name: each.body for (_, name), each in loaded.catalog.endorsements.items()}


@pytest.fixture(scope="module")
def world(loaded, tmp_path_factory) -> World:
    """The DID documents that the site publishes for the recognizers."""
    folder: Path = tmp_path_factory.mktemp("documents")
    files = {}
    for slug, recognizer in loaded.catalog.recognizers.items():
        for file in recognizer_files(recognizer, loaded.config):
            if file.path.endswith("/did.json"):
                path = folder / f"{slug}.json"
                path.write_bytes(file.body)
                files[document_url(recognizer_did(loaded.config, recognizer))] = path
    return World(AS_OF, files=files)


def changed(body: bytes) -> bytes:
    said = json.loads(body)
    said["credentialSubject"]["endorsementComment"] += " And more."
    return json.dumps(said).encode()


def without_subject(body: bytes) -> bytes:
    said = json.loads(body)
    del said["credentialSubject"]["id"]
    return json.dumps(said).encode()


def test_there_are_some(endorsements):
    assert len(endorsements) == 3


def test_all_have_the_official_shape(world, endorsements):
    answers = ask("schema", world, endorsements)
    assert all(answer["accepted"] for answer in answers.values()), answers


def test_the_schema_can_say_no(world, endorsements):
    answers = ask("schema", world, {n: without_subject(b) for n, b in endorsements.items()})
    assert not any(answer["accepted"] for answer in answers.values())


def test_their_proofs_are_good_for_others_too(world, endorsements):
    answers = ask("vc", world, endorsements)
    assert all(answer["accepted"] for answer in answers.values()), answers


def test_others_refuse_them_when_changed(world, endorsements):
    answers = ask("vc", world, {name: changed(body) for name, body in endorsements.items()})
    assert not any(answer["accepted"] for answer in answers.values())
