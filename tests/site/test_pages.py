"""What all pages have in common, what some say, and a few of them in full."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from generator.model.badge import Level
from generator.site import Page
from generator.site.artwork import draw_badge, initials
from generator.site.words import at_least_few, counted, listed, money
from tests.site.reading import html_of, read
from tests.site.small import BADGES, CONFIG, ISSUER, badge, rendered, token, with_catalog

MADE_BY_BUILD = {
    *("verify/", "verify/trust.json", "assets/js/catalog.js"),
    *("assets/js/credential.js", "assets/js/verifier.js", "assets/js/share.js"),
    "assets/js/transcript.js",
}
ROOT = "https://site.example/"


def test_every_address_of_the_design_is_there(site):
    for path in (
        *("", "badges/", "pathways/", "recognizers/", "issuers/"),
        *("badges/feedback/", "badges/feedback/achievement.json", "badges/feedback/image.svg"),
        *("badges/feedback/achievement-1.0.json", "pathways/growth/", "recognizers/harrow/"),
        *("recognizers/harrow/did.json", "issuers/brook/", "issuers/brook/did.json"),
        *("earners/ana-public/", f"credentials/{token(2)}/credential.json"),
    ):
        assert path in site


def test_every_link_leads_somewhere(site):
    for path, output in site.items():
        for link in read(html_of(output)).links:
            target = urlsplit(urljoin(ROOT + path, link))
            if f"{target.scheme}://{target.netloc}/" == ROOT and path:
                assert target.path[1:] in {*site, *MADE_BY_BUILD}, (path, link)


def test_no_page_needs_a_style_or_script_of_its_own(site):
    for path, output in site.items():
        for tag, attributes in read(html_of(output)).elements:
            assert tag not in {"style", "iframe", "object", "base"}, path
            assert not any(name == "style" or name.startswith("on") for name in attributes), path
            assert tag != "script" or "src" in attributes, path


def test_every_page_has_one_first_heading_and_no_id_twice(site):
    for path, output in site.items():
        if isinstance(output, Page):
            tags = [tag for tag, _ in read(output.body).elements]
            assert tags.count("h1") == 1, path
            ids = output.body.split(' id="')[1:]
            assert len({each.split('"')[0] for each in ids}) == len(ids), path


SAYS = {
    "how to tell from a look-alike": (
        "issuers/brook/",
        "letter by letter: badges.brook.example/b/issuers/brook",
    ),
    "keys": ("issuers/brook/", "In use, since 1 January 2025."),
    "prerequisite": ("badges/listening/", "Earn first"),
    "successor": ("badges/old-ways/", "In its place: Feedback"),
    "retired": ("badges/old-ways/", "This badge can no longer be earned."),
    "next step": ("badges/feedback/", "Hand in your evidence"),
    "next step by mail": ("badges/listening/", "Write to Badge Office"),
    "what passes": ("badges/feedback/", "Passes from here"),
    "deadline": ("badges/feedback/", "hand in by 1 September 2026"),
    "validity": ("badges/feedback/", "3 years from the award"),
    "stages": ("pathways/growth/", "Any one of these two"),
    "hours over what is said above": (
        "pathways/growth/",
        "Badges of at least 10 hours in all, from all of the above",
    ),
    "pay": ("recognizers/harrow/", "$400 a year, at most $1,600 a year in all"),
    "prior approval": ("badges/feedback/", "Needs approval beforehand"),
    "past recognition": ("badges/old-ways/", "From 1 January 2020 to 1 January 2021"),
    "authority": ("issuers/brook/", "The state, since 2020."),
    "result": (f"credentials/{token(2)}/", "Met both criteria"),
    "end": (f"credentials/{token(2)}/", "1 March 2029"),
    "how to check": (
        f"credentials/{token(2)}/",
        f"badgepress verify https://badges.brook.example/b/credentials/{token(2)}/credential.json",
    ),
    "parts of a stack": (f"credentials/{token(8)}/", "Made up of"),
    "whom to ask": (f"credentials/{token(2)}/", "Something wrong, or want this removed?"),
    "one of a kind": ("issuers/", "1 organization"),
    "known issuers": ("issuers/", "since 1 January 2025"),
}


@pytest.mark.parametrize(("path", "words"), SAYS.values(), ids=SAYS.keys())
def test_a_page_says(site, path, words):
    assert words in " ".join(read(site[path].body).text.split())


def test_plain_words_only(site):
    for path, output in site.items():
        if isinstance(output, Page):
            text = read(output.body).text.lower()
            for word in ("assertion", "did:web", "bitstring", "baked", "certified"):
                assert word not in text, (path, word)


def test_the_four_doors_lead_to_the_authored_pages_where_there_are_some(site):
    bare = read(site[""].body).links
    assert bare[:4] == ["badges/", "verify/", "verify/", "recognizers/"]
    pages = {f"{name}.md": b"# x" for name in ("share", "check", "honor")}
    authored = read(rendered(with_catalog(pages=pages))[""].body).links
    assert authored[:4] == ["badges/", "share/", "check/", "honor/"]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "badges/",
        "badges/feedback/",
        "pathways/growth/",
        "recognizers/harrow/",
        "earners/ana-public/",
        f"credentials/{token(2)}/",
        f"credentials/{token(7)}/",
    ],
)
def test_a_page_is_as_it_was_reviewed(site, golden, path):
    page = site[path]
    name = path.strip("/").replace("/", "-") or "home"
    golden(f"{name}.html", f"<!-- {page.title} | {page.description} -->\n{page.head}\n{page.body}")


def test_pathway_and_recognizer_have_plain_json(site):
    pathway = json.loads(site["pathways/growth/pathway.json"].body)
    assert pathway["stages"][1]["rule"] == {
        "choose": 1,
        "of": [
            {"badge": f"{CONFIG.base_url}badges/feedback/achievement.json"},
            {"badge": f"{CONFIG.base_url}badges/listening/achievement.json"},
        ],
    }
    recognizer = json.loads(site["recognizers/tamarack/recognizer.json"].body)
    assert recognizer["honors"] == [
        {
            "pathways": [f"{CONFIG.base_url}pathways/growth/"],
            "worth": {"kind": "interview", "per": "once", "text": "A first interview."},
            "prior_approval": False,
            "from": "2026-01-01",
            "basis": {"kind": "policy", "url": "https://tamarack.example/jobs"},
        }
    ]


def _drawn(level, **more):
    made = badge("x", level=level, **more)
    return draw_badge(made, ISSUER).decode()


def test_levels_are_told_apart_by_outline_and_marks():
    drawn = [_drawn(level) for level in Level]
    assert [each.count("<circle") for each in drawn] == [1, 2, 3, 4]
    assert len({each.split('<path d="')[1] for each in drawn}) == len(drawn)


def test_a_drawn_badge_is_well_formed_whatever_its_name():
    named = badge("x").model_copy(update={"name": "<b>&\"'\uffff]]>"})
    issuer = ISSUER.model_copy(update={"name": "<& > School"})
    root = ET.fromstring(draw_badge(named, issuer))
    assert root[0].text == "<b>&\"']]>"


NAMES = {
    "Lakeland Regional Service Agency": "LRSA",
    "the school of brook": "T",
    "Office of Learning in 3 Rivers and More": "OL3R",
    "学校": "学",
}


@pytest.mark.parametrize(("name", "letters"), NAMES.items(), ids=NAMES.keys())
def test_initials(name, letters):
    assert initials(name) == letters


def test_words():
    assert counted(1, "hour") == "1 hour"
    assert at_least_few(4, "person", "people") == "fewer than five people"
    assert at_least_few(5, "person", "people") == "fewer than ten people"
    assert at_least_few(9, "person", "people") == "fewer than ten people"
    assert at_least_few(10, "person", "people") == "10 people"
    assert listed(("a", "b", "c")) == "a, b and c"
    assert money(BADGES[0].hours * 125, "USD") == "$1,500"
    assert money(BADGES[0].ceu, "EUR") == "1.20 EUR"


_DIGEST = """
import hashlib
from tests.site.small import rendered
from tests.site.reading import bytes_of
text = "\\0".join(path + bytes_of(output) for path, output in rendered().items())
print(hashlib.sha256(text.encode(errors="replace")).hexdigest())
"""


def test_the_same_catalog_gives_the_same_bytes():
    root = Path(__file__).parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
            cwd=root,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "Pacific/Auckland"), ("2", "America/Los_Angeles"))
    }
    assert len(digests) == 1
