"""What people's pages weigh, since there may be a million of them.

An earned badge's page: 5 kB packed and 20 kB plain. An earner's the same up to five badges as rich
as the sample's, each with its standards, pathways and who honors it; every further one adds some.
"""

import gzip
import random
from dataclasses import replace

import pytest

from generator.build.shell import make_chrome
from generator.build.theme_files import theme_files
from generator.openbadges.reading import SignedAlignment, SignedEvidence, SignedResult
from generator.site.output import Page
from generator.site.people import credential_page
from generator.site.person_views import CredentialPage
from tests.site.small import AS_OF, CONFIG, PASSED, cast_of, catalog, theme, token

pytestmark = pytest.mark.browser

PACKED, PLAIN = 5_000, 20_000
RICH = 5
MORE_PACKED, MORE_PLAIN = 220, 1_500
"""For each badge past `RICH`."""


def weight(body: bytes) -> tuple[int, int]:
    return len(gzip.compress(body, 9, mtime=0)), len(body)


def test_every_earned_badge_s_page_is_small(sample):
    pages = {path: weight(path.read_bytes()) for path in sample.glob("credentials/*/index.html")}
    assert len(pages) > 50
    assert max(packed for packed, _ in pages.values()) <= PACKED
    assert max(plain for _, plain in pages.values()) <= PLAIN


def test_every_earner_s_page_is_small(sample):
    seen = set()
    for path in sample.glob("earners/*/index.html"):
        body = path.read_bytes()
        badges = body.count(b'class="bp-entry"')
        packed, plain = weight(body)
        more = max(badges - RICH, 0)
        assert packed <= PACKED + more * MORE_PACKED, path
        assert plain <= PLAIN + more * MORE_PLAIN, path
        seen.add(badges)
    assert min(seen) < RICH < max(seen)


WORDS = [
    "plans",
    "gives",
    "asks",
    "shows",
    "class",
    "lesson",
    "student",
    "family",
    "reading",
    "fractions",
    "feedback",
    "evidence",
    "before",
    "after",
    "change",
    "with",
    "without",
    "together",
    "language",
    "question",
    "answer",
    "week",
    "month",
    "goal",
    "choice",
    "partner",
    "teacher",
    "notes",
    "video",
    "page",
    "table",
    "group",
    "record",
    "sample",
    "result",
    "reason",
    "method",
    "source",
    "time",
    "place",
]


def text(length: int, seed: int) -> str:
    """So many characters of words in no order, which pack worse than prose."""
    chance, out = random.Random(seed), ""
    while len(out) < length:
        out += f"{chance.choice(WORDS)} "
    return out[:length].strip().capitalize() + "."


def worst() -> CredentialPage:
    """More of everything than any badge of the sample has."""
    shown = catalog()
    cast = cast_of(
        shown,
        CONFIG,
        reports=dict.fromkeys(shown.assertions, PASSED),
        adopted_reports=dict.fromkeys(shown.adopted, PASSED),
        as_of=AS_OF,
    )
    published = cast.published[token(2)]
    facts = replace(
        published.facts,
        badge_description=text(180, 1),
        criteria=text(900, 2),
        shown=text(160, 3),
        results=tuple(
            SignedResult(
                text(24, n), "ext:RubricCriterion", text(12, n), text(110, n), "", met=True
            )
            for n in range(10, 16)
        )
        + published.facts.results,
        evidence=tuple(
            SignedEvidence("project", text(90, n), digest=f"sha256:{n:064x}") for n in range(20, 24)
        ),
        alignments=tuple(
            SignedAlignment(
                text(50, n), f"https://standards.example/{n}", "State standards", f"{n}"
            )
            for n in range(30, 36)
        ),
    )
    page = credential_page(cast, replace(published, facts=facts))
    return replace(page, honored=page.honored * 4)


def test_a_page_with_more_of_everything_is_small_too(tmp_path):
    view = worst()
    environment = theme().environment()
    page = Page(
        path=f"credentials/{token(2)}/",
        title=view.title,
        description=view.summary,
        body=environment.get_template("pages/credential.html.j2").render(page=view),
    )
    chrome = make_chrome(CONFIG, {}, theme_files(), languages=["en"], cache=tmp_path)
    packed, plain = weight(chrome.wrap(page))
    assert packed <= PACKED
    assert plain <= PLAIN
