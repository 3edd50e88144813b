"""An earned badge's page checks the badge by itself, in the reader's browser."""

import json
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest

from generator.build import build
from generator.model.trust import TrustList
from generator.openbadges.png import unbake_png
from generator.openbadges.svg import bake_svg, unbake_svg
from generator.source import load
from generator.verify import FixedResolver, Verdict, verify
from tests.browser.test_axe import AXE, RULES, RUN, SCHEMES
from tests.browser.web import Web
from tests.build.conftest import Silent
from tests.build.small import (
    ADOPTED,
    AS_OF,
    BASE,
    EXPIRED,
    FOREIGN,
    GOOD,
    OURS,
    REVOKED,
    small_catalog,
)
from tests.openbadges.test_png import ONE_PIXEL

pytestmark = pytest.mark.browser

PREVIEW = "http://127.0.0.1:8000/program/"
COPY = "https://copies.example/of/program/"
DONE = "[data-answer] .bp-answer__headline"
KNOWN = (
    f"issuers: [{{did: '{OURS.did}', name: Fenwick, since: 2026-01-01, keys: [{OURS.public}]}}]\n"
)


def page_of(earned) -> str:
    return f"credentials/{earned.token}/"


def json_of(earned) -> str:
    return f"{page_of(earned)}credential.json"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The small site; its keepers know their own issuer."""
    config = small_catalog(tmp_path_factory.mktemp("credential-page"))
    (config.parent / "catalog" / "trust.yml").write_text(KNOWN)
    loaded = load(config)
    folder = loaded.root / "site"
    build(loaded, site_dir=folder, as_of=AS_OF, jobs=1, narrator=Silent())
    return folder


@pytest.fixture
def web(chromium, built, request):
    """Parametrize indirectly with context options."""
    context = chromium.new_context(**getattr(request, "param", {}))
    context.set_default_timeout(15_000)
    yield Web(context, dict.fromkeys((BASE, PREVIEW, COPY), built), AS_OF)
    context.close()


def answer(page) -> str:
    page.locator(DONE).wait_for()
    return " ".join(page.locator("[data-answer]").inner_text().split())


def checking(web) -> list[str]:
    """What was asked that no page needs which checks nothing; the header's search box is one."""
    return [
        url for url in web.asked if url.endswith((".json", "verifier.js")) and "/search/" not in url
    ]


NOT_HAD = (
    "Not checked. We could not check everything It could not be had: "
    "badges.fenwick.example answered with status 404. That is neither a yes nor a no."
)
ANSWERS = {  # the badge, what stands otherwise on the site, how the answer begins
    "verified": (GOOD, {}, "Verified. Checked: genuine and current"),
    "expired": (EXPIRED, {}, "No longer in force. Expired on 1 May 2026. This is no forgery"),
    "withdrawn": (REVOKED, {}, "No longer in force. Withdrawn by the issuer. This is no forgery"),
    "untrusted": (
        GOOD,
        {"verify/trust.json": b'{"issuers": []}'},
        "Issuer not known. Genuine signature; you have not said you know this issuer",
    ),
    "tampered": (
        GOOD,
        {json_of(GOOD): GOOD.body.replace(b"Ada P.", b"Eve P.")},
        "Do not rely on it. Changed since it was signed.",
    ),
    "not JSON": (
        GOOD,
        {json_of(GOOD): b"{"},
        "Do not rely on it. This is not a badge that can be read: Not JSON",
    ),
    "another badge": (
        GOOD,
        {json_of(GOOD): EXPIRED.body},
        "Do not rely on it. The signed data beside this page belongs to another badge",
    ),
    "no keys": (
        GOOD,
        {"issuers/fenwick/did.json": None},
        "Not fully checked. We could not check everything The issuer's keys could not be had",
    ),
    "no list": (
        GOOD,
        {"issuers/fenwick/status/1.json": None},
        "Not fully checked. We could not check everything The issuer's withdrawal list could not",
    ),
    "no signed data": (GOOD, {json_of(GOOD): None}, NOT_HAD),
    "no list of issuers": (GOOD, {"verify/trust.json": None}, NOT_HAD),
    "a list of issuers that cannot be read": (
        GOOD,
        {"verify/trust.json": b'{"issuers": 1}'},
        "Not checked. We could not check everything Its 'issuers' is not a list. That is neither",
    ),
    "no verifier": (
        GOOD,
        {"assets/js/verifier.js": None},
        "Not checked. We could not check everything The program that checks it does not work here.",
    ),
}


