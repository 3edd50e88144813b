"""The other way round: what @digitalbazaar/vc signs, and what we say of it."""

import copy
import json
from datetime import UTC, datetime, timedelta

import pytest

from generator.model.trust import KnownIssuer, TrustList
from generator.openbadges.contexts import OB_V3, OB_V3_2, VC_V2
from generator.openbadges.credential import unsigned_credential
from generator.openbadges.did_web import DidKey, did_document, document_url
from generator.openbadges.status_list import MINIMUM_ENTRIES
from generator.openbadges.strict_json import JsonObject, dump_json
from generator.verify import FixedResolver, Outcome, Report, Verdict, verify
from tests.judges import made
from tests.judges.judging import World, ask

pytestmark = pytest.mark.judges

SIGNED_AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
AS_OF = SIGNED_AT + timedelta(days=3)
BASE = "https://credentials.college.example/"
DID = "did:web:credentials.college.example"
THEIRS = made.Signer(7)  # the key of issue.mjs
LIST = f"{BASE}status/3"
WITHDRAWN = 4711


def _ours(name: str) -> JsonObject:
    """A credential of our own making, with the issuer and the status list of theirs."""
    row, badge = made.IN_FORCE[name]
    document = unsigned_credential(row, badge=badge, issuer=made.ISSUER, config=made.CONFIG)
    document["issuer"]["id"] = DID
    return document | _status(row.status_index)


def _status(index: int) -> JsonObject:
    entry = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    return {
        "credentialStatus": entry | {"statusListIndex": str(index), "statusListCredential": LIST}
    }


_BY_HAND = {  # as others write it: another order, fractions and offsets, single types
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "credentialSubject": {
        "achievement": {
            "criteria": {"narrative": "Passed the examination & the interview."},
            "description": "Reads maps.",
            "id": "urn:uuid:5b3a2b1c-93c5-4b6e-9d61-3d5bb3c1a001",
            "name": "Cartography I",
            "type": "Achievement",
        },
        "id": "did:example:holder",
        "type": "AchievementSubject",
    },
    "validFrom": "2026-04-30T23:30:00.123+02:00",
    "issuer": {"id": DID, "type": "Profile", "name": "College of Maps"},
    "id": "urn:uuid:5b3a2b1c-93c5-4b6e-9d61-3d5bb3c1a002",
    "name": "Cartography I",
    "@context": [VC_V2, OB_V3],
}
GOOD = {
    "plain": _ours("plain"),
    "rich": _ours("rich"),
    "by hand": _BY_HAND,
    "by hand, with a status": _BY_HAND | _status(12),
    "by hand, Open Badges 3.0.2": _BY_HAND | {"@context": [VC_V2, OB_V3_2]},
}


@pytest.fixture(scope="module")
def signed() -> dict[str, JsonObject]:
    """Everything above, and the status list, signed by them."""
    length = MINIMUM_ENTRIES
    wanted: dict[str, JsonObject] = {
        **GOOD,
        "withdrawn": _BY_HAND | _status(WITHDRAWN),
        "list": {"list": {"id": LIST, "issuer": DID, "length": length, "revoked": [WITHDRAWN]}},
    }
    answers = ask(
        "issue", World(SIGNED_AT), {name: json.dumps(each) for name, each in wanted.items()}
    )
    for name, answer in answers.items():
        assert "error" not in answer, (name, answer)
    return {name: answer["credential"] for name, answer in answers.items()}


def _judged(credential: JsonObject, status_list: JsonObject) -> Report:
    documents = {
        document_url(DID): dump_json(did_document(DID, [DidKey(THEIRS.public)])),
        LIST: dump_json(status_list),
    }
    known = KnownIssuer(did=DID, name="College of Maps", since=AS_OF.date())
    return verify(
        json.dumps(credential).encode(),
        as_of=AS_OF,
        resolver=FixedResolver(documents, handed=False),
        trust=TrustList(issuers=(known,)),
    )


@pytest.mark.parametrize("name", GOOD)
def test_what_they_sign_is_verified(signed: dict[str, JsonObject], name: str) -> None:
    report = _judged(signed[name], signed["list"])
    assert report.verdict is Verdict.VERIFIED, report


def test_what_they_withdraw_is_withdrawn(signed: dict[str, JsonObject]) -> None:
    report = _judged(signed["withdrawn"], signed["list"])
    outcomes = {check.id: check.outcome for check in report.checks}
    assert report.verdict is Verdict.INVALID
    assert [each for each, outcome in outcomes.items() if outcome is Outcome.FAILED] == ["status"]


@pytest.mark.parametrize("name", GOOD)
def test_what_is_changed_afterwards_is_refused(signed: dict[str, JsonObject], name: str) -> None:
    changed = copy.deepcopy(signed[name])
    changed["credentialSubject"]["achievement"]["name"] = "Cartography II"
    report = _judged(changed, signed["list"])
    assert report.check("signature").outcome is Outcome.FAILED, report
