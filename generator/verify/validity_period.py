"""Check "validity-period": it was in force at the moment of judging.

VC Data Model 2.0, section 4.9. The specification calls ``validUntil`` both the moment a
credential ceases to be valid and the latest point in time it is valid; we take it as
included. The proof's own ``expires`` (Data Integrity 1.0, section 2.1) counts too.

Where a host that was asked tells another day than the reader's clock, nobody knows which
of the two is wrong, and no date is judged. Documents that came with the badge don't count.
"""

from datetime import datetime, timedelta

from generator.verify.case import Case
from generator.verify.finding import Finding, failed, unknown
from generator.verify.report import Check, Outcome
from generator.verify.resolver import Document, host_of
from generator.verify.signed import Signed
from generator.verify.words import say

ID = "validity-period"

CLOCK_TOLERANCE = timedelta(days=1)  # more than any time zone that was set for another


def check_validity_period(case: Case) -> Check:
    """Compare the signed dates with `case.as_of`."""
    signed = case.badge.signed
    try:
        require_right_clock(case)
        require_in_force(signed, case.as_of)
    except Finding as finding:
        return finding.as_check(ID, signed.issuer_words)
    start, end = signed.valid_from, signed.valid_until
    if end is None:
        return Check(ID, Outcome.PASSED, say("validity-period.passed", start=start))
    return Check(ID, Outcome.PASSED, say("validity-period.passed-until", start=start, end=end))


def require_right_clock(case: Case) -> None:
    """Every host that was asked for `case` has about the time of judging.

    Raises:
        Finding: one has not.

    """
    for url, found in case.fetched.items():
        if not isinstance(found, Document) or found.handed or found.date is None:
            continue
        if abs(found.date - case.as_of) > CLOCK_TOLERANCE:
            host, here, there = host_of(url), case.as_of, found.date
            ask = "ask.clock"
            raise unknown("validity-period.clock", ask=ask, here=here, host=host, there=there)


def require_in_force(signed: Signed, as_of: datetime) -> None:
    """By its dates and its proof's, `signed` counts at `as_of`.

    Raises:
        Finding: it does not.

    """
    start, end, proof_end = signed.valid_from, signed.valid_until, signed.proof.expires
    if start is not None and as_of < start:
        raise failed("validity-period.early", ask="", start=start)
    if end is not None and as_of > end:
        raise failed("validity-period.expired", ask="ask.renew", end=end)
    if proof_end is not None and as_of > proof_end:
        raise failed("validity-period.proof-expired", ask="ask.renew", end=proof_end)
