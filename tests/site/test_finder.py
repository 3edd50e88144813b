"""Search and facets in a browser; what it asks for is answered from memory."""

from pathlib import Path

import pytest

from generator.site import Page

pytestmark = pytest.mark.browser
HOST = "https://site.example/"
SCRIPT = "assets/js/catalog.js"


@pytest.fixture
def opened(chromium, site):
    script = (Path(__file__).parents[2] / "theme" / SCRIPT).read_text(encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1200, "height": 900})

    def answer(route):
        path = route.request.url.removeprefix(HOST).partition("?")[0]
        output = site.get(path)
        if path == SCRIPT:
            route.fulfill(body=script, content_type="text/javascript")
        elif isinstance(output, Page):
            html = f"<!doctype html><html lang=en><head>{output.head}</head>{output.body}"
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif output is not None and path not in opened_without:
            route.fulfill(body=output.body)
        else:
            route.fulfill(status=404)

    opened_without = set()
    context.route("**/*", answer)
    page = context.new_page()

    def open_at(path, *, without=()):
        opened_without.update(without)
        page.goto(HOST + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_at
    context.close()


def _shown(page):
    return page.locator("[data-results] > li:visible").evaluate_all(
        "cards => cards.map(card => card.dataset.slug)"
    )


ALL = ["feedback", "listening", "stack", "old-ways"]
CHOICES = {
    "nothing": ("", ALL, "4 badges"),
    "a word": ("?find=LISTEN", ["listening"], "1 of 4 badges"),
    "a word of a standard": ("?find=gives+4.1", ["feedback"], "1 of 4 badges"),
    "one value": ("?for=student", ["listening"], "1 of 4 badges"),
    "two values of a facet": (
        "?level=expert&level=advanced",
        ["listening", "stack", "old-ways"],
        "3 of 4 badges",
    ),
    "two facets": ("?level=expert&status=retired", ["old-ways"], "1 of 4 badges"),
    "no match": ("?find=zzz", [], "0 of 4 badges"),
    "an unknown value": ("?level=none", ALL, "4 badges"),
}


@pytest.mark.parametrize(("query", "slugs", "count"), CHOICES.values(), ids=CHOICES.keys())
def test_the_address_says_what_is_shown(opened, query, slugs, count):
    page = opened(f"badges/{query}")
    assert _shown(page) == slugs
    assert page.locator("[data-count]").text_content() == count
    assert page.locator("[data-none]").is_visible() is (slugs == [])


def test_a_choice_goes_into_the_address_and_can_be_cleared(opened):
    page = opened("badges/")
    page.get_by_role("searchbox", name="Search badges").fill("can do")
    page.get_by_label("Students").focus()
    page.keyboard.press("Space")
    page.wait_for_url(f"{HOST}badges/?find=can+do&for=student")
    assert _shown(page) == ["listening"]
    page.get_by_role("button", name="Clear").click()
    page.wait_for_url(f"{HOST}badges/")
    assert _shown(page) == ALL


def test_without_its_index_the_list_stays_and_says_so(opened):
    page = opened("badges/?find=listening", without=["badges/search/index.json"])
    assert _shown(page) == ALL
    text = "The search could not be loaded. The whole list is below."
    assert page.locator("[data-count]").text_content() == text
    page.get_by_text(text).nth(1).wait_for()  # said to a screen reader, too
