"""The rigor panel: every mark told once, on its side, with a link to what shows it."""

import re
from datetime import date

import pytest

from generator.model.rigor import Mark
from generator.site.rigor import rigor_panel
from tests.site.reading import read
from tests.site.small import BADGES, badge, catalog, rendered, with_catalog

TODAY = date(2026, 6, 1)
FULL = BADGES[0].model_copy(
    update={"assessors": BADGES[0].assessors.model_copy(update={"holds_badge": True})}
)
SIDES = {  # case: (badge, day, texts it has, texts it lacks)
    "nearly all": (
        FULL,
        TODAY,
        [
            "the rubric that assessors use is public",
            "evidence is required",
            "assessors hold this badge themselves",
            "research supports it",
            "it answers to published standards",
            "whoever does not pass may try again",
            "it will be reviewed by 31 January 2027",
            "an earned badge expires after 3 years",
        ],
        ["assessors are independent of the earner"],
    ),
    "nearly none, and past its review": (
        badge(
            "plain", submission={"attempts": "1"}, assessors={"who": "Me.", "independent": "true"}
        ),
        date(2027, 2, 1),
        ["assessors are independent of the earner"],
        [
            "the rubric that assessors use is public",
            "evidence is required",
            "assessors hold this badge themselves",
            "research supports it",
            "it answers to published standards",
            "whoever does not pass may try again",
            "the review due on 31 January 2027 took place",
            "an earned badge expires after some time",
        ],
    ),
}


@pytest.mark.parametrize(("of", "day", "has", "lacks"), SIDES.values(), ids=SIDES.keys())
def test_every_mark_is_told_on_its_side(of, day, has, lacks):
    panel = rigor_panel(of, day)
    assert [each.text for each in panel.has] == has
    assert [each.text for each in panel.lacks] == lacks
    assert len(panel.has) + len(panel.lacks) == len(Mark)


@pytest.mark.parametrize("slug", ["feedback", "listening", "old-ways"])
def test_every_link_of_the_panel_leads_to_a_part_of_the_page(site, slug):
    body = site[f"badges/{slug}/"].body
    there = set(re.findall(r' id="([^"]+)"', body))
    panel = body[body.index('class="bp-rigor"') :].split("</section>")[0]
    links = read(panel).links
    assert len(links) >= 4
    assert {link.removeprefix("#") for link in links} <= there


def test_the_page_says_what_is_lacking_without_color(site):
    text = " ".join(read(site["badges/listening/"].body).text.split())
    has, lacks = text.index("The issuer states that …"), text.index("The issuer does not state")
    assert has < text.index("whoever does not pass may try again") < lacks
    assert lacks < text.index("the rubric that assessors use is public")


def test_after_the_deadline_the_next_step_is_to_ask():
    late = badge("late", submission={"where": "https://in.example/", "deadline": "2026-05-31"})
    today = badge("today", submission={"where": "https://in.example/", "deadline": "2026-06-01"})
    site = rendered(with_catalog(badges={**catalog().badges, "late": late, "today": today}))
    text = " ".join(read(site["badges/late/"].body).text.split())
    assert "the last day to hand in was 31 May 2026" in text
    assert "Ask when you can again. Write to Badge Office" in text
    assert "Hand in your evidence" not in text
    text = " ".join(read(site["badges/today/"].body).text.split())
    assert "hand in by 1 June 2026" in text
    assert "Hand in your evidence" in text


def test_earlier_versions_are_told_with_what_changed_newest_first(site):
    text = " ".join(read(site["badges/feedback/"].body).text.split())
    assert "Versions 2.0 10 January 2026 Fewer pages. 1.0 10 January 2025 First version." in text
    assert "achievement-1.0.json" in read(site["badges/feedback/"].body).links
