"""No page of the sample, of any kind, asks anybody but its own site for anything."""

import re

import pytest

from tests.browser.conftest import SAMPLE

pytestmark = pytest.mark.browser

_SLUG = re.compile(r"(?<=/)[^/]+(?=/(?:[a-z]+/)?index\.html$)")
_EVERY = 12
"""Earned badges are many of one kind; every twelfth, so that withdrawn and expired ones come too."""


def pages(sample) -> list[str]:
    """One address of each kind, every earner's, and some earned badges."""
    files = sorted(path.relative_to(sample).as_posix() for path in sample.rglob("*.html"))
    by_kind = {_SLUG.sub("X", file): file for file in reversed(files)}
    people = [file for file in files if file.startswith("earners/")]
    badges = [file for file in files if file.startswith("credentials/")]
    chosen = {*by_kind.values(), *people, *badges[::_EVERY]}
    return sorted(file.removesuffix("index.html") for file in chosen)


def test_every_kind_of_page_asks_its_own_site_only(sample_web, sample):
    chosen = pages(sample)
    kinds = {address.partition("/")[0] for address in chosen}
    assert kinds >= {"", "badges", "credentials", "earners", "issuers", "pathways", "verify"}
    assert kinds >= {"recognizers", "404.html", "about"}
    assert len(chosen) > 25
    for address in chosen:
        page = sample_web.open(SAMPLE + address)
        page.wait_for_load_state("networkidle")
        page.mouse.wheel(0, 5_000)
        assert sample_web.foreign(SAMPLE) == [], address
        page.close()
    assert len(sample_web.asked) > len(chosen)
    assert sample_web.complaints == []
