"""Check "issuer-key": keys that are not the issuer's, not in force, or can't be told."""

from generator.openbadges.multikey import encode_base58btc
from tests.verify.cases.world import (
    ATTACKER,
    ATTACKER_URL,
    DID_URL,
    EVIL_KEY,
    ISSUER,
    KEY,
    OTHER_KEY,
    badge,
    case,
    change,
    did_document,
    documents,
    ends,
    signed,
    status_list,
    trusting,
)

GOOD = signed(badge())
NO = ends("issuer-key", "failed")
UNKNOWN = ends("issuer-key", "unknown")
P = 2**255 - 19


def lists(about, did_json, checks=NO, **settings):
    """The good badge, and another DID document."""
    return case(about, None, checks, documents=documents(did=did_json), **settings)


def method(about, **edits):
    """The good badge, and a DID document whose key differs."""
    return lists(about, did_document((KEY, edits)))


def weak(about, raw):
    """A DID document that lists 32 or other bytes as an Ed25519 key, and a proof that names it."""
    multibase = encode_base58btc(b"\xed\x01" + raw)
    name = f"{ISSUER}#weak"
    document = change(GOOD, ["proof", 0, "verificationMethod"], name)
    # With a key of small order, R = the neutral point and S = 0 fit any message.
    value = encode_base58btc(b"\x01" + bytes(63))
    document = change(document, ["proof", 0, "proofValue"], value)
    did_json = did_document((KEY, {"id": name, "publicKeyMultibase": multibase}))
    return case(about, document, NO, documents=documents(did=did_json))


def named(about, did, checks=NO, **settings):
    """A badge by an issuer of that name."""
    profile = {"id": did, "type": ["Profile"], "name": "Acme Training"}
    settings.setdefault("documents", {})
    return case(about, signed(badge(issuer=profile)), checks, **settings)


FOREIGN = {
    "foreign_did": case(
        "Signed by the attacker, whose own DID and document are in order, for the issuer.",
        signed(badge(), key=EVIL_KEY, method=f"{ATTACKER}#{EVIL_KEY.multibase}"),
        NO,
        documents=documents(**{ATTACKER_URL: (did_document(EVIL_KEY, did=ATTACKER), False)}),
    ),
    "foreign_did_prefix": case(
        "The key's DID only begins like the issuer's.",
        signed(badge(), key=EVIL_KEY, method=f"{ISSUER}-evil#{EVIL_KEY.multibase}"),
        NO,
    ),
    "fragment_only": case(
        "The key stands in the proof's fragment, and nowhere in the issuer's document.",
        signed(badge(), key=EVIL_KEY),
        NO,
    ),
    "key_url": case(
        "The key has an address of its own.",
        signed(badge(), key=EVIL_KEY, method="https://evil.example/key.json"),
        NO,
    ),
    "key_query": case(
        "The key's name has a query before its fragment.",
        signed(badge(), method=f"{ISSUER}?versionId=1#{KEY.multibase}"),
        NO,
    ),
    "foreign_controller": method("The key is controlled by somebody else.", controller=ATTACKER),
    "no_controller": method("Nobody is said to control the key.", controller=...),
    "not_for_assertions": lists(
        "The key is listed, but not for signing badges.",
        did_document(assertionMethod=..., authentication=[f"{ISSUER}#{KEY.multibase}"]),
    ),
    "not_described": lists(
        "The key is named for signing, and nowhere described.",
        did_document(verificationMethod=[]),
    ),
    "other_key_listed": lists("Only another key is listed.", did_document(OTHER_KEY)),
    "no_keys": lists("No keys at all.", did_document(verificationMethod=..., assertionMethod=...)),
    "document_of_other": lists("The document is about somebody else.", did_document(id=ATTACKER)),
    "document_without_id": lists("The document is about nobody.", did_document(id=...)),
    "two_of_one_name": lists(
        "Two keys of one name.",
        did_document(KEY, (EVIL_KEY, {"id": f"{ISSUER}#{KEY.multibase}"})),
    ),
    "other_kind_of_method": method("Given as another kind of method.", type="JsonWebKey"),
    "key_is_p256": method(
        "A key of another curve.",
        publicKeyMultibase="zDnaekGZTbQBerwcehBSXLqAg6s55hVEBms1zFy89VHXtJSa9",
    ),
    "key_base64": method("A key in base64.", publicKeyMultibase="u7QEB"),
    "key_missing": method("A method without a key.", publicKeyMultibase=...),
    "key_number": method("A key that is a number.", publicKeyMultibase=42),
    "key_leading_one": method("A leading 1 more.", publicKeyMultibase="z1" + KEY.multibase[1:]),
}

WEAK = {
    "small_order_1": weak("The neutral point as key.", b"\x01" + bytes(31)),
    "small_order_2": weak("The point of order 2.", (P - 1).to_bytes(32, "little")),
    "small_order_4": weak("A point of order 4.", bytes(32)),
    "small_order_4_sign": weak("The other point of order 4.", bytes(31) + b"\x80"),
    "small_order_8": weak(
        "A point of order 8.",
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    ),
    "small_order_8_sign": weak(
        "A point of order 8, the other sign.",
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
    ),
    "noncanonical_key": weak("The neutral point, past the field.", (P + 1).to_bytes(32, "little")),
    "noncanonical_sign": weak("x = 0 with a sign.", b"\x01" + bytes(30) + b"\x80"),
    "short_key": weak("31 bytes.", KEY.raw[:31]),
    "long_key": weak("33 bytes.", KEY.raw + b"\0"),
    "off_curve_key": weak("No point of the curve.", b"\x02" + bytes(31)),
}

