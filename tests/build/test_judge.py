"""What keeps a site from being published, and what does not."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from generator.build.judge import court_for, judge, lacking_problems
from generator.model.catalog import Stored
from generator.model.ledger import Revoked
from generator.verify import Outcome, Verdict
from tests.build.small import (
    AS_OF,
    CORRECTED,
    EXPIRED,
    FOREIGN,
    GOOD,
    HIDDEN,
    OURS,
    REPLACED,
    REVOKED,
    SIGNED_AT,
    earned,
)

PATH = f"catalog/assertions/{GOOD.token}.json"


def judged(small, *, body=None, as_of=AS_OF, step=lambda: None, **changes):
    catalog = small.catalog
    if body is not None:
        assertions = {**catalog.assertions, GOOD.token: Stored(PATH, body)}
        catalog = replace(catalog, assertions=assertions)
    catalog = replace(catalog, **changes)
    court = court_for(catalog, small.config, as_of)
    found = judge(catalog, court, step)
    lacking = lacking_problems(catalog, [found.lacking])
    return replace(found, problems=(*found.problems, *court.problems, *lacking))


def test_a_good_catalog_has_no_problems(small):
    answer = judged(small)
    assert answer.problems == ()
    verdicts = {token: report.verdict for token, report in answer.reports.items()}
    assert verdicts == {
        GOOD.token: Verdict.VERIFIED,
        EXPIRED.token: Verdict.INVALID,
        REVOKED.token: Verdict.INVALID,
        HIDDEN.token: Verdict.VERIFIED,
        REPLACED.token: Verdict.INVALID,
        CORRECTED.token: Verdict.VERIFIED,
    }
    assert answer.reports[EXPIRED.token].check("validity-period").outcome is Outcome.FAILED
    assert answer.reports[REVOKED.token].check("status").outcome is Outcome.FAILED
    assert answer.adopted_reports["from-elsewhere"].verdict is Verdict.VERIFIED


def test_progress_is_told(small):
    steps = []
    judged(small, step=lambda: steps.append(1))
    assert len(steps) == 7


def edited(member: str, value: str) -> bytes:
    return json.dumps({**json.loads(GOOD.body), member: value}).encode()


def forged() -> bytes:
    """Our credential, signed with somebody else's key in their name."""
    wire = {name: value for name, value in json.loads(GOOD.body).items() if name != "proof"}
    return FOREIGN.sign(wire)


STOPS = {
    "changed": (edited("awardedDate", "2026-03-15T00:00:00Z"), "not-genuine", "signature"),
    "signed by another": (forged(), "not-genuine", "issuer-key"),
    "not JSON": (b"{", "not-genuine", "document"),
    "unknown member": (edited("motto", "x"), "not-genuine", "document"),
}


@pytest.mark.parametrize(("body", "code", "check"), STOPS.values(), ids=STOPS.keys())
def test_what_is_not_genuine_stops_the_build(small, body, code, check):
    (problem,) = judged(small, body=body).problems
    assert (problem.where.path, problem.code) == (PATH, code)
    assert f"({check}): " in problem.message


def test_a_genuine_credential_in_the_wrong_file_stops_the_build(small):
    (problem,) = judged(small, body=CORRECTED.body).problems
    assert problem.code == "not-genuine"
    assert problem.message == (
        "the file holds another credential: "
        f"https://badges.fenwick.example/program/credentials/{CORRECTED.token}/credential.json"
    )


def test_somebody_elses_among_ours_stops_the_build(small):
    (problem,) = judged(small, body=earned(1, "ada", by=FOREIGN).body).problems
    assert problem.code == "not-confirmed"
    assert "(issuer-key): " in problem.message


def test_our_own_that_is_unknown_stops_the_build(small):
    problems = judged(small, as_of=SIGNED_AT + timedelta(days=500)).problems
    assert {problem.code for problem in problems} == {"not-confirmed"}
    assert {problem.hint for problem in problems} == {
        "run `badgepress renew`; with --as-of, name an instant that the status lists cover"
    }
    assert all("(status): " in problem.message for problem in problems)


