"""The sample catalog's assertions before the judges, with the documents of the built site.

What should come of each assertion is read from the ledger alone.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from generator.openbadges.canonical import canonicalize
from generator.openbadges.did_web import document_url
from generator.openbadges.strict_json import JsonObject, dump_json
from tests.corpora import PROJECT
from tests.judges.judging import World, ask, what_is_signed
from tests.judges.planted import PLANTED, planted

pytestmark = pytest.mark.judges

AS_OF = datetime(2026, 12, 1, 12, tzinfo=UTC)
BASE = "https://badges.lakeland.example/demo/"
JUDGES = ("vc", "dcc")


@dataclass(frozen=True)
class Sample:
    """A copy of the sample catalog, and the site that was built from it."""

    catalog: Path
    site: Path

    @cached_property
    def ledger(self) -> list[JsonObject]:
        text = (self.catalog / "ledger.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    @cached_property
    def assertions(self) -> dict[str, bytes]:
        """Every assertion by its token: of pages, and the earners' own copies."""
        files = [*self.catalog.glob("assertions/*.json"), *self.catalog.glob("own-copies/*.json")]
        return {file.stem: file.read_bytes() for file in files}

    @cached_property
    def adopted(self) -> dict[str, Path]:
        """The folders of assertions by somebody else."""
        return {folder.name: folder for folder in self.catalog.glob("assertions/adopted/*/")}

    @cached_property
    def revoked(self) -> set[str]:
        return {row["credential"] for row in self.ledger if row["kind"] == "revoked"}

    @cached_property
    def expired(self) -> set[str]:
        issued = [row for row in self.ledger if row["kind"] == "issued" and row.get("valid_until")]
        return {
            row["credential"]
            for row in issued
            if datetime.fromisoformat(row["valid_until"]) < AS_OF
        }

    @cached_property
    def in_force(self) -> set[str]:
        return self.assertions.keys() - self.revoked - self.expired

    @cached_property
    def world(self) -> World:
        """The site's folder, and what was stored beside each adopted assertion."""
        files = {}
        for folder in self.adopted.values():
            document = json.loads((folder / "credential.json").read_bytes())
            files[document_url(document["issuer"]["id"])] = folder / "did.json"
            if "credentialStatus" in document:
                url = document["credentialStatus"]["statusListCredential"]
                files[url] = folder / "status-list.json"
        return World(AS_OF, {BASE: self.site}, files)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(PROJECT / "catalog", folder / "catalog")
    shutil.copy(PROJECT / "site-config.yml", folder)
    command = [sys.executable, "-m", "generator", "build", "-f", str(folder / "site-config.yml")]
    done = subprocess.run(
        [*command, "--site-dir", str(folder / "site"), "--as-of", AS_OF.isoformat()],
        cwd=PROJECT,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return Sample(folder / "catalog", folder / "site")


@pytest.fixture(scope="module")
def answers(sample: Sample) -> dict[str, dict[str, Any]]:
    """What each judge says of every assertion, the adopted ones included."""
    documents = dict(sample.assertions)
    for name, folder in sample.adopted.items():
        documents[name] = (folder / "credential.json").read_bytes()
    return {
        judge: ask(judge, sample.world, documents) for judge in (*JUDGES, "schema", "canonical")
    }


def test_the_sample_holds_what_it_should(sample: Sample) -> None:
    issued = {row["credential"] for row in sample.ledger if row["kind"] == "issued"}
    assert issued == sample.assertions.keys()
    assert len(sample.assertions) >= 60
    assert sample.revoked
    assert sample.expired
    assert sample.adopted


def test_what_the_site_publishes_is_the_catalogs(sample: Sample) -> None:
    published = {
        file.parent.name: file for file in sample.site.glob("credentials/*/credential.json")
    }
    assert published
    for token, file in published.items():
        if token in sample.assertions:
            assert file.read_bytes() == sample.assertions[token]


@pytest.mark.parametrize("judge", JUDGES)
def test_what_is_in_force_is_accepted(
    sample: Sample, answers: Mapping[str, Mapping[str, Any]], judge: str
) -> None:
    for name in {*sample.in_force, *sample.adopted}:
        assert answers[judge][name]["accepted"], (name, answers[judge][name])


@pytest.mark.parametrize("judge", JUDGES)
def test_the_withdrawn_are_seen_as_withdrawn(
    sample: Sample, answers: Mapping[str, Mapping[str, Any]], judge: str
) -> None:
    for token in sample.revoked:
        answer = answers[judge][token]
        assert not answer["accepted"], (token, answer)
        # @digitalbazaar/vc does not ask for the status of what has expired.
        assert answer["revoked"] is True or (judge == "vc" and token in sample.expired), answer
    for token in sample.in_force:
        assert answers[judge][token]["revoked"] is False


@pytest.mark.parametrize("judge", JUDGES)
def test_the_expired_are_not_accepted(
    sample: Sample, answers: Mapping[str, Mapping[str, Any]], judge: str
) -> None:
    for token in sample.expired:
        assert not answers[judge][token]["accepted"], token


def test_all_have_the_official_shape(answers: Mapping[str, Mapping[str, Any]]) -> None:
    for name, answer in answers["schema"].items():
        assert answer["accepted"], (name, answer)
    for name, answer in answers["dcc"].items():
        assert answer["schema"], (name, answer)


def test_the_canonical_bytes_are_the_same(
    sample: Sample, answers: Mapping[str, Mapping[str, Any]]
) -> None:
    for token, body in sample.assertions.items():
        unsecured, options = what_is_signed(json.loads(body))
        answer = answers["canonical"][token]
        assert answer["document"]["nquads"].encode() == canonicalize(unsecured), token
        assert answer["options"]["nquads"].encode() == canonicalize(options), token


def _planted(sample: Sample) -> dict[str, bytes]:
    """Each kind of forgery on every third assertion that can be so forged."""
    genuine = [json.loads(sample.assertions[token]) for token in sorted(sample.in_force)]
    pairs = list(zip(genuine, [*genuine[1:], genuine[0]], strict=True))
    forgeries = {}
    for kind in PLANTED:
        made_so = [each for pair in pairs if (each := planted(kind, *pair)) is not None]
        assert made_so, kind
        forgeries |= {f"{kind}: {each['id']}": dump_json(each) for each in made_so[::3]}
    return forgeries


@pytest.mark.parametrize("judge", JUDGES)
def test_planted_forgeries_are_refused(sample: Sample, judge: str) -> None:
    for name, answer in ask(judge, sample.world, _planted(sample)).items():
        assert not answer["accepted"], (name, answer)
