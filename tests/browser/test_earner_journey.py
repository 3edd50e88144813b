"""An earner shares and prints: from a badge somebody was sent to a transcript on paper.

The pages are the sample's, as they are built. What is pressed and clicked is what a person
presses and clicks, and nobody but the site itself is ever asked for anything.
"""

import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from generator.openbadges.svg import unbake_svg
from tests.browser.conftest import SAMPLE, SIZES
from tests.browser.pdf_text import pages_text
from tests.browser.test_axe import AXE, RULES, RUN
from tests.browser.test_paper import LONG, pages_of
from tests.site.qr_reading import codes_on

pytestmark = pytest.mark.browser

SHARED = f"{SAMPLE}credentials/5f821ace96d1099b783df02b675825f8/"
ADAEZE = f"{SAMPLE}earners/adaeze-okafor/"
MATEO = f"{SAMPLE}earners/2b97d05e8c3f41d6a07b64f91ce8d3a5/"
MARISOL = f"{SAMPLE}earners/marisol-v/"
PRIYA = f"{SAMPLE}earners/6f0d2c9a41b74e0f9a3c85d1e2b76c48/"
WAYS = {"By time": "by-time", "By pathway": "by-pathway", "By competency": "by-competency"}
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def said(part) -> str:
    return " ".join(part.inner_text().split())


