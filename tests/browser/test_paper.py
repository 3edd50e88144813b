"""What is meant for one sheet of paper takes one, however much there is to say."""

import re

import pytest

pytestmark = pytest.mark.browser

SHEETS = {"A4": "A4", "Letter": "Letter"}
LONG = "Supporting learners of every language in the mathematics classroom " * 4


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of Chromium has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def _longest(page) -> None:
    """Every text of the poster as long as it may become, and as many lines as there may be."""
    page.evaluate(
        """long => {
            document.querySelector("h1").textContent = long.slice(0, 120)
            document.querySelector(".bp-lead").textContent = long.slice(0, 121)
            const columns = document.querySelector(".bp-poster__columns")
            const lines = count => `<ul>${`<li>${long.slice(0, 121)}</li>`.repeat(count)}</ul>`
            columns.innerHTML = `<section><h2>What it takes</h2>${lines(6)}<p>${long.slice(0, 135)}</p></section>`
                + `<section><h2>Who honors it</h2>${lines(5)}</section>`
        }""",
        LONG,
    )


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS.keys())
@pytest.mark.parametrize("path", ["badges/welding/poster/", "pathways/metal/poster/"])
def test_a_poster_takes_one_sheet(visit, path, sheet):
    visit.to(path)
    assert pages_of(visit.page.pdf(format=sheet)) == 1
    _longest(visit.page)
    assert pages_of(visit.page.pdf(format=sheet)) == 1


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS.keys())
def test_an_issuer_s_profile_takes_one_sheet(visit, sheet):
    visit.to("issuers/fenwick/")
    assert pages_of(visit.page.pdf(format=sheet)) == 1
    visit.page.evaluate(
        """long => {
            document.querySelector(".bp-lead").textContent = long
            const more = (list, count) => { for (let n = 0; n < count; n++) list.append(list.lastElementChild.cloneNode(true)) }
            more(document.querySelector(".bp-issuer__keys"), 3)
            more(document.querySelector("[aria-labelledby=program] .bp-facts"), 4)
        }""",
        LONG,
    )
    assert pages_of(visit.page.pdf(format=sheet)) == 1


def test_the_pages_of_a_pdf_are_counted(visit):
    visit.to("badges/welding/poster/")
    visit.page.evaluate(
        "() => document.body.insertAdjacentHTML('beforeend', '<p>x</p>'.repeat(150))"
    )
    assert pages_of(visit.page.pdf(format="A4")) > 1


def test_a_poster_is_printed_without_what_belongs_to_the_screen(visit):
    visit.to("badges/welding/poster/")
    visit.page.emulate_media(media="print")
    for part in (".md-header", ".bp-poster__hint", ".md-footer"):
        assert not visit.page.locator(part).is_visible()
    assert visit.page.locator(".bp-qr").is_visible()
