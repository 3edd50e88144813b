"""What a stacked badge is made of, as its page links it."""

from dataclasses import replace

import pytest

from tests.site.reading import read
from tests.site.small import BADGES, CONFIG, LEDGER, Stored, catalog, issued, rendered, sign, token

OURS = f"{CONFIG.base_url}credentials/"
ELSEWHERE = "https://elsewhere.example/credentials/9"
COMPONENTS = {  # case: (the address that was signed, name and link on the page)
    "a badge of this site": (f"{OURS}{token(2)}/credential.json", ("Feedback", f"../{token(2)}/")),
    "one that was reissued since": (
        f"{OURS}{token(1)}/credential.json",
        ("Feedback", f"../{token(2)}/"),
    ),
    "one that is not published": (f"{OURS}{token(3)}/credential.json", ("An earned badge", "")),
    "one of somebody else": (ELSEWHERE, ("An earned badge", ELSEWHERE)),
}


@pytest.mark.parametrize(("signed", "shown"), COMPONENTS.values(), ids=COMPONENTS.keys())
def test_a_component_leads_to_its_page_as_it_is_now(signed, shown):
    name, link = shown
    row = issued(9, "ana-public", "stack", name="Ana L.", award={"components": [signed]})
    clean = catalog()
    stack = next(each for each in BADGES if each.slug == "stack")
    site = rendered(
        replace(
            clean,
            ledger=(*LEDGER, row),
            assertions={**clean.assertions, token(9): Stored("x", sign(row, stack))},
        )
    )
    page = site[f"credentials/{token(9)}/"].body
    made_of = page.partition('id="components"')[2].partition("</section>")[0]
    assert name in read(made_of).text
    assert read(made_of).links == ([link] if link else [])
