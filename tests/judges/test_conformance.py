"""The conformance cases before @digitalbazaar/vc, each with the documents of its folder.

We may be stricter than the judge, and are; never laxer, and no signature that it finds good
may be one that a case calls wrong.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.openbadges.strict_json import JsonObject
from generator.verify import CHECK_IDS
from tests.judges.judging import World, ask_each, conformance_credentials

pytestmark = pytest.mark.judges

JUDGE_IS_STRICTER = {  # case: why
    "verified_list_of_two_purposes": "the library wants a list's purpose to be one text",
    "verified_relative_key_ids": "the library compares ids as written; a resolver makes them whole",
}


@dataclass(frozen=True)
class Judged:
    """What a case expects of us, and what the judge said."""

    expected: Mapping[str, str]
    answer: Mapping[str, Any]

    @property
    def accepted_by_us(self) -> bool:
        """All is well, but for whom one knows."""
        return all(self.expected[each] == "passed" for each in CHECK_IDS if each != "issuer-trust")


def _world(folder: Path, expected: JsonObject) -> World:
    index = folder / "documents.json"
    documents = json.loads(index.read_bytes()) if index.is_file() else {}
    files = {url: folder / document["file"] for url, document in documents.items()}
    return World(datetime.fromisoformat(expected["as_of"]), files=files)


@pytest.fixture(scope="module")
def judged() -> dict[str, Judged]:
    cases, expected = {}, {}
    for path, body in conformance_credentials():
        name = path.parent.name
        expected[name] = json.loads((path.parent / "expected.json").read_bytes())
        cases[name] = (_world(path.parent, expected[name]), body)
    answers = ask_each("vc", cases)
    return {name: Judged(expected[name]["checks"], answer) for name, answer in answers.items()}


def test_what_we_accept_is_accepted(judged: Mapping[str, Judged]) -> None:
    ours = {name: case for name, case in judged.items() if case.accepted_by_us}
    refused = {name for name, case in ours.items() if not case.answer.get("accepted")}
    assert refused == JUDGE_IS_STRICTER.keys(), {name: judged[name].answer for name in refused}
    assert len(ours) > 2 * len(refused)


def test_what_we_call_forged_is_refused(judged: Mapping[str, Judged]) -> None:
    forged = {name: case for name, case in judged.items() if case.expected["signature"] == "failed"}
    accepted = {name: case.answer for name, case in forged.items() if case.answer.get("accepted")}
    assert not accepted
    assert forged
