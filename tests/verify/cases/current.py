"""Checks "validity-period" and "status": in force or not, withdrawn or not, or not to be told."""

import base64
import gzip

from generator.openbadges.contexts import OB_V3_EXTENSIONS
from generator.openbadges.status_list import MINIMUM_ENTRIES, encode_bits, with_set
from generator.openbadges.strict_json import dump_json
from tests.verify.cases.world import (
    ATTACKER,
    EVIL_KEY,
    INDEX,
    ISSUER,
    KEY,
    LIST_URL,
    OTHER_KEY,
    SITE,
    badge,
    case,
    did_document,
    documents,
    ends,
    signed,
    status_list,
    trusting,
    unsigned_list,
)

EARLY = ends("validity-period", "failed")
WITHDRAWN = ends("status", "failed")
UNKNOWN = ends("status", "unknown")
ENTRY = badge()["credentialStatus"]


def listed(about, status, checks=UNKNOWN, **settings):
    """The good badge, and another status list."""
    settings.setdefault("documents", documents(status=status))
    return case(about, None, checks, **settings)


def entry(about, **edits):
    """A badge whose issuer signed an odd status entry."""
    changed = {name: value for name, value in {**ENTRY, **edits}.items() if value is not ...}
    return case(about, signed(badge(credentialStatus=changed)), UNKNOWN)


def other_kind():
    """A badge that uses 1EdTech's own list of withdrawals."""
    status = {"id": f"{SITE}withdrawn.json", "type": "1EdTechRevocationList"}
    context = [*badge()["@context"], OB_V3_EXTENSIONS]
    document = signed(badge(**{"@context": context}, credentialStatus=status))
    return case("Another kind of list.", document, UNKNOWN)


def encoded(about, text):
    return listed(about, status_list(subject={"encodedList": text}))


def packed(data):
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def after_signing(about, old, new):
    text = status_list()
    assert old in text, old
    return listed(about, text.replace(old, new, 1))


