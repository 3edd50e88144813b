"""A recognizer judges worth: from a link somebody sent to what it is worth, to whom, and who says so.

The registrar of a college gets the link to an earned badge of the sample. What they need to know
is asked of the pages as they would read it; every link is followed by clicking it.
"""

import json
import re

import pytest

from tests.browser.conftest import SAMPLE
from tests.browser.test_paper import pages_of

pytestmark = pytest.mark.browser

SHARED = f"{SAMPLE}credentials/5f821ace96d1099b783df02b675825f8/"
BADGE = f"{SAMPLE}badges/motivation-stack/"


def said(part) -> str:
    return " ".join(part.inner_text().split())


def follow(page, name: str, within: str = ".bp-page") -> None:
    page.locator(within).get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state("networkidle")


def section(page, heading: str):
    return page.locator("section", has=page.get_by_role("heading", name=heading, exact=True))


def test_from_a_shared_link_to_what_the_badge_is_worth(sample_web):
    page = sample_web.open(SHARED)

    # Is it genuine, and does it count today? The page has answered before they ask.
    page.locator("[data-answer] .bp-answer__headline").wait_for()
    assert "Checked: genuine and current" in said(page.locator("[data-answer]"))
    assert "Signed by an issuer on the list of known issuers" in said(page.locator("[data-answer]"))

    # Who was judged, by whom, on what?
    whole = said(page.locator(".bp-page"))
    assert whole.startswith("Adaeze Okafor earned the badge Designing for Motivation")
    assert "Assessed by Trained assessor, grades 3–5" in whole

    # What is it worth? What must be approved first stands above the amount.
    honored = said(section(page, "Who honors this badge"))
    assert honored.index("Needs approval beforehand") < honored.index("1 credit, at most 6 credits")
    assert "From 15 August 2024 to 14 August 2028" in honored

    # Who says so? The very statement that was signed is one step away, and is about this badge.
    with page.expect_response(re.compile("/endorsements/")) as answer:
        page.get_by_role("link", name="Signed by Northgate College, 5 October 2026").click()
    signed = json.loads(answer.value.body())
    assert signed["credentialSubject"]["id"] == f"{BADGE}achievement.json"
    assert signed["issuer"]["id"].endswith(":recognizers:northgate-college")
    page.go_back()

    # What did it take? The issuer's claims are told as such, and what is lacking too.
    follow(page, "Designing for Motivation")
    assert page.url == BADGE
    rigor = said(section(page, "What stands behind it"))
    states, _, lacks = rigor.partition("The issuer does not state that …")
    assert "evidence is required" in states
    assert "an earned badge expires after some time" in lacks

    # What else does that college honor, and what has it ended?
    follow(page, "Northgate College")
    assert "Six graduate credits toward the certificate" in said(page.locator(".bp-page"))
    follow(page, "Designing for Working Memory")
    assert page.url == f"{SAMPLE}badges/working-memory-stack/"

    # And is that agency who it says it is?
    follow(page, "Lakeland Regional Service Agency")
    look_alike = said(section(page, "How to tell them from a look-alike"))
    assert "badges.lakeland.example/demo/issuers/lakeland" in look_alike
    assert "Retired, 16 January 2023 to 31 December 2024." in said(
        section(page, "The keys they sign with")
    )
    assert (sample_web.complaints, sample_web.foreign(SAMPLE)) == ([], [])


def test_every_check_one_by_one_says_the_same(sample_web):
    page = sample_web.open(SHARED)
    page.locator("[data-answer] .bp-answer__headline").wait_for()
    follow(page, "Every check, one by one")
    page.get_by_role("button", name="Check the link").click()
    page.get_by_role("heading", name="Checked: genuine and current").wait_for()
    assert "badges.lakeland.example/demo/issuers/lakeland" in said(page.locator("main"))
    assert (sample_web.complaints, sample_web.foreign(SAMPLE)) == ([], [])


def test_badges_are_found_by_who_honors_them_and_with_what(sample_web):
    page = sample_web.open(f"{SAMPLE}badges/")
    for facet, value in (("Honored by", "Northgate College"), ("Worth", "Credits")):
        fold = page.locator("details.bp-facet", has=page.locator("summary", has_text=facet))
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        fold.get_by_label(value).check()
    page.locator("[data-count]").get_by_text(re.compile("^3 of ")).wait_for()
    names = page.locator("[data-results] h2 a").all_inner_texts()
    assert sorted(names) == [
        "Designing for Executive Function",
        "Designing for Motivation",
        "Designing for Working Memory",
    ]
    page.reload()
    page.locator("[data-count]").get_by_text(re.compile("^3 of ")).wait_for()
    assert page.locator("[data-results] h2 a").all_inner_texts() == names
    assert (sample_web.complaints, sample_web.foreign(SAMPLE)) == ([], [])


def test_a_recognizer_prints_the_form_and_knows_where_to_send_it(sample_web):
    page = sample_web.open(BADGE)
    follow(page, "Honor this badge: a form to print")
    text = said(page.locator(".bp-page"))
    assert text.startswith("Honor this badge: Designing for Motivation")
    assert "Send it to Office of Professional Learning, Badge Desk" in text
    assert pages_of(page.pdf(format="Letter")) == 1
    assert (sample_web.complaints, sample_web.foreign(SAMPLE)) == ([], [])
