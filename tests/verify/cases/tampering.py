"""Check "signature": every kind of field changed after signing, and every kind of bad signature."""

from generator.openbadges.multikey import decode_base58btc, encode_base58btc
from tests.verify.cases.world import (
    EVIL_KEY,
    ID,
    ISSUER,
    KEY,
    LIST_URL,
    OTHER_KEY,
    badge,
    case,
    change,
    did_document,
    documents,
    ends,
    signed,
)

GOOD = signed(badge())
NO = ends("signature", "failed")
UNKNOWN = {**ends("signature", "unknown"), "issuer-key": "skipped"}
SUBJECT = ["credentialSubject"]
ACHIEVEMENT = [*SUBJECT, "achievement"]
PROOF = ["proof", 0]
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493


def changed(about, path, value):
    return case(about, change(GOOD, path, value), NO)


def with_value(about, value):
    return case(about, change(GOOD, [*PROOF, "proofValue"], value), NO)


def other_suite(suite):
    return case(
        f"The suite {suite}, which we cannot check.",
        change(GOOD, [*PROOF, "cryptosuite"], suite),
        UNKNOWN,
    )


SIGNATURE = decode_base58btc(GOOD["proof"][0]["proofValue"])
SCALAR = int.from_bytes(SIGNATURE[32:], "little")
IDENTITY = b"\x01" + bytes(31)  # the neutral point: a key, or R, that fits any message
TWIN = {**GOOD, "credentialSubject": {**GOOD["credentialSubject"], "id": "urn:uuid:2"}}

FLOOD = 1_500


def _organizations(depth):
    """A tree in which every nameless profile has the two same nameless parts."""
    if depth == 0:
        return {"type": ["Profile"]}
    part = _organizations(depth - 1)
    return {"type": ["Profile"], "parentOrg": [part, part]}


FIELDS = {
    "changed_id": changed("Another id.", ["id"], ID.replace("3f2a", "ffff")),
    "changed_name": changed("Another name of the credential.", ["name"], "Rocket science"),
    "changed_type": changed("A type more.", ["type", 2], "EndorsementCredential"),
    "changed_issuer_name": changed("Another name of the issuer.", ["issuer", "name"], "MIT"),
    "changed_issuer_url": changed(
        "Another address of the issuer.", ["issuer", "url"], "https://evil.example/"
    ),
    "changed_valid_from": changed("An earlier start.", ["validFrom"], "2020-01-15T00:00:00Z"),
    "changed_valid_until": changed("A later end.", ["validUntil"], "2099-01-15T00:00:00Z"),
    "removed_valid_until": changed("The end taken away.", ["validUntil"], ...),
    "changed_awarded": changed("Another day of awarding.", ["awardedDate"], "2020-01-15T00:00:00Z"),
    "same_instant_rewritten": changed(
        "The same moment in another form is another signed text.",
        ["validFrom"],
        "2026-01-15T00:00:00+00:00",
    ),
    "changed_earner": changed(
        "Another earner.", [*SUBJECT, "identifier", 0, "identityHash"], "Mallory"
    ),
    "removed_earner": changed("The earner's name taken away.", [*SUBJECT, "identifier"], ...),
    "changed_boolean": changed("true for false.", [*SUBJECT, "identifier", 0, "hashed"], True),
    "changed_subject_id": changed("Another subject.", [*SUBJECT, "id"], "urn:uuid:1"),
    "changed_badge": changed("Another badge.", [*ACHIEVEMENT, "name"], "Rocket science"),
    "changed_badge_id": changed("Another achievement id.", [*ACHIEVEMENT, "id"], "urn:uuid:3"),
    "changed_description": changed("Another description.", [*ACHIEVEMENT, "description"], "Flies."),
    "changed_criteria": changed(
        "Other criteria.", [*ACHIEVEMENT, "criteria", "narrative"], "Fly to the moon."
    ),
    "changed_level_name": changed(
        "A level renamed.",
        [*ACHIEVEMENT, "resultDescription", 0, "rubricCriterionLevel", 0, "name"],
        "masterly",
    ),
    "changed_result": changed(
        "Another level reached.",
        [*SUBJECT, "result", 0, "achievedLevel"],
        GOOD["credentialSubject"]["result"][0]["achievedLevel"].replace("-2", "-1"),
    ),
    "added_result": changed(
        "A result more.", [*SUBJECT, "result", 1], {"type": ["Result"], "value": "100"}
    ),
    "removed_result": changed("The results taken away.", [*SUBJECT, "result"], ...),
    "added_evidence": changed(
        "Evidence more.", ["evidence", 1], {"type": ["Evidence"], "description": "A doctorate."}
    ),
    "removed_evidence": changed("The evidence taken away.", ["evidence"], ...),
    "changed_alignment_space": changed(
        "An alignment's address with a space, which a signed text may hold.",
        [*ACHIEVEMENT, "alignment", 0, "targetUrl"],
        "https://standards.example.org/moon 1",
    ),
    "changed_alignment": changed(
        "Another alignment.",
        [*ACHIEVEMENT, "alignment", 0, "targetUrl"],
        "https://standards.example.org/moon/1",
    ),
    "changed_index": changed(
        "Another entry of the list.", ["credentialStatus", "statusListIndex"], "7"
    ),
    "changed_list": changed(
        "Another list.",
        ["credentialStatus", "statusListCredential"],
        LIST_URL.replace("1.json", "2.json"),
    ),
    "removed_status": changed("The status entry taken away.", ["credentialStatus"], ...),
    "added_related": changed(
        "A credential said to be the same as another.",
        [*ACHIEVEMENT, "related"],
        [{"id": "https://mit.example/phd", "type": ["Related"]}],
    ),
    "decomposed": changed(
        "The same letters in another Unicode form.",
        [*SUBJECT, "identifier", 0, "identityHash"],
        "Zoe\u0308 A\u030angstro\u0308m",
    ),
    "zero_width": changed(
        "An invisible character more.",
        [*SUBJECT, "identifier", 0, "identityHash"],
        "Zoë\u200b Ångström",
    ),
    "space_more": changed("A space more.", [*ACHIEVEMENT, "name"], "Welding basics "),
    "changed_created": changed(
        "Another moment of signing.", [*PROOF, "created"], "2025-01-15T09:30:00Z"
    ),
    "removed_created": changed("The moment of signing taken away.", [*PROOF, "created"], ...),
    "added_proof_expires": changed(
        "A proof's end added.", [*PROOF, "expires"], "2099-01-01T00:00:00Z"
    ),
    "added_challenge": changed("A challenge added.", [*PROOF, "challenge"], "abc"),
}

