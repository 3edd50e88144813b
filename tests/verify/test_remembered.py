"""What is remembered of documents changes no answer: each is judged as if it were the first."""

import json

import pytest

from generator.model.trust import TrustList
from generator.verify import FixedResolver, verify
from tests.verify.cases.world import (
    AS_OF,
    DID_URL,
    EVIL_KEY,
    INDEX,
    KEY,
    LIST_URL,
    OTHER_KEY,
    badge,
    did_document,
    moment,
    signed,
    status_list,
    trusting,
)

BADGE = json.dumps(signed(badge())).encode()
GOOD = {DID_URL: did_document(KEY), LIST_URL: status_list()}
TRUST = TrustList.model_validate(trusting())

WORLDS = {  # case: (documents, whether they were handed over, moment, list of known issuers, verdict)
    "good": (GOOD, False, AS_OF, TRUST, "verified"),
    "an issuer nobody knows": (GOOD, False, AS_OF, TrustList(), "untrusted"),
    "the same documents, handed over": (GOOD, True, AS_OF, TRUST, "unconfirmed"),
    "past the list's end": (GOOD, False, "2027-05-07T12:00:00Z", TRUST, "unconfirmed"),
    "before the badge": (GOOD, False, "2020-05-03T12:00:00Z", TRUST, "invalid"),
    "another key in the issuer's document": (
        GOOD | {DID_URL: did_document(OTHER_KEY)},
        False,
        AS_OF,
        TRUST,
        "invalid",
    ),
    "withdrawn": (
        GOOD | {LIST_URL: status_list(withdrawn=[INDEX])},
        False,
        AS_OF,
        TRUST,
        "invalid",
    ),
    "a list by a key that the document has not": (
        GOOD | {LIST_URL: status_list(key=EVIL_KEY)},
        False,
        AS_OF,
        TRUST,
        "unconfirmed",
    ),
    "no list": ({DID_URL: GOOD[DID_URL]}, False, AS_OF, TRUST, "unconfirmed"),
    "no issuer's document": ({LIST_URL: GOOD[LIST_URL]}, False, AS_OF, TRUST, "unconfirmed"),
}


@pytest.mark.parametrize("order", [1, -1], ids=["as they stand", "the other way"])
def test_no_answer_depends_on_what_was_asked_before(order):
    for _ in range(2):
        for name, (documents, handed, as_of, trust, verdict) in list(WORLDS.items())[::order]:
            resolver = FixedResolver(documents, handed=handed)
            report = verify(BADGE, as_of=moment(as_of), resolver=resolver, trust=trust)
            assert report.verdict == verdict, name
