"""Check "endorsements": what others say of the badge is theirs, and in force.

Optional: it is made where the badge carries endorsements (OB 3.0, EndorsementCredential), and
never changes the verdict. Each is a signed document of its own inside the badge:

1. it can be read, and is about this badge or this award;
2. the key that signed it is the endorser's, and signed exactly this;
3. it is in force and not withdrawn, as a badge must be.

Whoever makes a badge chooses its id and its achievement's, so that somebody else's badge or
award, and what is said of it, could be borrowed. An endorsement counts where what it names is
at the issuer's own host, or the reader knows the issuer.
"""

from dataclasses import replace
from typing import Any

from generator.openbadges.did_web import document_url
from generator.verify.case import Case
from generator.verify.finding import Finding, failed, unknown
from generator.verify.issuer_key import find_key
from generator.verify.optional import summed
from generator.verify.report import Check, Endorsement, Outcome
from generator.verify.resolver import host_of
from generator.verify.signature import require_genuine
from generator.verify.signed import Signed, read_signed, require_type
from generator.verify.status import judge_status
from generator.verify.validity_period import require_in_force, require_right_clock
from generator.verify.words import say

ID = "endorsements"

MAX_ENDORSEMENTS = 8  # of one badge; each costs a request, and two where it can be withdrawn
MAX_STATUS_ENTRIES = 1

_TOLD = {
    Outcome.PASSED: "endorsements.passed",
    Outcome.FAILED: "endorsements.failed",
    Outcome.UNKNOWN: "endorsements.unknown",
}


def has_endorsements(case: Case) -> bool:
    """Whether there is something to judge."""
    return case.credential is not None and bool(case.credential.endorsements)


def check_endorsements(case: Case) -> Check:
    """Judge each; sets `case.endorsements`."""
    found = case.badge.endorsements
    case.endorsements = tuple(_judge(each, case) for each in found[:MAX_ENDORSEMENTS])
    return summed(ID, case.endorsements, found=len(found), told=_TOLD)


def _judge(raw: Any, case: Case) -> Endorsement:
    told = Endorsement("", "", "", "", Outcome.PASSED, "", known=False)
    try:
        if not isinstance(raw, dict):
            raise failed("document.malformed", member="endorsement")
        signed = read_signed(raw, types=("EndorsementCredential",))
        told = _told(signed, case)
        _require_about(told, case)
        known = _prove(signed, case)
    except Finding as finding:
        return replace(told, outcome=finding.outcome, detail=finding.detail)
    return replace(told, detail=say("endorsements.genuine", name=signed.issuer_words), known=known)


def _told(signed: Signed, case: Case) -> Endorsement:
    require_type(signed.subject, "credentialSubject.type", "EndorsementSubject")
    comment = signed.subject.get("endorsementComment")
    facts = case.badge.facts
    about = {facts.achievement: "achievement", facts.id: "credential"}
    return Endorsement(
        name=signed.issuer_name,
        did=signed.issuer,
        comment=comment if isinstance(comment, str) else "",
        about=about.get(str(signed.subject.get("id")), ""),
        outcome=Outcome.PASSED,
        detail="",
        known=False,
    )


def _require_about(told: Endorsement, case: Case) -> None:
    if not told.about:
        raise failed("endorsements.other")
    issuer, facts = case.badge.signed.issuer, case.badge.facts
    host = host_of(facts.achievement if told.about == "achievement" else facts.id)
    if case.trust.find(issuer) is None and host != host_of(document_url(issuer)):
        raise unknown("endorsements.borrowed", host=host)


def _prove(signed: Signed, case: Case) -> bool:
    """It is the endorser's, in force and not withdrawn; whether the reader knows the endorser."""
    if not all(isinstance(entry, dict) for entry in signed.status):
        raise failed("document.malformed", member="credentialStatus")
    inner = Case(b"", case.as_of, case, case.trust)  # asks through `case`, keeps its own clocks
    key = find_key(signed, inner)
    require_genuine(signed, key.raw)
    status = judge_status(signed, inner, MAX_STATUS_ENTRIES)
    if status.outcome is Outcome.FAILED:  # and that is final, whatever the dates
        raise failed("endorsements.withdrawn")
    require_right_clock(inner)
    require_in_force(signed, case.as_of)
    if status.outcome is not Outcome.PASSED:
        raise unknown("endorsements.status", reason=status.detail)
    known = case.trust.find(signed.issuer)
    return known is not None and (not known.keys or key.multibase in known.keys)
