"""Names that look like a known issuer's: none is green, and each shows where it really stands."""

import json
import re
from urllib.parse import urlsplit

import pytest

from generator.openbadges.did_web import document_url
from tests.browser.verifying import reading
from tests.corpora import PROJECT
from tests.verify.cases.look_alikes import CASINGS, KNOWN, look_alike
from tests.verify.cases.world import did_document, ends

pytestmark = pytest.mark.browser

TABLE = json.loads((PROJECT / "tests" / "conformance" / "look_alikes.json").read_bytes())
OUTCOMES = list(TABLE["cases"][0]["checks"])
WORDS = {  # the verdict, as a row of the table tells it
    "untrusted": "Issuer not known",
    "unconfirmed": "Not fully checked",
    "invalid": "Do not rely on it",
}
# Each row: file, tone, label, issuer; and the place in the full answer, which its button opens.
READ = """() => [...document.querySelectorAll(".many tbody tr:not(.group)")].map(row => {
    const text = selector => row.querySelector(selector)?.textContent ?? ""
    const [tone] = [...(row.querySelector(".word")?.classList ?? [])].filter(name => name !== "word")
    row.querySelector("button.open").click()
    const result = document.querySelector("#result")
    return {
        file: text("button.open"), tone, label: text(".word"), place: text(".place"),
        answer: result.querySelector(".verdict").className, full: result.textContent,
        outcomes: [...result.querySelectorAll(".checks .word")].map(word => word.textContent),
    }
})"""
HOST = re.compile(r"did:web:([A-Za-z0-9.-]+)(?:%3A([0-9]+))?((?::[A-Za-z0-9._~-]+)*)")


KNOWN_URL = document_url(KNOWN)


def own_document(case):
    """Where no browser could tell the address from the known issuer's, that one answers."""
    [(url, body)] = case["documents"].items()
    place = urlsplit(url)
    same = (
        place.hostname == "uni.edu" and place.port in {None, 443} and url.endswith(KNOWN_URL[15:])
    )
    return (KNOWN_URL, did_document(did=KNOWN)) if same else (url, json.dumps(body).encode())


OWNED = [case for case in TABLE["cases"] if case["documents"]]
SAME = [case["did"] for case in OWNED if own_document(case)[0] == KNOWN_URL]


@pytest.fixture(scope="module")
def rows(chromium):
    """What the page shows of each, once the reader let it ask every host there is."""
    files = {
        f"{at}.json": json.dumps(row["credential"]).encode()
        for at, row in enumerate(TABLE["cases"])
    }
    documents = dict(own_document(case) for case in OWNED)
    with reading(chromium, documents, trust=TABLE["trust"], as_of=TABLE["as_of"]) as reader:
        reader.give(files)
        reader.tabled()
        reader.page.get_by_role("button", name=re.compile("^Ask ")).click()
        reader.tabled()
        found = reader.page.evaluate(READ)
        assert reader.ran() == []
    return {int(row["file"].removesuffix(".json")): row for row in found}


@pytest.mark.parametrize(
    "at", range(len(TABLE["cases"])), ids=lambda at: ascii(TABLE["cases"][at]["did"])
)
def test_a_look_alike_is_never_green(rows, at):
    case, row = TABLE["cases"][at], rows[at]
    assert row["tone"] != "good"
    assert "good" not in row["answer"].split()
    wanted = ends("issuer-key", "failed") if case["did"] in SAME else case["checks"]
    assert row["label"] == WORDS["invalid" if case["did"] in SAME else case["verdict"]]
    assert row["outcomes"] == [f"{check}: {wanted[check]}" for check in OUTCOMES]


def test_capitals_the_usual_port_and_the_usual_path_lead_to_the_known_address():
    """Which a browser asks for all of them; its document names another issuer."""
    others = [f"{KNOWN}%3A443", f"{KNOWN}:.well-known"]
    assert sorted(SAME) == [*(f"did:web:{host}" for host in sorted(CASINGS)), *others]


GENUINE = [
    at
    for at, case in enumerate(TABLE["cases"])
    if case["verdict"] == "untrusted" and case["did"] not in SAME
]


@pytest.mark.parametrize("at", GENUINE, ids=lambda at: ascii(TABLE["cases"][at]["did"]))
def test_its_place_stands_there_letter_by_letter(rows, at):
    did, row = TABLE["cases"][at]["did"], rows[at]
    host, port, path = HOST.fullmatch(did).groups()
    place = host + (f":{port}" if port else "") + path.replace(":", "/")
    assert row["place"] == place
    assert f"Signed by {place}" in row["full"]
    assert ("letters outside a to z" in row["full"]) == ("xn--" in did)
    if "xn--" in did:
        letters = ".".join(
            label.removeprefix("xn--").encode().decode("punycode")
            if label.startswith("xn--")
            else label
            for label in host.split(".")
        )
        assert letters in row["full"]


def test_the_known_name_itself_is_green(chromium):
    one = look_alike("The known issuer.", KNOWN)
    documents = {url: body for url, (body, *_) in one.documents.items()}
    assert list(documents) == [document_url(KNOWN)]
    with reading(chromium, documents, trust=TABLE["trust"], as_of=TABLE["as_of"]) as reader:
        reader.judge("one.json", one.credential)
        reader.page.get_by_role("button", name="Ask uni.edu").click()
        reader.page.locator(".verdict.good").wait_for()
        assert reader.page.locator("#verdict").inner_text() == "Checked: genuine and current"
