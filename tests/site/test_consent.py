"""Nothing of a person leaves the room but what they agreed to and what was signed."""

import json
from dataclasses import replace

import pytest

from generator.model.earner import Visibility
from tests.site.reading import bytes_of, html_of, read
from tests.site.small import (
    ADDRESS,
    BADGES,
    EARNERS,
    Issued,
    Stored,
    catalog,
    issued,
    rendered,
    sign,
    token,
)

NEVER = {
    "a private earner's name": "Ben Canary",
    "a private earner's slug": "ben-private",
    "a full name where a shorter one was agreed to": "Ana Lucia",
    "a child's full name": "Canary Child",
    "an unlisted earner's slug": "cleo-unlisted",
    "a name where none was agreed to": "Canary Nameless",
    "the name before a correction": "Ana Oldname",
    "a name that others signed but was not agreed to": "Ana Canary Elsewhere",
    "an e-mail address": "home.example",
    "why a badge was withdrawn": "canary reason",
    "evidence that is not public": "canary-link",
    "who assessed": "canary-assessor",
    "the address of an own copy": token(5),
    "the address of a private earner's badge": token(3),
    "a guardian": "guardian",
}


@pytest.mark.parametrize("text", NEVER.values(), ids=NEVER.keys())
def test_never_on_the_site(site, text):
    assert [path for path, output in site.items() if text in bytes_of(output)] == []


def test_an_unlisted_earner_is_found_by_address_only(site):
    own = {
        f"earners/{ADDRESS}/",
        f"credentials/{token(4)}/",
        f"credentials/{token(4)}/credential.json",
    }
    for text in ("Cleo", ADDRESS, token(4)):
        assert {path for path, output in site.items() if text in bytes_of(output)} <= own
    assert not any(site[path].listed for path in own if path.endswith("/"))


LISTED = {
    "public earner": ("earners/ana-public/", True),
    "public earner's badge": (f"credentials/{token(2)}/", True),
    "withdrawn": (f"credentials/{token(7)}/", False),
    "unlisted earner": (f"earners/{ADDRESS}/", False),
    "unlisted earner's badge": (f"credentials/{token(4)}/", False),
}


@pytest.mark.parametrize(("path", "listed"), LISTED.values(), ids=LISTED.keys())
def test_who_is_listed_has_a_card_for_other_sites(site, path, listed):
    assert site[path].listed is listed
    assert ("og:title" in site[path].head) is listed


def test_no_person_is_in_a_search_index(site):
    for path, output in site.items():
        if "/search/" in path:
            assert not any(name in bytes_of(output) for name in ("Ana", "Cleo", "credentials"))


def test_without_consent_to_a_name_there_is_none(site):
    page = site["earners/dee-nameless/"]
    assert page.title == "Earned badges"
    assert "Feedback" in read(page.body).text
    assert site[f"credentials/{token(6)}/"].title == "Feedback"


def test_a_stored_credential_is_published_byte_for_byte(site):
    stored = catalog().assertions[token(2)].body
    assert site[f"credentials/{token(2)}/credential.json"].body == stored


def test_the_name_is_the_signed_one(site):
    assert site["earners/ana-public/"].title == "Ana L."
    assert site[f"credentials/{token(2)}/"].title == "Feedback — Ana L."


def test_who_goes_private_leaves_no_trace():
    private = EARNERS[0].model_copy(update={"visibility": Visibility.PRIVATE})
    clean = catalog()
    site = rendered(replace(clean, earners={**clean.earners, "ana-public": private}))
    for text in ("Ana", token(1), token(2), token(7), token(8)):
        assert [path for path, output in site.items() if text in bytes_of(output)] == []


def test_a_reissued_badge_leaves_a_stub_that_tells_nothing(site):
    old = f"credentials/{token(1)}/"
    assert [path for path in site if path.startswith(old)] == [f"{old}index.html"]
    stub = read(html_of(site[f"{old}index.html"]))
    assert stub.links == [
        f"https://badges.brook.example/b/credentials/{token(2)}/",
        f"../{token(2)}/",
    ]
    assert "script" not in {tag for tag, _ in stub.elements}
    assert stub.text.split() == (
        [
            "This",
            "badge",
            "was",
            "reissued",
            "This",
            "badge",
            "was",
            "reissued.",
            "Go",
            "to",
            "its",
            "current",
            "page.",
        ]
    )


def test_a_badge_reissued_twice_leads_to_the_last():
    clean = catalog()
    rows = [
        issued(9, "ana-public", "feedback", name="Ana L.", replaces=[token(2)]),
    ]
    shown = replace(
        clean,
        ledger=(*clean.ledger, *rows),
        assertions={**clean.assertions, token(9): Stored("x", sign(rows[0], BADGES[0]))},
    )
    site = rendered(shown)
    for old in (1, 2):
        stub = read(html_of(site[f"credentials/{token(old)}/index.html"]))
        assert stub.links[-1] == f"../{token(9)}/"
    assert f"credentials/{token(2)}/credential.json" not in site


def test_a_withdrawn_badge_says_so_and_not_that_it_is_forged(site):
    text = read(site[f"credentials/{token(7)}/"].body).text
    assert "Withdrawn. Brook Service Agency awarded this badge and has since withdrawn it." in text
    person = read(site["earners/ana-public/"].body).text
    assert "Three earned badges" in person
    for word in ("forge", "fake", "invalid", "expired"):
        assert word not in (text + person).lower()


def _holders(site):
    text = read(site["badges/feedback/"].body).text.split("Publicly shown by")[1]
    return text.split("Signed in the name of")[0].strip()


@pytest.mark.parametrize(
    ("public", "words"),
    [
        (4, "fewer than five people"),
        (5, "fewer than ten people"),
        (9, "fewer than ten people"),
        (10, "10 people"),
    ],
    ids=str,
)
def test_a_small_count_is_not_told(public, words):
    clean = catalog()
    numbers = [n for n in range(1, public + 2) if n != 7][:public]  # the seventh is withdrawn
    people = {f"p{n}": EARNERS[0].model_copy(update={"slug": f"p{n}"}) for n in numbers}
    rows = [issued(n, f"p{n}", "feedback", name="P") for n in numbers]
    # Nor are a second badge of one person, and of one who is unlisted, counted.
    rows.append(issued(20, "p1", "feedback", name="P"))
    rows.append(issued(21, "cleo-unlisted", "feedback", name="P"))
    shown = replace(
        clean,
        earners={**clean.earners, **people},
        ledger=tuple(rows),
        assertions={row.credential: Stored("x", sign(row, BADGES[0])) for row in rows},
        adopted={},
    )
    assert _holders(rendered(shown)) == words


def test_another_issuers_badge_is_shown_with_its_verdict_and_its_own_address(site):
    page = read(site["earners/ana-public/"].body)
    assert "https://elsewhere.example/credentials/9" in page.links
    assert "Elsewhere College" in page.text
    assert (
        "Checked: genuine and current. Judged by its issuer’s documents of 2 May 2026." in page.text
    )


def test_every_ledger_row_of_the_sample_is_of_a_kind_tested_here():
    rows = [row for row in catalog().ledger if isinstance(row, Issued)]
    assert {row.copy_.value for row in rows} == {"page", "own"}
    assert json.loads(catalog().assertions[token(4)].body)["credentialSubject"]["identifier"]