WINDOWS = {
    "retired_before": method("Retired before it signed.", expires="2026-01-15T00:00:00Z"),
    "retired_at_once": method("Retired at the very moment.", expires="2026-01-15T09:30:00Z"),
    "retired_undated": case(
        "A retired key, and a proof without a date.",
        signed(badge(), created=...),
        NO,
        documents=documents(did=did_document((KEY, {"expires": "2026-04-20T00:00:00Z"}))),
    ),
    "revoked": method(
        "Withdrawn: whoever stole it could write any date.", revoked="2026-04-01T00:00:00Z"
    ),
    "revoked_before": method("Withdrawn before it signed.", revoked="2025-04-01T00:00:00Z"),
    "window_words": method("An end that is no moment.", expires="soon"),
}

PATHS = {  # generator/README, trap 6: one name, two documents
    "path_dots": named("'..' in the path.", "did:web:badges.example.org:issuers:x:..:acme"),
    "path_dot": named("'.' in the path.", "did:web:badges.example.org:.:issuers:acme"),
    "path_slash": named("An encoded slash.", "did:web:badges.example.org:issuers%2Facme"),
    "path_encoded_dots": named("Encoded dots.", "did:web:badges.example.org:%2e%2e:acme"),
    "path_empty": named("An empty part.", "did:web:badges.example.org::acme"),
    "path_trailing": named("A colon at the end.", "did:web:badges.example.org:issuers:acme:"),
    "path_plain_slash": named("A slash.", "did:web:badges.example.org/issuers/acme"),
    "host_user": named("A user name before the host.", "did:web:badges.example.org@evil.example"),
    "host_encoded": named("An encoded '@'.", "did:web:badges.example.org%40evil.example"),
    "host_address": named("A number for a host.", "did:web:127.0.0.1:acme"),
    "host_number": named("A host of one number.", "did:web:2130706433"),
    "host_empty": named("No host.", "did:web:"),
    "host_port_words": named("A port that is none.", "did:web:badges.example.org%3Aadmin:acme"),
    "host_port_large": named("A port past the last.", "did:web:badges.example.org%3A99999:acme"),
    "host_underscore": named("A host that is no domain.", "did:web:badges_example.org"),
    "host_unicode": named(
        "A host in another script, not as domains write it.", "did:web:badges.еxample.org"
    ),
}

UNDECIDED = {
    "offline": case("Nobody could be asked.", None, UNKNOWN, documents={}),
    "keys_unavailable": case(
        "The issuer's document can't be had.", None, UNKNOWN, documents=documents(did=...)
    ),
    "keys_html": lists("A page in its place.", b"<!doctype html><title>Oops</title>", UNKNOWN),
    "keys_duplicate": lists(
        "The issuer's document says 'id' twice.",
        did_document().replace(b'"id"', b'"id": "x", "id"', 1),
        UNKNOWN,
    ),
    "keys_array": lists("An array in its place.", b"[]", UNKNOWN),
    "did_key": named("An issuer that is only a key.", f"did:key:{KEY.multibase}", UNKNOWN),
    "issuer_url": named(
        "An issuer that is an address.", "https://badges.example.org/issuers/acme", UNKNOWN
    ),
    "did_method_case": named("DID:WEB in capitals.", "DID:WEB:badges.example.org", UNKNOWN),
    "did_web_vh": named("Another method.", "did:webvh:QmX:badges.example.org", UNKNOWN),
    "handed": case(
        "The documents came with the badge, and the reader pins no key.",
        None,
        UNKNOWN,
        documents=documents(handed=True),
    ),
    "handed_unknown_issuer": case(
        "The documents came with the badge, and the reader knows nobody.",
        None,
        UNKNOWN,
        documents=documents(handed=True),
        trust={"issuers": []},
    ),
    "handed_other_pin": case(
        "The documents came with the badge, and the reader pins another key.",
        None,
        UNKNOWN,
        documents=documents(handed=True),
        trust=trusting(OTHER_KEY),
    ),
    "handed_pin_of_other": case(
        "The documents came with the badge, and the key is pinned for another issuer.",
        None,
        UNKNOWN,
        documents=documents(handed=True),
        trust=trusting(KEY, did="did:web:other.example.org"),
    ),
    "handed_forgery": case(
        "A forged badge came with a forged document that lists the forger's key.",
        signed(badge(), key=EVIL_KEY),
        UNKNOWN,
        documents={
            DID_URL: (did_document(KEY, EVIL_KEY), True),
            **{
                url: (body, True)
                for url, (body, _) in documents(status=status_list()).items()
                if url != DID_URL
            },
        },
        trust=trusting(KEY),
    ),
    "handed_without_key": case(
        "The document that came with the badge leaves the key out.",
        None,
        UNKNOWN,
        documents={DID_URL: (did_document(OTHER_KEY), True)},
        trust=trusting(KEY),
    ),
}

HANDED = {
    "handed_revoked": case(
        "Handed over and pinned, but withdrawn.",
        None,
        NO,
        documents={DID_URL: (did_document((KEY, {"revoked": "2026-04-01T00:00:00Z"})), True)},
        trust=trusting(KEY),
    ),
    "handed_tampered": case(
        "Handed over and pinned, but changed.",
        change(GOOD, ["name"], "Rocket science"),
        ends("signature", "failed"),
        documents=documents(handed=True),
        trust=trusting(KEY),
    ),
}

CASES = {**FOREIGN, **WEAK, **WINDOWS, **PATHS, **UNDECIDED, **HANDED}
