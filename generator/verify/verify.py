"""The plan of a verification (generator/README, verification)."""

from collections.abc import Sequence
from datetime import datetime

from generator.model.trust import TrustList
from generator.verify.case import Case, Given, nothing_more
from generator.verify.components import check_components, has_components
from generator.verify.endorsements import check_endorsements, has_endorsements
from generator.verify.report import Check, Outcome, Report, in_order
from generator.verify.resolver import Resolver, Unavailable
from generator.verify.runner import Step, run_steps
from generator.verify.steps import STEPS
from generator.verify.words import say

OPTIONAL_STEPS = (
    Step("endorsements", check_endorsements, needs=("signature",), applies=has_endorsements),
    Step("components", check_components, needs=("signature",), applies=has_components),
)
"""Made where there is something to judge; they never change the verdict."""


def verify(
    data: bytes,
    *,
    as_of: datetime,
    resolver: Resolver,
    trust: TrustList,
    given: Given = nothing_more,
    optional: Sequence[Step] = OPTIONAL_STEPS,
) -> Report:
    """Judge one credential, given as JSON or as a PNG or SVG that carries it.

    `as_of` (aware) is the moment of judging; `resolver` has the issuer's documents; `trust`
    is the reader's own list; `given` has what was handed in together with it; of the checks
    that don't make the verdict, those of `optional` are made. Bad input never raises: it is
    an outcome.
    """
    case = Case(data, as_of, resolver, trust, given)
    checks = run_steps(case, (*STEPS, *optional))
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
        components=case.components,
    )


def not_had(reason: Unavailable) -> Report:
    """The report on a credential that could not even be read from its place."""

    def answer(step: Step) -> Check:
        if step.id == "document":
            return Check(step.id, Outcome.UNKNOWN, say("document.unavailable", reason=reason))
        return Check(step.id, Outcome.SKIPPED, say("skipped", blocker=step.needs[0]))

    return Report(in_order(map(answer, STEPS)))
