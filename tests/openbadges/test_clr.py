"""The canonical form of a learner record: whole credentials in one document, and their own contexts."""

import pytest

from generator.openbadges import CONTEXT, OB_V3, VC_V2, JsonObject, canonicalize, find_undefined
from generator.openbadges.contexts import CLR_V2, OB_V3_2, RECORD_CONTEXT
from generator.openbadges.terms import MAX_VALUES, RECORD_SCALE
from tests.openbadges.wire import DID, credential

HELD = "/credentialSubject/verifiableCredential"


def record(*held: JsonObject, context: list[str] = RECORD_CONTEXT) -> JsonObject:
    return {
        "@context": context,
        "id": "https://badges.example/earners/1/clr.json",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Badges earned",
        "issuer": {"id": DID, "type": ["Profile"], "name": "Example Agency"},
        "validFrom": "2026-01-02T03:04:05Z",
        "partial": True,
        "credentialSubject": {
            "id": "urn:uuid:6f1d3b53-2d2a-4f55-a0b7-0f3f3f9d9b02",
            "type": ["ClrSubject"],
            "verifiableCredential": list(held),
        },
    }


def badge(number: int = 1, **more: object) -> JsonObject:
    return {**credential(), "id": f"https://badges.example/credentials/{number}/x.json", **more}


def test_what_a_badge_in_it_says_is_said_of_that_badge():
    quads = canonicalize(record(badge())).decode()
    assert (
        '<https://badges.example/credentials/1/x.json> <https://www.w3.org/2018/credentials#validUntil> "2028-01-02T03:04:05Z"'
        in quads
    )
    held = "<https://purl.imsglobal.org/spec/vc/clr/vocab.html#verifiableCredential>"
    subject = "<urn:uuid:6f1d3b53-2d2a-4f55-a0b7-0f3f3f9d9b02>"
    assert f"{subject} {held} <https://badges.example/credentials/1/x.json> ." in quads
    partial = "<https://purl.imsglobal.org/spec/vc/clr/vocab.html#partial>"
    assert f'{partial} "true"^^<xsd:boolean> .' in quads  # the context defines no prefix "xsd"


def test_the_same_badge_earned_twice_is_two():
    twins = record(badge(1), badge(2))
    assert len(canonicalize(twins)) > len(canonicalize(record(badge(1))))


REFUSED = {  # case: (the record, what is found)
    "a badge of another edition": (
        record(badge(**{"@context": [VC_V2, OB_V3_2]})),
        f"{HELD}/0/@context: not the document's list of context URLs",
    ),
    "a badge of its own vocabulary": (
        record(badge(**{"@context": [*CONTEXT, {"name": "urn:other"}]})),
        f"{HELD}/0/@context: not the document's list of context URLs",
    ),
    "the contexts in another order": (
        record(badge(), context=[VC_V2, OB_V3, CLR_V2]),
        f"/@context: The context '{CLR_V2}' is not one we know.",
    ),
    "a member that nothing defines": (
        record(badge(diploma="yes")),
        f"{HELD}/0/diploma: no context defines this member",
    ),
    "one badge twice": (
        record(badge(), badge()),
        f"{HELD}: one id twice",
    ),
    "a badge with the record's id": (
        record({**badge(), "id": "https://badges.example/earners/1/clr.json"}),
        f"{HELD}/0/id: the id of the document again",
    ),
}


@pytest.mark.parametrize(("document", "found"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(document, found):
    assert find_undefined(document)[0] == found


def test_elsewhere_its_terms_are_unknown():
    document = {**badge(), "@context": [*CONTEXT, CLR_V2]}
    assert find_undefined(document) == [f"/@context: The context '{CLR_V2}' is not one we know."]


def test_it_may_be_as_large_as_its_badges_together():
    many = MAX_VALUES // 2
    tags = [f"t{number}" for number in range(many)]
    held = [badge(number, **_tagged(tags)) for number in range(4)]
    assert find_undefined(record(*held)) == []
    held = [badge(number, **_tagged(tags)) for number in range(2 * RECORD_SCALE)]
    assert "more than 50,000 values in the document" in find_undefined(record(*held))[0]


def _tagged(tags: list[str]) -> JsonObject:
    subject = credential()["credentialSubject"]
    return {
        "credentialSubject": {**subject, "achievement": {**subject["achievement"], "tag": tags}}
    }
