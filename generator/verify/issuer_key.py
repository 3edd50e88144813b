"""Check "issuer-key": the key that signed is the issuer's own, and was in force.

1. the proof's verificationMethod is named under the issuer's own DID;
2. the issuer's DID document is had from the address the DID gives (did:web);
3. it lists the key for assertions, and controls it (Controlled Identifiers 1.0, 3.3);
4. the key is not for status lists alone, and was not retired when the signature was made;
5. it was not withdrawn. Whoever stole a key can write any date, so what it signed counts only
   where the issuer has confirmed it since with another key: a signed list, whose address the
   DID document names, holds the digest of its signature.

A document that came with the badge says nothing of itself: it counts only where the
reader's trust list pins the issuer and this very key.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from generator.openbadges.attested import is_attested
from generator.openbadges.did_web import DidError, DidKey, assertion_key, document_url
from generator.openbadges.memory import Memory
from generator.openbadges.multikey import decode_public_key
from generator.openbadges.strict_json import StrictJsonError, parse_json
from generator.verify.case import Case, Key
from generator.verify.finding import Finding, failed, unknown
from generator.verify.report import Check, Outcome
from generator.verify.resolver import Unavailable, host_of
from generator.verify.signature import require_genuine
from generator.verify.signed import SUITE, Signed, read_signed, require_type, required_text
from generator.verify.validity_period import require_in_force
from generator.verify.words import say

ID = "issuer-key"


def check_issuer_key(case: Case) -> Check:
    """Find the key; sets `case.key`."""
    badge = case.badge
    suite = badge.signed.proof.suite
    if suite != SUITE:
        return Check(ID, Outcome.SKIPPED, say("issuer-key.suite", suite=suite))
    try:
        case.key = find_key(badge.signed, case, confirmed=True)
    except Finding as finding:
        return finding.as_check(ID, badge.issuer_words)
    if case.key.revoked is not None:
        return Check(ID, Outcome.PASSED, say("issuer-key.confirmed", revoked=case.key.revoked))
    if case.key.pinned_by:
        return Check(ID, Outcome.PASSED, say("issuer-key.pinned", name=case.key.pinned_by))
    host = host_of(document_url(badge.signed.issuer))
    return Check(ID, Outcome.PASSED, say("issuer-key.passed", host=host))


def find_key(signed: Signed, case: Case, *, confirmed: bool = False, for_list: bool = False) -> Key:
    """The key that signed `signed`, if it is its issuer's and in force.

    With `confirmed`, also a withdrawn one where the issuer has confirmed `signed` since;
    with `for_list`, also one that may sign status lists alone.

    Raises:
        Finding: it is not, or that can't be told.

    """
    listed, pinned_by = _listed_key(signed, case)
    if listed.lists_only and not for_list:
        raise failed("issuer-key.lists-only", ask="ask.issuer")
    is_revoked = listed.revoked is not None and listed.revoked <= case.as_of
    if is_revoked:
        if not (confirmed and listed.attested):
            raise failed("issuer-key.revoked", ask="ask.issuer", revoked=listed.revoked)
        _require_confirmed(signed, listed, case)
    _require_not_retired(listed, signed.proof.created, case.as_of)
    return Key(
        raw=decode_public_key(listed.public_key_multibase),
        multibase=listed.public_key_multibase,
        pinned_by=pinned_by,
        revoked=listed.revoked if is_revoked else None,
    )


def _listed_key(signed: Signed, case: Case) -> tuple[DidKey, str]:
    """The key as its issuer's document lists it; who pins it, where that was handed over."""
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
        listed = _key_in(document.body, did, method)
    except StrictJsonError:
        raise unknown("issuer-key.unreadable", ask="ask.later", host=host_of(url)) from None
    except DidError as error:
        if document.handed:  # whoever handed it over may have left the key out
            raise unknown("issuer-key.handed", ask="ask.self") from None
        raise failed("issuer-key.refused", reason=error) from None
    if not document.handed:
        return listed, ""
    if known is None or listed.public_key_multibase not in known.keys:
        raise unknown("issuer-key.handed", ask="ask.self")
    return listed, known.name


