"""Ways to forge a signed credential; no judge may accept what comes out."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

from generator.openbadges.strict_json import JsonObject
from tests.judges.made import DID, FOREIGN, FOREIGN_DID, OURS

Forgery = Callable[[JsonObject], None]


def _set(value: Any, *path: str | int) -> Forgery:
    def change(credential: JsonObject) -> None:
        place: Any = credential
        for step in path[:-1]:
            place = place[step]
        assert place[path[-1]] != value
        place[path[-1]] = value

    return change


def _add(value: Any, *path: str | int) -> Forgery:
    def change(credential: JsonObject) -> None:
        place: Any = credential
        for step in path:
            place = place[step]
        place.append(value)

    return change


def _new(member: str, value: Any, *path: str | int) -> Forgery:
    def change(credential: JsonObject) -> None:
        place: Any = credential
        for step in path:
            place = place[step]
        assert member not in place
        place[member] = value

    return change


def _drop(*path: str | int) -> Forgery:
    def change(credential: JsonObject) -> None:
        place: Any = credential
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return change


def _better_result(credential: JsonObject) -> None:
    result = credential["credentialSubject"]["result"][0]
    levels = credential["credentialSubject"]["achievement"]["resultDescription"][0]
    others = {level["id"] for level in levels["rubricCriterionLevel"]} - {result["achievedLevel"]}
    result["achievedLevel"] = min(others)


def _swap_evidence_ids(credential: JsonObject) -> None:
    one, other, *_ = [each for each in credential["evidence"] if "id" in each]
    one["id"], other["id"] = other["id"], one["id"]
    assert one.keys() != other.keys(), "a swap that changes nothing is no forgery"


def _turn_bit(credential: JsonObject) -> None:
    proof = credential["proof"][0]
    value = proof["proofValue"]
    proof["proofValue"] = value[:20] + ("2" if value[20] != "2" else "3") + value[21:]


def _another_evidence(identifier: str) -> JsonObject:
    return {"id": identifier, "type": ["Evidence"], "description": "Added later"}


_SECOND_SUBJECT = {
    "id": "urn:uuid:00000000-0000-4000-8000-00000000ffff",
    "type": ["AchievementSubject"],
}


def _second_subject(credential: JsonObject) -> None:
    subject = credential["credentialSubject"]
    credential["credentialSubject"] = [subject, {**_SECOND_SUBJECT, "narrative": "Me too"}]


_ELSEWHERE = "https://evil.example/lists/1"

FORGERIES: Mapping[str, Forgery] = {
    "the badge's name changed": _set("Rocket science", "credentialSubject", "achievement", "name"),
    "the title changed": _set("Rocket science", "name"),
    "the earner's name changed": _set(
        "Somebody Else", "credentialSubject", "identifier", 0, "identityHash"
    ),
    "the earner's name removed": _drop("credentialSubject", "identifier"),
    "the subject's id changed": _set(_SECOND_SUBJECT["id"], "credentialSubject", "id"),
    "a second subject": _second_subject,
    "a better result": _better_result,
    "a result removed": _drop("credentialSubject", "result", 0),
    "a result's value changed": _set("99", "credentialSubject", "result", -1, "value"),
    "the criteria changed": _set(
        "Nothing.", "credentialSubject", "achievement", "criteria", "narrative"
    ),
    "the required level removed": _drop(
        "credentialSubject", "achievement", "resultDescription", 0, "requiredLevel"
    ),
    "the evidence's ids swapped": _swap_evidence_ids,
    "an evidence's digest changed": _set(f"sha256-{'A' * 43}=", "evidence", 1, "digestSRI"),
    "evidence added": _add(_another_evidence("https://fenwick.example/more"), "evidence"),
    "evidence added, its id with a space": _add(
        _another_evidence("https://fenwick.example/a b"), "evidence"
    ),
    "evidence added, its id relative": _add(_another_evidence("more"), "evidence"),
    "a type no context defines": _add("RocketScientist", "type"),
    "another type": _add("EndorsementCredential", "type"),
    "a member no context defines": _new("honours", "summa cum laude"),
    "an inline context that renames": _add({"name": "https://schema.org/slogan"}, "@context"),
    "the awarded date changed": _set("2020-01-01T00:00:00Z", "awardedDate"),
    "an end added": _new("validUntil", "2099-01-01T00:00:00Z"),
    "the issuer's name changed": _set("Harvard University", "issuer", "name"),
    "the issuer changed": _set("did:web:evil.example", "issuer", "id"),
    "the status removed": _drop("credentialStatus"),
    "another status index": _set("5", "credentialStatus", "statusListIndex"),
    "another status list": _set(_ELSEWHERE, "credentialStatus", "statusListCredential"),
    "another id": _set("https://badges.fenwick.example/program/x", "id"),
    "no proof": _drop("proof"),
    "an empty proof": _set([], "proof"),
    "one digit of the signature": _turn_bit,
    "an empty signature": _set("z", "proof", 0, "proofValue"),
    "the moment of signing changed": _set("2020-01-01T00:00:00Z", "proof", 0, "created"),
    "another purpose": _set("authentication", "proof", 0, "proofPurpose"),
    "another suite": _set("ecdsa-rdfc-2019", "proof", 0, "cryptosuite"),
}


def forged(credential: JsonObject) -> dict[str, JsonObject]:
    """`credential` forged in every way of the table."""
    made = {}
    for name, forge in FORGERIES.items():
        made[name] = copy.deepcopy(credential)
        forge(made[name])
    return made


def signed_by_another(credential: JsonObject) -> dict[str, JsonObject]:
    """`credential` with a good signature by a key that is not the issuer's."""
    unsigned = {member: value for member, value in credential.items() if member != "proof"}
    methods = {
        "a foreign key as the issuer's": FOREIGN.method(DID),
        "a foreign key as its owner's": FOREIGN.method(FOREIGN_DID),
        "a foreign key as our own key": OURS.method(DID),
    }
    return {name: FOREIGN.sign(unsigned, method) for name, method in methods.items()}
