"""Issuers side by side: each with its own keys, program and address, nobody with another's."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from generator.model.issuer import Outcome
from tests.site.reading import read
from tests.site.small import (
    BADGES,
    EARNERS,
    ISSUER,
    KEY,
    Stored,
    badge,
    catalog,
    earner,
    issued,
    rendered,
    sign,
    token,
    with_catalog,
)

OLD = "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
CREEK = ISSUER.model_copy(
    update={
        "slug": "creek",
        "name": "Creek School",
        "summary": "A school.",
        "url": "https://creek.example/",
        "did": "did:web:id.creek.example",
        "recognized_by": (),
        "keys": (
            ISSUER.keys[0].model_copy(
                update={
                    "public_key": OLD,
                    "created": ISSUER.keys[0].created.replace(year=2023),
                    "retired": ISSUER.keys[0].created.replace(month=6),
                    "note": "The laptop was replaced.",
                }
            ),
            ISSUER.keys[0],
        ),
        "outcomes": (Outcome(period="School year 2024-25", tried=1240, earned=1105),),
    }
)


@pytest.fixture(scope="module")
def two():
    """Both issuers in one catalog; the second has one badge."""
    creek = badge("carving", issuer="creek", hours="8", assessors={"who": "x", "independent": True})
    badges = {each.slug: each for each in (*BADGES, creek)}
    return rendered(with_catalog(issuers={"brook": ISSUER, "creek": CREEK}, badges=badges))


def _text(site, slug):
    return " ".join(read(site[f"issuers/{slug}/"].body).text.split())


SAYS = {
    "own address": ("brook", "letter by letter: badges.brook.example/b/issuers/brook Document"),
    "own document": ("brook", "https://badges.brook.example/b/issuers/brook/did.json"),
    "address on a domain of its own": ("creek", "letter by letter: id.creek.example Document"),
    "document there": ("creek", "https://id.creek.example/.well-known/did.json"),
    "key in use": ("creek", f"In use, since 1 January 2025. Fingerprint {KEY}"),
    "retired key": (
        "creek",
        f"stays good. The laptop was replaced. Fingerprint {OLD}",
    ),
    "its time": (
        "creek",
        "Retired, 1 January 2023 to 1 June 2025. What it signed in that time stays good.",
    ),
    "what is awarded": ("creek", "Badges 1 of them Foundation 1 Effort of a badge 8 hours"),
    "a retired badge is not awarded": ("brook", "Badges 3 of them Intermediate 1"),
    "how it is assessed": ("brook", "The rubric that assessors use is public: 1 of 3 badges."),
    "by one badge": ("creek", "The assessor is never the earner’s own teacher or supervisor: its one badge."),
    "what is not asked": ("creek", "Evidence has to be handed in: no badge."),
    "how many try": ("creek", "School year 2024-25 1,240 1,105"),
    "that it is not said": ("brook", "The issuer has not stated how many try."),
    "the other one": ("brook", "Creek School A school."),
}  # fmt: skip


@pytest.mark.parametrize(("slug", "words"), SAYS.values(), ids=SAYS.keys())
def test_an_issuer_s_page_says(two, slug, words):
    assert words in _text(two, slug)


def test_issuers_have_only_their_own(two):
    assert OLD not in _text(two, "brook")
    creek = read(two["issuers/creek/"].body).links
    assert [link for link in creek if "/badges/" in link and not link.endswith(".svg")] == [
        "../../badges/carving/"
    ]
    assert "../brook/" in creek


def _counted(public, unlisted=0):
    """The site where so many people hold a badge of the issuer."""
    clean = catalog()
    agreed = {"by": "earner", "on": "2026-01-01", "visibility": "public", "name": None}
    people, rows = [], []
    for number in range(public + unlisted):
        slug = f"person-{number}"
        shown = (
            {"visibility": "public"}
            if number < public
            else {"visibility": "unlisted", "address": f"{number:032x}"}
        )
        people.append(earner(slug, f"Person {number}", consent=agreed, **shown))
        rows.append(issued(1, slug, "feedback", credential=token(100 + number)))
    own = {row.credential: Stored("x", sign(row, BADGES[0])) for row in rows}
    return rendered(
        replace(
            clean,
            earners={each.slug: each for each in (*EARNERS, *people)},
            ledger=(*clean.ledger, *rows),
            assertions={**clean.assertions, **own},
        )
    )


COUNTS = {  # the small catalog has two public people of its own
    "nine": ((7, 0), "Fewer than ten people show a badge of theirs publicly."),
    "ten": ((8, 0), "10 people show a badge of theirs publicly."),
    "unlisted people are not counted": ((7, 5), "Fewer than ten people show"),
}


@pytest.mark.parametrize(("people", "words"), COUNTS.values(), ids=COUNTS.keys())
def test_people_are_counted_from_ten(people, words):
    assert words in _text(_counted(*people), "brook")


OUTCOMES = {
    "few tried": ((9, 9), "greater than or equal to 10"),
    "few earned": ((40, 9), "greater than or equal to 10"),
    "few did not": ((40, 35), "fewer than ten people who did not earn"),
    "more earned": ((40, 50), "'earned' is more than 'tried'"),
}


@pytest.mark.parametrize(("numbers", "message"), OUTCOMES.values(), ids=OUTCOMES.keys())
def test_no_number_stands_for_fewer_than_ten(numbers, message):
    with pytest.raises(ValidationError, match=message):
        Outcome(period="2025", tried=numbers[0], earned=numbers[1])


@pytest.mark.parametrize("numbers", [(10, 10), (40, 30), (40, 40)])
def test_ten_do(numbers):
    assert Outcome(period="2025", tried=numbers[0], earned=numbers[1])
