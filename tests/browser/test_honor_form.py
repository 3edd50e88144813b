"""The form to honor a badge fits on one sheet, however long the texts of the badge are."""

import pytest

from tests.browser.test_paper import pages_of

pytestmark = pytest.mark.browser

FORM = "badges/welding/honor/"
LONGEST = """() => {
    const words = "supported colleagues through a whole semester of change ".repeat(6).slice(0, 300)
    for (const each of document.querySelectorAll(".bp-form__facts dd")) each.textContent = words
    document.querySelector("h1").textContent = words.slice(0, 140)
}"""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("change", ["", LONGEST], ids=["as it is", "longest texts"])
def test_it_prints_on_one_sheet(visit, paper, change):
    visit.to(FORM)
    if change:
        visit.page.evaluate(change)
    assert pages_of(visit.page.pdf(format=paper)) == 1


def test_it_is_reached_from_the_badge_and_complains_of_nothing(visit):
    visit.to("badges/welding/")
    visit.page.get_by_role("link", name="Honor this badge: a form to print").click()
    visit.page.wait_for_url(f"**/{FORM}")
    assert visit.page.get_by_role("heading", level=1).inner_text().startswith("Honor this badge")
    assert (visit.complaints, visit.foreign, visit.missing) == ([], [], [])
