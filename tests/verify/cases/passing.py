"""What must verify, so that no check is bought with honest badges; and what is only untrusted."""

from generator.openbadges.contexts import DATA_INTEGRITY_V2, OB_V3_2, OB_V3_EXTENSIONS, VC_V2
from tests.verify.cases.world import (
    AS_OF,
    ATTACKER,
    ATTACKER_URL,
    DID_URL,
    EVIL_KEY,
    INDEX,
    ISSUER,
    KEY,
    LIST_URL,
    OTHER_KEY,
    SITE,
    badge,
    case,
    change,
    did_document,
    documents,
    ends,
    signed,
    status_list,
    text_of,
    trusting,
)

GOOD = signed(badge())
ROOT = "did:web:badges.example.org"
PORT_URL = "https://badges.example.org:8443/issuers/acme/did.json"
PORT = "did:web:badges.example.org%3A8443:issuers:acme"


def _by(did, url, **settings):
    """A badge of another DID, without a status list."""
    profile = {"id": did, "type": ["Profile"], "name": "Acme Training"}
    return {
        "document": signed(badge(issuer=profile, credentialStatus=...)),
        "documents": {url: (did_document(did=did), False)},
        "trust": trusting(did=did),
        **settings,
    }


def _look_alike(did, url):
    """An attacker who made everything right, under another name."""
    return {
        **_by(did, url),
        "checks": ends("issuer-trust", "failed"),
        "trust": trusting(),
    }


def _reordered(value):
    """The same members in another order; arrays, which are sets, turned round."""
    if isinstance(value, dict):
        return {name: _reordered(value[name]) for name in reversed(value)}
    if isinstance(value, list):
        return [_reordered(each) for each in reversed(value)]
    return value


def _reordered_badge():
    turned = _reordered(GOOD)
    return {**turned, "@context": GOOD["@context"]}


SECOND_STATUS = {
    "id": f"{SITE}issuers/acme/status/2.json#7",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "suspension",
    "statusListIndex": "7",
    "statusListCredential": f"{SITE}issuers/acme/status/2.json",
}

