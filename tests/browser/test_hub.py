"""A hub of more badges than one page holds, in a browser: found by keyboard, shared, turned back to."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from generator.build.shell import make_chrome
from generator.build.site_files import search_index
from generator.build.theme_files import theme_files
from generator.cli.preview import PreviewServer
from generator.site import File, Page, Theme
from tests.bench.many_badges import many
from tests.browser.conftest import SIZES, Visit
from tests.browser.test_axe import RULES, RUN, SCHEMES, axe  # noqa: F401 - a fixture
from tests.site.small import AS_OF, BADGES, CONFIG, PATHWAYS, badge, catalog, render_site

pytestmark = pytest.mark.browser

HOSTILE = badge(
    "zz-hostile",
    name='Zz <img src=x onerror=alert(1)> & "co"',
    summary="<script>alert(1)</script>",
)
COUNT = 150
ALL = f"{COUNT + 5} badges"
PHONE = {"viewport": {"width": SIZES["phone"][0], "height": SIZES["phone"][1]}}
LINKS = "[data-results] h2 a"


@pytest.fixture(scope="module")
def hub_url(tmp_path_factory) -> Iterator[str]:
    """The site of many badges beside those of the small catalog; of nobody."""
    crowd, small = many(COUNT), catalog()
    badges = {**crowd.badges, **{each.slug: each for each in (*BADGES, HOSTILE)}}
    whole = replace(
        crowd,
        issuers={**crowd.issuers, **small.issuers},
        badges=dict(sorted(badges.items())),
        pathways={**crowd.pathways, **{each.slug: each for each in PATHWAYS}},
        recognizers={**crowd.recognizers, **small.recognizers},
    )
    theme = theme_files()
    chrome = make_chrome(
        CONFIG, {}, theme, languages=[], cache=tmp_path_factory.mktemp("hub-cache")
    )
    files, pages = {**chrome.files, **theme.assets}, []
    for output in render_site(
        whole, CONFIG, reports={}, adopted_reports={}, as_of=AS_OF, theme=Theme(theme.templates)
    ):
        if isinstance(output, Page):
            files[f"{output.path}index.html"] = chrome.wrap(output)
            pages.append(output)
        elif isinstance(output, File):
            files[output.path] = output.body
    index = search_index(chrome.search, pages)
    files[index.path] = index.body
    folder = tmp_path_factory.mktemp("hub")
    for path, body in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    with PreviewServer(("127.0.0.1", 0), folder, CONFIG.base_path) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.url
        server.shutdown()


@pytest.fixture
def hub(chromium, hub_url, request) -> Iterator[Visit]:
    context = chromium.new_context(**getattr(request, "param", {}))
    yield Visit(context.new_page(), hub_url)
    context.close()


def names(page):
    return page.locator(LINKS).all_inner_texts()


def told(page, text):
    page.locator("[data-count]").get_by_text(text, exact=True).wait_for()


def test_a_student_finds_a_badge_and_what_it_leads_to_by_keyboard_alone(hub):
    hub.to("badges/")
    page = hub.page
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "find":
            break
    page.keyboard.type("feedba")
    page.locator("[data-count]").get_by_text(f"of {ALL}").wait_for()
    assert names(page)[0] == "Feedback" or "Feedback" in names(page)[0]
    page.keyboard.press("Escape")
    told(page, ALL)
    page.keyboard.type("can listening")
    told(page, f"1 of {ALL}")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.textContent === 'Listening'")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{hub.base}badges/listening/")
    assert page.get_by_role("link", name="Growth").first.is_visible()
    assert (hub.complaints, hub.foreign, hub.missing) == ([], [], [])


def test_a_name_comes_before_a_summary_before_the_rest(hub):
    hub.to("badges/?find=feedback")
    told(hub.page, hub.page.locator("[data-count]").inner_text())
    page = hub.page
    while page.locator("[data-more]").is_visible():
        before = len(names(page))
        page.locator("[data-more]").click()
        page.wait_for_function(f"() => document.querySelectorAll('{LINKS}').length > {before}")
    cards = page.locator("[data-results] > li")
    ranks = []
    for card in cards.all():
        name = card.locator("h2").inner_text().lower()
        summary = card.locator(".bp-card__summary").inner_text().lower()
        ranks.append(0 if "feedback" in name else 1 if "feedback" in summary else 2)
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}


def test_facets_combine_and_their_counts_say_what_a_tick_would_give(hub):
    hub.to("badges/")
    page = hub.page
    page.get_by_label("Students").check()
    page.locator("[data-count]").get_by_text(f"of {ALL}").wait_for()
    page.locator("#bp-facet-level").click()
    expert = page.locator("input[name=level][value=expert]")
    expected = int(expert.locator("xpath=following-sibling::span").inner_text())
    students = int(page.locator("[data-count]").inner_text().split()[0])
    assert 0 < expected < students
    expert.check()
    told(page, f"{expected} of {ALL}")
    # A second value of the same facet adds; the other levels' counts stand as they did.
    advanced = page.locator("input[name=level][value=advanced]")
    more = int(advanced.locator("xpath=following-sibling::span").inner_text())
    advanced.check()
    told(page, f"{expected + more} of {ALL}")


def test_the_address_can_be_shared_and_survives_a_reload(hub):
    hub.to("badges/")
    page = hub.page
    page.get_by_role("searchbox", name="Search badges").fill("feedback")
    page.wait_for_url("**/badges/?find=feedback")
    page.get_by_label("Students").check()
    page.wait_for_url("**/badges/?find=feedback&for=student")
    page.locator("[data-count]").get_by_text(f"of {ALL}").wait_for()
    page.wait_for_load_state("networkidle")
    shown, count = names(page), page.locator("[data-count]").inner_text()
    page.reload()
    told(page, count)
    assert names(page) == shown
    assert page.get_by_label("Students").is_checked()
    page.goto("about:blank")
    page.goto(f"{hub.base}badges/?find=feedback&for=student")
    told(page, count)
    assert names(page) == shown


def test_back_takes_a_tick_away_and_brings_a_list_back(hub):
    hub.to("badges/")
    page = hub.page
    page.get_by_label("Students").check()
    page.locator("[data-more]").click()
    page.wait_for_function(f"() => document.querySelectorAll('{LINKS}').length > 12")
    shown = names(page)
    assert page.evaluate("document.activeElement.textContent") == shown[12]
    page.locator(LINKS).nth(14).click()
    page.wait_for_url(lambda url: "for=student" not in url)
    page.go_back()
    page.wait_for_function(f"() => document.querySelectorAll('{LINKS}').length == {len(shown)}")
    assert names(page) == shown
    page.go_back()
    told(page, ALL)
    assert not page.get_by_label("Students").is_checked()


def test_arrows_walk_the_results_and_escape_leads_back(hub):
    hub.to("badges/?find=feedback")
    page = hub.page
    page.locator("[data-count]").get_by_text(f"of {ALL}").wait_for()
    query = page.get_by_role("searchbox", name="Search badges")
    query.focus()

    def focused():
        return page.evaluate("document.activeElement.name || document.activeElement.textContent")

    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.activeElement.matches('h2 a')")
    first, second = names(page)[:2]
    assert focused() == first
    page.keyboard.press("ArrowDown")
    assert focused() == second
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused() == "find"
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.activeElement.matches('h2 a')")
    page.keyboard.press("Escape")
    assert focused() == "find"
    page.keyboard.press("Escape")
    told(page, ALL)
    assert focused() == "find"


def test_clear_keeps_the_focus_in_the_search(hub):
    hub.to("badges/?for=student")
    page = hub.page
    page.get_by_role("button", name="Clear all").press("Enter")
    told(page, ALL)
    assert page.evaluate("document.activeElement.name") == "find"


def test_a_screen_reader_is_told_once_typing_pauses(hub):
    hub.to("badges/")
    page = hub.page
    page.evaluate(
        "window.said = []; new MutationObserver(() => said.push(document.querySelector"
        "('[data-said]').textContent)).observe(document.querySelector('[data-said]'), {childList: true})"
    )
    page.get_by_role("searchbox", name="Search badges").press_sequentially("hostile", delay=20)
    page.get_by_role("status").get_by_text(f"0 of {ALL}").wait_for()
    assert page.evaluate("said.length") <= 2


def test_what_is_typed_by_others_stays_text(hub):
    hub.to("badges/?find=zz")
    told(hub.page, f"1 of {ALL}")
    assert names(hub.page) == [HOSTILE.name]
    assert hub.page.locator(".bp-card__summary").inner_text() == HOSTILE.summary
    assert (hub.complaints, hub.foreign, hub.missing) == ([], [], [])


def test_the_header_box_hands_over_to_the_search_of_badges(hub):
    hub.to("badges/feedback/")
    page = hub.page
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type("zz co")
    page.get_by_role("link", name="Search all badges: “zz co”").click()
    page.wait_for_url("**/badges/?find=zz%20co")
    told(page, f"1 of {ALL}")
    assert (hub.complaints, hub.foreign, hub.missing) == ([], [], [])


@pytest.mark.parametrize("hub", [{"java_script_enabled": False}], indirect=True, ids=["no JS"])
def test_without_scripts_the_last_badge_is_reached_by_links(hub):
    page = hub.page
    page.goto(f"{hub.base}badges/")
    assert not page.get_by_role("search").locator("#bp-query").is_visible()
    pages = -(-(COUNT + 5) // 60)
    for number in range(2, pages + 1):
        page.get_by_role("link", name="Next").click()
        assert page.url == f"{hub.base}badges/page/{number}/"
    page.get_by_role("link", name="Page 1", exact=True).click()
    assert page.url == f"{hub.base}badges/"


AXE = {f"{scheme}, {path}": ({"color_scheme": scheme}, path)
       for scheme in SCHEMES for path in ("badges/", "badges/?find=feedback&for=student", "badges/page/2/")}  # fmt: skip


@pytest.mark.parametrize(("hub", "path"), AXE.values(), indirect=["hub"], ids=AXE.keys())
def test_axe_finds_nothing_in_a_long_list(hub, axe, path):  # noqa: F811
    hub.to(path)
    hub.page.evaluate(axe)
    assert hub.page.evaluate(RUN, RULES) == []


@pytest.mark.parametrize("hub", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("path", ["badges/", "badges/?find=feedback", "badges/page/2/"])
def test_no_list_is_wider_than_a_phone(hub, path):
    hub.to(path)
    assert hub.page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"][0]
