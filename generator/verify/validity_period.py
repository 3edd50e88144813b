"""Check "validity-period": it was in force at the moment of judging.

VC Data Model 2.0, section 4.9. The specification calls ``validUntil`` both the moment a
credential ceases to be valid and the latest point in time it is valid; we take it as
included. The proof's own ``expires`` (Data Integrity 1.0, section 2.1) counts too.

Where a host that was asked tells another day than the reader's clock, nobody knows which
of the two is wrong, and no date is judged. Documents that came with the badge don't count.
"""

from datetime import timedelta

from generator.verify.case import Case
from generator.verify.finding import Finding, unknown
from generator.verify.report import Check, Outcome
from generator.verify.resolver import Document, host_of
from generator.verify.words import say

ID = "validity-period"

CLOCK_TOLERANCE = timedelta(days=1)  # more than any time zone that was set for another


def check_validity_period(case: Case) -> Check:
    """Compare the signed dates with `case.as_of`."""
    badge = case.badge
    try:
        _require_right_clock(case)
    except Finding as finding:
        return finding.as_check(ID, badge.issuer_words)
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


def _require_right_clock(case: Case) -> None:
    """Every host that was asked for `case` has about the time of judging.

    Raises:
        Finding: one has not.

    """
    for url, found in case.fetched.items():
        if not isinstance(found, Document) or found.handed or found.date is None:
            continue
        if abs(found.date - case.as_of) > CLOCK_TOLERANCE:
            host = host_of(url)
            raise unknown(
                "validity-period.clock",
                ask="ask.clock",
                here=case.as_of,
                host=host,
                there=found.date,
            )
