import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from generator.openbadges import (
    CanonicalizationError,
    ProofError,
    add_proof,
    canonicalize,
    decode_public_key,
    proof_is_genuine,
    proof_of,
    verify_signature,
)
from generator.openbadges.multikey import decode_base58btc, encode_base58btc
from tests.corpora import corpus
from tests.openbadges.test_canonical import with_examples
from tests.openbadges.wire import KEY, METHOD, PUBLIC_KEY, REMOVED, credential, message_of

CREATED = datetime(2026, 5, 3, 12, tzinfo=UTC)


def signed(path="", value=None):
    return add_proof(
        credential(path, value), sign=KEY.sign, verification_method=METHOD, created=CREATED
    )


def test_what_is_signed_is_genuine():
    document = signed()
    assert document["proof"] == [
        {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2026-05-03T12:00:00Z",
            "verificationMethod": METHOD,
            "proofPurpose": "assertionMethod",
            "proofValue": document["proof"][0]["proofValue"],
        }
    ]
    assert proof_is_genuine(document, PUBLIC_KEY)
    assert proof_is_genuine(document | {"proof": document["proof"][0]}, PUBLIC_KEY)
    assert signed() == document  # the same bytes each time
    assert "proof" not in credential()


def test_another_key_did_not_sign_it():
    other = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert not proof_is_genuine(signed(), other)


A = "credentialSubject/achievement"

CHANGED = {  # case: (path, value) of the signed document
    "name": (f"{A}/name", "SQL mastery"),
    "expiry": ("validUntil", "2099-01-01T00:00:00Z"),
    "expiry taken away": ("validUntil", REMOVED),
    "evidence taken away": ("evidence/0", REMOVED),
    "evidence of another id": (
        "evidence/0",
        {"id": "https://badges.example/e/3", "type": ["Evidence"], "name": "Project"},
    ),
    "subject": ("credentialSubject/id", "urn:uuid:6f1d3b53-2d2a-4f55-a0b7-0f3f3f9d9b02"),
    "date of the proof": ("proof/0/created", "2026-05-03T12:00:01Z"),
    "key of the proof": ("proof/0/verificationMethod", "did:web:evil.example#key"),
    "end of the proof": ("proof/0/expires", "2099-01-01T00:00:00Z"),
    "value of the proof": ("proof/0/proofValue", encode_base58btc(KEY.sign(b"other"))),
    "result in place of a result": ("credentialSubject/result/1/value", "5"),
}

SMUGGLED = {  # case: (path, value, the whole message): JSON that PyLD would sign as nothing
    "evidence with a space in its id": (
        "evidence/1/id",
        "https://badges.example/e/2 ",
        "/evidence/1/id: not an absolute IRI: 'https://badges.example/e/2 '",
    ),
    "type with a space": (
        "type",
        ["VerifiableCredential", "OpenBadgeCredential", "urn:x y"],
        "/type: no context defines the type 'urn:x y'",
    ),
    "member of no context": (
        "awardedBy",
        "the state",
        "/awardedBy: no context defines this member",
    ),
    "member of no context, in the proof": (
        "proof/0/note",
        "x",
        "/note: no context defines this member",
    ),
    "empty list": ("credentialSchema", [], "/credentialSchema: empty"),
    "null": ("credentialStatus", None, "/credentialStatus: null"),
    "term renamed": (
        "@context",
        [*credential()["@context"], {"evidence": "urn:e"}],
        "/@context: not the document's list of context URLs",
    ),
    "relative purpose": (
        "issuer/image",
        {"id": "a.png", "type": "Image"},
        "/issuer/image/id: not an absolute IRI: 'a.png'",
    ),
}

NO_PROOF = {  # case: (path, value, the whole message)
    "none": ("proof", REMOVED, "The document does not have exactly one proof."),
    "empty list": ("proof", [], "The document does not have exactly one proof."),
    "two": ("proof", [signed()["proof"][0]] * 2, "The document does not have exactly one proof."),
    "text": ("proof", "x", "The document does not have exactly one proof."),
    "another type": (
        "proof/0/type",
        "Ed25519Signature2020",
        "The proof's type is not 'DataIntegrityProof'.",
    ),
    "another suite": (
        "proof/0/cryptosuite",
        "ecdsa-sd-2023",
        "The proof's cryptosuite is not 'eddsa-rdfc-2022'.",
    ),
    "another purpose": (
        "proof/0/proofPurpose",
        "authentication",
        "The proof's proofPurpose is not 'assertionMethod'.",
    ),
    "no key": ("proof/0/verificationMethod", REMOVED, "The proof has no verificationMethod."),
    "no value": ("proof/0/proofValue", 5, "The proof has no proofValue."),
    "chain": (
        "proof/0/previousProof",
        "urn:p",
        "The proof builds on another proof, which is not there.",
    ),
    "another base": (
        "proof/0/proofValue",
        "u" + "A" * 86,
        "The proof's value cannot be read: The text is not in base58-btc: it does not begin with 'z'.",
    ),
    "short value": ("proof/0/proofValue", "z2", "The signature does not have 64 bytes."),
    "another context": (
        "proof/0/@context",
        ["urn:x"],
        "The proof has another @context than its document.",
    ),
}


