"""The form to honor a badge: what the badge is, and three ways to say so."""

import pytest

from tests.site.reading import bytes_of, html_of, read
from tests.site.small import CONFIG

FORM = "badges/feedback/honor/"


def test_every_badge_that_can_be_earned_has_one(site):
    forms = {path for path in site if path.endswith("/honor/")}
    assert forms == {f"badges/{slug}/honor/" for slug in ("feedback", "listening", "stack")}
    assert "form to print" in html_of(site["badges/feedback/"])
    assert "form to print" not in html_of(site["badges/old-ways/"])


def test_it_stands_in_no_list(site):
    assert not site[FORM].listed


SAID = {
    "the badge": "Can do feedback.",
    "who awards it": "Brook Service Agency",
    "level and effort": "Intermediate, about 12 hours",
    "what was shown": "did it in class",
    "by what it is judged": "Plan and Practice",
    "what is handed in": "Classroom recording (video)",
    "who assesses": "Two trained assessors.",
    "the first way": "Signed: we sign it with a key of our own.",
    "the second way": "Policy: it stands on our own website.",
    "the third way": "Letter: this form is our letter",
    "what may be given": "Licence points",
    "approval": "Approval is needed beforehand",
    "its address for paper": f"{CONFIG.base_url}badges/feedback/",
    "where to send it": "help@brook.example",
}


@pytest.mark.parametrize("text", SAID.values(), ids=SAID.keys())
def test_it_says(site, text):
    assert text in read(html_of(site[FORM])).text


def test_it_tells_of_no_person(site):
    said = bytes_of(site[FORM])
    assert not any(name in said for name in ("Ana", "Cleo", "canary", "Canary"))
