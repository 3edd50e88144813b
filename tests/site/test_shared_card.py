"""What other sites are told of a page: the badge, never the person."""

import re
from xml.etree import ElementTree as ET

import pytest

from generator.model.site_config import Cards
from generator.site import Drawing, Page
from generator.site.shared_card import card
from tests.site.reading import bytes_of
from tests.site.small import ADDRESS, AS_OF, CONFIG, PASSED, cast_of, catalog, rendered, token

_META = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')
BASE = CONFIG.base_url


def _told(site, path):
    return dict(_META.findall(site[path].head))


def _texts(site, path):
    return " ".join("".join(ET.fromstring(site[path].body).itertext()).split())


TOLD = {
    "badge": (
        "badges/feedback/",
        ("Feedback", f"{BASE}badges/feedback/card.png"),
        "Feedback. Intermediate. Awarded by Brook Service Agency.",
    ),
    "pathway": (
        "pathways/growth/",
        ("Growth", f"{BASE}pathways/growth/card.png"),
        "Growth. Pathway by Brook Service Agency.",
    ),
    "earned badge": (
        f"credentials/{token(2)}/",
        ("Feedback", f"{BASE}badges/feedback/card.png"),
        "Feedback. Intermediate. Awarded by Brook Service Agency.",
    ),
}


@pytest.mark.parametrize(("path", "shown", "words"), TOLD.values(), ids=TOLD.keys())
def test_a_page_tells_of_its_badge(site, path, shown, words):
    told = _told(site, path)
    assert (told["og:title"], told["og:image"]) == shown
    assert told["og:image:alt"] == words
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["twitter:card"] == "summary_large_image"
    assert isinstance(site[told["og:image"].removeprefix(BASE)], Drawing)


def test_a_page_of_people_is_told_of_without_their_names(site):
    for path in ("earners/ana-public/", f"credentials/{token(2)}/", f"credentials/{token(8)}/"):
        assert "Ana" not in " ".join(_told(site, path).values())
    assert _told(site, "earners/ana-public/")["og:title"] == "Earned badges"


UNTOLD = {
    "a child's": f"credentials/{token(4)}/",
    "a withdrawn badge's": f"credentials/{token(7)}/",
    "an unlisted earner's": f"earners/{ADDRESS}/",
}


@pytest.mark.parametrize("path", UNTOLD.values(), ids=UNTOLD.keys())
def test_nothing_is_told_of(site, path):
    assert "og:" not in site[path].head
    assert "twitter:" not in site[path].head


def test_a_picture_says_title_level_and_issuer(site):
    assert _texts(site, "badges/feedback/card.png") == (
        "Intermediate Feedback Awarded by Brook Service Agency Brook Badges"
    )
    assert _texts(site, "pathways/growth/card.png") == (
        "Pathway Growth By Brook Service Agency Brook Badges"
    )


def test_no_picture_holds_a_person(site):
    drawings = [each for each in site.values() if isinstance(each, Drawing)]
    assert len(drawings) == len(catalog().badges) + len(catalog().pathways)
    for each in drawings:
        assert not re.search("Ana|Ben|Cleo|Dee|Canary", bytes_of(each))


def test_badges_may_share_the_pictures_of_their_issuer_and_level():
    site = rendered(config=CONFIG.model_copy(update={"cards": Cards.ISSUER}))
    drawings = {path for path, output in site.items() if isinstance(output, Drawing)}
    told = {path: _told(site, path) for path, page in site.items() if isinstance(page, Page)}
    pictures = {each["og:image"].removeprefix(BASE) for each in told.values() if "og:image" in each}
    assert pictures == drawings
    assert told["badges/feedback/"]["og:title"] == "Feedback"
    assert told["badges/feedback/"]["og:image"] == f"{BASE}issuers/brook/card-intermediate.png"
    assert told["badges/feedback/"]["og:image:alt"] == "Intermediate badge of Brook Service Agency."
    assert told["pathways/growth/"]["og:image"] == f"{BASE}issuers/brook/card-pathway.png"
    assert _texts(site, "issuers/brook/card-intermediate.png") == (
        "Intermediate Brook Service Agency Brook Badges"
    )


@pytest.mark.parametrize(
    ("chosen", "count", "drawn"),
    [
        (None, 300, "badge"),
        (None, 301, "issuer"),
        ("badge", 9999, "badge"),
        ("issuer", 1, "issuer"),
    ],
)
def test_many_badges_share_pictures_unless_asked_for(chosen, count, drawn):
    config = CONFIG.model_copy(update={"cards": chosen and Cards(chosen)})
    assert config.cards_of(count) == drawn


def test_every_badge_and_pathway_has_its_picture(site):
    pages = [
        path
        for path, output in site.items()
        if isinstance(output, Page) and re.fullmatch(r"(badges|pathways)/[^/]+/", path)
    ]
    assert {f"{path}card.png" for path in pages} == {
        path for path, output in site.items() if isinstance(output, Drawing)
    }


TITLES = {
    "short": ("Feedback", 76, ["Feedback"]),
    "two lines": ("Listening to learners", 76, ["Listening to", "learners"]),
    "long": (
        "Supporting Multilingual Learners in the Mathematics Classroom",
        44,
        ["Supporting Multilingual", "Learners in the", "Mathematics Classroom"],
    ),
    "one long word": (
        "Donaudampfschifffahrtsgesellschaftskapitän",
        36,
        ["Donaudampfschifffahrtsgesel", "lschaftskapitän"],
    ),
    "too long": ("W" * 120, 36, ["W" * 17] * 5 + ["W" * 16 + "…"]),
    "hidden characters": ("A\ufffe\x07 B", 76, ["A B"]),
    "no words": ("", 76, []),
}


@pytest.fixture(scope="module")
def scene():
    shown = catalog()
    return cast_of(
        shown,
        CONFIG,
        reports=dict.fromkeys(shown.assertions, PASSED),
        adopted_reports=dict.fromkeys(shown.adopted, PASSED),
        as_of=AS_OF,
    )


@pytest.mark.parametrize(("title", "size", "lines"), TITLES.values(), ids=TITLES.keys())
def test_a_title_is_broken_into_lines_that_fit(scene, title, size, lines):
    made = card(scene, "Expert", title, "Awarded by Brook", None)
    shown = [line.text.removesuffix("\u200b") for line in made.title]
    assert (made.title_size, shown) == (size, lines)