def tab_to(page, name: str) -> None:
    """Presses Tab until the link or button of that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim()") == name:
            return
    pytest.fail(f"{name!r} is not reached with the keyboard")


def shown(page) -> list[str]:
    """The views that can be seen."""
    return [view.get_attribute("id") for view in page.locator("[data-view]:visible").all()]


def entry(page, name: str):
    return page.locator(".bp-entry:visible", has=page.get_by_role("link", name=name, exact=True))


def clipboard(page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def test_an_earner_sees_what_they_have_where_it_leads_and_what_it_is_worth(sample_web):
    # Somebody was sent one badge; its page leads to the person's own.
    page = sample_web.open(SHARED)
    page.get_by_role("link", name="Adaeze Okafor").click()
    page.wait_for_load_state("networkidle")
    assert page.url == ADAEZE
    assert shown(page) == ["by-time"]
    years = [said(each) for each in page.locator("#by-time h3").all()]
    assert years == sorted(years, reverse=True)

    # By pathway, with the keyboard: the focus stays where it is, and the way is told as current.
    tab_to(page, "By pathway")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{ADAEZE}#by-pathway")
    assert shown(page) == ["by-pathway"]
    current = page.locator(".bp-views [aria-current]")
    assert (current.count(), said(current)) == (1, "By pathway")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#by-pathway"
    assert said(page.locator("[data-said]")) == "By pathway"

    # How far, and what is missing; what counts stands there in full.
    lane = page.locator(".bp-progress", has=page.get_by_role("link", name="Teacher Growth Lane"))
    assert f"{lane.locator('.bp-entry').count()} badges earned so far" in said(lane)
    assert said(lane.locator("ol")).startswith("Ten foundation badges: done")
    assert "more hours from Wait Time" in said(lane.locator("> dl"))
    assert "Met all 3 criteria" in said(lane.locator(".bp-entry").first)

    # By competency, and back again with the browser's own button.
    tab_to(page, "By competency")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{ADAEZE}#by-competency")
    assert shown(page) == ["by-competency"]
    page.go_back()
    page.wait_for_url(f"{ADAEZE}#by-pathway")
    assert shown(page) == ["by-pathway"]
    page.go_forward()
    page.wait_for_url(f"{ADAEZE}#by-competency")
    standard = page.locator("#by-competency h4", has_text="Standard 2 Learning Differences").first
    framework = standard.locator("xpath=preceding-sibling::h3[1]")
    assert said(framework) == "InTASC Model Core Teaching Standards"

    # What it is worth, and who says so in a signed statement.
    worth = page.locator("#worth")
    assert "Only with approval beforehand" in said(worth)
    college = worth.get_by_role("article", name="Northgate College")
    college.get_by_text("How this adds up").click()
    signed = college.get_by_role("link", name="Signed statement").first
    assert re.search(
        r"/recognizers/[a-z-]+/endorsements/\w+\.json$", signed.evaluate("a => a.href")
    )

    assert (sample_web.complaints, sample_web.foreign(SAMPLE)) == ([], [])


@pytest.mark.parametrize("sample_web", [CLIPBOARD], indirect=True, ids=["clipboard"])
def test_then_they_share_one_badge_and_print_all(sample_web):
    page = sample_web.open(f"{ADAEZE}#by-competency")

    # One badge: what was handed in, judged and honored; then its own page.
    goals = entry(page, "Goals Students Own").first
    goals.locator("summary").focus()
    page.keyboard.press("Enter")
    goals.locator("details section, details ul").first.wait_for()
    details = said(goals.locator("details"))
    for part in ("Evidence", "Result, criterion by criterion", "Assessed by", "Who honors"):
        assert part in details
    goals.get_by_role("link", name="Goals Students Own").click()
    page.wait_for_load_state("networkidle")
    badge = page.url
    assert badge.startswith(f"{SAMPLE}credentials/")

    # Its link, copied and announced.
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied.").wait_for()
    assert clipboard(page) == badge

    # LinkedIn's form, with all it asks for.
    linkedin = page.get_by_role("link", name="Add to your LinkedIn profile").get_attribute("href")
    assert dict(parse_qsl(urlsplit(linkedin).query, strict_parsing=True)) == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Goals Students Own",
        "organizationName": "Lakeland Regional Service Agency",
        "issueYear": "2024",
        "issueMonth": "11",
        "certUrl": badge,
        "certId": badge.removesuffix("/").rpartition("/")[2],
    }

    # The picture, with the badge in it; the code, which leads here.
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the badge as a picture").click()
    assert badge.encode() in unbake_svg(Path(download.value.path()).read_bytes())
    assert codes_on(page.content()) == [badge]

    # Back on their own page: its link, and paper.
    page.locator(".bp-certificate__earner a").click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied.").wait_for()
    assert clipboard(page) == ADAEZE
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="Print this transcript").click()
    assert page.evaluate("window.printed") is True
    assert "How to check this transcript" in pages_text(page.pdf(format="Letter"))[-1]

    assert (sample_web.complaints, sample_web.foreign(SAMPLE)) == ([], [])


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_view_is_reached_by_its_address(sample_web, way):
    page = sample_web.open(f"{ADAEZE}#{way}")
    assert shown(page) == [way]


def test_the_address_of_an_entry_shows_it_and_a_foreign_one_changes_nothing(sample_web):
    page = sample_web.open(f"{ADAEZE}#badge-1")
    assert shown(page) == ["by-time"]
    assert page.locator("#badge-1").is_visible()
    page.goto(f"{ADAEZE}#by-pathway")
    for elsewhere in ("worth", "nowhere", "%", "<b>"):
        page.evaluate("hash => { location.hash = hash }", elsewhere)
        page.wait_for_timeout(50)
        assert shown(page) == ["by-pathway"]
    assert sample_web.complaints == []


def test_every_view_has_every_badge(sample_web):
    page = sample_web.open(ADAEZE)
    names = [set(), set(), set()]
    for way, found in zip(WAYS.values(), names, strict=True):
        page.goto(f"{ADAEZE}#{way}")
        page.wait_for_function(f"() => !document.getElementById('{way}').hidden")
        found |= set(page.locator(f"#{way} .bp-entry h4").all_inner_texts())
        assert page.locator(f"#{way} li > a[href^='#badge-']").count() == 0
    assert names[0] == names[1] == names[2]
    assert f"{len(names[0])} earned badges" in said(page.locator(".bp-lead"))
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == (
        page.evaluate("document.querySelectorAll('[id]').length")
    )


@pytest.mark.parametrize(
    "sample_web", [{"java_script_enabled": False}], indirect=True, ids=["no JS"]
)
def test_without_scripts_all_of_it_is_there(sample_web):
    page = sample_web.open(ADAEZE)
    assert shown(page) == list(WAYS.values())
    page.get_by_role("link", name="By pathway").click()
    assert page.url == f"{ADAEZE}#by-pathway"
    link = page.locator("#by-pathway li > a[href^='#badge-']").first
    target = link.get_attribute("href")
    link.click()
    assert page.url == ADAEZE + target
    assert page.locator(f"#by-time {target} h4").inner_text() == link.inner_text()
    for button in ("Print this transcript", "Copy the link"):
        assert not page.get_by_text(button).is_visible()


def test_on_paper_there_is_a_transcript_and_nothing_else(sample_web):
    page = sample_web.open(f"{ADAEZE}#by-pathway")  # whichever view is chosen
    pdf = page.pdf(format="Letter")
    sheets = pages_text(pdf)
    assert pages_of(pdf) == len(sheets) == 2
    first, last = sheets
    assert first.lstrip().startswith(
        "Transcript of earned badges · Lakeland Badges (demo)\nAdaeze Okafor\n"
    )
    for heads in sheets:
        assert "Badge\nAwarded\nValid until\nHours\nResult\n" in heads
    for words in (
        "Executive Function, Learning Differences, Motivation and Working Memory",
        "Newest badge signed on\n",
        "Awarded by Northgate College",
        "1 December 2025\n1 December 2028\n20\nMet all 4 criteria",
    ):
        assert words in first
    assert re.search(r"\n\d+ hours, as signed; no badge twice, no stack beside its parts\n", first)
    assert f"{ADAEZE}\n" in last
    assert "Printed on 22 November 2026." in last
    whole = first + last
    for screen in (
        "By pathway",
        "Print this",
        "Copy",
        "Share",
        "worth",
        "$",
        "Pathways\n",
        "Made with",
    ):
        assert screen not in whole
    page.emulate_media(media="print")
    assert page.locator(".bp-qr").is_visible()
    assert codes_on(page.content()) == [ADAEZE]


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_no_row_is_cut_however_many_there_are(sample_web, sheet):
    page = sample_web.open(ADAEZE)
    page.evaluate(
        """long => {
            const list = document.querySelector("#by-time .bp-entries"), row = list.firstElementChild
            for (let n = 1; n <= 60; n++) {
                const copy = row.cloneNode(true)
                copy.querySelector("h4").textContent = `Row ${n} begins`
                copy.querySelector("p[dir]").textContent = long.slice(0, 40 + (n * 37) % 200) + `row ${n} ends`
                list.append(copy)
            }
        }""",
        LONG,
    )
    sheets = pages_text(page.pdf(format=sheet))
    assert len(sheets) > 4
    for number in range(1, 61):
        (on,) = [text for text in sheets if f"Row {number} begins" in text]
        assert f"row {number} ends" in " ".join(on.split())
    assert all("Badge\nAwarded\nValid until\n" in text for text in sheets[:-1])


def test_long_and_unbroken_words_fit_paper_and_phone(sample_web):
    page = sample_web.open(ADAEZE)
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(
        """() => {
            const long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk".repeat(3)
            document.querySelector("h1").textContent = long
            for (const part of document.querySelectorAll(".bp-entry :is(h4 a, p, dd, li)")) part.textContent = long
        }"""
    )
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) <= 390
    page.set_viewport_size({"width": 720, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate(width) <= 720


def test_a_child_s_page_prints_and_offers_nothing_to_share(sample_web):
    page = sample_web.open(MATEO)
    assert page.get_by_role("button", name="Print this transcript").is_visible()
    for offered in ("[data-copy]", "[href^=mailto]", ".bp-share", "[href*='linkedin']"):
        assert page.locator(f".bp-page {offered}").count() == 0
    assert not page.locator(".bp-qr").is_visible()
    (sheet,) = pages_text(page.pdf(format="A4"))
    assert "Mateo\n" in sheet
    assert f"{MATEO}\n" in sheet
    assert codes_on(page.content()) == [MATEO]
    page.locator(".bp-entry a").first.click()
    page.wait_for_load_state("networkidle")
    assert "/credentials/" in page.url
    for offered in ("[data-copy]", ".bp-share", "[href*='linkedin']"):
        assert page.locator(f".bp-page {offered}").count() == 0
    assert (sample_web.complaints, sample_web.foreign(SAMPLE)) == ([], [])


def test_an_unlisted_page_is_given_to_chosen_people_only(sample_web):
    page = sample_web.open(PRIYA)
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    share = page.locator(".bp-share")
    assert "This page is in no list" in said(share)
    assert share.get_by_role("button", name="Copy the link").is_visible()
    assert share.get_by_role("link", name="Send by e-mail").is_visible()
    assert share.locator("[href*='linkedin'], textarea").count() == 0
    assert codes_on(page.content()) == [PRIYA]


LOOKS = {
    f"{size}, {scheme}": {
        "viewport": dict(zip(("width", "height"), SIZES[size], strict=True)),
        "color_scheme": scheme,
    }
    for size in SIZES
    for scheme in ("light", "dark")
}


@pytest.mark.parametrize("sample_web", LOOKS.values(), indirect=True, ids=LOOKS.keys())
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_axe_finds_nothing_in_any_view(sample_web, way):
    if not AXE.is_file():
        reason = "axe-core is not there: npm ci --prefix tests/judges"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    page = sample_web.open(f"{MARISOL}#{way}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate(RUN, RULES) == []
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
