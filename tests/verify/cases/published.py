"""What issuers publish: DID documents and withdrawal lists in odd forms, honest and hostile."""

import base64
import gzip
import json
import struct
import zlib

from generator.openbadges.status_list import MAX_ENTRIES, MINIMUM_ENTRIES
from generator.openbadges.strict_json import dump_json
from tests.verify.cases.world import (
    DID_URL,
    ISSUER,
    KEY,
    LIST_URL,
    badge,
    case,
    change,
    did_document,
    documents,
    ends,
    signed,
    status_list,
)

GOOD = signed(badge())
NO_KEYS = ends("issuer-key", "unknown")
NO_LIST = ends("status", "unknown")
BITS = bytes(MINIMUM_ENTRIES // 8)
FOUR_MILLION = 2**22


def lists(about, did_json, checks=NO_KEYS):
    """The good badge, and another DID document."""
    return case(about, None, checks, documents=documents(did=did_json))


def keys_with(about, old, new, checks=NO_KEYS):
    body = did_document()
    assert old in body, old
    return lists(about, body.replace(old, new, 1), checks)


def listed(about, status, checks=NO_LIST):
    """The good badge, and another status list."""
    return case(about, None, checks, documents=documents(status=status))


def list_with(about, old, new, checks=NO_LIST):
    body = status_list()
    assert old in body, old
    return listed(about, body.replace(old, new, 1), checks)


def entry(about, index, entries, checks=None, **list_changes):
    """A badge at `index` of a list of `entries`."""
    document = signed(change(badge(), ["credentialStatus", "statusListIndex"], str(index)))
    status = status_list(entries=entries, **list_changes)
    return case(about, document, checks, documents=documents(status=status))


def packed(about, data, checks=NO_LIST):
    text = "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    return listed(about, status_list(subject={"encodedList": text}), checks)


def gzipped(flags=0, extra=b"", *, time=0, length=None):
    """The clear list with a header of its own (RFC 1952, section 2.3)."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(BITS) + deflate.flush()
    header = struct.pack("<BBBBIBB", 0x1F, 0x8B, 8, flags, time, 2, 255)
    length = len(BITS) if length is None else length
    return header + extra + body + struct.pack("<II", zlib.crc32(BITS), length)


def with_unused_bits():
    """The clear list, in base64 whose last letter has a bit more than it says."""
    data = next(
        gzipped(8, b"x" * n + b"\0") for n in range(3) if len(gzipped(8, b"x" * n + b"\0")) % 3
    )
    text = base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return "u" + text[:-1] + alphabet[alphabet.index(text[-1]) + 1]


def two_subjects():
    """A signed list, then a second one put beside it."""
    document = json.loads(status_list())
    subject = document["credentialSubject"]
    return dump_json({**document, "credentialSubject": [subject, {**subject, "id": "urn:uuid:1"}]})


DEEP = b"[" * 40 + b"]" * 40

KEYS = {
    "keys_duplicate_key": keys_with(
        "Two keys under one name: parsers take the first or the last.",
        b'"publicKeyMultibase"',
        b'"publicKeyMultibase": "z6Mk", "publicKeyMultibase"',
    ),
    "keys_bom": lists("A byte order mark.", b"\xef\xbb\xbf" + did_document()),
    "keys_utf16": lists("UTF-16.", did_document().decode().encode("utf-16")),
    "keys_overlong": keys_with("Overlong UTF-8.", b'"Multikey"', b'"\xc1\x8dultikey"'),
    "keys_proto": keys_with("__proto__.", b'"id"', b'"__proto__": {"controller": "x"}, "id"'),
    "keys_deep": keys_with("Arrays 40 deep.", b'"id"', b'"service": ' + DEEP + b', "id"'),
    "keys_nan": keys_with("NaN.", b'"id"', b'"version": NaN, "id"'),
    "keys_surrogate": keys_with("Half of a pair.", b'"id"', b'"note": "\\ud800", "id"'),
    "keys_trailing": lists("Something after its end.", did_document() + b"{}"),
    "verified_keys_more_members": lists(
        "Members that this verifier does not know, of names that every object knows.",
        did_document(**{"7": 7, "constructor": {"x": None}, "toString": [], "service": []}),
        ends(),
    ),
    "verified_key_named_constructor": case(
        "A key may have any name.",
        signed(badge(), method=f"{ISSUER}#constructor"),
        documents={
            DID_URL: (did_document((KEY, {"id": f"{ISSUER}#constructor"})), False),
            LIST_URL: (status_list(method=f"{ISSUER}#constructor"), False),
        },
    ),
    "controller_array": lists(
        "The key's controller stands in an array.",
        did_document((KEY, {"controller": [ISSUER]})),
        ends("issuer-key", "failed"),
    ),
    "key_array": lists(
        "Two keys in an array.",
        did_document((KEY, {"publicKeyMultibase": [KEY.multibase]})),
        ends("issuer-key", "failed"),
    ),
    "window_empty": lists(
        "An end that is an empty text.",
        did_document((KEY, {"revoked": ""})),
        ends("issuer-key", "failed"),
    ),
    "window_number": lists(
        "An end that is a number.",
        did_document((KEY, {"expires": 1_893_456_000})),
        ends("issuer-key", "failed"),
    ),
}

LISTS = {
    "verified_list_four_million": entry(
        "A list of four million entries.",
        4_000_003,
        FOUR_MILLION,
        withdrawn=[4_000_002, 4_000_004],
    ),
    "withdrawn_of_four_million": entry(
        "Withdrawn in a list of four million entries.",
        FOUR_MILLION - 1,
        FOUR_MILLION,
        ends("status", "failed"),
        withdrawn=[FOUR_MILLION - 1],
    ),
    "verified_list_largest": entry(
        "The longest list that is accepted.", MAX_ENTRIES - 1, MAX_ENTRIES
    ),
    "list_past_largest": entry(
        "Eight entries more than that.", 7, MAX_ENTRIES + 8, ends("status", "unknown")
    ),
    "verified_list_named": packed(
        "The gzip header carries a name, a comment and a time.",
        gzipped(8 | 16, b"bits\0by Acme\0", time=1_777_777_777),
        ends(),
    ),
    "list_header_crc": packed("The gzip header's own checksum is wrong.", gzipped(2, b"\0\0")),
    "list_header_reserved": packed("The gzip header has a flag of no meaning.", gzipped(0x80)),
    "list_wrong_length": packed("The gzip stream states another length.", gzipped(length=7)),
    "list_zlib": packed("Packed in zlib's way.", zlib.compress(BITS)),
    "list_gzip_twice": packed("Packed twice.", gzip.compress(gzipped(), mtime=0)),
    "list_unused_bits": listed(
        "Base64 with a bit that no byte holds.",
        status_list(subject={"encodedList": with_unused_bits()}),
    ),
    "list_one_letter": listed("Base64 of one letter.", status_list(subject={"encodedList": "uA"})),
    "list_bom": listed("A byte order mark.", b"\xef\xbb\xbf" + status_list()),
    "list_utf16": listed("UTF-16.", status_list().decode().encode("utf-16")),
    "list_proto": list_with("__proto__.", b'"validFrom"', b'"__proto__": {}, "validFrom"'),
    "list_constructor": list_with(
        "A member of a name that every object knows.",
        b'"validFrom"',
        b'"constructor": {}, "validFrom"',
    ),
    "list_nan": list_with("NaN.", b'"validFrom"', b'"ttl": NaN, "validFrom"'),
    "list_array": listed("An array in its place.", b"[" + status_list() + b"]"),
    "list_badge": listed("A badge in its place.", json.dumps(GOOD).encode()),
    "list_purpose_constructor": listed(
        "A list for a purpose of that name.",
        status_list(subject={"statusPurpose": ["constructor", "toString"]}),
    ),
    "list_two_proofs": list_with(
        "Two proofs.", b'"proof": [', b'"proof": [{"type": "DataIntegrityProof"}, '
    ),
    "list_two_subjects": listed("Two lists in one.", two_subjects()),
}

CASES = {**KEYS, **LISTS}
