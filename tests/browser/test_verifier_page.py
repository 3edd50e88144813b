"""The verifier's one file in a real browser: every way in, every verdict, every request.

The page is the committed bundle, served from this computer, from a site that exists only here,
or opened from disk. The conformance cases' hosts are the network: they answer with the case's
documents and with nothing else.
"""

import base64
import json
import os
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest

from tests.browser.conftest import SIZES

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "theme" / "verifier" / "dist" / "verify.html"
CASES = ROOT / "tests" / "conformance"
AXE = ROOT / "tests" / "judges" / "node_modules" / "axe-core" / "axe.min.js"
ISSUER = "https://badges.example.org/"
ACME = "did:web:badges.example.org:issuers:acme"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing on the terminal; its clock is right for the cases."""

    def log_message(self, *_args) -> None:
        pass

    def date_time_string(self, _timestamp=None) -> str:
        return "Sun, 03 May 2026 12:00:00 GMT"


@pytest.fixture
def site(tmp_path) -> Iterator[tuple[str, Path]]:
    """The page at /verify/ of a site on this computer, and the site's folder."""
    (tmp_path / "verify").mkdir()
    (tmp_path / "verify" / "index.html").write_bytes(PAGE.read_bytes())
    handler = partial(Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/verify/", tmp_path
        server.shutdown()
        thread.join()


@dataclass
class Desk:
    """One reader with the page open: what it asked of whom, and what it complained of."""

    page: object
    base: str
    folder: Path
    answers: dict[str, bytes] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=lambda: {"Access-Control-Allow-Origin": "*"})
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.route("https://**/*", self._answer)

    def _answer(self, route) -> None:
        body = self.answers.get(route.request.url)
        if body is None:
            route.abort()
        else:
            route.fulfill(status=200, body=body, headers=self.headers)

    def case(self, name: str) -> Path:
        """Let the world be as in that case; its credential."""
        folder = CASES / name
        documents = folder / "documents.json"
        if documents.is_file():
            for url, document in json.loads(documents.read_bytes()).items():
                self.answers[url] = (folder / document["file"]).read_bytes()
        trust = folder / "trust.json"
        listed = trust.read_bytes() if trust.is_file() else b'{"issuers": []}'
        (self.folder / "verify" / "trust.json").write_bytes(listed)
        as_of = json.loads((folder / "expected.json").read_bytes())["as_of"]
        self.page.clock.set_fixed_time(datetime.fromisoformat(as_of))
        return next(folder.glob("credential.*"))

    def open(self, address: str = "") -> None:
        self.page.goto(address or self.base)

    def give(self, *files) -> None:
        self.page.set_input_files("#files", list(files))

    def ask(self) -> None:
        """Agree to what the page wants to ask, as often as it does."""
        self.page.locator("#verdict, #many").first.wait_for()
        while (button := self.page.get_by_role("button", name="Ask ")).count():
            heading = self.page.locator("#verdict").element_handle()
            button.click()
            heading.wait_for_element_state("hidden")
            self.page.locator("#verdict").wait_for()

    def told(self) -> tuple[str, str]:
        """The label and the headline of the answer."""
        self.page.locator("#verdict").wait_for()
        return self.page.locator(".label").inner_text(), self.page.locator("#verdict").inner_text()

    def part(self, title: str) -> str:
        heading = self.page.get_by_role("heading", name=title, exact=True)
        return self.page.locator("section", has=heading).last.inner_text()

    def foreign(self) -> list[str]:
        """What was asked of others than this page's own place."""
        own = (self.base, "blob:", "file:", "data:")
        return [url for url in self.asked if not url.startswith(own)]


@pytest.fixture
def desk(chromium, site, request) -> Iterator[Desk]:
    """Parametrize indirectly with context options."""
    context = chromium.new_context(accept_downloads=True, **getattr(request, "param", {}))
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    made = Desk(context.new_page(), *site)
    yield made
    context.close()


