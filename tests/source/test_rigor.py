"""What `check --rigor` tells of badges, and what a policy turns into mistakes."""

from datetime import UTC, datetime

import pytest

from generator.source import load, past_reviews, rigor
from tests.source.small import CONFIG, FILES, brief, changed, told, write

BADGE = "catalog/badges/fenwick/sql-basics.yml"
AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
RETIRED = [(name, "version: 1.0", "version: 1.0\nstatus: retired") for name in ("charts", "stack")]


def warnings(folder, *edits, as_of=AS_OF):
    """What is said of the one badge that is not retired."""
    write(folder, changed(*RETIRED, *edits))
    draft = load(folder / "site-config.yml").draft
    return [brief(str(each), folder) for each in rigor(draft, as_of)]


def test_a_badge_is_told_everything_it_lacks(tmp_path):
    edit = ("badge", "hours: 6", "hours: 6\nsubmission: {attempts: 1}")
    no_rubric = ("badge", FILES[BADGE][FILES[BADGE].index("rubric:") :].split("assessors")[0], "")
    assert warnings(tmp_path, edit, no_rubric, as_of=datetime(2030, 1, 2, tzinfo=UTC)) == [
        (
            f"{BADGE}:1:1: error: 'sql-basics' shows no rubric [no-rubric]\n"
            "  hint: add 'rubric', the very one that assessors use"
        ),
        (
            f"{BADGE}:1:1: error: 'sql-basics' asks for no evidence [no-evidence]\n"
            "  hint: list under 'evidence' what an earner hands in"
        ),
        (
            f"{BADGE}:11:12: error: 'sql-basics' does not state that assessors are independent of "
            "the earner [not-independent]\n"
            "  hint: where they are, set 'independent: true' under 'assessors'"
        ),
        (
            f"{BADGE}:11:12: error: 'sql-basics' does not state that assessors hold the badge "
            "[assessor-need-not-hold]\n"
            "  hint: where they do, set 'holds_badge: true' under 'assessors'"
        ),
        (
            f"{BADGE}:1:1: error: 'sql-basics' cites no research [no-research]\n"
            "  hint: cite under 'research' why this skill matters"
        ),
        (
            f"{BADGE}:1:1: error: 'sql-basics' answers to no published standard [no-alignment]\n"
            "  hint: name one under 'alignments', with its address"
        ),
        (
            f"{BADGE}:8:24: error: 'sql-basics' allows one attempt only [one-attempt]\n"
            "  hint: let earners try again: set 'attempts' under 'submission' higher, or leave it out"
        ),
        (
            f"{BADGE}:14:12: error: 'sql-basics' is past its review [past-review]\n"
            "  hint: review it, then set 'review_by' to the next date"
        ),
        (
            f"{BADGE}:1:1: error: 'sql-basics' never expires once earned [no-expiry]\n"
            "  hint: set 'valid_months', if the skill fades or the field moves on"
        ),
    ]


FULL = """
evidence: [{kind: test, description: A quiz.}]
research: [{citation: A study.}]
alignments: [{framework: F, name: N, url: https://standards.example/}]
valid_months: 24
"""


def test_a_badge_that_has_everything_is_told_nothing(tmp_path):
    edits = [
        ("badge", "requires: []", FULL),
        ("badge", "computing}", "computing, independent: true, holds_badge: true}"),
    ]
    assert warnings(tmp_path, *edits) == []
    assert len(warnings(tmp_path, *edits[:1])) == 2


def policy(*lines):
    return (
        "config",
        CONFIG,
        CONFIG + "\n".join(["rigor:", *(f"  {line}" for line in lines)]) + "\n",
    )


POLICIES = {  # case: (edits, messages)
    "everything is there": ([policy("required: [public-rubric, review-date]")], []),
    "a mark is required": (
        [policy("required: [public-rubric, expiry]"), *RETIRED],
        [
            (
                f"{BADGE}:1:1: error: 'sql-basics' never expires once earned [no-expiry]\n"
                "  hint: set 'valid_months', if the skill fades or the field moves on"
            )
        ],
    ),
    "beside other mistakes": (
        [policy("required: [expiry]"), ("badge", "requires: []", "requires: [x]"), *RETIRED],
        [
            (
                f"{BADGE}:1:1: error: 'sql-basics' never expires once earned [no-expiry]\n"
                "  hint: set 'valid_months', if the skill fades or the field moves on"
            ),
            f"{BADGE}:16:12: error: there is no badge 'x' [unknown-reference]",
        ],
    ),
    "no such mark": (
        [policy("required: [public-rubrik]")],
        [
            (
                "site-config.yml:9:14: error: item 1 of 'required' must be one of public-rubric, "
                "required-evidence, independent-assessor, assessor-holds-badge, research, alignment, "
                "reassessment, review-date, expiry; found 'public-rubrik' [wrong-choice]\n"
                "  hint: did you mean 'public-rubric'?"
            )
        ],
    ),
    "exceptions without a rule": (
        [policy("founding_assessors: [{assessor: al-0042, until: 2027-01-01}]")],
        [
            (
                "site-config.yml:9:23: error: 'founding_assessors' are exceptions to a rule that is not "
                "set: add 'assessors_hold_badge: where-stated' or 'always' [contradiction]"
            )
        ],
    ),
    "an exception for a badge that is not there": (
        [
            policy(
                "assessors_hold_badge: always",
                "founding_assessors: [{assessor: al-0042, badge: sql, until: 2027-01-01}]",
            )
        ],
        ["site-config.yml:10:51: error: there is no badge 'sql' [unknown-reference]"],
    ),
}


@pytest.mark.parametrize(("edits", "messages"), POLICIES.values(), ids=POLICIES.keys())
def test_a_policy_makes_mistakes(tmp_path, edits, messages):
    write(tmp_path, changed(*edits))
    assert told(tmp_path) == messages


@pytest.mark.parametrize(
    ("required", "as_of", "codes"),
    [
        ("review-date", datetime(2030, 1, 1, tzinfo=UTC), []),
        ("review-date", datetime(2030, 1, 2, tzinfo=UTC), ["past-review"]),
        ("public-rubric", datetime(2030, 1, 2, tzinfo=UTC), []),
    ],
)
def test_a_past_review_is_a_mistake_where_reviews_are_required(tmp_path, required, as_of, codes):
    write(tmp_path, changed(policy(f"required: [{required}]"), *RETIRED))
    draft = load(tmp_path / "site-config.yml").draft
    assert [problem.code for problem in past_reviews(draft, as_of)] == codes