@pytest.mark.parametrize(("earned", "changes", "words"), ANSWERS.values(), ids=ANSWERS.keys())
def test_the_answer_appears_by_itself(web, earned, changes, words):
    web.changes |= changes
    page = web.open(BASE + page_of(earned))
    assert answer(page).startswith(words)
    assert (web.complaints, web.foreign(BASE)) == ([], [])


def test_another_site_is_left_to_the_verifier(web):
    wire = json.loads(GOOD.body)
    del wire["proof"]
    wire["issuer"]["id"] = FOREIGN.did
    web.changes[json_of(GOOD)] = FOREIGN.sign(wire)
    page = web.open(BASE + page_of(GOOD))
    assert answer(page) == (
        "Not fully checked. We could not check everything The issuer's keys could not be had: "
        "You have not agreed to ask elsewhere.example yet. That is neither a yes nor a no. "
        "This page asks its own site only. Follow “Every check, one by one” to have "
        "elsewhere.example asked."
    )
    assert web.foreign(BASE) == []


def test_what_a_badge_is_made_of_is_told_beside_its_answer(web):
    wire = json.loads(GOOD.body)
    del wire["proof"]
    url = BASE + json_of(EXPIRED)
    wire["evidence"] = [{"id": url, "type": ["Evidence"], "genre": "OpenBadgeCredential"}]
    web.changes[json_of(GOOD)] = OURS.sign(wire)
    told = answer(web.open(BASE + page_of(GOOD)))
    assert told.startswith("Verified. Checked: genuine and current")
    assert told.endswith("One of the badges it is made of does not hold: Expired on 1 May 2026.")
    assert (web.complaints, web.foreign(BASE)) == ([], [])


def test_only_what_the_badge_names_is_asked_and_once(web):
    page = web.open(BASE + page_of(GOOD))
    answer(page)
    assert sorted(url.removeprefix(BASE) for url in checking(web)) == sorted(
        (
            json_of(GOOD),
            "verify/trust.json",
            "assets/js/verifier.js",
            "issuers/fenwick/did.json",
            "issuers/fenwick/status/1.json",
        )
    )


def test_the_page_can_be_read_before_anything_is_checked(web):
    page = web.context.new_page()  # with its own clock, which the browser's measures need
    page.goto(BASE + page_of(GOOD))
    answer(page)
    early = page.evaluate(
        """() => {
            const readable = performance.getEntriesByType("navigation")[0].loadEventStart
            return performance.getEntriesByType("resource")
                .filter(each => each.startTime < readable).map(each => each.name)
        }"""
    )
    assert any(url.endswith("credential.js") for url in early)
    assert not set(early) & set(checking(web))


def test_the_answer_is_announced_once_and_politely(web):
    web.context.add_init_script(
        """document.addEventListener("DOMContentLoaded", () => {
            const place = document.querySelector("[data-answer]")
            window.announced = [place.innerText]
            const watch = new MutationObserver(() => announced.push(place.innerText))
            watch.observe(place, {childList: true, subtree: true, characterData: true})
        })"""
    )
    page = web.open(BASE + page_of(GOOD))
    answer(page)
    page.wait_for_timeout(300)
    before, *announced = page.evaluate("announced")
    assert before == ""
    assert len(announced) == 1
    assert "Checked: genuine and current" in announced[0]
    assert page.locator("[data-answer]").get_attribute("role") == "status"
    assert page.locator("[role=alert], [aria-live=assertive]").count() == 0


@pytest.mark.parametrize("earned", [GOOD, REVOKED], ids=["verified", "withdrawn"])
def test_a_preview_on_this_computer_says_so(web, earned):
    page = web.open(PREVIEW + page_of(earned))
    assert answer(page).startswith(
        "Preview. This is not badges.fenwick.example: files on this computer stand in for it. "
    )
    assert (web.complaints, web.foreign(PREVIEW)) == ([], [])


COPIES = {"another host": COPY, "another place on the host": BASE.replace("program", "old/program")}


@pytest.mark.parametrize("place", COPIES.values(), ids=COPIES.keys())
def test_a_copy_is_not_judged(web, built, place):
    web.sites = {**web.sites, place: built}
    page = web.open(place + page_of(GOOD))
    assert answer(page) == (
        "A copy. This is a copy of the badge’s page, so it is not checked here Anyone can copy a "
        f"page and change it. Check the badge at its own address: {BASE}{page_of(GOOD)}"
    )
    page.wait_for_load_state("networkidle")
    assert checking(web) == []
    assert page.locator("[data-answer] a").get_attribute("href") == BASE + page_of(GOOD)
    assert page.locator(".bp-verdict__command").is_visible()
    for part in ("[data-verifier]", "[data-picture]"):
        assert not page.locator(part).is_visible()


