"""A pathway's page: hours, levels, what it opens, and a list that says all the drawing shows."""

import gzip
import re
from dataclasses import replace

import pytest

from generator.model.pathway import Pathway
from tests.site.small import badge, catalog, rendered

SLUGS = tuple(f"n{index:02}" for index in range(40))
LEVELS = ("foundation", "intermediate", "advanced", "expert")


def pathway(slug: str, **more: object) -> Pathway:
    return Pathway.model_validate(
        {
            "slug": slug,
            "issuer": "brook",
            "name": slug.title(),
            "summary": "S.",
            "audience": ["teacher"],
            **more,
        }
    )


FORTY = pathway(
    "forty",
    awards="stack",
    opens="A seat on the board.",
    stages=[
        {"name": "First", "rule": {"all": [*SLUGS[:10]]}},
        {
            "name": "Second",
            "rule": {
                "all": [
                    SLUGS[10],
                    {"choose": "3", "of": [*SLUGS[11:20]], "name": "Three electives"},
                    {"any": [{"all": [SLUGS[20], SLUGS[21]]}, {"all": [*SLUGS[22:30]]}]},
                ]
            },
        },
        {"name": "Third", "rule": {"hours": "25", "of": [*SLUGS[30:]]}},
    ],
)
ABOVE = pathway("above", rule={"all": ["stack", "feedback"]})
AROUND = pathway("around", rule={"any": [{"pathway": "forty"}, "listening"]})


@pytest.fixture(scope="module")
def pages():
    base = catalog()
    forty = {
        slug: badge(slug, hours="5", level=LEVELS[index // 10]) for index, slug in enumerate(SLUGS)
    }
    above = badge("above-it", requires=["stack"])
    return rendered(
        replace(
            base,
            badges={**base.badges, **forty, "above-it": above},
            pathways={each.slug: each for each in (ABOVE, AROUND, FORTY)},
            recognizers={},
        )
    )


MANY = tuple(f"m{index:03}" for index in range(200))
GREAT = pathway(
    "great",
    stages=[
        {"name": f"Stage {place}", "rule": {"all": [*MANY[place * 20 : place * 20 + 20]]}}
        for place in range(9)
    ]
    + [{"name": "Last", "rule": {"all": [{"any": [*MANY[180:185]]}, {"all": [*MANY[185:]]}]}}],
)


def test_a_pathway_of_two_hundred_is_folded_stage_by_stage_and_small():
    base = catalog()
    many = {slug: badge(slug, hours="5") for slug in MANY}
    great = rendered(
        replace(
            base,
            badges={**base.badges, **many},
            pathways={"great": GREAT},
            recognizers={},
        )
    )
    body = great["pathways/great/"].body
    listed, drawn = body.split("<figure")
    folds = re.findall(r'<details class="bp-fold">\s*<summary><b>(.*?)</b>', listed)
    assert folds == ["All 20 of these"] * 9 + ["All 15 of these"]
    assert "<details open" not in listed
    assert len(set(re.findall(r'href="[^"]*badges/(m\d\d\d)/"', listed))) == 200
    # Drawn are the stages, and only what is short of their parts.
    assert len(re.findall('class="bp-diagram__name"', drawn)) == 10
    assert re.findall(r"badges/(m\d\d\d)/\"", drawn) == [*MANY[180:185]]
    assert len(gzip.compress(body.encode(), 9, mtime=0)) < 5_000


def test_a_pathway_of_forty_is_folded_nowhere(pages):
    assert "bp-fold" not in pages["pathways/forty/"].body


def facts(body: str) -> dict[str, str]:
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", body)
    return dict(pairs)


def test_hours_and_levels(pages):
    told = facts(pages["pathways/forty/"].body)
    # 10 of the first, 1 + 3 + 2 of the second, 5 of the third; or all forty
    assert told["Hours in all"] == "105 to 200 hours, by what you choose"
    assert told["Levels"] == "Foundation to Expert"
    assert told["Badges in it"] == "40"
    notes = re.findall(r'<p class="bp-quiet">(.*?)</p>', pages["pathways/forty/"].body)
    assert notes[:3] == [
        "Foundation · 50 hours",
        "Intermediate to Advanced · 30 to 100 hours",
        "Expert · 25 to 50 hours",
    ]


def test_hours_that_are_not_stated_are_not_made_up(pages):
    told = facts(pages["pathways/above/"].body)
    assert told["Hours in all"] == "12 hours, 1 badge without stated hours not counted"
    around = facts(pages["pathways/around/"].body)
    assert around["Hours in all"] == (
        "Up to 200 hours, by what you choose, 1 badge without stated hours not counted"
    )


def test_what_it_opens_and_what_it_is_part_of(pages):
    body = pages["pathways/forty/"].body
    opens = body[body.index("What it opens") : body.index("<figure")]
    assert "A seat on the board." in opens
    assert '<a href="../../badges/above-it/">Above It</a>' in opens
    part_of = body[body.index('id="leads"') :]
    assert re.findall(r'<a href="\.\./(\w+)/">', part_of) == ["above", "around"]


def test_the_list_says_all_that_is_drawn(pages):
    body = pages["pathways/forty/"].body
    start = body.index('<figure class="bp-diagram" aria-hidden="true">')
    drawn, read = body[start : body.index("</figure>")], body[:start]
    links = re.findall(r'href="([^"]*badges/n\d\d/)"', drawn)
    assert len(links) == 40
    assert [*re.findall(r'href="([^"]*badges/n\d\d/)"', read)] == links
    for rule in re.findall(r'<p class="bp-group__rule">([^<]*)', drawn):
        assert rule in read
    assert drawn.count("<a ") == drawn.count('tabindex="-1"')
    assert "<script" not in body