LIST_PATH = "catalog/status/fenwick/1.json"
LISTS = {  # case: (the list, code, message)
    "a withdrawal is missing": (
        OURS.status_list({3}),
        "not-confirmed",
        "the status list lacks 1 of the ledger's withdrawals",
    ),
    "by somebody else": (
        FOREIGN.status_list({3, 5}),
        "not-genuine",
        (
            "What stands as the issuer's withdrawal list cannot be relied on: It is by another "
            "issuer than the badge."
        ),
    ),
    "changed": (
        OURS.status_list({3, 5}).replace(b"400", b"401").replace(b"2027", b"2037"),
        "not-genuine",
        (
            "What stands as the issuer's withdrawal list cannot be relied on: Changed since it was "
            "signed."
        ),
    ),
    "not a list": (
        b"{}",
        "not-genuine",
        (
            "What stands as the issuer's withdrawal list cannot be relied on: Its '@context' is not "
            "one of the accepted lists, so its terms could be made to mean something else."
        ),
    ),
}


@pytest.mark.parametrize(("body", "code", "message"), LISTS.values(), ids=LISTS.keys())
def test_a_status_list_that_cannot_be_relied_on_stops_the_build(small, body, code, message):
    lists = {("fenwick", 1): Stored(LIST_PATH, body)}
    # Also where it is about private earners only, whose credentials are not published.
    (problem,) = judged(small, assertions={}, status_lists=lists).problems
    assert (problem.where.path, problem.code, problem.message) == (LIST_PATH, code, message)


def test_a_withdrawal_of_the_ledger_that_no_list_says_stops_the_build(small):
    withdrawal = Revoked(credential=GOOD.token, reason="x", on=SIGNED_AT.date())
    (problem,) = judged(small, ledger=(*small.catalog.ledger, withdrawal)).problems
    assert (problem.code, problem.message, problem.hint) == (
        "not-confirmed",
        "the status list lacks 1 of the ledger's withdrawals",
        "run `badgepress renew`, which signs the list anew",
    )


def test_somebody_elses_is_judged_as_of_the_day_it_was_fetched(small):
    answer = judged(small, as_of=SIGNED_AT + timedelta(days=5000), assertions={})
    assert answer.problems == ()
    assert answer.adopted_reports["from-elsewhere"].verdict is Verdict.VERIFIED


def test_somebody_elses_that_is_unknown_is_published_and_says_so(small):
    adopted = small.catalog.adopted["from-elsewhere"]
    without_list = {url: body for url, body in adopted.documents.items() if "did.json" in url}
    changed = {"from-elsewhere": replace(adopted, documents=without_list)}
    answer = judged(small, adopted=changed)
    assert answer.problems == ()
    assert answer.adopted_reports["from-elsewhere"].verdict is Verdict.UNCONFIRMED


def test_somebody_elses_forgery_stops_the_build(small):
    adopted = small.catalog.adopted["from-elsewhere"]
    credential = adopted.credential.replace(b"Joins steel", b"Bends steel")
    changed = {"from-elsewhere": replace(adopted, credential=credential)}
    (problem,) = judged(small, adopted=changed).problems
    assert problem.code == "not-genuine"
    assert problem.where.path == adopted.path


def test_a_site_does_not_trust_whom_it_does_not_list(small):
    trust = small.catalog.trust.model_copy(update={"issuers": ()})
    answer = judged(small, trust=trust)
    assert answer.adopted_reports["from-elsewhere"].verdict is Verdict.UNTRUSTED
    assert answer.reports[GOOD.token].verdict is Verdict.VERIFIED, "our own issuers are ours"


def test_shards_lack_withdrawals_together(small):
    of = ("fenwick", 1)
    (problem,) = lacking_problems(small.catalog, [{of: 2}, {}, {of: 3, ("other", 1): 1}])
    assert problem.message == "the status list lacks 5 of the ledger's withdrawals"
