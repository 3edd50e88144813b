"""Check "validity-period": it was in force at the moment of judging.

VC Data Model 2.0, section 4.9. The specification calls ``validUntil`` both the moment a
credential ceases to be valid and the latest point in time it is valid; we take it as
included. The proof's own ``expires`` (Data Integrity 1.0, section 2.1) counts too.
"""

from generator.verify.case import Case
from generator.verify.report import Check, Outcome
from generator.verify.words import say

ID = "validity-period"


def check_validity_period(case: Case) -> Check:
    """Compare the signed dates with `case.as_of`."""
    badge = case.badge
    start, end = badge.signed.valid_from, badge.signed.valid_until
    proof_end = badge.signed.proof.expires
    renew = say("ask.renew", issuer=badge.issuer_words)
    if start is not None and case.as_of < start:
        return Check(ID, Outcome.FAILED, say("validity-period.early", start=start))
    if end is not None and case.as_of > end:
        return Check(ID, Outcome.FAILED, say("validity-period.expired", end=end), renew)
    if proof_end is not None and case.as_of > proof_end:
        sentence = say("validity-period.proof-expired", end=proof_end)
        return Check(ID, Outcome.FAILED, sentence, renew)
    if end is None:
        return Check(ID, Outcome.PASSED, say("validity-period.passed", start=start))
    return Check(ID, Outcome.PASSED, say("validity-period.passed-until", start=start, end=end))
