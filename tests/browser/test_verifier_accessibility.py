"""axe-core finds nothing in any state of the verifier's page; light and dark, phone and desktop."""

import json

import pytest

from generator.openbadges.strict_json import dump_json
from tests.browser.conftest import SIZES
from tests.browser.test_axe import RULES, RUN, SCHEMES, axe
from tests.browser.verifying import bodies, reading
from tests.openbadges.test_png import ONE_PIXEL
from tests.verify.cases.look_alikes import CASES as LOOK_ALIKES
from tests.verify.cases.world import (
    LIST_URL,
    OTHER_KEY,
    badge,
    documents,
    signed,
    status_list,
    trusting,
)

__all__ = ["axe"]  # a fixture
pytestmark = pytest.mark.browser

GOOD = dump_json(signed(badge()))
EXPIRED = dump_json(signed(badge(validUntil="2026-02-01T00:00:00Z")))
EARLY = dump_json(
    signed(badge(validFrom="2026-08-01T00:00:00Z", id="https://badges.example.org/b"))
)
CHANGED = GOOD.replace(b"Welding", b"Melting")
BY_OTHER = dump_json(signed(badge(), key=OTHER_KEY))
FOREIGN = LOOK_ALIKES["look_alike_cyrillic"].credential
PHONE = {"viewport": dict(zip(("width", "height"), SIZES["phone"], strict=True))}
VIEWS = [(scheme, size) for size in SIZES.values() for scheme in SCHEMES]


def give(**files):
    def run(reader):
        reader.give({name.replace("_", "."): data for name, data in files.items()})
        reader.settled()

    return run


def unfold(reader):
    """Opens every fold-out there is."""
    for each in reader.page.locator("details:not([open]) > summary").all():
        if each.is_visible():
            each.click()


def link(url):
    def run(reader):
        reader.page.locator("#url").fill(url)
        reader.page.locator("#url").press("Enter")
        reader.answered()

    return run


def press(name):
    return lambda reader: reader.page.get_by_role("button", name=name).click()


def compared(reader):
    give(a_json=GOOD)(reader)
    reader.page.get_by_label("The name you were given").fill("Zoe Angstrom")


def private(reader):
    give(a_json=GOOD)(reader)
    press("Copy private link")(reader)
    reader.page.get_by_label("Private link", exact=True).wait_for()


def table(reader):
    give(a_json=GOOD, b_json=GOOD, c_json=EXPIRED, d_json=CHANGED, e_png=ONE_PIXEL, f_json=FOREIGN)(
        reader
    )
    reader.tabled()


def grouped(reader):
    table(reader)
    reader.page.get_by_label("Group by person").check()


def filtered(reader):
    table(reader)
    reader.page.get_by_label("Result", exact=True).select_option("verified")
    reader.page.get_by_label("Find").fill("weld")


def opened(reader):
    table(reader)
    reader.page.locator("button.open").first.click()
    reader.answered()


def unlisted(reader):
    reader.documents.pop(LIST_URL)
    give(a_json=GOOD)(reader)


def withdrawn(reader):
    reader.documents[LIST_URL] = status_list(withdrawn=[70_707])
    give(a_json=GOOD)(reader)


def stranger(reader):
    give(trust_json=b'{"issuers": []}')(reader)
    give(a_json=GOOD)(reader)


STATES = {  # what the reader did, and words that stand there then
    "start": (lambda _: None, "Check a badge"),
    "paste": (unfold, "The badge’s signed data"),
    "own list": (give(trust_json=json.dumps(trusting()).encode()), "Your own list is used"),
    "bad list": (give(trust_json=b'{"issuers": 1}'), "cannot be used"),
    "verified": (give(a_json=GOOD), "Checked: genuine and current"),
    "untrusted": (stranger, "Do you know this issuer?"),
    "unconfirmed": (unlisted, "We could not check everything"),
    "expired": (give(a_json=EXPIRED), "Expired on 1 February 2026."),
    "early": (give(a_json=EARLY), "Not valid before 1 August 2026."),
    "withdrawn": (withdrawn, "Withdrawn by the issuer."),
    "changed": (give(a_json=CHANGED), "Changed since it was signed."),
    "by another": (give(a_json=BY_OTHER), "Do not rely on it"),
    "not JSON": (give(a_json=b"{"), "Not JSON"),
    "picture": (give(a_png=ONE_PIXEL), "There is no badge inside this picture"),
    "consent": (give(a_json=FOREIGN), "May this page ask?"),
    "bad link": (link("http://a.example/"), "begins with https://"),
    "dead link": (link("https://a.example/b.json"), "status 404"),
    "name compared": (compared, "Close, but not the same."),
    "private link": (private, "Whoever has the link can see the badge."),
    "table": (table, "6 of 6 files checked"),
    "table by person": (grouped, "No name is proven"),
    "table filtered": (filtered, "rows are shown"),
    "one of the table": (opened, "Back to the table"),
}


@pytest.mark.parametrize(("state", "words"), STATES.values(), ids=STATES.keys())
def test_axe_finds_nothing(chromium, axe, state, words):
    """As the page came to be, and in every view with all that folds out open, so that all is seen."""
    with reading(chromium, bodies(documents()), trust=trusting(), **PHONE) as reader:
        state(reader)
        reader.page.get_by_text(words).first.wait_for()
        reader.page.evaluate(axe)
        assert reader.page.evaluate(RUN, RULES) == []
        for scheme, (width, height) in VIEWS:
            reader.page.emulate_media(color_scheme=scheme)
            reader.page.set_viewport_size({"width": width, "height": height})
            unfold(reader)
            assert reader.page.evaluate(RUN, RULES) == [], (scheme, width)
            assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_record_is_all_that_is_printed(chromium):
    with reading(chromium, bodies(documents()), trust=trusting()) as reader:
        reader.judge("a.json", GOOD)
        reader.page.emulate_media(media="print")
        assert reader.page.locator(".record").is_visible()
        assert not reader.page.get_by_role("button").first.is_visible()
