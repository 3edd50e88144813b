"""Seals, good and forged, beside the reader in JavaScript."""

import hashlib
from datetime import timedelta

import pytest

from generator.model.trust import TrustList
from generator.openbadges.seal import seal_credential, sealed_version
from generator.verify import FixedResolver
from generator.verify.finding import Finding
from generator.verify.seal import differing, doubts, read_seal
from tests.twins import Twin
from tests.verify.cases.world import (
    AS_OF,
    DID_URL,
    EVIL_KEY,
    ISSUER,
    KEY,
    SITE,
    badge,
    change,
    did_document,
    dump_json,
    moment,
    signed,
    status_list,
)

LIST = b'{"version": 1}'
NOW = moment(AS_OF)
UNSIGNED = seal_credential(
    site=SITE,
    issuer=ISSUER,
    version=1_777_809_600,
    digest=hashlib.sha256(LIST).digest(),
    valid_from=NOW,
    valid_until=NOW + timedelta(days=30),
)
GOOD = signed(UNSIGNED)
SUBJECT = ["credentialSubject", "id"]
CASES = {
    "good": GOOD,
    "changed": change(GOOD, SUBJECT, f"{SITE}catalog.json#9"),
    "by a key that is not listed": signed(UNSIGNED, key=EVIL_KEY),
    "by an issuer elsewhere": signed(
        change(UNSIGNED, ["issuer"], "did:web:evil.example"), did="did:web:evil.example"
    ),
    "by no did:web": signed(change(UNSIGNED, ["issuer"], "did:key:z6Mk"), did="did:key:z6Mk"),
    "of another list": signed(change(UNSIGNED, SUBJECT, f"{SITE}other.json#1")),
    "without a version": signed(change(UNSIGNED, SUBJECT, f"{SITE}catalog.json")),
    "with an odd version": signed(change(UNSIGNED, SUBJECT, f"{SITE}catalog.json#01")),
    "with a version too long": signed(change(UNSIGNED, SUBJECT, f"{SITE}catalog.json#{10**16}")),
    "without an end": signed(change(UNSIGNED, ["validUntil"], ...)),
    "without a digest": signed(change(UNSIGNED, ["credentialSubject", "digestMultibase"], ...)),
    "not signed": UNSIGNED,
    "with an unknown member": signed(UNSIGNED) | {"more": 1},
    "a badge": signed(badge()),
}


@pytest.fixture(scope="module")
def twin():
    with Twin("test/verify/seal.js", "sealOf") as running:
        yield running


def found(body, documents):
    try:
        seal = read_seal(
            body,
            SITE,
            resolver=FixedResolver(documents, handed=False),
            trust=TrustList(),
            as_of=NOW,
        )
    except Finding as finding:
        return {"error": "Finding", "message": finding.detail}
    return {
        "version": seal.version,
        "sealed": round(seal.sealed.timestamp() * 1_000_000),
        "ends": round(seal.ends.timestamp() * 1_000_000),
        "digest": seal.digest,
    }


@pytest.mark.parametrize("case", CASES)
def test_both_languages_find_the_same(twin, case):
    body = dump_json(CASES[case])
    documents = {DID_URL: did_document()}
    assert twin.call(body, SITE, documents, NOW) == found(body, documents)


@pytest.mark.parametrize(
    "body", [b"", b"[]", status_list(), LIST], ids=["nothing", "[]", "list", "else"]
)
def test_other_files_are_no_seals_alike(twin, body):
    documents = {DID_URL: did_document()}
    told = found(body, documents)
    assert twin.call(body, SITE, documents, NOW) == told
    assert told["message"].startswith("The seal of this site cannot be relied on: ")


def test_without_the_issuers_document_nothing_is_known(twin):
    body = dump_json(GOOD)
    told = found(body, {})
    assert twin.call(body, SITE, {}, NOW) == told
    assert "could not be had" in told["message"]


def test_a_good_seal_says_what_was_signed():
    documents = {DID_URL: did_document(KEY)}
    resolver = FixedResolver(documents, handed=False)
    seal = read_seal(dump_json(GOOD), SITE, resolver=resolver, trust=TrustList(), as_of=NOW)
    assert (seal.version, seal.issuer, seal.key) == (1_777_809_600, ISSUER, KEY.multibase)
    assert seal.fits(LIST)
    assert not seal.fits(LIST + b" ")
    assert doubts(seal, seen=seal.version, as_of=NOW) == ()
    late = NOW + timedelta(days=31)
    assert doubts(seal, seen=seal.version + 1, as_of=late) == (
        "This copy is older than one you have seen: it was sealed on 3 May 2026.",
        "The seal of this site ended on 2 June 2026: what is here may be out of date.",
    )


def test_what_differs_is_named():
    digest = f"sha256:{hashlib.sha256(LIST).hexdigest()}"
    files = {"a": digest, "b": digest, "c": digest}
    assert differing(files, {"a": LIST, "b": b"", "d": LIST}) == ("b", "c")


def test_a_version_is_of_this_site_or_none():
    assert sealed_version(f"{SITE}catalog.json#12", SITE) == 12
    assert sealed_version("https://a.example/catalog.json#12", SITE) is None
