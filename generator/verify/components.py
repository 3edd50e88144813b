"""Check "components": the badges that this one is made of are genuine, current, and its holder's.

Optional: it is made where the badge names others as evidence (of the genre
`COMPONENT_GENRE`), and never changes the verdict. Each of them:

1. comes from what was handed in together, by the id it says it has, or else from its own
   address: an own copy is nowhere online, and one that was handed in and is not proven to be
   the one that is named does not keep the right one from being asked for;
2. is judged whole, by the same six checks, at the same moment and with the same list of
   known issuers; what it is made of itself is not followed, so that nothing can run away;
3. says the id that it is named by, and no other person's name: where both are signed with a
   name, it is the same to the letter; without a name it contradicts nobody.

Whoever issues a stack has looked at what it is made of, and says so by signing: a component's
issuer need not be one that the reader knows, and its sentence tells. But what is signed in the
stack is only an address, so a component counts where its issuer is the stack's own, known to
the reader, or at the host of that address; a stranger who took the id counts for nothing.
"""

from generator.openbadges.did_web import document_url
from generator.verify.case import Case
from generator.verify.finding import Finding, failed, unknown
from generator.verify.optional import summed
from generator.verify.report import Check, Component, Outcome, Report, Verdict
from generator.verify.resolver import Unavailable, host_of
from generator.verify.runner import run_steps
from generator.verify.steps import STEPS
from generator.verify.words import say

ID = "components"

MAX_COMPONENTS = 16  # of one badge; each costs a request, and up to nine for its issuer

_TOLD = {
    Outcome.PASSED: "components.passed",
    Outcome.FAILED: "components.failed",
    Outcome.UNKNOWN: "components.unknown",
}
_GENUINE_AND_CURRENT = {Verdict.VERIFIED, Verdict.UNTRUSTED}


def has_components(case: Case) -> bool:
    """Whether there is something to follow."""
    return case.credential is not None and bool(case.credential.facts.components)


def check_components(case: Case) -> Check:
    """Judge each; sets `case.components`."""
    found = case.badge.facts.components
    case.components = tuple(_judge(url, case) for url in found[:MAX_COMPONENTS])
    return summed(ID, case.components, found=len(found), told=_TOLD)


def _judge(url: str, case: Case) -> Component:
    given = case.given(url)
    told = None if given is None else _tell(url, case, given)
    if told is not None and told.badge:
        return told
    if not url.startswith("https:") or "#" in url:
        return told or _component(url, unknown("components.address"))
    try:
        return _tell(url, case)
    except Unavailable as error:
        return told or _component(url, unknown("document.unavailable", reason=error))


def _component(url: str, found: Check | Finding, badge: str = "") -> Component:
    return Component(url, badge, found.outcome, found.detail)


def _tell(url: str, case: Case, given: bytes | None = None) -> Component:
    """What the component at `url` is found to be.

    Raises:
        Unavailable: it was not given, and can't be had.

    """
    inner = Case(b"", case.as_of, case, case.trust)  # asks through `case`, keeps its own clocks
    inner.data = inner.get(url).body if given is None else given
    report = Report(run_steps(inner, STEPS))
    against = _not_the_one(url, report, inner, case)
    if against is not None:
        return _component(url, against)
    badge = inner.badge.badge
    against = _not_counting(report, inner, case)
    if against is not None:
        return _component(url, against, badge)
    trust = report.check("issuer-trust").detail
    return Component(url, badge, Outcome.PASSED, say("components.genuine", trust=trust))


def _not_the_one(url: str, report: Report, inner: Case, case: Case) -> Check | Finding | None:
    """Why it is not proven that this is the credential that the stack names, if so."""
    if inner.credential is None:
        return report.deciding
    signed = inner.credential.signed
    if signed.id != url:
        return failed("components.other")
    if report.check("signature").outcome is not Outcome.PASSED:
        return report.deciding
    own = case.badge.signed.issuer
    if signed.issuer != own and case.trust.find(signed.issuer) is None:
        host = host_of(url)
        if host != host_of(document_url(signed.issuer)):
            return unknown("components.borrowed", name=signed.issuer_words, host=host)
    return None


def _not_counting(report: Report, inner: Case, case: Case) -> Check | Finding | None:
    """Why it counts for nothing, or may not, although it is the one that the stack names."""
    names = {case.badge.facts.earner, inner.badge.facts.earner} - {""}
    if len(names) > 1:
        return failed("components.person")
    return None if report.verdict in _GENUINE_AND_CURRENT else report.deciding
