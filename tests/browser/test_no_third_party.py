"""No page of the sample, of any kind, asks anybody but its own site for anything."""

import re

import pytest

from tests.browser.conftest import SAMPLE

pytestmark = pytest.mark.browser

_SLUG = re.compile(r"(?<=/)[^/]+(?=/(?:[a-z]+/)?index\.html$)")
_EVERY = 12
"""Earned badges are many of one kind; every twelfth, so that withdrawn and expired ones come too."""
_TOGETHER = 8
"""So many pages wait at once until nothing is asked any more."""


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
    for start in range(0, len(chosen), _TOGETHER):
        some = chosen[start : start + _TOGETHER]
        opened = [sample_web.open(SAMPLE + address) for address in some]
        for page in opened:
            page.mouse.wheel(0, 5_000)
        for page in opened:
            page.wait_for_load_state("networkidle")
            page.close()
        assert sample_web.foreign(SAMPLE) == [], some
    assert len(sample_web.asked) > len(chosen)
    assert sample_web.complaints == []
