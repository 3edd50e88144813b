"""Outcomes become a verdict (generator/README, verification)."""

import pytest

from generator.verify import CHECK_IDS, Check, Outcome, Report, Verdict, headline

OUTCOMES = {
    "p": Outcome.PASSED,
    "f": Outcome.FAILED,
    "u": Outcome.UNKNOWN,
    "s": Outcome.SKIPPED,
}
# One letter a check, in the order of CHECK_IDS; then the check that made the verdict.
VERDICTS = {
    "pppppp": (Verdict.VERIFIED, "issuer-trust"),
    "pppppf": (Verdict.UNTRUSTED, "issuer-trust"),
    "ppppup": (Verdict.UNCONFIRMED, "status"),
    "ppppuf": (Verdict.UNCONFIRMED, "status"),
    "pppppu": (Verdict.UNCONFIRMED, "issuer-trust"),
    "ppppps": (Verdict.UNCONFIRMED, "issuer-trust"),
    "ppppsp": (Verdict.UNCONFIRMED, "status"),
    "pusfff": (Verdict.INVALID, "validity-period"),
    "pussss": (Verdict.UNCONFIRMED, "issuer-key"),
    "psusss": (Verdict.UNCONFIRMED, "signature"),
    "usssss": (Verdict.UNCONFIRMED, "document"),
    "fsssss": (Verdict.INVALID, "document"),
    "pfssss": (Verdict.INVALID, "issuer-key"),
    "ppfsss": (Verdict.INVALID, "signature"),
    "pppfpp": (Verdict.INVALID, "validity-period"),
    "pppfff": (Verdict.INVALID, "validity-period"),
    "pppufp": (Verdict.INVALID, "status"),
    "ppppff": (Verdict.INVALID, "status"),
    "ssssss": (Verdict.UNCONFIRMED, "document"),
}


def report(letters, *more):
    checks = [
        Check(check, OUTCOMES[letter], f"{check} {letter}")
        for check, letter in zip(CHECK_IDS, letters, strict=True)
    ]
    return Report((*checks, *more))


@pytest.mark.parametrize(("letters", "expected"), VERDICTS.items(), ids=VERDICTS.keys())
def test_the_six_checks_make_the_verdict(letters, expected):
    judged = report(letters)
    assert (judged.verdict, judged.deciding.id) == expected


def test_only_the_one_combination_verifies():
    every = [""]
    for _ in CHECK_IDS:
        every = [letters + more for letters in every for more in OUTCOMES]
    verified = [each for each in every if report(each).verdict is Verdict.VERIFIED]
    assert verified == ["pppppp"]


def test_an_optional_check_changes_nothing():
    failed = Check("endorsements", Outcome.FAILED, "One could not be read.")
    assert report("pppppp", failed).verdict is Verdict.VERIFIED
    assert report("pppppp", failed).deciding.id == "issuer-trust"


def test_no_checks_are_no_yes():
    assert Report(()).verdict is Verdict.UNCONFIRMED
    assert Report((Check("issuer-trust", Outcome.PASSED),)).verdict is Verdict.UNCONFIRMED


def test_a_report_is_neither_true_nor_false():
    with pytest.raises(TypeError) as caught:
        bool(report("pppppp"))
    assert str(caught.value) == "a report is neither true nor false; compare its verdict"


HEADLINES = {
    "pppppp": "Checked: genuine and current",
    "pppppf": "Genuine signature; you have not said you know this issuer",
    "ppppuf": "We could not check everything",
    "pppfff": "validity-period f",
}


@pytest.mark.parametrize(("letters", "words"), HEADLINES.items(), ids=HEADLINES.keys())
def test_the_verdict_in_words(letters, words):
    assert headline(report(letters)) == words