SIGNATURES = {
    "transplanted": case(
        "The good proof of another badge.",
        {**signed(badge(name="Rocket science")), "proof": GOOD["proof"]},
        NO,
    ),
    "by_other_key": case(
        "Signed by the attacker, who names the issuer's key.",
        signed(badge(), key=EVIL_KEY, method=f"{ISSUER}#{KEY.multibase}"),
        NO,
    ),
    "other_listed_key": case(
        "The name of the issuer's other key put in.",
        change(GOOD, [*PROOF, "verificationMethod"], f"{ISSUER}#{OTHER_KEY.multibase}"),
        NO,
        documents=documents(did=did_document(KEY, OTHER_KEY)),
    ),
    "signature_zero": with_value("All zeros.", encode_base58btc(bytes(64))),
    "signature_empty": with_value("No signature.", "z"),
    "signature_short": with_value("63 bytes.", encode_base58btc(SIGNATURE[:63])),
    "signature_long": with_value("65 bytes.", encode_base58btc(SIGNATURE + b"\0")),
    "signature_flipped": with_value(
        "One bit turned.", encode_base58btc(bytes([SIGNATURE[0] ^ 1]) + SIGNATURE[1:])
    ),
    "signature_base64": with_value("Base64 instead of base58.", "u" + "A" * 86),
    "signature_alphabet": with_value("Letters base58 lacks.", "z0OIl" + "1" * 60),
    "signature_leading_one": with_value(
        "A leading 1 more.", "z1" + encode_base58btc(SIGNATURE)[1:]
    ),
    "signature_spaces": with_value("White space around it.", f" {encode_base58btc(SIGNATURE)}"),
    "signature_no_prefix": with_value(
        "Without its multibase letter.", encode_base58btc(SIGNATURE)[1:]
    ),
    "signature_huge": with_value("10,000 digits.", "z" + "2" * 10_000),
    "signature_large_scalar": with_value(
        "S + L: the same signature to careless libraries.",
        encode_base58btc(SIGNATURE[:32] + (SCALAR + GROUP_ORDER).to_bytes(32, "little")),
    ),
    "signature_small_r": with_value(
        "R is the neutral point.", encode_base58btc(IDENTITY + bytes(32))
    ),
    "signature_noncanonical_r": with_value(
        "R is not in its canonical form.",
        encode_base58btc((2**255 - 18).to_bytes(32, "little") + SIGNATURE[32:]),
    ),
    "signature_missing": changed("No proofValue.", [*PROOF, "proofValue"], ...),
    "wrong_purpose": case(
        "Signed, by the issuer, to log in somewhere.",
        signed(badge(), proofPurpose="authentication"),
        NO,
    ),
    "no_purpose": case("Signed for no purpose.", signed(badge(), proofPurpose=...), NO),
    "proof_chain": changed(
        "A proof that builds on an absent one.", [*PROOF, "previousProof"], "urn:uuid:9"
    ),
}


FLOODS = {
    "blank_flood": changed(
        "Very many nameless pieces of evidence, all alike: telling them apart takes for ever.",
        ["evidence"],
        [{"type": ["Evidence"], "genre": "x"}] * FLOOD,
    ),
    "blank_tree": changed(
        "Nameless organizations within nameless organizations, all alike.",
        ["credentialSubject", "source"],
        _organizations(depth=6),
    ),
}

SUITES = {
    f"suite_{suite.replace('-', '_')}": other_suite(suite)
    for suite in ("eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-sd-2023", "bbs-2023", "rot13-1999")
}

CASES = {**FIELDS, **SIGNATURES, **FLOODS, **SUITES}
