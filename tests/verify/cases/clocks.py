"""The clock by which is judged, beside those of the hosts that were asked."""

from tests.verify.cases.world import (
    DID_URL,
    KEY,
    LIST_URL,
    badge,
    case,
    did_document,
    documents,
    ends,
    signed,
    status_list,
    trusting,
)

WRONG = ends("validity-period", "unknown")


def told(date, *, list_date=None, handed=False):
    """The issuer's documents, with the time at which their host says it answered."""
    return {
        DID_URL: (did_document(), handed, date),
        LIST_URL: (status_list(), handed, list_date or date),
    }


CASES = {
    "clock_ahead": case(
        "The clock here is two days ahead of the issuer's host.",
        None,
        WRONG,
        documents=told("2026-05-01T12:00:00Z"),
    ),
    "clock_behind": case(
        "The clock here is years behind that of the issuer's host.",
        None,
        WRONG,
        documents=told("2031-05-03T12:00:00Z"),
    ),
    "clock_ahead_expired": case(
        "Past its end by a clock that is wrong: nobody knows whether it is.",
        signed(badge(validUntil="2026-05-02T00:00:00Z")),
        WRONG,
        documents=told("2026-05-01T12:00:00Z"),
    ),
    "clock_of_list": case(
        "Only the list's host has another time.",
        None,
        WRONG,
        documents=told("2026-05-03T12:00:00Z", list_date="2026-05-06T12:00:00Z"),
    ),
    "clock_of_list_beside_pinned": case(
        "The keys came with the badge and are known; the list's host has another time.",
        None,
        WRONG,
        documents=documents()
        | {
            DID_URL: (did_document(), True),
            LIST_URL: (status_list(), False, "2026-05-06T12:00:00Z"),
        },
        trust=trusting(KEY),
    ),
    "clock_near": case(
        "The host's clock differs by a day, to the second, which may be a time zone's mistake.",
        documents=told("2026-05-04T12:00:00Z", list_date="2026-05-02T12:00:00Z"),
    ),
    "clock_over_a_day": case(
        "A second more than a day.",
        None,
        WRONG,
        documents=told("2026-05-04T12:00:01Z"),
    ),
    "clock_of_handed": case(
        "Documents that came with the badge tell no time.",
        documents=told("2020-01-01T00:00:00Z", handed=True),
        trust=trusting(KEY),
    ),
}