_keys: Memory[tuple[bytes, str, str], DidKey] = Memory(8_000_000)


def _key_in(body: bytes, did: str, method: str) -> DidKey:
    """`assertion_key` of the document in `body`, which all of an issuer's badges share."""
    key = _keys.get((body, did, method))
    if key is None:
        key = assertion_key(parse_json(body), did, method)
        texts = (did, method, key.public_key_multibase, key.attested)
        _keys.keep((body, did, method), key, len(body) + 4 * sum(map(len, texts)) + 1_000)
    return key


def _require_not_retired(key: DidKey, signed_at: datetime | None, as_of: datetime) -> None:
    """Was the key in force? Controlled Identifiers 1.0, section 2.2.

    A retired key's earlier signatures stay good. Where a proof has no date, the moment of
    judging stands in.
    """
    if key.expires is not None and (signed_at or as_of) >= key.expires:
        if signed_at is None:
            raise failed("issuer-key.retired-undated", ask="ask.issuer", retired=key.expires)
        raise failed("issuer-key.retired", ask="ask.issuer", signed=signed_at, retired=key.expires)


def _require_confirmed(signed: Signed, key: DidKey, case: Case) -> None:
    """The issuer's list, signed with another key, holds what the withdrawn `key` signed here."""

    def untold(reason: object) -> Finding:
        values = {"revoked": key.revoked, "reason": reason}
        return unknown("issuer-key.unconfirmed", ask="ask.later", **values)

    method = signed.proof.verification_method
    digests = attested_digests(key.attested, signed.issuer, method, case, untold)
    if not is_attested(digests, signed.proof.value):
        raise failed("issuer-key.unlisted", ask="ask.issuer", revoked=key.revoked)


def attested_digests(
    url: str, issuer: str, method: str, case: Case, untold: Callable[[object], Finding]
) -> str:
    """What the list at `url` holds, which confirms what `issuer` signed with the key `method`.

    Raises:
        Finding: what `untold` makes of the reason why it can't be had or relied on.

    """
    attested, _ = issuers_own(url, issuer, case, untold, untold)
    try:
        require_in_force(attested, case.as_of)
        digests = required_text(attested.subject, "digestMultibase")
    except Finding as finding:
        raise untold(finding) from None
    if attested.subject.get("id") != method:
        raise untold("It is about another key.")
    return digests


def issuers_own(
    url: str,
    issuer: str,
    case: Case,
    not_had: Callable[[object], Finding],
    untrue: Callable[[object], Finding],
    *,
    kind: str = "VerifiableCredential",
    for_list: bool = False,
) -> tuple[Signed, bool]:
    """What `issuer` signed and put at `url`, of the type `kind`; and whether it was handed over.

    `not_had` and `untrue` make a finding of the reason why it can't be had or relied on.

    Raises:
        Finding: one of these.

    """
    try:
        document = case.get(url)
    except Unavailable as error:
        raise not_had(error) from None
    try:
        read = _read(document.body)
        signed = read.signed
        require_type(signed.document, "type", kind)
        if signed.issuer == issuer:
            read.require_genuine(find_key(signed, case, for_list=for_list).raw)
    except (StrictJsonError, Finding) as error:
        raise untrue(error) from None
    if signed.issuer != issuer:
        raise untrue("It is by another issuer than the badge.")
    return signed, document.handed


@dataclass(frozen=True, slots=True)
class _Read:
    """What follows from the bytes of a list alone; all badges of an issuer share it."""

    signed: Signed
    genuine: set[bytes] = field(default_factory=set)
    """The public keys, one as a rule, by which it is signed."""

    def require_genuine(self, public_key: bytes) -> None:
        if public_key not in self.genuine:
            require_genuine(self.signed, public_key)
            self.genuine.add(public_key)


_lists: Memory[bytes, _Read] = Memory(32_000_000)


def _read(body: bytes) -> _Read:
    read = _lists.get(body)
    if read is None:
        read = _Read(read_signed(parse_json(body), types=("VerifiableCredential",)))
        _lists.keep(body, read, 4 * len(body) + 4_000)
    return read
