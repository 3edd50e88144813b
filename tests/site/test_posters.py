"""One sheet about a badge or pathway: what it is, what it takes, who honors it, where it is."""

import pytest

from generator.site import posters
from tests.site.qr_reading import codes_on
from tests.site.reading import read
from tests.site.small import BADGES, CONFIG, rendered, with_catalog

POSTERS = {"badge": "badges/feedback/", "pathway": "pathways/growth/"}


def _text(page):
    return " ".join(read(page.body).text.split())


@pytest.mark.parametrize("page", POSTERS.values(), ids=POSTERS.keys())
def test_a_poster_leads_to_its_page(site, page):
    poster = site[f"{page}poster/"]
    assert codes_on(poster.body) == [CONFIG.base_url + page]
    assert CONFIG.base_url + page in _text(poster)
    assert "../" in read(poster.body).links
    assert "poster/" in read(site[page].body).links


@pytest.mark.parametrize("page", POSTERS.values(), ids=POSTERS.keys())
def test_a_search_finds_the_page_and_not_its_poster(site, page):
    poster = site[f"{page}poster/"]
    assert not poster.listed
    assert "og:" not in poster.head


SAYS = {
    "what": ("badges/feedback/", "Badge · Intermediate · for Teachers · about 12 hours"),
    "what to show": ("badges/feedback/", "Classroom recording (video): Ten minutes of a lesson."),
    "how it is judged": ("badges/feedback/", "Judged by: Plan and Practice"),
    "who honors it": ("badges/feedback/", "Harrow District: Base pay rises by $400."),
    "who awards it": ("badges/feedback/", "Awarded by Brook Service Agency"),
    "stages": ("pathways/growth/", "Go on — Any one of these two: Feedback; Listening"),
    "who honors the pathway": ("pathways/growth/", "Tamarack Outdoor: A first interview."),
}


@pytest.mark.parametrize(("page", "words"), SAYS.values(), ids=SAYS.keys())
def test_a_poster_says(site, page, words):
    assert words in _text(site[f"{page}poster/"])


def test_nobody_is_invited_to_what_can_no_longer_be_earned(site):
    assert "badges/old-ways/poster/" not in site
    assert "poster/" not in read(site["badges/old-ways/"].body).links


def test_much_is_cut_to_a_sheet():
    feedback = BADGES[0]
    long = feedback.evidence[0].model_copy(update={"description": "word " * 60})
    badge = feedback.model_copy(update={"evidence": (long,) * 8, "summary": "x" * 300})
    site = rendered(
        with_catalog(badges={**{each.slug: each for each in BADGES}, "feedback": badge})
    )
    text = _text(site["badges/feedback/poster/"])
    assert text.count("Classroom recording") == posters._MOST_ASKED
    assert "and three more" in text
    assert f"{'x' * 120}…" in text
    assert "x" * 121 not in text
