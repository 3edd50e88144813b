"""Forgeries for any assertion, whatever it holds; some take a part of another genuine one."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

from generator.openbadges.strict_json import JsonObject
from tests.judges.made import FOREIGN

_ELSEWHERE = "https://badges.lakeland.example/demo/credentials/00000000000000000000000000000000/credential.json"

Planting = Callable[[JsonObject, JsonObject], None]
"""Changes its first argument; its second is another genuine assertion."""


class NotApplicableError(LookupError):
    """The assertion does not hold what would be forged."""


def _first(items: list[Any], wanted: Callable[[Any], bool]) -> Any:
    found = next(filter(wanted, items), None)
    if found is None:
        raise NotApplicableError
    return found


def _another_name(mine: JsonObject, _: JsonObject) -> None:
    identity = {"type": "IdentityObject", "hashed": False, "identityType": "name"}
    mine["credentialSubject"]["identifier"] = [{**identity, "identityHash": "Somebody Else"}]


def _another_badge(mine: JsonObject, _: JsonObject) -> None:
    mine["credentialSubject"]["achievement"]["name"] = "Rocket science"


def _another_result(mine: JsonObject, _: JsonObject) -> None:
    subject = mine["credentialSubject"]
    result = _first(subject.get("result", []), lambda each: "achievedLevel" in each)
    described = subject["achievement"]["resultDescription"]
    description = _first(described, lambda each: each["id"] == result["resultDescription"])
    levels = {level["id"] for level in description["rubricCriterionLevel"]}
    result["achievedLevel"] = max(levels - {result["achievedLevel"]})


def _more_hours(mine: JsonObject, _: JsonObject) -> None:
    results = mine["credentialSubject"].get("result", [])
    _first(results, lambda each: "value" in each)["value"] += "0"


def _more_evidence(mine: JsonObject, _: JsonObject) -> None:
    mine["evidence"] = [*mine.get("evidence", []), {"id": _ELSEWHERE, "type": ["Evidence"]}]


def _another_evidence(mine: JsonObject, _: JsonObject) -> None:
    _first(mine.get("evidence", []), lambda each: "id" in each)["id"] = _ELSEWHERE


def _another_date(mine: JsonObject, _: JsonObject) -> None:
    mine["awardedDate"] = "2019-01-01T00:00:00Z"


def _subject_of_another(mine: JsonObject, other: JsonObject) -> None:
    mine["credentialSubject"]["id"] = other["credentialSubject"]["id"]


def _status_of_another(mine: JsonObject, other: JsonObject) -> None:
    mine["credentialStatus"] = other["credentialStatus"]


def _proof_of_another(mine: JsonObject, other: JsonObject) -> None:
    mine["proof"] = other["proof"]


def _foreign_key(mine: JsonObject, _: JsonObject) -> None:
    del mine["proof"]
    mine.update(FOREIGN.sign(mine, FOREIGN.method(mine["issuer"]["id"])))


PLANTED: Mapping[str, Planting] = {
    "another name": _another_name,
    "another badge": _another_badge,
    "another result": _another_result,
    "more hours": _more_hours,
    "more evidence": _more_evidence,
    "another evidence": _another_evidence,
    "another date": _another_date,
    "the subject of another": _subject_of_another,
    "the status of another": _status_of_another,
    "the proof of another": _proof_of_another,
    "signed by a foreign key": _foreign_key,
}


def planted(kind: str, mine: JsonObject, other: JsonObject) -> JsonObject | None:
    """A forgery of that kind; None where `mine` does not hold what would be forged."""
    forgery = copy.deepcopy(mine)
    try:
        PLANTED[kind](forgery, other)
    except NotApplicableError:
        return None
    assert forgery != mine
    return forgery
