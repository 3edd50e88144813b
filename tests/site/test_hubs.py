"""What can be found in a hub, by which facets, and that a long list is in pages."""

import json
from datetime import date

import pytest

from generator.site.badge_hub import months_before
from generator.site.pager import PAGE_CARDS, pager
from generator.site.search import words_of
from tests.site.reading import bytes_of, read
from tests.site.small import (
    BADGES,
    EARNERS,
    RECOGNIZERS,
    Stored,
    badge,
    issued,
    rendered,
    sign,
    with_catalog,
)


def _facets(site, hub="badges/"):
    """By facet and value, the names of the cards' records that have it."""
    head = json.loads(site[f"{hub}search/index.json"].body)
    names = _names(site[hub].body)
    found = {}
    for key, column in head["facets"].items():
        for name, answer in zip(names, column["of"], strict=True):
            for value in column["sets"][answer]:
                found.setdefault(key, {}).setdefault(column["values"][value], []).append(name)
    return found


def _names(html):
    return [part.split("</a>")[0].split(">")[-1] for part in html.split("bp-card__name")[1:]]


def test_the_facets_of_badges_come_in_the_order_people_ask():
    first = {"version": "1.0", "date": "2026-05-01", "summary": "First version."}
    more = badge(
        "more", topics=["Safety"], changes=[first], issuer="other", level="advanced", hours="3"
    )
    issuers = {"brook": with_catalog().issuers["brook"]}
    issuers["other"] = issuers["brook"].model_copy(update={"slug": "other", "name": "Other"})
    prize = RECOGNIZERS[1].honors[0].model_copy(update={"badges": ("more",), "pathways": ()})
    shop = RECOGNIZERS[1].model_copy(update={"honors": (prize,)})
    site = rendered(
        with_catalog(
            badges={each.slug: each for each in (*BADGES, more)},
            issuers=issuers,
            recognizers={"harrow": RECOGNIZERS[0], "tamarack": shop},
        )
    )
    assert _facets(site) == {
        "for": {
            "teacher": ["Feedback", "Listening", "More", "Stack", "Old Ways"],
            "student": ["Listening"],
        },
        "topic": {"feedback": ["Feedback", "Listening", "Stack", "Old Ways"], "safety": ["More"]},
        "level": {
            "intermediate": ["Feedback"],
            "advanced": ["Listening", "More"],
            "expert": ["Stack", "Old Ways"],
        },
        "hours": {"15": ["Feedback"], "5": ["More"]},
        "pathway": {"basics": ["Feedback", "Listening"], "growth": ["Feedback", "Listening"]},
        "honored": {"harrow": ["Feedback", "Listening"], "tamarack": ["More"]},
        "worth": {"pay": ["Feedback", "Listening"], "interview": ["More"]},
        "issuer": {"brook": ["Feedback", "Listening", "Stack", "Old Ways"], "other": ["More"]},
        "status": {"active": ["Feedback", "Listening", "More", "Stack"], "retired": ["Old Ways"]},
        "new": {"new": ["More"]},
    }
    assert list(json.loads(site["badges/search/index.json"].body)["facets"]) == [
        *("for", "topic", "level", "hours", "pathway"),
        *("honored", "worth", "issuer", "status", "new"),
    ]
    assert "First published after 1 December 2025" in read(site["badges/"].body).text


def _with_honor(**changes):
    honor = RECOGNIZERS[0].honors[0].model_copy(update=changes)
    harrow = RECOGNIZERS[0].model_copy(update={"honors": (honor,)})
    return rendered(with_catalog(recognizers={"harrow": harrow}))


ENDS = {
    "in force": ({}, True),
    "past its end": ({"until": date(2026, 5, 31)}, False),
    "on its last day": ({"until": date(2026, 6, 1)}, True),
    "withdrawn": ({"withdrawn": date(2026, 6, 1)}, False),
    "to be withdrawn": ({"withdrawn": date(2026, 6, 2)}, True),
}


@pytest.mark.parametrize(("changes", "counts"), ENDS.values(), ids=ENDS.keys())
def test_only_a_recognition_that_stands_is_worth_something(changes, counts):
    site = _with_honor(**changes)
    facets = _facets(site)
    assert ("worth" in facets, "honored" in facets) == (counts, counts)
    recognizers = "".join(site[p].body.decode() for p in site if p.startswith("recognizers/search"))
    assert ("400" in recognizers) is counts
    assert ("Base pay" in site["recognizers/"].body) is counts


FIRST = {  # dates of the versions; whether the badge is new on 1 June 2026
    "last week": (["2026-05-25"], True),
    "a day less than six months ago": (["2025-12-02"], True),
    "six months ago": (["2025-12-01"], False),
    "an old one with a new version": (["2024-01-01", "2026-05-25"], False),
    "to come": (["2026-07-01"], False),
    "no date": ([], False),
}


@pytest.mark.parametrize(("dates", "is_new"), FIRST.values(), ids=FIRST.keys())
def test_a_badge_is_new_by_its_first_dated_version(dates, is_new):
    changes = [{"version": f"{n}.0", "date": day, "summary": "x"} for n, day in enumerate(dates, 1)]
    one = badge("one", changes=changes, version=f"{max(1, len(dates))}.0")
    site = rendered(with_catalog(badges={each.slug: each for each in (*BADGES, one)}))
    assert ("new" in _facets(site)) is is_new


