"""What find_undefined says of a good credential with one thing spoiled."""

import pytest

from generator.openbadges import OB_V3, VC_V2, find_undefined
from generator.openbadges.terms import MAX_VALUES
from tests.openbadges.wire import DID, METHOD, REMOVED, credential

ID = "https://badges.example/credentials/1/credential.json"
A = "credentialSubject/achievement"

GOOD = {  # case: (path, value)
    "as it is": ("", None),
    "endorsement of the credential, which has its id": (
        "endorsement",
        [
            {
                "@context": [VC_V2, OB_V3],
                "id": "urn:e",
                "type": ["VerifiableCredential", "EndorsementCredential"],
                "issuer": {"id": "did:web:other.example", "type": ["Profile"]},
                "validFrom": "2026-01-02T03:04:05Z",
                "credentialSubject": {
                    "id": ID,
                    "type": ["EndorsementSubject"],
                    "endorsementComment": "Good.",
                },
                "proof": [
                    {
                        "type": "DataIntegrityProof",
                        "proofPurpose": "assertionMethod",
                        "verificationMethod": METHOD,
                    }
                ],
            }
        ],
    ),
    "number": (f"{A}/creditsAvailable", 1.5),
    "whole decimal": (f"{A}/creditsAvailable", 3.0),
    "data URL as image": (f"{A}/image", {"id": "data:image/png;base64,AA==", "type": "Image"}),
    "one text for a list": (f"{A}/tag", "data"),
    "nothing to say but its type": ("evidence/0", {"type": "Evidence"}),
    "status": (
        "credentialStatus",
        {
            "id": "https://badges.example/1.json#7",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "7",
            "statusListCredential": "https://badges.example/1.json",
        },
    ),
}

