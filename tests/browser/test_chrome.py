"""The site in a browser: nothing is blocked, nothing is asked of others, all of it works."""

import pytest

from tests.browser.conftest import SIZES
from tests.build.small import GOOD, REPLACED, REVOKED, UNLISTED

pytestmark = pytest.mark.browser

PATHS = {
    "home": "",
    "badges": "badges/",
    "pathways": "pathways/",
    "recognizers": "recognizers/",
    "issuers": "issuers/",
    "badge": "badges/welding/",
    "poster": "badges/welding/poster/",
    "form to honor": "badges/welding/honor/",
    "pathway": "pathways/metal/",
    "issuer": "issuers/fenwick/",
    "earner": "earners/ada/",
    "unlisted earner": f"earners/{UNLISTED}/",
    "earned badge": f"credentials/{GOOD.token}/",
    "withdrawn badge": f"credentials/{REVOKED.token}/",
    "check": "verify/",
    "authored": "about/",
    "deeper authored": "more/words/",
}
PHONE = {"viewport": {"width": SIZES["phone"][0], "height": SIZES["phone"][1]}}
DARK_PHONE = {**PHONE, "color_scheme": "dark"}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_nothing_is_blocked_missing_or_asked_of_others(visit, path):
    visit.to(path)
    assert (visit.complaints, visit.foreign, visit.missing) == ([], [], [])
    assert visit.page.locator("h1").count() == 1


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_no_page_is_wider_than_a_phone(visit, path):
    visit.to(path)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"][0]


@pytest.mark.parametrize("path", ["nowhere", "badges/nowhere/", "a/b/c/d/e/"])
def test_an_address_that_leads_nowhere_says_so_at_any_depth(visit, path):
    visit.to(path)
    assert visit.page.locator("h1").inner_text() == "Page not found"
    assert visit.missing == [visit.base + path]
    assert (visit.complaints, visit.foreign) == ([], [])
    visit.page.get_by_role("link", name="Find a badge").click()
    assert visit.page.url == visit.base + "badges/"


def test_the_search_box_finds_badges_and_authored_pages(visit):
    visit.to("issuers/")
    visit.page.locator("[data-md-component=search-query]").click()
    visit.page.keyboard.type("steel")
    results = visit.page.locator(".md-search-result__link")
    results.first.wait_for()
    found = {link.get_attribute("href").partition("#")[0] for link in results.all()}
    pages = {"badges/welding/", "more/words/"}
    assert {link.partition("?")[0] for link in found} == {visit.base + page for page in pages}
    assert "Welding <1>" in visit.page.locator(".md-search-result__list").inner_text()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(lambda url: "issuers" not in url)
    assert (visit.complaints, visit.foreign, visit.missing) == ([], [], [])


def test_the_search_box_finds_no_people(visit):
    visit.to("")
    visit.page.locator("[data-md-component=search-query]").click()
    visit.page.keyboard.type("ada")
    visit.page.get_by_text("No matching documents").wait_for()


def test_colors_follow_the_system_until_told_otherwise(chromium, site_url):
    for system, scheme in {"light": "default", "dark": "slate"}.items():
        context = chromium.new_context(color_scheme=system)
        page = context.new_page()
        page.goto(site_url)
        page.wait_for_function(f"() => document.body.dataset.mdColorScheme == '{scheme}'")
        context.close()


def test_a_choice_of_colors_is_remembered(visit):
    visit.to("")
    for _ in range(2):  # system, light, dark
        visit.page.locator("[data-md-component=palette] label:visible").click()
    visit.page.wait_for_function("() => document.body.dataset.mdColorScheme == 'slate'")
    visit.to("badges/welding/")
    assert visit.page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    # People's pages have a shell of their own, and the same memory.
    visit.to(f"credentials/{GOOD.token}/")
    assert visit.page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    for _ in range(2):  # dark, system, light
        visit.page.get_by_role("button", name="Switch to").click()
    assert visit.page.evaluate("document.body.dataset.mdColorScheme") == "default"
    visit.to("badges/welding/")
    assert visit.page.locator("[data-md-component=palette] label:visible").get_attribute(
        "title"
    ) == ("Switch to dark colors")
    assert visit.complaints == []


@pytest.mark.parametrize("visit", [DARK_PHONE], indirect=True, ids=["phone"])
def test_the_drawer_leads_through_the_site(visit):
    visit.to("badges/welding/")
    visit.page.locator("label.md-header__button[for=__drawer]").click()
    visit.page.locator(".md-nav--primary").get_by_text("Pathways").click()
    visit.page.wait_for_url(visit.base + "pathways/")
    assert (visit.complaints, visit.foreign, visit.missing) == ([], [], [])


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
def test_from_a_person_s_page_tabs_lead_through_the_site_and_to_its_search(visit):
    visit.to(f"credentials/{GOOD.token}/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.innerText.trim()") == "Skip to content"
    visit.page.get_by_role("link", name="Search all badges").click()
    visit.page.wait_for_url(visit.base + "badges/")
    visit.page.go_back()
    visit.page.get_by_role("navigation", name="Tabs").get_by_text("Pathways").click()
    visit.page.wait_for_url(visit.base + "pathways/")
    assert (visit.complaints, visit.foreign, visit.missing) == ([], [], [])


def test_a_keyboard_skips_to_the_content(visit):
    visit.to("badges/welding/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.innerText.trim()") == "Skip to content"
    visit.page.keyboard.press("Enter")
    assert visit.page.url.endswith("#main-content")


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("path", ["", "about/"])
def test_a_keyboard_reaches_only_what_can_be_seen(visit, path):
    visit.to(path)
    for _ in range(20):
        visit.page.keyboard.press("Tab")
        visit.page.wait_for_timeout(300)  # a drawer takes a quarter of a second to come out
        unseen = visit.page.evaluate(
            """() => {
                const focused = document.activeElement, box = focused.getBoundingClientRect()
                return box.width && (box.left < 0 || box.left >= innerWidth) ? focused.outerHTML : ""
            }"""
        )
        assert unseen == ""


def test_a_reissued_badge_leads_to_the_new_page(visit):
    visit.page.goto(f"{visit.base}credentials/{REPLACED.token}/")
    visit.page.wait_for_url(lambda url: REPLACED.token not in url)
    assert visit.complaints == []


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True, ids=["no JS"])
@pytest.mark.parametrize("path", ["", "badges/", "badges/welding/", "about/"])
def test_pages_can_be_read_without_scripts(visit, path):
    visit.page.goto(visit.base + path)
    assert visit.page.locator("h1").is_visible()
    assert visit.page.get_by_role("link", name="Pathways").first.is_visible()


def test_what_an_attacker_slips_in_does_not_run(visit):
    visit.to("badges/welding/")
    visit.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.bad=1\">');"
        "const s = document.createElement('script'); s.textContent = 'window.bad=1';"
        "document.body.append(s)"
    )
    visit.page.wait_for_timeout(300)
    assert visit.page.evaluate("window.bad") is None
    assert any("Content Security Policy" in each for each in visit.complaints)
