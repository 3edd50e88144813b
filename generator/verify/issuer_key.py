"""Check "issuer-key": the key that signed is the issuer's own, and was in force.

1. the proof's verificationMethod is named under the issuer's own DID;
2. the issuer's DID document is had from the address the DID gives (did:web);
3. it lists the key for assertions, and controls it (Controlled Identifiers 1.0, 3.3);
4. the key was not retired when the signature was made, and never withdrawn.

A document that came with the badge says nothing of itself: it counts only where the
reader's trust list pins the issuer and this very key.
"""

from datetime import datetime

from generator.openbadges.did_web import DidError, DidKey, assertion_key, document_url
from generator.openbadges.multikey import decode_public_key
from generator.openbadges.strict_json import StrictJsonError, parse_json
from generator.verify.case import Case, Key
from generator.verify.finding import Finding, failed, unknown
from generator.verify.report import Check, Outcome
from generator.verify.resolver import Unavailable, host_of
from generator.verify.signed import SUITE, Signed
from generator.verify.words import say

ID = "issuer-key"


def check_issuer_key(case: Case) -> Check:
    """Find the key; sets `case.key`."""
    badge = case.badge
    suite = badge.signed.proof.suite
    if suite != SUITE:
        return Check(ID, Outcome.SKIPPED, say("issuer-key.suite", suite=suite))
    try:
        case.key = find_key(badge.signed, case)
    except Finding as finding:
        return finding.as_check(ID, badge.issuer_words)
    if case.key.pinned_by:
        return Check(ID, Outcome.PASSED, say("issuer-key.pinned", name=case.key.pinned_by))
    host = host_of(document_url(badge.signed.issuer))
    return Check(ID, Outcome.PASSED, say("issuer-key.passed", host=host))


def find_key(signed: Signed, case: Case) -> Key:
    """The key that signed `signed`, if it is its issuer's; for badges and status lists.

    Raises:
        Finding: it is not, or that can't be told.

    """
    did, method = signed.issuer, signed.proof.verification_method
    if not did.startswith("did:web:"):
        raise unknown("issuer-key.method", issuer=did)
    try:
        url = document_url(did)
    except DidError as error:
        raise failed("issuer-key.address", reason=error) from None
    if not method.startswith(f"{did}#"):
        raise failed("issuer-key.foreign")
    try:
        document = case.get(url)
    except Unavailable as error:
        raise unknown("issuer-key.unavailable", ask="ask.later", reason=error) from None
    known = case.trust.find(did)
    try:
        body = parse_json(document.body)
    except StrictJsonError:
        raise unknown("issuer-key.unreadable", ask="ask.later", host=host_of(url)) from None
    try:
        listed = assertion_key(body, did, method)
    except DidError as error:
        if document.handed:  # whoever handed it over may have left the key out
            raise unknown("issuer-key.handed", ask="ask.self") from None
        raise failed("issuer-key.refused", reason=error) from None
    pinned = known is not None and listed.public_key_multibase in known.keys
    if document.handed and not pinned:
        raise unknown("issuer-key.handed", ask="ask.self")
    _check_window(listed, signed.proof.created, case.as_of)
    return Key(
        raw=decode_public_key(listed.public_key_multibase),
        multibase=listed.public_key_multibase,
        pinned_by=known.name if document.handed and known is not None else "",
    )


def _check_window(key: DidKey, signed_at: datetime | None, as_of: datetime) -> None:
    """Was the key in force? Controlled Identifiers 1.0, section 2.2.

    A retired key's earlier signatures stay good; a withdrawn one's don't, because whoever
    stole it can write any date. Where a proof has no date, the moment of judging stands in.
    """
    if key.revoked is not None and key.revoked <= as_of:
        raise failed("issuer-key.revoked", ask="ask.issuer", revoked=key.revoked)
    if key.expires is not None and (signed_at or as_of) >= key.expires:
        if signed_at is None:
            raise failed("issuer-key.retired-undated", ask="ask.issuer", retired=key.expires)
        raise failed("issuer-key.retired", ask="ask.issuer", signed=signed_at, retired=key.expires)