BAD = {  # case: (path, value, the whole finding)
    "unknown member": ("foo", 1, "/foo: no context defines this member"),
    "unknown member below": (
        "evidence/0/foo",
        1,
        "/evidence/0/foo: no context defines this member",
    ),
    "term of another type": (
        f"{A}/activityEndDate",
        "2026-01-02",
        f"/{A}/activityEndDate: no context defines this member",
    ),
    "terms whose type is missing": (
        "type",
        ["OpenBadgeCredential"],
        "/credentialSubject: no context defines this member",
    ),
    "keyword for its alias": ("issuer/@id", DID, "/issuer/@id: no context defines this member"),
    "keyword type": ("@type", "Profile", "/@type: no context defines this member"),
    "value object": (
        f"{A}/name",
        {"@value": "SQL"},
        f"/{A}/name/@value: no context defines this member",
    ),
    "language": (
        f"{A}/name",
        {"@value": "SQL", "@language": "en"},
        f"/{A}/name/@language: no context defines this member",
    ),
    "graph": ("@graph", [{"id": "urn:a", "name": "x"}], "/@graph: no context defines this member"),
    "included": (
        "@included",
        [{"id": "urn:a", "name": "x"}],
        "/@included: no context defines this member",
    ),
    "reverse": (
        "@reverse",
        {"issuer": {"id": "urn:a"}},
        "/@reverse: no context defines this member",
    ),
    "set": (
        "evidence",
        {"@set": [{"type": "Evidence"}]},
        "/evidence/@set: no context defines this member",
    ),
    "index": ("evidence/0/@index", "a", "/evidence/0/@index: no context defines this member"),
    "inline context": (
        "issuer/@context",
        {"name": "urn:n"},
        "/issuer/@context: not the document's list of context URLs",
    ),
    "no context": ("@context", REMOVED, "/@context: missing"),
    "unknown context": (
        "@context",
        [VC_V2, "urn:x"],
        "/@context: The context 'urn:x' is not one we know.",
    ),
    "unknown type": (
        "issuer/type",
        ["Profile", "Foo"],
        "/issuer/type: no context defines the type 'Foo'",
    ),
    "type as full IRI": (
        "type",
        [
            "VerifiableCredential",
            "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential",
        ],
        "/type: no context defines the type 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential'",
    ),
    "type with a space": (
        "evidence/0/type",
        ["Evidence", "urn:a b"],
        "/evidence/0/type: no context defines the type 'urn:a b'",
    ),
    "keyword as type": (
        "evidence/0/type",
        ["Evidence", "id"],
        "/evidence/0/type: no context defines the type 'id'",
    ),
    "no type at all": ("evidence/0/type", [], "/evidence/0/type: not from 1 to 20 types"),
    "too many types": (
        "evidence/0/type",
        ["Evidence"] * 21,
        "/evidence/0/type: not from 1 to 20 types",
    ),
    "type of no text": (
        "evidence/0/type",
        [5],
        "/evidence/0/type: no context defines the type a number",
    ),
    "relative id": ("evidence/1/id", "e/2", "/evidence/1/id: not an absolute IRI: 'e/2'"),
    "id with a space": (
        "evidence/1/id",
        "https://x.example/a b",
        "/evidence/1/id: not an absolute IRI: 'https://x.example/a b'",
    ),
    "id with <": (
        "evidence/1/id",
        "https://x.example/<",
        "/evidence/1/id: not an absolute IRI: 'https://x.example/<'",
    ),
    "blank id": ("evidence/1/id", "_:b0", "/evidence/1/id: not an absolute IRI: '_:b0'"),
    "empty id": ("evidence/1/id", "", "/evidence/1/id: not an absolute IRI: ''"),
    "id of no text": ("evidence/1/id", 5, "/evidence/1/id: not an absolute IRI: a number"),
    "null id": ("evidence/1/id", None, "/evidence/1/id: not an absolute IRI: null"),
    "relative IRI value": (f"{A}/image", "pic.png", f"/{A}/image: not an absolute IRI: 'pic.png'"),
    "truth for an IRI": (f"{A}/image", True, f"/{A}/image: not an absolute IRI: true"),
    "list for an id": ("evidence/1/id", ["urn:a"], "/evidence/1/id: not an absolute IRI: a list"),
    "object for an id": ("evidence/1/id", {}, "/evidence/1/id: not an absolute IRI: an object"),
    "long id": (
        "evidence/1/id",
        "\U0001f600" * 90,
        "/evidence/1/id: not an absolute IRI: '" + "\U0001f600" * 80 + "'",
    ),
    "number for an IRI": (f"{A}/image", 5, f"/{A}/image: not an absolute IRI: a number"),
    "id that a term could expand": (
        "evidence/1/id",
        "name:x",
        "/evidence/1/id: begins with a term that a context defines: 'name:x'",
    ),
    "keyword for a purpose": (
        "proof",
        {"type": "DataIntegrityProof", "proofPurpose": "id"},
        "/proof/proofPurpose: not an absolute IRI: 'id'",
    ),
    "proof that is a name only": ("proof", {"id": "urn:p"}, "/proof: states nothing"),
    "proof that is a text": ("proof", "urn:p", "/proof: not an object"),
    "null": (f"{A}/description", None, f"/{A}/description: null"),
    "null in a list": (f"{A}/tag", ["a", None], f"/{A}/tag/1: null"),
    "empty list": ("evidence", [], "/evidence: empty"),
    "empty object": (f"{A}/criteria", {}, f"/{A}/criteria: empty"),
    "list in a list": (f"{A}/tag", [["a"]], f"/{A}/tag/0: a list within a list"),
    "JSON literal": (
        "credentialSchema",
        {"id": "urn:s", "type": "JsonSchema", "jsonSchema": {}},
        "/credentialSchema/jsonSchema: this kind of member is not supported",
    ),
    "large number": (
        f"{A}/creditsAvailable",
        2**53,
        f"/{A}/creditsAvailable: a number past 9007199254740991",
    ),
    "infinity": (
        f"{A}/creditsAvailable",
        float("inf"),
        f"/{A}/creditsAvailable: a number past 9007199254740991",
    ),
    "NaN": (
        f"{A}/creditsAvailable",
        float("nan"),
        f"/{A}/creditsAvailable: a number past 9007199254740991",
    ),
    "small number": (
        f"{A}/creditsAvailable",
        1e-7,
        f"/{A}/creditsAvailable: a number nearer to zero than a millionth",
    ),
    "sum of a tenth and a fifth": (
        f"{A}/creditsAvailable",
        0.1 + 0.2,
        f"/{A}/creditsAvailable: a number of more than 15 digits",
    ),
    "no JSON value": (f"{A}/creditsAvailable", {1}, f"/{A}/creditsAvailable: not a JSON value"),
    "expiry moved into the subject": (
        "credentialSubject/id",
        ID,
        "/credentialSubject/id: the id of the document again",
    ),
    "evidence that is the credential": (
        "evidence/1/id",
        ID,
        "/evidence/1/id: the id of the document again",
    ),
    "one id twice in a list": (
        "evidence",
        [
            {"id": "urn:a:b", "type": ["Evidence"]},
            {"id": "urn:a:b", "type": ["Evidence"], "genre": "test"},
        ],
        "/evidence: one id twice",
    ),
    "too many values": (
        f"{A}/tag",
        ["x"] * MAX_VALUES,
        f"/{A}/tag/4994: more than 5,000 values in the document",
    ),
}


@pytest.mark.parametrize(("path", "value"), GOOD.values(), ids=GOOD.keys())
def test_a_good_credential_has_no_finding(path, value):
    assert find_undefined(credential(path, value)) == []


@pytest.mark.parametrize(("path", "value", "finding"), BAD.values(), ids=BAD.keys())
def test_a_finding_says_where_and_what(path, value, finding):
    assert find_undefined(credential(path, value))[0] == finding


def test_all_findings_come_at_once_up_to_a_number():
    document = credential("evidence", [{"type": "Evidence", "foo": 1}] * 100)
    findings = find_undefined(document | {"bar": 1})
    assert findings[:2] == [
        "/bar: no context defines this member",
        "/evidence/0/foo: no context defines this member",
    ]
    assert len(findings) == 50


def test_a_document_that_nests_too_deep_is_a_finding():
    nested = {"type": "Evidence", "name": "x"}
    for _ in range(40):
        nested = {"type": "Evidence", "name": nested}
    assert find_undefined(credential("evidence", nested))[0].endswith(
        ": nested deeper than 32 levels"
    )


def test_a_member_written_as_its_full_iri_is_not_the_member():
    """It states the same, so the signature would hold, but no reader would see the expiry."""
    document = credential("validUntil", REMOVED)
    document["https://www.w3.org/2018/credentials#validUntil"] = "2028-01-02T03:04:05Z"
    assert find_undefined(document) == [
        "/https://www.w3.org/2018/credentials#validUntil: no context defines this member"
    ]
