"""WCAG 2 A and AA, and good practice, on every kind of page, in light and dark, as axe-core judges it."""

import os
from pathlib import Path

import pytest

from tests.browser.test_chrome import PATHS

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "judges" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => axe.run(document, {runOnly: rules}).then(found => found.violations.flatMap(
    each => each.nodes.map(node => `${each.id}: ${node.target} ${node.failureSummary}`)))"""
SCHEMES = {scheme: {"color_scheme": scheme} for scheme in ("light", "dark")}


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        reason = "axe-core is not there: npm ci --prefix tests/judges"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize("visit", SCHEMES.values(), indirect=True, ids=SCHEMES.keys())
@pytest.mark.parametrize("path", [*PATHS.values(), "nowhere"], ids=[*PATHS.keys(), "404"])
def test_axe_finds_nothing(visit, axe, path):
    visit.to(path)
    visit.page.evaluate(axe)
    assert visit.page.evaluate(RUN, RULES) == []