def test_months_are_counted_to_the_end_of_a_short_one():
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 6) == date(2025, 7, 15)
    assert months_before(date(2026, 12, 1), 12) == date(2025, 12, 1)


WORDS = {
    "Niñez, CAFÉ": ["ninez", "cafe"],
    "standard 4.1-b": ["standard", "4", "1", "b"],
    "x² ﬁne": ["x2", "fine"],
    "学校 school": ["学", "校", "school"],
    "Привет_мир": ["привет", "мир"],
    "— · —": [],
}


@pytest.mark.parametrize(("text", "words"), WORDS.items(), ids=WORDS.keys())
def test_words_are_what_is_compared(text, words):
    assert words_of(text) == words


def many(count):
    return {
        each.slug: each for each in (badge(f"b{n:03}", name=f"Badge {n:03}") for n in range(count))
    }


@pytest.fixture(scope="module")
def long_site():
    extra = many(PAGE_CARDS + 15)
    return rendered(with_catalog(badges={**{each.slug: each for each in BADGES}, **extra}))


def test_every_badge_is_linked_from_a_page_that_the_hub_leads_to(long_site):
    seen, ahead = set(), ["badges/"]
    reached = set()
    while ahead:
        path = ahead.pop()
        seen.add(path)
        for link in read(long_site[path].body).links:
            steps = path + link
            while "/../" in steps:
                before, _, after = steps.partition("/../")
                steps = f"{before.rpartition('/')[0]}/{after}".removeprefix("/")
            if steps.startswith("badges/page/") and steps not in seen:
                ahead.append(steps)
            reached.add(steps)
    assert seen == {"badges/", "badges/page/2/"}
    slugs = [path.split("/")[1] for path in long_site if path.endswith("achievement.json")]
    assert len(slugs) == PAGE_CARDS + 19
    assert {f"badges/{slug}/" for slug in slugs} <= reached


def test_the_first_page_holds_no_more_than_one_page_of_cards(long_site):
    assert len(_names(long_site["badges/"].body)) == PAGE_CARDS
    second = long_site["badges/page/2/"]
    assert second.title == "Badges, page 2 of 2"
    assert "data-finder" not in second.body
    assert "Search all 79 badges" in read(second.body).text
    assert "79 badges" in read(long_site["badges/"].body).text


PAGERS = {  # page, of how many: what is told
    "one": (1, 1, ""),
    "first": (1, 3, "1 2 3"),
    "middle": (45, 84, "1 …10 …20 …30 …40 …44 45 46 …50 …60 …70 …80 …84"),
    "last": (12, 12, "1 …10 11 12"),
}


@pytest.mark.parametrize(("number", "pages", "told"), PAGERS.values(), ids=PAGERS.keys())
def test_a_pager_leads_near_and_far(number, pages, told):
    made = pager("badges/", number, pages)
    texts = [f"{'…' if each.gap else ''}{each.number}" for each in made.pages]
    assert " ".join(texts) == told
    assert [each.number for each in made.pages if not each.href] == ([number] if told else [])
    assert bool(made.previous) is (number > 1)
    assert bool(made.following) is (number < pages)


def test_a_name_is_indexed_above_a_summary_above_the_rest(site):
    shard = json.loads(site["badges/search/words/0.json"].body)
    rows = {word: places for word, *places in shard}
    assert rows["feedback"] == [[0], [], [1, 1, 1]]  # a name; the topic of the others
    assert rows["do"] == [[], [0, 1, 1, 1]]  # of summaries
    assert rows["4"] == [[], [], [0]]  # the code of a standard


def test_cards_that_the_page_shows_are_not_in_the_index_again(site, long_site):
    assert not any("/search/cards/" in path for path in site)
    blocks = [json.loads(long_site[f"badges/search/cards/{n}.json"].body) for n in (0, 1)]
    assert [len(block) for block in blocks] == [10, 9]


@pytest.mark.parametrize("visibility", ["private", "unlisted", "public"])
def test_who_holds_a_badge_changes_no_byte_of_a_hub_or_its_index(visibility):
    nobody = rendered(with_catalog(earners={}, ledger=(), assertions={}, adopted={}))
    holders = [each for each in EARNERS if each.visibility == visibility]
    rows = [
        issued(n, each.slug, "feedback", name="Zoe Canary") for n, each in enumerate(holders, 20)
    ]
    held = rendered(
        with_catalog(
            earners={each.slug: each for each in holders},
            ledger=tuple(rows),
            assertions={
                row.credential: Stored("x", sign(row, BADGES[0]))
                for row, each in zip(rows, holders, strict=True)
                if each.visibility != "private"
            },
            adopted={},
        )
    )
    hubs = [path for path in nobody if path.count("/") == 1 or "/search/" in path]
    hubs = [
        path
        for path in hubs
        if path.split("/")[0] in {"badges", "pathways", "recognizers", "issuers"}
    ]
    assert rows
    assert {"badges/", "badges/search/index.json", "badges/search/words/0.json"} <= set(hubs)
    assert [path for path in hubs if bytes_of(nobody[path]) != bytes_of(held[path])] == []