def test_a_page_on_disk_judges_nothing(chromium, built):
    context = chromium.new_context()
    page = context.new_page()
    page.goto((built / page_of(GOOD) / "index.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert page.locator(".bp-verdict__command").is_visible()
    assert "genuine and current" not in page.locator(".bp-verdict").inner_text()
    context.close()


@pytest.mark.parametrize("web", [{"java_script_enabled": False}], indirect=True, ids=["no JS"])
def test_without_scripts_it_says_how_else(web):
    page = web.open(BASE + page_of(GOOD))
    panel = page.locator(".bp-verdict")
    assert f"badgepress verify {BASE}{json_of(GOOD)}" in panel.inner_text()
    assert panel.get_by_role("link", name="Signed data (JSON)").is_visible()
    for part in ("[data-verifier]", "[data-waiting]", "[data-picture]"):
        assert not panel.locator(part).is_visible()


def test_a_browser_without_workers_says_so(web):
    web.context.add_init_script("delete window.Worker")
    page = web.open(BASE + page_of(GOOD))
    assert "This browser does not let a page check it. That is neither a yes nor a no." in answer(
        page
    )
    assert page.locator(".bp-verdict__command").is_visible()


def test_a_clock_that_is_wrong_judges_no_date(web):
    page = web.context.new_page()
    page.clock.set_fixed_time(AS_OF + timedelta(days=3))
    page.goto(BASE + page_of(GOOD))
    words = answer(page)
    assert words.startswith("Not fully checked. We could not check everything The clock here says")


def test_the_whole_answer_is_one_step_away(web):
    page = web.open(BASE + page_of(GOOD))
    answer(page)
    link = page.get_by_role("link", name="Every check, one by one")
    assert link.get_attribute("href") == f"../../verify/#u={BASE}{json_of(GOOD)}"


def test_somebody_elses_badge_is_left_to_the_verifier(web):
    page = web.open(BASE + "earners/ada/")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("link", name="Check it now").get_attribute("href") == (
        f"../../verify/#u={FOREIGN.base}{json_of(ADOPTED)}"
    )
    assert web.foreign(BASE) == []


def published(built: Path) -> FixedResolver:
    """The site's own documents, as its host would answer."""
    files = {BASE + f.relative_to(built).as_posix(): f.read_bytes() for f in built.rglob("*.json")}
    return FixedResolver(files, handed=False)


def saved(page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the badge as a picture").click()
    assert download.value.suggested_filename == "welding.svg"
    page.get_by_text("Saved as welding.svg.").wait_for()
    return Path(download.value.path()).read_bytes()


def test_the_picture_carries_the_badge_as_python_bakes_it(web, built):
    page = web.open(BASE + page_of(GOOD))
    answer(page)
    picture = saved(page)
    assert unbake_svg(picture) == GOOD.body.strip()  # around JSON, spaces mean nothing
    report = verify(picture, as_of=AS_OF, resolver=published(built), trust=TrustList())
    assert report.verdict is Verdict.UNTRUSTED
    assert picture == bake_svg((built / "badges/welding/image.svg").read_bytes(), GOOD.body)
    assert web.complaints == []


def test_a_png_carries_it_too(web):
    web.changes["badges/welding/image.svg"] = ONE_PIXEL
    page = web.open(BASE + page_of(GOOD))
    assert unbake_png(saved(page)) == GOOD.body


def test_a_picture_that_cannot_be_made_says_why(web):
    web.changes["badges/welding/image.svg"] = b"<svg"
    page = web.open(BASE + page_of(GOOD))
    page.get_by_role("button", name="Download the badge as a picture").click()
    said = page.locator("[data-picture] [role=status]")
    said.get_by_text(re.compile(".")).wait_for()
    assert said.inner_text() == "The picture could not be made: The SVG is not well-formed."


def test_no_picture_of_a_withdrawn_badge_is_offered(web):
    page = web.open(BASE + page_of(REVOKED))
    answer(page)
    assert page.locator("[data-picture]").count() == 0


STATES = {name: ANSWERS[name] for name in ("verified", "untrusted", "withdrawn", "tampered")}


@pytest.mark.parametrize("web", SCHEMES.values(), indirect=True, ids=SCHEMES.keys())
@pytest.mark.parametrize(("earned", "changes"), [s[:2] for s in STATES.values()], ids=STATES.keys())
def test_axe_finds_nothing_in_any_answer(web, earned, changes):
    if not AXE.is_file():
        reason = "axe-core is not there: npm ci --prefix tests/judges"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    web.changes |= changes
    page = web.open(BASE + page_of(earned))
    answer(page)
    assert page.locator("[data-answer] svg").is_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN, RULES) == []
