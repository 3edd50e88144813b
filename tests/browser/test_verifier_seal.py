"""A reader who comes back: the page tells of an older copy, and no verdict changes."""

import hashlib
from datetime import timedelta

import pytest

from generator.openbadges.seal import seal_credential
from tests.browser.verifying import PAGE, TRUST, VERIFY, reading
from tests.verify.cases.world import (
    AS_OF,
    DID_URL,
    EVIL_KEY,
    INDEX,
    ISSUER,
    KEY,
    LIST_URL,
    SITE,
    badge,
    did_document,
    dump_json,
    moment,
    signed,
    status_list,
    trusting,
)

pytestmark = pytest.mark.browser

GOOD = dump_json(signed(badge()))
CLEAR, WITHDRAWN = status_list(), status_list(withdrawn=[INDEX])
OLDER = "This copy is older than one you have seen: it was sealed on 3 May 2026."
MISSING = "This site had a seal when you saw it last, and has none now."
CHANGED = "This is not what the issuer sealed: issuers/acme/status/1.json"


def site(version, withdrawals=CLEAR, *, days=30, **signing):
    """What a sealed site answers, by URL."""
    documents = {DID_URL: did_document(), LIST_URL: withdrawals}
    files = {
        url.removeprefix(SITE): f"sha256:{hashlib.sha256(body).hexdigest()}"
        for url, body in documents.items()
    }
    listed = dump_json({"version": 1, "site": SITE, "files": files})
    seal = seal_credential(
        site=SITE,
        issuer=ISSUER,
        version=version,
        digest=hashlib.sha256(listed).digest(),
        valid_from=moment(AS_OF),
        valid_until=moment(AS_OF) + timedelta(days=days),
    )
    sealed = dump_json(signed(seal, **signing))
    documents |= {f"{SITE}seal.json": sealed, f"{SITE}catalog.json": listed}
    return documents | {TRUST: dump_json(trusting(KEY))}


def visit(reader, documents):
    """Opens the page anew on a site that answers with these; the verdict, and the note."""
    reader.documents = documents
    reader.asked.clear()
    reader.page.goto("about:blank")
    reader.page.goto(VERIFY)
    reader.page.wait_for_load_state()
    assert reader.asked == [VERIFY]  # nothing before a check
    told = reader.judge("badge.json", GOOD)
    reader.page.wait_for_load_state("networkidle")
    assert reader.ran() == []
    assert reader.foreign() == []
    return told, note(reader)


def note(reader):
    place = reader.page.locator("#preview")
    return place.inner_text() if place.is_visible() else ""


@pytest.fixture
def reader(chromium):
    with reading(chromium) as opened:
        yield opened


def test_a_reader_who_saw_the_newer_site_is_told_of_the_older(reader):
    before, said = visit(reader, site(1, CLEAR))
    assert said == ""
    withdrawn, said = visit(reader, site(2, WITHDRAWN))
    assert (withdrawn, said) == ("Withdrawn by the issuer.", "")
    assert visit(reader, site(1, CLEAR)) == (before, OLDER)
    assert visit(reader, site(3, CLEAR)) == (before, "")


def test_an_older_list_under_the_newest_seal_is_told(reader):
    before, _ = visit(reader, site(1, CLEAR))
    mirror = site(2, WITHDRAWN) | {LIST_URL: CLEAR}
    assert visit(reader, mirror) == (before, CHANGED)
    assert visit(reader, mirror | {f"{SITE}catalog.json": b"{}"}) == (
        before,
        "This is not what the issuer sealed: catalog.json",
    )


def test_a_seal_that_is_gone_is_told_to_who_saw_one(reader):
    bare = {url: body for url, body in site(1).items() if not url.endswith("seal.json")}
    before, said = visit(reader, bare)
    assert said == ""
    visit(reader, site(1))
    assert visit(reader, bare) == (before, MISSING)


def test_a_seal_that_ended_or_is_forged_is_told_and_changes_nothing(reader):
    before, _ = visit(reader, site(1))
    ended = "The seal of this site ended on 2 May 2026: what is here may be out of date."
    assert visit(reader, site(1, days=-1)) == (before, ended)
    verdict, said = visit(reader, site(99, key=EVIL_KEY))
    assert verdict == before
    assert said.startswith("The seal of this site cannot be relied on: ")
    assert visit(reader, site(1)) == (before, "")  # 99 was not remembered


def test_where_nothing_may_be_kept_nothing_is_said(chromium):
    refused = (
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})"
    )
    with reading(chromium, script=refused) as reader:
        visit(reader, site(2))
        assert visit(reader, site(1))[1] == ""


def test_what_is_told_stands_in_the_record(reader):
    visit(reader, site(2))
    visit(reader, site(1))
    reader.judge("again.json", GOOD)
    assert OLDER in reader.page.locator("pre.record").text_content()


def test_a_page_on_disk_asks_for_no_seal(chromium):
    with reading(chromium, at=PAGE.as_uri()) as reader:
        asked = []
        reader.page.on("request", lambda request: asked.append(request.url))
        reader.judge("badge.json", GOOD)
        assert [url for url in asked if not url.startswith("blob:")] == []
        assert note(reader) == ""
