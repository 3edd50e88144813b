"""The plan of a verification (generator/README, verification)."""

from collections.abc import Iterable
from datetime import datetime

from generator.model.trust import TrustList
from generator.verify.case import Case
from generator.verify.document import check_document
from generator.verify.endorsements import check_endorsements, has_endorsements
from generator.verify.issuer_key import check_issuer_key
from generator.verify.issuer_trust import check_issuer_trust
from generator.verify.report import CHECK_IDS, Check, Outcome, Report
from generator.verify.resolver import Resolver, Unavailable
from generator.verify.runner import Step, run_steps
from generator.verify.signature import check_signature
from generator.verify.status import check_status
from generator.verify.validity_period import check_validity_period
from generator.verify.words import say

STEPS = (
    # 1. Can it be read, in one way only?
    Step("document", check_document),
    # 2. Is the key that signed it the issuer's?
    Step("issuer-key", check_issuer_key, needs=("document",)),
    # 3. Did that key sign exactly this? (Needs the key, but says of itself when the kind
    #    of signature is one we can't check: no key would help then.)
    Step("signature", check_signature, needs=("document",)),
    # 4. to 6. An unsigned status, date or issuer says nothing. (The list's host tells its
    #    time when it is asked, so dates are judged after.)
    Step("status", check_status, needs=("signature",)),
    Step("validity-period", check_validity_period, needs=("signature",)),
    Step("issuer-trust", check_issuer_trust, needs=("signature",)),
)

OPTIONAL_STEPS = (
    Step("endorsements", check_endorsements, needs=("signature",), applies=has_endorsements),
)
"""Made where there is something to judge; they never change the verdict."""


def verify(data: bytes, *, as_of: datetime, resolver: Resolver, trust: TrustList) -> Report:
    """Judge one credential, given as JSON or as a PNG or SVG that carries it.

    `as_of` (aware) is the moment of judging; `resolver` has the issuer's documents; `trust`
    is the reader's own list. Bad input never raises: it is an outcome.
    """
    case = Case(data, as_of, resolver, trust)
    checks = _in_order(run_steps(case, (*STEPS, *OPTIONAL_STEPS)))
    if case.credential is None:
        return Report(checks)
    signed = case.credential.signed
    return Report(
        checks,
        id=signed.id,
        badge=case.credential.badge,
        issuer=signed.issuer,
        issuer_name=signed.issuer_name or None,
        earner=case.credential.facts.earner or None,
        valid_from=signed.valid_from,
        valid_until=signed.valid_until,
        facts=case.credential.facts,
        listed=case.listed,
        endorsements=case.endorsements,
    )


def not_had(reason: Unavailable) -> Report:
    """The report on a credential that could not even be read from its place."""

    def answer(step: Step) -> Check:
        if step.id == "document":
            return Check(step.id, Outcome.UNKNOWN, say("document.unavailable", reason=reason))
        return Check(step.id, Outcome.SKIPPED, say("skipped", blocker=step.needs[0]))

    return Report(_in_order(map(answer, STEPS)))


def _in_order(checks: Iterable[Check]) -> tuple[Check, ...]:
    """As they are reported, whatever the order in which they were made."""
    ids = [*CHECK_IDS, *(step.id for step in OPTIONAL_STEPS)]
    return tuple(sorted(checks, key=lambda check: ids.index(check.id)))