def spoiled(path, value):
    document = json.loads(json.dumps(signed()))
    *parents, last = (int(step) if step.isdigit() else step for step in path.split("/"))
    target = document
    for step in parents:
        target = target[step]
    if value is REMOVED:
        del target[last]
    else:
        target[last] = value
    return document


@pytest.mark.parametrize(("path", "value"), CHANGED.values(), ids=CHANGED.keys())
def test_a_changed_document_is_not_genuine(path, value):
    assert not proof_is_genuine(spoiled(path, value), PUBLIC_KEY)


@pytest.mark.parametrize(("path", "value", "message"), SMUGGLED.values(), ids=SMUGGLED.keys())
def test_what_a_signature_would_not_cover_is_refused(path, value, message):
    document = spoiled(path, value)
    assert (
        message_of(lambda: proof_is_genuine(document, PUBLIC_KEY), CanonicalizationError) == message
    )


@pytest.mark.parametrize(("path", "value", "message"), NO_PROOF.values(), ids=NO_PROOF.keys())
def test_a_proof_that_is_none_says_why(path, value, message):
    document = spoiled(path, value)
    assert message_of(lambda: proof_is_genuine(document, PUBLIC_KEY), ProofError) == message


def test_a_second_proof_is_not_added():
    with pytest.raises(ProofError, match=r"^The document already has a proof\.$"):
        add_proof(signed(), sign=KEY.sign, verification_method=METHOD, created=CREATED)


def test_the_w3c_vectors_byte_for_byte():
    """Data Integrity EdDSA Cryptosuites 1.0, appendix B.1."""
    folder = corpus("vc-di-eddsa") / "TestVectors"
    vectors = folder / "eddsa-rdfc-2022"

    def read(name):
        return (vectors / name).read_text("utf-8")

    document, options = canonical_pair(
        folder / "unsigned.json", vectors / "proofConfigDataInt.json"
    )
    assert document == read("canonDocDataInt.txt").encode()
    assert options == read("proofCanonDataInt.txt").encode()
    assert sha256(document).hexdigest() == read("docHashDataInt.txt").strip()
    assert sha256(options).hexdigest() == read("proofHashDataInt.txt").strip()
    data = sha256(options).digest() + sha256(document).digest()
    assert data.hex() == read("combinedHashDataInt.txt").strip()

    proof = proof_of(json.loads(read("signedDataInt.json")))
    signature = decode_base58btc(proof["proofValue"])
    assert signature.hex() == read("sigHexDataInt.txt").strip()
    assert proof["proofValue"] == read("sigBTC58DataInt.txt").strip()
    keys = json.loads((folder / "keyPair.json").read_bytes())
    assert verify_signature(decode_public_key(keys["publicKeyMultibase"]), data, signature)


def test_the_w3c_vectors_of_a_proof_set():
    """Appendix B.4: two proofs of one document, each genuine alone."""
    folder = corpus("vc-di-eddsa") / "TestVectors" / "proof-set-chain"
    keys = json.loads((folder / "multiKeyPairs.json").read_bytes())
    public = {pair["publicKeyMultibase"] for pair in keys.values()}
    for name in ("proofSetConfigSigned1.json", "proofSetConfigSigned2.json"):
        proof = json.loads((folder / name).read_bytes())
        options = {member: value for member, value in proof.items() if member != "proofValue"}
        unsigned = json.loads((folder / "unsigned.json").read_bytes())
        options["@context"] = unsigned["@context"]
        data = b"".join(
            sha256(canonicalize(part, with_examples)).digest() for part in (options, unsigned)
        )
        key = proof["verificationMethod"].partition("#")[2]
        assert key in public
        assert verify_signature(decode_public_key(key), data, decode_base58btc(proof["proofValue"]))


def canonical_pair(document, options):
    return tuple(
        canonicalize(json.loads(file.read_bytes()), with_examples) for file in (document, options)
    )


def test_a_badge_of_1edtech_is_genuine():
    """Signed by 1EdTech's own tools; its key is in the proof's own fragment."""
    document = json.loads((corpus("1edtech-ob30-samples") / "simple.json").read_bytes())
    key = decode_public_key(proof_of(document)["verificationMethod"].partition("#")[2])
    assert proof_is_genuine(document, key)
