"""What an earner's page says that its badges are worth: of what it shows, and no more."""

import pytest

from generator.model.catalog import Stored
from generator.model.recognizer import Recognizer
from tests.site.reading import bytes_of, read
from tests.site.small import RECOGNIZERS, catalog, issued, rendered, sign, token, with_catalog

ANA = "earners/ana-public/"


def honoring(*badges: str, pathways: tuple[str, ...] = (), **more: object) -> Recognizer:
    honors = [
        {
            "badges": badges,
            "pathways": pathways,
            "worth": {"kind": "hours", "amount": "7", "text": "Seven hours."},
            "from": "2020-01-01",
            "basis": {"kind": "policy", "url": "https://office.example/policy"},
            **more,
        }
    ]
    said = RECOGNIZERS[1].model_dump(by_alias=True, mode="json", exclude_none=True)
    return Recognizer.model_validate({**said, "slug": "office", "name": "Office", "honors": honors})


def page(*recognizers: Recognizer) -> str:
    shown = with_catalog(recognizers={each.slug: each for each in recognizers})
    return bytes_of(rendered(shown)[ANA])


def test_the_sum_has_its_reasons_and_what_must_be_asked_first_stands_above(site):
    text = bytes_of(site[ANA])
    assert text.index("Only with approval beforehand") < text.index("<b>$400 a year</b>")
    assert "at most $1,600 a year in all" in text
    assert "Base pay rises by $400." in text
    assert "Feedback</a> <small>2 March 2026</small>" in text


TOLD = {  # case: (statement, whether the page tells of it)
    "held": (honoring("feedback"), True),
    "withdrawn from the earner": (honoring("listening"), False),
    "a pathway that is complete": (honoring(pathways=("growth",)), True),
    "no longer given": (honoring("feedback", until="2026-05-31"), False),
    "taken back": (honoring("feedback", withdrawn="2026-06-01"), False),
    "not yet given": (honoring("feedback", **{"from": "2026-06-02"}), False),
    "given for the last day": (honoring("feedback", until="2026-06-01"), True),
}


@pytest.mark.parametrize(("recognizer", "told"), TOLD.values(), ids=TOLD.keys())
def test_only_what_holds_that_day_counts(recognizer, told):
    text = page(recognizer)
    assert ("<b>7 hours</b>" in text) is told
    assert ("What this is worth" in text) is told


def test_a_badge_reissued_or_earned_again_counts_once():
    again = issued(9, "ana-public", "feedback", name="Ana L.")
    base = catalog()
    shown = with_catalog(
        recognizers={"office": honoring("feedback")},
        ledger=(*base.ledger, again),
        assertions={
            **base.assertions,
            token(9): Stored("assertions/9.json", sign(again, base.badges["feedback"])),
        },
    )
    text = bytes_of(rendered(shown)[ANA])
    assert text.count("<b>7 hours</b>") == 2  # the sum and its one line
    assert "14 hours" not in text
    assert "<small>9 March 2026</small>" in text


def test_each_page_counts_its_own_badges_only():
    """The private earner holds this badge too; the unlisted one another."""
    site = rendered(with_catalog(recognizers={"office": honoring("feedback")}))
    telling = {path for path, each in site.items() if 'class="bp-worth"' in bytes_of(each)}
    assert telling == {ANA, "earners/dee-nameless/"}
    assert all("<b>14 hours</b>" not in bytes_of(each) for each in site.values())


def test_its_links_lead_somewhere(site):
    seen = read(bytes_of(site[ANA]))
    assert {"../../recognizers/harrow/", "../../badges/feedback/"} <= set(seen.links)
