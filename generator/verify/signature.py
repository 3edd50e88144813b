"""Check "signature": that key signed exactly this content.

Data Integrity EdDSA Cryptosuites 1.0, section 3.2.2 (`eddsa-rdfc-2022`). Another suite is
unknown, not failed.
"""

from generator.openbadges.canonical import CanonicalizationError
from generator.openbadges.proof import ProofError, proof_is_genuine
from generator.verify.case import Case
from generator.verify.finding import Finding, failed, unknown
from generator.verify.report import Check, Outcome
from generator.verify.signed import SUITE, Signed
from generator.verify.words import say

ID = "signature"


def check_signature(case: Case) -> Check:
    """Judge the proof with the key that "issuer-key" found."""
    badge = case.badge
    suite = badge.signed.proof.suite
    if suite != SUITE:
        return unknown("signature.suite", suite=suite).as_check(ID, badge.issuer_words)
    if case.key is None:
        return Check(ID, Outcome.SKIPPED, say("skipped", blocker="issuer-key"))
    try:
        require_genuine(badge.signed, case.key.raw)
    except Finding as finding:
        return finding.as_check(ID, badge.issuer_words)
    created = badge.signed.proof.created
    if created is None:
        return Check(ID, Outcome.PASSED, say("signature.passed"))
    return Check(ID, Outcome.PASSED, say("signature.passed-dated", signed=created))


def require_genuine(signed: Signed, public_key: bytes) -> None:
    """The proof of `signed`, a badge or a status list, is by `public_key`, 32 bytes.

    Raises:
        Finding: it is not.

    """
    if signed.proof.suite != SUITE:
        raise unknown("signature.suite", suite=signed.proof.suite)
    if signed.proof.purpose != "assertionMethod":
        raise failed("signature.purpose")
    try:
        genuine = proof_is_genuine(signed.document, public_key, signed.read)
    except ProofError as error:
        raise failed("signature.malformed", reason=error) from None
    except CanonicalizationError as error:
        raise failed("signature.tangled", reason=error) from None
    if not genuine:
        raise failed("signature.failed")
