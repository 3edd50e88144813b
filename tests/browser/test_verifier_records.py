"""A file of several badges given to the verifier's page: a table, each with its own verdict."""

import pytest

from generator.openbadges.strict_json import dump_json
from tests.browser.verifying import SITE, bodies, reading
from tests.verify.cases.papers import attached, paper
from tests.verify.cases.world import badge, documents, signed, trusting

pytestmark = pytest.mark.browser

GOOD = signed(badge())
CHANGED = {**GOOD, "name": "Melting"}
LINK = f"{SITE}earners/ana/clr.json"


def record(*held) -> bytes:
    return dump_json(
        {
            "type": ["VerifiableCredential", "ClrCredential"],
            "credentialSubject": {"verifiableCredential": list(held)},
        }
    )


@pytest.fixture
def reader(chromium):
    """The page, on a site that has a record too."""
    pages = {**bodies(documents()), LINK: record(GOOD, CHANGED)}
    with reading(chromium, pages, trust=trusting()) as reader:
        yield reader


def ask_for(reader, link: str) -> None:
    reader.page.locator("#url").fill(link)
    reader.page.locator("#url").press("Enter")


def rows(reader) -> str:
    text: str = reader.page.locator(".many").inner_text()
    return text


def test_one_that_is_dropped_is_opened(reader):
    reader.give({"clr.json": record(GOOD, CHANGED)})
    assert reader.tabled() == "2 of 2 files checked: 1 verified, 1 invalid."
    said = rows(reader)
    assert "clr.json, badge 1 of 2" in said
    assert "clr.json, badge 2 of 2" in said
    assert "Changed since it was signed" in said
    assert reader.ran() == []


def test_so_is_a_pdf_and_what_cannot_be_read_hides_no_other(reader):
    good, changed = (attached(dump_json(each), "/Type/EmbeddedFile") for each in (GOOD, CHANGED))
    damaged = attached(b"", "/Type/EmbeddedFile", length="")
    reader.give({"transcript.pdf": paper(good, changed, damaged)})
    assert reader.tabled() == "3 of 3 files checked: 1 verified, 2 invalid."
    said = rows(reader)
    assert "transcript.pdf, badge 1 of 3" in said
    assert "Changed since it was signed" in said
    assert "An attachment of the PDF is damaged" in said
    note = "Each badge of several in a file is checked by itself."
    assert note in reader.page.locator("#result").inner_text()
    assert reader.ran() == []


def test_so_is_one_behind_a_link(reader):
    ask_for(reader, LINK)
    assert reader.tabled() == "2 of 2 files checked: 1 verified, 1 invalid."
    assert f"{LINK}, badge 2 of 2" in rows(reader)
    assert reader.ran() == []


def test_one_badge_in_one_has_an_answer_of_its_own(reader):
    reader.give({"clr.json": record(GOOD)})
    assert reader.answered() == "Checked: genuine and current"


def test_what_is_behind_a_link_and_no_record_is_judged_as_it_stands(reader):
    link = f"{SITE}badge.json"
    reader.documents[link] = dump_json(GOOD)
    ask_for(reader, link)
    assert reader.answered() == "Checked: genuine and current"
