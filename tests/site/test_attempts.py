"""At which attempt people earned a badge: never a number that stands for fewer than ten."""

import pytest

from generator.model.catalog import Stored
from generator.site.attempts import Attempts, count_attempts
from tests.site.reading import bytes_of, read
from tests.site.small import (
    BADGES,
    EARNERS,
    LEDGER,
    catalog,
    earner,
    issued,
    rendered,
    sign,
    with_catalog,
)

TOLD = {  # (at the first attempt, later): what is told
    (0, 0): "",
    (9, 0): "",
    (9, 9): "",
    (10, 0): "most at the first attempt, fewer than ten after handing in again",
    (30, 9): "most at the first attempt, fewer than ten after handing in again",
    (9, 10): "fewer than ten at the first attempt, most after handing in again",
    (10, 10): "10 at the first attempt, 10 after handing in again",
}


@pytest.mark.parametrize(("counts", "told"), TOLD.items(), ids=str)
def test_what_is_told_of_attempts(counts, told):
    assert Attempts(*counts).told() == told


def row(number, who, attempt=None, badge="listening"):
    return issued(number, who, badge, award={"attempt": attempt} if attempt else {})


def test_each_person_counts_once_with_the_first_attempt_that_is_known():
    rows = [
        *(row(9, "ana", "2"), row(12, "ana", "1")),
        *(row(20, "ben", "1"), row(19, "ben", "3")),
        *(row(10, "cai"), row(11, "cai", "1")),
        *(row(13, "dee", "1"), row(14, "eve"), row(15, "ana", "1", "feedback")),
    ]
    assert count_attempts(rows) == {
        "listening": Attempts(first=2, later=2),
        "feedback": Attempts(first=1, later=0),
    }


PEOPLE = range(9, 30)


def page_with(visibility):
    """The badge's page when eleven earned it at the first attempt and ten later."""
    agreed = {
        "visibility": visibility,
        "consent": {"by": "earner", "on": "2026-01-01", "visibility": visibility, "name": None},
    }
    if visibility == "private":
        agreed = {}
    people = [
        earner(
            f"canary-{number}",
            "Some One",
            **agreed,
            **({"address": f"{number:032x}"} if visibility == "unlisted" else {}),
        )
        for number in PEOPLE
    ]
    rows = [row(number, f"canary-{number}", "1" if number % 2 else "2") for number in PEOPLE]
    badge = next(each for each in BADGES if each.slug == "listening")
    signed = {each.credential: Stored("x.json", sign(each, badge)) for each in rows}
    return rendered(
        with_catalog(
            earners={each.slug: each for each in (*EARNERS, *people)},
            ledger=(*LEDGER, *rows),
            assertions={**catalog().assertions, **signed},
        )
    )["badges/listening/"]


def test_public_people_are_counted():
    text = " ".join(read(page_with("public").body).text.split())
    assert "Publicly shown by21 people" in text
    assert "Of those, as far as known11 at the first attempt, 10 after handing in again" in text


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_nobody_else_is(site, visibility):
    assert bytes_of(page_with(visibility)) == bytes_of(site["badges/listening/"])
