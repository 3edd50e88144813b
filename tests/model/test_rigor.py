"""Which marks of rigor a badge has: each alone, and the date of the review."""

from datetime import date, timedelta

import pytest

from generator.model.rigor import Mark, marks
from tests.site.small import BADGES, badge

BARE = {"submission": {"attempts": "1"}}
REVIEW = date(2027, 1, 31)  # of every badge of tests.site.small
ADDS = {  # mark: what makes a bare badge have it, and nothing else
    Mark.PUBLIC_RUBRIC: {"rubric": BADGES[0].rubric},
    Mark.REQUIRED_EVIDENCE: {"evidence": [{"kind": "test", "description": "A test."}]},
    Mark.INDEPENDENT_ASSESSOR: {"assessors": {"who": "Two.", "independent": "true"}},
    Mark.ASSESSOR_HOLDS_BADGE: {"assessors": {"who": "Two.", "holds_badge": "true"}},
    Mark.RESEARCH: {"research": [{"citation": "A study."}]},
    Mark.ALIGNMENT: {
        "alignments": [{"framework": "F", "name": "N", "url": "https://standards.example/"}]
    },
    Mark.REASSESSMENT: {"submission": {"attempts": "2"}},
    Mark.REVIEW_DATE: {},
    Mark.EXPIRY: {"valid_months": "12"},
}


def had(more: dict[str, object], today: date | None = None) -> set[Mark]:
    found = marks(badge("plain", **{**BARE, **more}), today)
    assert list(found) == list(Mark)
    return {mark for mark, there in found.items() if there}


@pytest.mark.parametrize(("mark", "more"), ADDS.items(), ids=str)
def test_each_mark_has_one_cause(mark, more):
    assert had(more) == {mark, Mark.REVIEW_DATE}


def test_without_limit_one_may_try_again():
    assert had({"submission": {}}) == {Mark.REASSESSMENT, Mark.REVIEW_DATE}


def test_a_review_counts_through_its_day():
    assert had({}, REVIEW) == {Mark.REVIEW_DATE}
    assert had({}, REVIEW + timedelta(days=1)) == set()