CASES = {
    "verified": case("Everything is as it should be."),
    "verified_pinned_key": case("The reader's list pins this very key.", trust=trusting(KEY)),
    "verified_handed_and_pinned": case(
        "The documents came with the badge, and the reader's list pins the key.",
        documents=documents(handed=True),
        trust=trusting(KEY),
    ),
    "verified_second_pinned_key": case(
        "The list pins two keys, of which the second signed.",
        signed(badge(), key=OTHER_KEY),
        documents=documents(did=did_document(KEY, OTHER_KEY)),
        trust=trusting(KEY, OTHER_KEY),
    ),
    "verified_retired_key": case(
        "The key was retired after it signed.",
        documents=documents(
            did=did_document((KEY, {"expires": "2026-04-20T00:00:00Z"}), OTHER_KEY)
        ),
    ),
    "verified_revoked_later": case(
        "Judged as of a moment before the key was withdrawn.",
        documents=documents(did=did_document((KEY, {"revoked": "2026-06-01T00:00:00Z"}))),
    ),
    "verified_at_last_instant": case(
        "validUntil is the moment of judging, which is included.",
        signed(badge(validUntil=AS_OF)),
    ),
    "verified_at_first_instant": case(
        "validFrom is the moment of judging.", signed(badge(validFrom=AS_OF))
    ),
    "verified_without_end": case("No validUntil.", signed(badge(validUntil=...))),
    "verified_without_status": case(
        "No credentialStatus: the issuer keeps no withdrawal list.",
        signed(badge(credentialStatus=...)),
        documents=documents(status=...),
    ),
    "verified_without_created": case(
        "The proof has no date, and no key ever ended.", signed(badge(), created=...)
    ),
    "verified_proof_expires_later": case(
        "The proof has an end of its own, still to come.",
        signed(badge(), expires="2027-01-01T00:00:00Z"),
    ),
    "verified_proof_object": case(
        "The proof stands without brackets.", {**GOOD, "proof": GOOD["proof"][0]}
    ),
    "verified_issuer_string": case("The issuer is its DID alone.", signed(badge(issuer=ISSUER))),
    "verified_types_without_brackets": case(
        "Types of one stand without brackets.",
        signed(
            change(badge(), ["credentialSubject", "type"], "AchievementSubject"),
        ),
    ),
    "verified_achievement_credential": case(
        "The other name of the type.",
        signed(badge(type=["VerifiableCredential", "AchievementCredential"])),
    ),
    "verified_reordered": case(
        "Members and sets in another order mean the same.", _reordered_badge()
    ),
    "verified_one_line": case(
        "JSON without white space means the same.",
        text_of(GOOD).replace("\n  ", "\n").replace("\n", " ").encode(),
    ),
    "verified_escapes": case(
        "JSON escapes mean the same.", text_of(GOOD).replace("ö", "\\u00f6").encode()
    ),
    "verified_unicode": case(
        "Text of any script, line breaks and quotes.",
        signed(
            change(
                badge(),
                ["credentialSubject", "achievement", "description"],
                '"Löten" \\ 焊接 \U0001f9d1\u200d\U0001f3ed\tيلحم\r\nनमस्ते <b>&amp;</b> ]]> e\u0301',
            )
        ),
    ),
    "verified_offset_instants": case(
        "Moments with fractions and offsets.",
        signed(badge(validFrom="2026-01-15T00:00:00.125+13:45")),
    ),
    "verified_context_3_0_2": case(
        "The context of Open Badges 3.0.2.",
        signed(badge(**{"@context": [VC_V2, OB_V3_2]}, awardedDate=...)),
    ),
    "verified_context_data_integrity": case(
        "Data Integrity's own context named as well.",
        signed(badge(**{"@context": [*badge()["@context"], DATA_INTEGRITY_V2]})),
    ),
    "verified_extensions": case(
        "A credentialSchema of the type that Open Badges' extensions define.",
        signed(
            badge(
                **{"@context": [*badge()["@context"], OB_V3_EXTENSIONS]},
                credentialSchema=[
                    {
                        "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/"
                        "ob_v3p0_achievementcredential_schema.json",
                        "type": "1EdTechJsonSchemaValidator2019",
                    }
                ],
            )
        ),
    ),
    "verified_proof_context": case(
        "The proof repeats the document's context.",
        signed(badge(), **{"@context": badge()["@context"]}),
    ),
    "verified_two_status_entries": case(
        "Withdrawal and suspension in two lists, both clear.",
        signed(badge(credentialStatus=[badge()["credentialStatus"], SECOND_STATUS])),
        documents=documents(
            **{
                SECOND_STATUS["statusListCredential"]: (
                    status_list(
                        url=SECOND_STATUS["statusListCredential"],
                        subject={"statusPurpose": "suspension"},
                    ),
                    False,
                )
            }
        ),
    ),
    "verified_neighbours_withdrawn": case(
        "The bits on both sides are set.",
        documents=documents(status=status_list(withdrawn=[INDEX - 1, INDEX + 1, 0])),
    ),
    "verified_list_without_id": case(
        "A list without an id, from its own address.",
        documents=documents(status=status_list(id=...)),
    ),
    "verified_list_of_two_purposes": case(
        "A list for several purposes.",
        documents=documents(
            status=status_list(subject={"statusPurpose": ["suspension", "revocation"]})
        ),
    ),
    "verified_list_by_other_key": case(
        "The list is signed with another key of the issuer.",
        documents=documents(did=did_document(KEY, OTHER_KEY), status=status_list(key=OTHER_KEY)),
    ),
    "verified_last_index": case(
        "The last entry of the list.",
        signed(
            change(badge(), ["credentialStatus", "statusListIndex"], "131071"),
        ),
        documents=documents(status=status_list(withdrawn=[131_070])),
    ),
    "verified_root_did": case(
        "A DID without a path: its document is at /.well-known/.",
        **_by(ROOT, f"{SITE}.well-known/did.json"),
    ),
    "verified_port_did": case(
        "A DID with a port.",
        **_by(PORT, PORT_URL),
    ),
    "verified_relative_key_ids": case(
        "The DID document writes its keys' ids as bare fragments.",
        documents=documents(
            did=did_document(
                (KEY, {"id": f"#{KEY.multibase}"}), assertionMethod=[f"#{KEY.multibase}"]
            )
        ),
    ),
    "verified_embedded_key": case(
        "The DID document writes the key out under assertionMethod.",
        documents=documents(
            did=did_document(
                verificationMethod=...,
                assertionMethod=[
                    {
                        "id": f"{ISSUER}#{KEY.multibase}",
                        "type": "Multikey",
                        "controller": ISSUER,
                        "publicKeyMultibase": KEY.multibase,
                    }
                ],
            )
        ),
    ),
    "verified_named_key": case(
        "The key's name is not the key.",
        signed(badge(), method=f"{ISSUER}#key-1"),
        documents={
            DID_URL: (did_document((KEY, {"id": f"{ISSUER}#key-1"})), False),
            LIST_URL: (status_list(method=f"{ISSUER}#key-1"), False),
        },
    ),
    # ── genuine, but by somebody the reader does not know
    "empty_list": case(
        "The reader knows nobody.",
        checks=ends("issuer-trust", "failed"),
        trust={"issuers": []},
    ),
    "self_made": case(
        "Somebody signs the very same words under a name of their own.",
        signed(
            badge(
                issuer={"id": ATTACKER, "type": ["Profile"], "name": "Acme Training"},
                credentialStatus=...,
            ),
            key=EVIL_KEY,
        ),
        ends("issuer-trust", "failed"),
        documents={ATTACKER_URL: (did_document(EVIL_KEY, did=ATTACKER), False)},
        trust=trusting(),
    ),
    "look_alike_letters": case(
        "exarnple.org reads like example.org.",
        **_look_alike(
            "did:web:badges.exarnple.org:issuers:acme",
            "https://badges.exarnple.org/issuers/acme/did.json",
        ),
    ),
    "look_alike_subdomain": case(
        "The known name stands at the wrong end.",
        **_look_alike(
            "did:web:badges.example.org.evil.example:issuers:acme",
            "https://badges.example.org.evil.example/issuers/acme/did.json",
        ),
    ),
    "look_alike_punycode": case(
        "A Cyrillic letter, as domains write it.",
        **_look_alike(
            "did:web:badges.xn--xample-2of.org:issuers:acme",
            "https://badges.xn--xample-2of.org/issuers/acme/did.json",
        ),
    ),
    "look_alike_path": case(
        "Another issuer on the known issuer's host.",
        **_look_alike(
            "did:web:badges.example.org:issuers:acme-2",
            "https://badges.example.org/issuers/acme-2/did.json",
        ),
    ),
    "look_alike_port": case("Another port of the known host.", **_look_alike(PORT, PORT_URL)),
    "look_alike_case": case(
        "DIDs are compared letter by letter.",
        **_look_alike(
            "did:web:BADGES.example.org:issuers:acme",
            "https://BADGES.example.org/issuers/acme/did.json",
        ),
    ),
    "another_pinned_key": case(
        "The issuer publishes this key, but the reader's list pins another.",
        checks=ends("issuer-trust", "failed"),
        trust=trusting(OTHER_KEY),
    ),
}