def file_of(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def zip_of(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


# ━━ What is asked of whom


@pytest.mark.parametrize("way", ["http", "disk"])
def test_opening_the_page_asks_nothing(desk, way):
    desk.open(PAGE.as_uri() if way == "disk" else "")
    desk.page.wait_for_timeout(500)
    assert [url for url in desk.asked if not url.startswith("blob:")] == [
        PAGE.as_uri() if way == "disk" else desk.base
    ]
    assert desk.page.get_by_role("link", name="Back to the site").is_visible() == (way == "http")
    assert desk.complaints == []


def test_a_foreign_host_is_asked_after_the_reader_agrees_and_no_other_is(desk):
    badge = desk.case("verified")
    desk.open()
    desk.give(badge)
    assert desk.told() == ("Not checked yet", "Only the issuer’s website can tell")
    assert desk.foreign() == []
    desk.page.get_by_role("button", name="Ask badges.example.org", exact=True).click()
    desk.page.get_by_text("Verified", exact=True).wait_for()
    assert desk.foreign() == [
        f"{ISSUER}issuers/acme/did.json",
        f"{ISSUER}issuers/acme/status/1.json",
    ]
    assert [url for url in desk.asked if url.endswith("trust.json")] == [f"{desk.base}trust.json"]
    assert desk.complaints == []


def test_the_issuers_own_site_is_asked_at_once(desk):
    badge = desk.case("verified")
    desk.answers |= {
        f"{ISSUER}verify/": PAGE.read_bytes(),
        f"{ISSUER}verify/trust.json": (CASES / "verified" / "trust.json").read_bytes(),
    }
    desk.open(f"{ISSUER}verify/")
    desk.give(badge)
    assert desk.told() == ("Verified", "Checked: genuine and current")
    assert {url for url in desk.asked if not url.startswith(ISSUER)} <= {
        url for url in desk.asked if url.startswith("blob:")
    }
    # The network of this test has no answer for what it was not told of: there is no seal.
    assert desk.complaints == ["Failed to load resource: net::ERR_FAILED"]
    assert f"{ISSUER}seal.json" in desk.asked


def test_from_disk_with_a_list_of_ones_own(desk):
    badge = desk.case("verified")
    desk.open(PAGE.as_uri())
    desk.give(CASES / "verified" / "trust.json")
    desk.page.get_by_text("Your own list is used for this visit (1 issuer)").first.wait_for()
    desk.give(badge)
    desk.ask()
    assert desk.told()[0] == "Verified"
    assert "your own list" in desk.page.locator(".verdict").inner_text()
    assert desk.page.get_by_role("button", name="Copy private link").count() == 0
    assert desk.complaints == []


def test_a_site_under_preview_answers_for_its_own_addresses_and_says_so(desk):
    badge = desk.case("verified")
    listed = json.loads((CASES / "verified" / "trust.json").read_bytes())
    (desk.folder / "verify" / "trust.json").write_text(json.dumps({**listed, "site": ISSUER}))
    for url, body in desk.answers.items():
        path = desk.folder / url.removeprefix(ISSUER)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    desk.open()
    desk.give(badge)
    assert desk.told() == ("Preview. Verified", "Checked: genuine and current")
    assert desk.page.locator("#preview").is_visible()
    assert [url for url in desk.asked if url.startswith("https:")] == []


def test_only_this_computer_previews(desk):
    badge = desk.case("verified")
    listed = json.loads((CASES / "verified" / "trust.json").read_bytes())
    desk.answers |= {
        "https://mirror.example/verify/": PAGE.read_bytes(),
        "https://mirror.example/verify/trust.json": json.dumps({**listed, "site": ISSUER}).encode(),
    }
    desk.open("https://mirror.example/verify/")
    desk.give(badge)
    assert desk.told()[0] == "Not checked yet"
    assert desk.page.locator("#preview").is_hidden()


# ━━ Verdicts

VERDICTS = {
    "verified": ("good", "Verified", "Checked: genuine and current"),
    "png": ("good", "Verified", "Checked: genuine and current"),
    "svg": ("good", "Verified", "Checked: genuine and current"),
    "pdf": ("good", "Verified", "Checked: genuine and current"),
    "look_alike_letters_untrusted": (
        *("care", "Issuer not known"),
        "Genuine signature; you have not said you know this issuer",
    ),
    "list_empty_unconfirmed": ("care", "Not fully checked", "We could not check everything"),
    "jwt_unconfirmed": ("care", "Not fully checked", "We could not check everything"),
    "expired_invalid": ("bad", "No longer in force", "Expired on 1 May 2026."),
    "withdrawn_invalid": ("bad", "No longer in force", "Withdrawn by the issuer."),
    "changed_badge_invalid": ("bad", "Do not rely on it", "Changed since it was signed."),
}


@pytest.mark.parametrize("way", ["http", "disk"])
@pytest.mark.parametrize("case", VERDICTS)
def test_verdicts(desk, case, way):
    badge = desk.case(case)
    if way == "disk":
        desk.open(PAGE.as_uri())
        desk.give(desk.folder / "verify" / "trust.json")
        desk.page.get_by_text("Your own list is used").first.wait_for()
    else:
        desk.open()
    desk.give(badge)
    desk.ask()
    tone, *words = VERDICTS[case]
    assert desk.told() == tuple(words)
    assert desk.page.locator(f".verdict.{tone}").count() == 1
    assert desk.page.locator(".verdict.good").count() == (tone == "good")
    assert desk.page.evaluate("document.activeElement.id") == "verdict"
    assert desk.complaints == []


def test_who_signed_is_told_by_domain_and_path(desk):
    badge = desk.case("verified")
    desk.open()
    desk.give(badge)
    desk.ask()
    assert "Signed by badges.example.org/issuers/acme" in desk.part("Authentic")
    assert "The issuer’s list of withdrawn badges is of 1 April 2026." in desk.part("Current")
    assert "Nobody’s word on what it is worth" in desk.part("Worth")
    link = desk.page.get_by_role("link", name=f"{ISSUER}badges/welding/")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_of_a_changed_badge_nothing_is_told_as_fact(desk):
    badge = desk.case("changed_badge_invalid")
    desk.open()
    desk.give(badge)
    desk.ask()
    assert "Acme" not in desk.page.locator("#result").inner_text()
    desk.page.locator("summary", has_text="The file claims").click()
    assert "Acme Training" in desk.page.locator("#result").inner_text()


def test_what_a_badge_claims_is_only_ever_text(desk):
    document = json.loads(desk.case("verified").read_bytes())
    evil = '<img src=x onerror="window.bad=1"><script>window.bad=1</script>'
    document["credentialSubject"]["achievement"]["name"] = evil
    document["issuer"]["name"] = evil
    desk.open()
    desk.give(file_of(f"{evil}.json".replace("/", ""), json.dumps(document).encode()))
    desk.ask()
    desk.page.locator("summary", has_text="The file claims").click()
    assert desk.page.locator("#result").inner_text().count(evil) == 2
    assert desk.page.locator("#result img, #result script").count() == 0
    assert desk.page.evaluate("window.bad") is None
    assert desk.complaints == []


PICTURES = {
    "a photo": ("photo.jpg", b"\xff\xd8\xff\xe0 and so on"),
    "a PNG without a credential": ("badge.png", PIXEL),
    "an SVG without a credential": ("badge.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "a scan": ("scan.pdf", b"%PDF-1.7 and so on"),
}


@pytest.mark.parametrize(("name", "data"), PICTURES.values(), ids=PICTURES.keys())
def test_a_picture_without_a_credential_proves_nothing(desk, name, data):
    desk.case("verified")
    desk.open()
    desk.give(file_of(name, data))
    assert desk.told() == ("Nothing to check", "There is no badge inside this picture")
    assert "or for its link" in desk.page.locator(".verdict").inner_text()


# ━━ Ways in


def test_the_buttons_open_the_choosers(desk):
    badge = desk.case("verified")
    desk.open()
    with desk.page.expect_file_chooser() as folders:
        desk.page.get_by_role("button", name="Choose a folder").click()
    assert folders.value.element.get_attribute("webkitdirectory") is not None
    with desk.page.expect_file_chooser() as chooser:
        desk.page.get_by_role("button", name="Choose a file").click()
    assert chooser.value.is_multiple()
    chooser.value.set_files(badge)
    desk.ask()
    assert desk.told()[0] == "Verified"


def test_files_are_dropped_anywhere(desk):
    badge = desk.case("verified")
    desk.open()
    transfer = desk.page.evaluate_handle(
        """text => {
            const transfer = new DataTransfer()
            transfer.items.add(new File([text], "badge.json"))
            return transfer
        }""",
        badge.read_text(encoding="utf-8"),
    )
    for event in ("dragover", "drop"):
        desk.page.dispatch_event("h1", event, {"dataTransfer": transfer})
    desk.ask()
    assert desk.told()[0] == "Verified"


def tab_to(page, text: str) -> None:
    """Press Tab until what has that text is reached: a browser just opened may miss the first."""
    reached = []
    while text not in reached and len(reached) < 6:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert reached[-1] == text


def test_a_keyboard_is_enough(desk):
    badge = desk.case("verified")
    desk.page.on("filechooser", lambda _: None)  # from now on no dialog of the system opens
    desk.open()
    tab_to(desk.page, "Choose a file")
    with desk.page.expect_file_chooser() as chooser:
        desk.page.keyboard.press("Enter")
    chooser.value.set_files(badge)
    assert desk.told()[0] == "Not checked yet"
    tab_to(desk.page, "Ask badges.example.org")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_text("Verified", exact=True).wait_for()
    assert desk.page.evaluate("document.activeElement.id") == "verdict"


def test_text_is_pasted(desk):
    badge = desk.case("verified")
    desk.open()
    desk.page.get_by_text("Or paste the text of a badge").click()
    desk.page.get_by_label("The badge’s signed data").fill(badge.read_text(encoding="utf-8"))
    desk.page.get_by_role("button", name="Check the text").click()
    desk.ask()
    assert desk.told()[0] == "Verified"


def check_link(desk, url: str) -> None:
    desk.page.get_by_label("Or paste the link to a badge").fill(url)
    desk.page.get_by_role("button", name="Check the link").click()


def test_a_link_is_agreement_to_ask_its_host(desk):
    badge = desk.case("verified")
    page = f"{ISSUER}credentials/3f2a8c0e5b7d4e1f9a6b2c8d0e4f6a1b/"
    desk.answers[f"{page}credential.json"] = badge.read_bytes()
    desk.open()
    check_link(desk, page)
    assert desk.told()[0] == "Verified"
    assert len(desk.foreign()) == 3


def test_a_link_to_a_host_that_forbids_reading(desk):
    badge = desk.case("verified")
    desk.answers["https://closed.example/badge.json"] = badge.read_bytes()
    desk.headers = {"Access-Control-Allow-Origin": "https://closed.example"}
    desk.open()
    check_link(desk, "https://closed.example/badge.json")
    assert desk.told()[0] == "Not fully checked"
    said = desk.page.locator("#result").inner_text()
    assert "closed.example could not be reached, or does not let other pages read from it." in said
    assert "ask for the file, and check that" in said


WRONG_LINKS = {
    "not https": ("http://badges.example.org/b.json", "A link to a badge begins with https://."),
    "no address": ("badge", "A link to a badge begins with https://."),
    "a web page": ("https://badges.example.org/page", "That address is a web page, not a badge."),
}


@pytest.mark.parametrize(("url", "said"), WRONG_LINKS.values(), ids=WRONG_LINKS.keys())
def test_a_link_that_is_none(desk, url, said):
    desk.case("verified")
    desk.answers["https://badges.example.org/page"] = b"<!doctype html><title>A badge</title>"
    desk.open()
    check_link(desk, url)
    desk.page.get_by_text(said).first.wait_for()


def test_an_address_can_name_a_link_which_waits_for_the_button(desk):
    desk.case("verified")
    desk.open(f"{desk.base}#u=https%3A%2F%2Fbadges.example.org%2Fb.json")
    field = desk.page.get_by_label("Or paste the link to a badge")
    assert field.input_value() == "https://badges.example.org/b.json"
    desk.page.wait_for_timeout(300)
    assert desk.asked[0].startswith(desk.base)
    assert desk.foreign() == []


def test_a_private_link_carries_the_badge_and_no_server_sees_it(desk):
    badge = desk.case("png")
    desk.open()
    desk.give(badge)
    desk.ask()
    desk.page.get_by_role("button", name="Copy private link").click()
    link = desk.page.get_by_label("Private link", exact=True).input_value()
    assert link.startswith(f"{desk.base}#b=")
    assert desk.page.evaluate("navigator.clipboard.readText()") == link
    desk.page.goto("about:blank")
    desk.asked.clear()
    desk.open(link)
    desk.ask()
    assert desk.told()[0] == "Verified"
    assert not any(link.partition("#")[2] in url.partition("#")[0] for url in desk.asked)


def test_a_cut_private_link_says_so(desk):
    desk.case("verified")
    desk.open(f"{desk.base}#b=abc")
    desk.page.get_by_text("The link is damaged or cut off").wait_for()


# ━━ Many


def test_several_files_give_a_table_whose_rows_open(desk):
    names = ["expired_invalid", "verified", "jwt_unconfirmed"]
    paths = [desk.case(name) for name in names]
    files = [
        file_of(f"{name}.json", path.read_bytes()) for name, path in zip(names, paths, strict=True)
    ]
    desk.case("verified")
    desk.open()
    desk.give(*files)
    desk.page.get_by_text("3 of 3 files checked").wait_for()
    desk.page.get_by_label("Decision on expired_invalid.json").select_option("decline")
    desk.page.get_by_label("Note on expired_invalid.json").fill("too old")
    desk.page.get_by_role("button", name="Ask badges.example.org").click()
    desk.page.get_by_text("3 of 3 files checked: 1 verified").wait_for()
    assert desk.page.get_by_label("Decision on expired_invalid.json").input_value() == "decline"
    assert desk.page.get_by_label("Note on expired_invalid.json").input_value() == "too old"
    assert desk.page.get_by_label("Decision on verified.json").input_value() == ""
    desk.page.get_by_role("button", name="verified.json").click()
    assert desk.told()[0] == "Verified"
    desk.page.get_by_role("button", name="Back to the table").click()
    assert desk.page.get_by_role("button", name="expired_invalid.json").is_visible()
    assert desk.complaints == []


def test_what_a_badge_is_made_of_is_listed(desk):
    badge = desk.case("component_withdrawn")
    desk.open()
    desk.give(badge)
    desk.ask()
    assert desk.told()[0] == "Verified"
    assert [line for line in desk.part("Its parts hold").splitlines() if line] == [
        "Its parts hold",
        "No",
        "One of the badges it is made of does not hold: Withdrawn by the issuer.",
        "Welding basics: Genuine and current. You know this issuer: Acme Training.",
        "Welding basics: Withdrawn by the issuer.",
    ]
    page = f"{ISSUER}credentials/{1:032x}/"
    assert desk.page.get_by_role("link", name="Welding basics").first.get_attribute("href") == page
    assert desk.complaints == []


def test_own_copies_given_together_are_asked_for_nowhere(desk):
    stack = desk.case("component_given")
    desk.open()
    desk.give(stack, stack.with_name("given-1.json"))
    desk.page.get_by_role("button", name="Ask badges.example.org").click()
    desk.page.get_by_text("2 of 2 files checked: 2 verified").wait_for()
    desk.page.get_by_role("button", name="credential.json").click()
    assert "All badges it is made of (1) are genuine and current." in desk.part("Its parts hold")
    assert set(desk.foreign()) == {
        f"{ISSUER}issuers/acme/did.json",
        f"{ISSUER}issuers/acme/status/1.json",
    }


def test_a_zip_of_one_badge_gives_its_answer(desk):
    badge = desk.case("verified")
    desk.open()
    desk.give(file_of("badges.zip", zip_of({"a/credential.json": badge.read_bytes()})))
    desk.ask()
    assert desk.told()[0] == "Verified"


def test_what_lies_with_a_badge_does_not_vouch_for_it(desk):
    """A built site's folder holds its own keys and its own list of known issuers."""
    badge = desk.case("verified")
    tail = json.loads(badge.read_bytes())["id"].removeprefix(ISSUER)
    files = {url.removeprefix(ISSUER): body for url, body in desk.answers.items()}
    files |= {
        tail: badge.read_bytes(),
        "verify/trust.json": (CASES / "verified" / "trust.json").read_bytes(),
    }
    desk.open()
    desk.give(file_of("site.zip", zip_of(files)))
    assert desk.told()[0] == "Not fully checked"
    assert "came together with the badge, which proves nothing" in desk.part("Authentic")
    assert desk.foreign() == []


@pytest.mark.parametrize("name", ["notes.txt", "empty.zip"])
def test_files_without_a_badge(desk, name):
    desk.case("verified")
    desk.open()
    desk.give(file_of(name, zip_of({"readme.txt": b"hello"}) if name.endswith("zip") else b"hello"))
    desk.page.locator("#result :is(h2, .note)").first.wait_for()
    assert desk.page.locator(".good").count() == 0


# ━━ The reader's own list


def test_a_list_that_is_none_is_refused(desk):
    desk.case("verified")
    desk.open()
    desk.give(file_of("trust.json", b'{"issuers": [{"did": "nobody"}]}'))
    desk.page.get_by_text("This list of known issuers cannot be used").wait_for()


def test_an_issuer_is_added_once_the_reader_says_that_they_looked(desk):
    badge = desk.case("verified")
    (desk.folder / "verify" / "trust.json").write_text('{"issuers": []}')
    desk.open()
    desk.give(badge)
    desk.ask()
    assert desk.told()[0] == "Issuer not known"
    desk.page.get_by_text("Yes: put it on my list of known issuers").click()
    desk.page.get_by_role("button", name="Add and save my list").click()
    desk.page.get_by_text("Tick the box first").wait_for()
    desk.page.get_by_label("I looked at the issuer’s own website").check()
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Add and save my list").click()
    saved = json.loads(Path(download.value.path()).read_bytes())
    assert saved == {"issuers": [{"did": ACME, "name": "Acme Training", "since": "2026-05-03"}]}
    desk.page.get_by_text("Verified", exact=True).wait_for()
    assert "your own list" in desk.page.locator(".verdict").inner_text()


# ━━ What the reader takes away


def test_names_are_compared(desk):
    badge = desk.case("verified")
    desk.open()
    desk.give(badge)
    desk.ask()
    field = desk.page.get_by_label("The name you were given")
    for name, said in {
        "ångström, zoë": "The same name.",
        "Zoe Angstrom": "Close, but not the same.",
        "Ada Lovelace": "Another name than the one that is signed.",
    }.items():
        field.fill(name)
        desk.page.get_by_text(said).wait_for()


def test_a_record_is_saved_and_printed(desk):
    badge = desk.case("expired_invalid")
    desk.open()
    desk.give(badge)
    desk.ask()
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Save a record").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    for line in ("In words       Expired on 1 May 2026.", "Checked at     2026-05-03T12:00:00Z"):
        assert line in text
    desk.page.emulate_media(media="print")
    assert desk.page.locator(".record").inner_text().split() == text.split()
    assert desk.page.locator("button:visible, input:visible, summary:visible").count() == 0


# ━━ For everybody


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        reason = "axe-core is not there: npm ci --prefix tests/judges"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return AXE.read_text(encoding="utf-8")


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => axe.run(document, {runOnly: rules}).then(found => found.violations.flatMap(
    each => each.nodes.map(node => `${each.id}: ${node.target} ${node.failureSummary}`)))"""
VIEWS = [("light", "desktop"), ("dark", "desktop"), ("light", "phone")]
STATES = [
    *("", "not asked", "verified", "look_alike_letters_untrusted", "list_empty_unconfirmed"),
    *("expired_invalid", "changed_badge_invalid", "stacked_of_seventeen_one_withdrawn", "many"),
]


@pytest.mark.parametrize("desk", [{"bypass_csp": True}], indirect=True, ids=["with axe"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_is_too_wide(desk, axe, state):
    badge = desk.case(state if (CASES / state).is_dir() and state else "verified")
    desk.open()
    if state == "many":
        data = badge.read_bytes()
        desk.give(*(file_of(f"{number}.json", data + b" " * number) for number in range(3)))
        desk.page.get_by_text("3 of 3 files checked").wait_for()
    elif state:
        desk.give(badge)
        desk.told()
        if state != "not asked":
            desk.ask()
    desk.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    desk.page.evaluate(axe)
    for scheme, size in VIEWS:
        width, height = SIZES[size]
        desk.page.emulate_media(color_scheme=scheme)
        desk.page.set_viewport_size({"width": width, "height": height})
        assert desk.page.evaluate(RUN, RULES) == [], (scheme, size)
        widths = desk.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1]