BITS = bytes(MINIMUM_ENTRIES // 8)
CLEAR_BITS = encode_bits(BITS)
SET_BITS = encode_bits(with_set(BITS, [INDEX]))
GZIP = base64.urlsafe_b64decode(encode_bits(BITS)[1:] + "==")

PERIOD = {
    "expired": case("Past its end.", signed(badge(validUntil="2026-05-01T00:00:00Z")), EARLY),
    "expired_by_a_second": case(
        "A second past its end.", signed(badge(validUntil="2026-05-03T11:59:59Z")), EARLY
    ),
    "expired_in_another_zone": case(
        "Past its end, which is written in another time zone.",
        signed(badge(validUntil="2026-05-03T13:30:00+02:00")),
        EARLY,
    ),
    "not_yet_valid": case(
        "Before its start.", signed(badge(validFrom="2026-05-04T00:00:00Z")), EARLY
    ),
    "proof_expired": case(
        "The proof is past an end of its own.",
        signed(badge(), expires="2026-03-01T00:00:00Z"),
        EARLY,
    ),
    "expired_and_withdrawn": case(
        "Past its end, and withdrawn.",
        signed(badge(validUntil="2026-05-01T00:00:00Z")),
        {**EARLY, "status": "failed"},
        documents=documents(status=status_list(withdrawn=[INDEX])),
    ),
    "expired_and_unknown_issuer": case(
        "Past its end, by somebody the reader does not know.",
        signed(badge(validUntil="2026-05-01T00:00:00Z")),
        {**EARLY, "issuer-trust": "failed"},
        trust={"issuers": []},
    ),
}

SET = {
    "withdrawn": listed("Withdrawn.", status_list(withdrawn=[INDEX]), WITHDRAWN),
    "withdrawn_in_old_list": listed(
        "Withdrawn in a list past its end: a withdrawal is final.",
        status_list(withdrawn=[INDEX], validUntil="2026-05-01T00:00:00Z"),
        WITHDRAWN,
    ),
    "withdrawn_handed": case(
        "Withdrawn, as a list says that came with the badge.",
        None,
        WITHDRAWN,
        documents=documents(status=status_list(withdrawn=[INDEX]), handed=True),
        trust=trusting(KEY),
    ),
    "withdrawn_last_index": case(
        "The last entry of the list, set.",
        signed(badge(credentialStatus={**ENTRY, "statusListIndex": "131071"})),
        WITHDRAWN,
        documents=documents(status=status_list(withdrawn=[131_071])),
    ),
    "suspended": case(
        "Suspended.",
        signed(badge(credentialStatus={**ENTRY, "statusPurpose": "suspension"})),
        WITHDRAWN,
        documents=documents(
            status=status_list(withdrawn=[INDEX], subject={"statusPurpose": "suspension"})
        ),
    ),
    "withdrawn_in_second": case(
        "Two entries: the first list can't be had, the second says withdrawn.",
        signed(
            badge(
                credentialStatus=[
                    {
                        **ENTRY,
                        "id": f"{SITE}gone#1",
                        "statusListCredential": f"{SITE}issuers/acme/status/9.json",
                    },
                    ENTRY,
                ]
            )
        ),
        WITHDRAWN,
        documents=documents(status=status_list(withdrawn=[INDEX])),
    ),
}

LISTS = {
    "list_unavailable": listed("The list can't be had.", ...),
    "list_old": listed(
        "The list is past its end: no withdrawal known as of its day.",
        status_list(validUntil="2026-05-01T00:00:00Z"),
    ),
    "list_from_later": listed(
        "The list begins after the moment of judging.",
        status_list(validFrom="2026-05-04T00:00:00Z"),
    ),
    "list_html": listed("A page in its place.", b"<!doctype html><title>Oops</title>"),
    "list_duplicate": after_signing(
        "A member twice.", b'"statusPurpose"', b'"statusPurpose": "x", "statusPurpose"'
    ),
    "list_unsigned": listed("A list nobody signed.", dump_json(unsigned_list())),
    "list_changed": listed(
        "A withdrawal wiped out after signing.",
        status_list(withdrawn=[INDEX]).replace(SET_BITS.encode(), CLEAR_BITS.encode()),
    ),
    "list_made_withdrawn": listed(
        "A withdrawal forged after signing says nothing.",
        status_list().replace(CLEAR_BITS.encode(), SET_BITS.encode()),
    ),
    "list_prolonged": after_signing("Its end moved after signing.", b"2027-05-06", b"2037-05-06"),
    "list_by_attacker": listed(
        "A clear list by the attacker, in the issuer's name.",
        status_list(key=EVIL_KEY),
    ),
    "list_by_attacker_key_named": listed(
        "A clear list by the attacker, who names the issuer's key.",
        status_list(key=EVIL_KEY, method=f"{ISSUER}#{KEY.multibase}"),
    ),
    "list_of_other_issuer": listed("Another issuer's list.", status_list(issuer=ATTACKER)),
    "list_by_retired_key": listed(
        "Signed with a key that was retired before.",
        None,
        documents=documents(
            did=did_document(KEY, (OTHER_KEY, {"expires": "2026-03-01T00:00:00Z"})),
            status=status_list(key=OTHER_KEY),
        ),
    ),
    "list_by_revoked_key": listed(
        "Signed with a key that was withdrawn.",
        None,
        documents=documents(
            did=did_document(KEY, (OTHER_KEY, {"revoked": "2026-04-02T00:00:00Z"})),
            status=status_list(key=OTHER_KEY),
        ),
    ),
    "list_proof_expired": listed(
        "Its proof is past an end of its own.",
        status_list(proof={"expires": "2026-05-01T00:00:00Z"}),
    ),
    "list_wrong_purpose": listed(
        "Its proof was made to log in somewhere.",
        status_list(proof={"proofPurpose": "authentication"}),
    ),
    "list_other_suite": after_signing(
        "Signed in a way we can't check.", b"eddsa-rdfc", b"eddsa-jcs!"
    ),
    "list_swapped": listed(
        "Another list of the issuer, where the bit is clear.",
        status_list(url=LIST_URL.replace("1.json", "2.json")),
    ),
    "list_handed_without_id": case(
        "A list without an id came with the badge: it could be any of the issuer's.",
        None,
        UNKNOWN,
        documents=documents(status=status_list(id=...), handed=True),
        trust=trusting(KEY),
    ),
    "list_purpose_mismatch": listed(
        "A list for suspensions.", status_list(subject={"statusPurpose": "suspension"})
    ),
    "list_no_purpose": listed(
        "A list for no purpose.", status_list(subject={"statusPurpose": ...})
    ),
    "list_other_subject": listed(
        "A credential that holds no list.",
        status_list(subject={"type": "JsonSchema", "statusPurpose": ..., "encodedList": ...}),
    ),
    "list_not_a_list": listed(
        "Not typed as a status list.", status_list(type=["VerifiableCredential"])
    ),
    "list_inline_context": after_signing(
        "A context of its own.",
        b'"https://www.w3.org/ns/credentials/v2"',
        b'"https://www.w3.org/ns/credentials/v2", {"x": "https://evil.example/"}',
    ),
    "list_unknown_member": after_signing(
        "A member that no signature covers.", b'"validFrom"', b'"note": "x", "validFrom"'
    ),
    "list_smuggled": after_signing(
        "A second list whose id holds a space.",
        b'"credentialSubject": {',
        b'"credentialSubject": [{"id": "urn:x y"}], "x": {',
    ),
    "list_short": listed(
        "Too few entries to hide among.", status_list(entries=MINIMUM_ENTRIES // 2)
    ),
    "list_empty": encoded("No entries.", encode_bits(b"")),
    "list_missing_bits": listed("No encodedList.", status_list(subject={"encodedList": ...})),
    "list_bomb": encoded("A gzip bomb.", encode_bits(bytes(8 * 1024 * 1024))),
    "list_nested_bomb": encoded(
        "Many gzip members, one after the other.", packed(gzip.compress(BITS, mtime=0) * 64)
    ),
    "list_trailing": encoded("Data after the gzip stream.", packed(GZIP + b"more")),
    "list_cut": encoded("The gzip stream cut off.", packed(GZIP[:-9])),
    "list_bad_crc": encoded(
        "The gzip stream's checksum wrong.", packed(GZIP[:-8] + b"\0\0\0\0" + GZIP[-4:])
    ),
    "list_not_gzip": encoded("Bits that are not packed.", packed(b"\0" * 64)),
    "list_no_prefix": encoded("Without its multibase letter.", encode_bits(BITS)[1:]),
    "list_base58": encoded("Another base.", "z" + encode_bits(BITS)[1:]),
    "list_padding": encoded("Base64 with padding.", encode_bits(BITS) + "="),
    "list_standard_base64": encoded(
        "Base64 of the other alphabet.", "u" + "+/" + encode_bits(BITS)[3:]
    ),
    "list_bits_number": listed("A number for a list.", status_list(subject={"encodedList": 0})),
}

ENTRIES = {
    "index_past_end": entry("An index past the list's end.", statusListIndex="131072"),
    "index_huge": entry("An index of thirty digits.", statusListIndex="9" * 30),
    "index_negative": entry("A negative index.", statusListIndex="-1"),
    "index_number": entry("An index that is a number.", statusListIndex=INDEX),
    "index_fraction": entry("A broken index.", statusListIndex="7.5"),
    "index_words": entry("An index in words.", statusListIndex="seven"),
    "index_zero_padded": entry("An index with zeros before it.", statusListIndex="070707"),
    "index_other_digits": entry("An index in other digits.", statusListIndex="٧"),
    "index_spaces": entry("An index with a space.", statusListIndex=" 7"),
    "index_missing": entry("No index.", statusListIndex=...),
    "index_two": entry("Two indexes.", statusListIndex=["1", "2"]),
    "entry_without_list": entry("No list.", statusListCredential=...),
    "entry_http": entry(
        "A list over http.", statusListCredential=LIST_URL.replace("https", "http")
    ),
    "entry_data_url": entry(
        "A list written into the badge itself.",
        statusListCredential="data:application/json,%7B%7D",
    ),
    "entry_without_purpose": entry("No purpose.", statusPurpose=...),
    "entry_message": entry("A purpose that may mean anything.", statusPurpose="message"),
    "entry_two_bits": entry("Two bits an entry.", statusSize=2),
    "entry_other_kind": other_kind(),
    "entry_second_unavailable": case(
        "Two entries: the first is clear, the second list can't be had.",
        signed(
            badge(
                credentialStatus=[
                    ENTRY,
                    {
                        **ENTRY,
                        "id": f"{SITE}gone#1",
                        "statusListCredential": f"{SITE}issuers/acme/status/9.json",
                    },
                ]
            )
        ),
        UNKNOWN,
    ),
    "entry_flood": case(
        "More entries than anybody needs.",
        signed(
            badge(
                credentialStatus=[
                    {**ENTRY, "id": f"{LIST_URL}#{n}", "statusListIndex": str(n)} for n in range(12)
                ]
            )
        ),
        UNKNOWN,
    ),
}

CASES = {**PERIOD, **SET, **LISTS, **ENTRIES}
