"""An earner's page as a transcript: every badge once, in its places, and nothing of anybody else."""

import gzip
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import urljoin

import pytest

from generator.model.catalog import Stored
from generator.model.pathway import Pathway
from generator.model.recognizer import BasisKind
from generator.site.links import Place
from generator.site.people import credential_page, earner_page
from generator.site.signed_hours import hours_in_all
from generator.site.transcript import transcript
from generator.site.worth import worth_views
from generator.verify.report import CHECK_IDS, Check, Outcome, Report
from tests.corpora import PROJECT
from tests.site.qr_reading import codes_asked_for
from tests.site.reading import bytes_of, read
from tests.site.small import (
    _SEEN,
    ADDRESS,
    AS_OF,
    CONFIG,
    EARNERS,
    ENDED,
    PASSED,
    RECOGNIZERS,
    WITHDRAWN,
    _consent,
    badge,
    cast_of,
    catalog,
    earner,
    issued,
    rendered,
    sign,
    theme,
    token,
)

ANA = "earners/ana-public/"
THEME = PROJECT / "theme"
CHILD = f"earners/{ADDRESS}/"
SECRET = "beef" * 8
EVE = earner("eve-unlisted", "Eve U.", address=SECRET, **_consent("unlisted", "Eve U."))


def standard(code, name="Plans", framework="State"):
    url = f"https://standards.example/{code}"
    return {"framework": framework, "code": code, "name": name, "url": url}


MORE = (
    badge("planning", hours="10", alignments=[standard("4.10"), standard("4.9", "Looks ahead")]),
    badge("coaching", hours="12", alignments=[standard("4.9", "Looks ahead")]),
    badge("drawing"),
    badge("whole", hours="5"),
)


def pathway(slug, rule, **more):
    said = {"slug": slug, "issuer": "brook", "name": slug.title(), "summary": "S."}
    return Pathway.model_validate({**said, "audience": ["teacher"], "rule": rule, **more})


def catalog_of(*rows, pathways=(), people=(), adopted=False):
    """The small catalog with these rows as its whole ledger."""
    base = catalog()
    badges = {**base.badges, **{each.slug: each for each in MORE}}
    return replace(
        base,
        badges=badges,
        pathways={each.slug: each for each in pathways},
        recognizers={},
        earners={each.slug: each for each in (*EARNERS, *people)},
        ledger=rows,
        adopted=base.adopted if adopted else {},
        assertions={
            row.credential: Stored("a.json", sign(row, badges[row.badge]))
            for row in rows
            if row.copy_ == "page"
        },
    )


def scene_of(shown, report=PASSED):
    """As it is on the day of judging, where every badge was judged so."""
    return cast_of(
        shown,
        CONFIG,
        reports=dict.fromkeys(shown.assertions, report),
        adopted_reports=dict.fromkeys(shown.adopted, report),
        as_of=AS_OF,
    )


def page_of(*rows, at=ANA, **more):
    return str(rendered(catalog_of(*rows, **more))[at].body)


def ana(number, slug, **more):
    return issued(number, "ana-public", slug, name="Ana L.", **more)


def entries(html):
    """Names of the entries, in their order."""
    return re.findall(
        r'<li class="bp-entry" id=.*?<h4 dir="auto">(?:<a [^>]*>)?([^<]*)', html, re.DOTALL
    )


def part(html, name):
    """One view of the page."""
    return re.search(rf'<section class="bp-view" id="by-{name}".*?</section>', html, re.DOTALL)[0]


def listed(html, name):
    """What a view lists under each heading that lists something, by the names of the badges."""
    _, *groups = re.split("<h[34]>", part(html, name))
    return {
        read(re.split("</h[34]>", group)[0]).text: found
        for group in groups
        if (found := re.findall(r'<li><a href="#badge-[^>]*>([^<]*)', group))
    }


def test_by_time_the_newest_comes_first_under_its_year():
    html = page_of(
        ana(3, "planning"),
        ana(1, "drawing", award={"awarded": "2024-12-31"}),
        ana(2, "coaching", award={"awarded": "2026-01-01"}),
    )
    assert entries(html) == ["Planning", "Coaching", "Drawing"]
    assert re.findall(r"<h3>(.*?)</h3>", part(html, "time")) == ["2026", "2024"]


def test_an_anchor_stays_when_something_more_is_earned():
    before, after = page_of(ana(1, "drawing")), page_of(ana(1, "drawing"), ana(2, "planning"))
    assert '<li class="bp-entry" id="badge-1">' in before
    assert re.findall(r'id="(badge-\d)"', after) == ["badge-2", "badge-1"]


def test_every_entry_is_written_once_and_every_reference_leads_to_one(site):
    for path in (ANA, CHILD, "earners/dee-nameless/"):
        html = str(site[path].body)
        anchors = re.findall(r'<li class="bp-entry" id="([^"]*)"', html)
        assert len(anchors) == len(set(anchors)) == html.count('class="bp-entry"')
        for view in ("pathway", "competency"):
            if f'id="by-{view}"' in html:
                found = re.findall(r'<li><a href="#(badge-[^"]*)"', part(html, view))
                assert set(found) == set(anchors), (path, view)


def test_by_pathway_a_badge_stands_under_each_and_the_others_at_the_end():
    three = [pathway(name, {"any": ["planning", "coaching"]}) for name in ("one", "three", "two")]
    html = page_of(ana(1, "planning"), ana(2, "drawing"), pathways=three)
    assert listed(html, "pathway") == {
        **{f"{name}": ["Planning"] for name in ("One", "Three", "Two")},
        "On none of these pathways": ["Drawing"],
    }
    assert html.count('class="bp-entry"') == 2


def test_stages_say_how_far_one_is():
    stages = [
        {"name": "Begin", "rule": "planning"},
        {"name": "Go on", "rule": {"all": ["coaching", "drawing"]}},
        {"name": "End", "rule": "feedback"},
    ]
    long = pathway("long", None, stages=stages)
    text = part(page_of(ana(1, "planning"), ana(2, "coaching"), pathways=[long]), "pathway")
    told = re.findall(r"<li>(\w[\w ]*: [a-z ]*?) <small", text)
    assert told == ["Begin: done", "Go on: begun", "End: not begun"]


def test_who_holds_the_pathway_s_badge_has_it_done_and_no_stage_is_open():
    stages = [{"name": "Begin", "rule": "planning"}]
    whole = pathway("w", None, stages=stages, awards="whole")
    text = part(page_of(ana(1, "whole"), pathways=[whole]), "pathway")
    assert "Complete" in text
    assert "Stages" not in text


def test_by_competency_a_badge_stands_under_each_of_its_standards():
    html = page_of(ana(1, "planning"), ana(2, "coaching"), ana(3, "drawing"))
    assert listed(html, "competency") == {
        "4.9 Looks ahead": ["Coaching", "Planning"],
        "4.10 Plans": ["Planning"],
        "Badges that state no standard": ["Drawing"],
    }


def test_a_view_without_anything_is_not_offered():
    html = page_of(ana(1, "drawing"))
    assert re.findall(r'id="by-(\w+)"', html) == ["time"]
    assert "bp-views" not in html
    assert re.findall(r'id="by-(\w+)"', page_of(ana(1, "planning"))) == ["time", "competency"]


def test_an_entry_tells_what_was_signed(site):
    html = str(site[ANA].body)
    entry = read(html[html.index('id="badge-2"') : html.index('id="badge-1"')])
    text = " ".join(entry.text.split())
    for words in (
        "Awarded by Brook Service Agency",
        "Showed: did it in class",
        "Met both criteria",
        "Evidence, results, assessor and who honors it",
    ):
        assert words in text
    # That is what its own page tells, from where the script fetches it.
    own = read(str(site[urljoin(ANA, entry.links[1])].body))
    text = " ".join(own.text.split())
    for words in (
        "Classroom recording (video). Lesson on fractions.",
        "Plan Good",
        "Practice Very good",
        "Assessed by A trained assessor",
        "Harrow District",
    ):
        assert words in text
    assert own.links.count("https://ana.example/unit") == 1
    assert "../../recognizers/harrow/" in own.links


def test_what_the_script_fetches_has_the_names_by_which_it_looks(site):
    page = str(site[f"credentials/{token(2)}/"].body)
    script = (THEME / "assets/js/transcript.js").read_text(encoding="utf-8")
    left_out = json.loads(re.search(r"LEFT_OUT = (\[.*\])", script)[1])
    assert [each for each in left_out if f'<h2 id="{each}">' not in page] == []


def test_framework_is_named_once_above_its_standards():
    html = part(page_of(ana(1, "planning"), ana(2, "coaching")), "competency")
    assert html.count("<h3>State</h3>") == 1
    assert html.index("<h3>State</h3>") < html.index("4.9 Looks ahead")


def test_a_team_is_named_as_it_was_signed_and_its_members_are_not():
    together = {"award": {"team": "Creek Crossing"}}
    html = page_of(
        ana(1, "planning", **together), issued(2, "dee-nameless", "planning", **together)
    )
    assert "Awarded by Brook Service Agency, earned as part of the team Creek Crossing<" in html
    assert "Dee" not in html
    assert token(2) not in html


def test_a_criterion_that_was_not_met_says_so():
    base = catalog()
    row = ana(1, "feedback", award={"results": {"plan": "begun", "practice": "fine"}})
    shown = catalog_of(row)
    made = rendered(replace(shown, badges={**shown.badges, **base.badges}))
    assert "Met 1 of 2 criteria" in str(made[ANA].body)
    text = " ".join(read(str(made[f"credentials/{token(1)}/"].body)).text.split())
    assert "Plan Begun" in text
    assert "Practice Very good" in text
    assert "Met 1 of 2 criteria" in text


HOURS = {  # case: (signed hours, total)
    "none": ({}, "0"),
    "the sum": ({"planning": "10", "coaching": "12.5"}, "22.5"),
    "a stack that states less than its parts": (
        {"planning": "10", "coaching": "12", "s": "20"},
        "22",
    ),
    "a stack that states its parts": ({"planning": "10", "coaching": "12", "s": "22"}, "22"),
    "a stack and one of its parts": ({"planning": "10", "s": "20"}, "20"),
    "a stack alone": ({"s": "20"}, "20"),
    "a stack of a stack": (
        {"planning": "10", "coaching": "12", "s": "30", "t": "35", "drawing": "4"},
        "35",
    ),
    "a small stack of a stack": (
        {"planning": "10", "coaching": "12", "s": "30", "t": "5", "drawing": "4"},
        "34",
    ),
    "a badge outside": ({"s": "20", "feedback": "7"}, "27"),
}


@pytest.mark.parametrize(("signed", "total"), HOURS.values(), ids=HOURS.keys())
def test_hours_count_once(signed, total):
    inner = pathway("a-inner", {"all": ["planning", "coaching"]}, awards="s")
    outer = pathway("b-outer", {"all": [{"pathway": "a-inner"}, "drawing"]}, awards="t")
    of = catalog_of(pathways=[outer, inner])
    hours = {slug: Decimal(value) for slug, value in signed.items()}
    assert hours_in_all(hours, of) == Decimal(total)
    assert hours == {slug: Decimal(value) for slug, value in signed.items()}


def test_a_badge_earned_again_is_listed_twice_and_its_hours_count_once():
    one = pathway("one", "planning")
    html = page_of(ana(1, "planning"), ana(2, "planning"), ana(3, "coaching"), pathways=[one])
    assert entries(html) == ["Coaching", "Planning", "Planning"]
    assert listed(html, "pathway")["One"] == ["Planning", "Planning"]
    assert "22 hours, as signed; no badge twice, no stack beside its parts" in html
    assert "32 hours" not in html


def test_a_reissued_badge_is_listed_once(site):
    assert entries(str(site[ANA].body)) == ["Stack", "Feedback", "Elsewhere Badge"]
    assert "<dd>12 hours, as signed</dd>" in str(site[ANA].body)


def test_what_was_withdrawn_is_told_apart_and_counts_nowhere():
    rows = (ana(7, "planning"), ana(1, "drawing"))  # the seventh is withdrawn
    html = page_of(*rows, pathways=[pathway("one", "planning")])
    assert entries(html) == ["Drawing"]
    assert 'id="by-pathway"' not in html
    assert 'id="by-competency"' not in html
    assert "Hours in all" not in html
    assert ">Planning</a> <span" in html[html.index('id="withdrawn"') :]
    assert "One earned badge," in html


def test_only_withdrawn_badges():
    html = page_of(ana(7, "planning"))
    assert "Every badge on this page was withdrawn by the organization that awarded it." in html
    for absent in ("bp-entry", "data-print", "bp-share", "data-qr", "Hours in all"):
        assert absent not in html
    assert ">Planning</a>" in html


def test_only_badges_from_elsewhere():
    html = page_of(adopted=True)
    assert entries(html) == ["Elsewhere Badge"]
    assert "One earned badge," in html
    assert "Hours in all" not in html  # others' hours are told, and not added up
    assert "Check it now" in html
    assert listed(html, "competency") == {"4.1 Gives feedback": ["Elsewhere Badge"]}


def test_a_badge_withdrawn_elsewhere_is_told_apart():
    shown = catalog_of(adopted=True)
    view = earner_page(scene_of(shown, WITHDRAWN), shown.earners["ana-public"])
    assert [link.name for link in view.withdrawn] == ["Elsewhere Badge"]
    assert view.years == ()


def test_nobody_without_badges_has_a_page():
    assert not [path for path in rendered(catalog_of()) if path.startswith("earners/")]


def honored(recognition):
    """Ana's one badge, which is honored so."""
    recognizer = RECOGNIZERS[0].model_copy(update={"honors": (recognition,)})
    return replace(catalog_of(ana(1, "feedback")), recognizers={"harrow": recognizer})


def honors_of(made):
    """Who is said to honor it, on its own page."""
    return credential_page(made, made.published[token(1)]).honored


def more_of(made):
    """What the transcript says that page tells."""
    return transcript(made, made.earned["ana-public"], Place(ANA)).years[0].entries[0].more


def test_what_has_ended_is_honored_by_nobody():
    shown = honored(RECOGNIZERS[0].honors[0])
    assert [each.who.name for each in honors_of(scene_of(shown))] == ["Harrow District"]
    assert more_of(scene_of(shown)) == "Who honors it"
    ended = scene_of(shown, ENDED)
    assert honors_of(ended) == ()
    assert more_of(ended) == ""
    assert worth_views(ended, ended.earned["ana-public"], Place(ANA)) == ()


def test_a_statement_that_does_not_hold_yet_honors_nothing():
    later = RECOGNIZERS[0].honors[0].model_copy(update={"start": date(2026, 6, 2)})
    assert more_of(scene_of(honored(later))) == ""
    assert [each.when for each in honors_of(scene_of(honored(later)))] == ["Since 2 June 2026"]


def test_a_signed_statement_is_linked_where_it_is_counted():
    policy = RECOGNIZERS[0].honors[0]
    basis = policy.basis.model_copy(update={"kind": BasisKind.SIGNED, "url": None})
    signed = policy.model_copy(update={"basis": basis})
    place = "recognizers/harrow/endorsements/x.json"
    stored = {("harrow", signed, "badges/feedback/"): place}
    made = replace(scene_of(honored(signed)), endorsements=stored)
    (honor,) = honors_of(made)
    assert honor.basis_href == f"../../{place}"
    (worth,) = worth_views(made, made.earned["ana-public"], Place(ANA))
    (thing,) = worth.sums[0].statements[0].things
    assert thing.signed == f"../../{place}"


CANARIES = {  # case: (rows of others, what must not be on Ana's page)
    "a private earner": (
        [issued(2, "ben-private", "coaching", name="Ben Canary Hidden")],
        ["Coaching", "Ben", token(2)],
    ),
    "an unlisted earner, who is a child": (
        [issued(2, "cleo-unlisted", "coaching", name="Cleo")],
        ["Coaching", "Cleo", token(2), ADDRESS],
    ),
    "her own copy": (
        [ana(2, "coaching", copy="own").model_copy(update={"name": "Ana Lucia Fullname"})],
        ["Coaching", "Lucia", token(2)],
    ),
    "another public earner": ([issued(2, "dee-nameless", "coaching")], ["Coaching", token(2)]),
}


@pytest.mark.parametrize(("rows", "never"), CANARIES.values(), ids=CANARIES.keys())
def test_nothing_of_another_is_in_any_view_count_or_sum(rows, never):
    ways = [pathway("one", {"all": ["planning", {"hours": "22", "of": ["planning", "coaching"]}]})]
    html = page_of(ana(1, "planning"), *rows, pathways=ways)
    assert "10 hours, as signed" in html
    assert "One earned badge," in html
    assert entries(html) == ["Planning"]
    assert "12 more hours" in part(html, "pathway")
    assert '<progress value="1" max="2"' in html
    without_next = re.sub(r"<dt>(Next|Missing)</dt>\s*<dd>.*?</dd>", "", html, flags=re.DOTALL)
    assert [each for each in never if each in without_next] == []


SHARING = {  # whose page: (path, what is offered)
    "public": (ANA, {"copy", "mail"}),
    "unlisted": (f"earners/{SECRET}/", {"copy", "mail", "warned"}),
    "a child, unlisted": (CHILD, set()),
}
OFFERED = {"copy": "data-copy", "mail": "mailto:?", "warned": "This page is in no list"}


@pytest.mark.parametrize(("path", "offered"), SHARING.values(), ids=SHARING.keys())
def test_sharing_follows_who_could_be_harmed_and_print_is_for_all(path, offered):
    rows = (
        ana(1, "planning"),
        issued(2, "eve-unlisted", "planning", name="Eve U."),
        issued(3, "cleo-unlisted", "planning", name="Cleo"),
    )
    page = rendered(catalog_of(*rows, people=[EVE]))[path]
    html = str(page.body)
    assert {name for name, mark in OFFERED.items() if mark in html} == offered
    assert "linkedin" not in html
    assert "data-print" in html
    assert codes_asked_for(html) == [CONFIG.base_url + path]
    assert html.index("bp-foot") < html.index("data-qr")
    if not offered:  # the code is for the earner's own paper only
        assert '<div class="bp-paper" data-qr="' in html


def test_a_letter_about_the_page_names_nobody(site):
    (letter,) = [link for link in read(bytes_of(site[ANA])).links if link.startswith("mailto:?")]
    assert letter == (
        "mailto:?subject=Earned%20badges&body=See%20and%20check%20my%20badges%3A%20"
        "https%3A%2F%2Fbadges.brook.example%2Fb%2Fearners%2Fana-public%2F"
    )


def test_any_name_is_told_whole_and_in_its_own_direction():
    long = "Rindfleischetikettierungsüberwachungsaufgabe" * 2
    arabic = "\u062a\u062e\u0637\u064a\u0637 <b>\u0627\u0644\u062f\u0631\u0648\u0633</b>"
    made = scene_of(catalog_of(ana(1, "planning"), ana(2, "coaching")))
    named = [
        replace(each, facts=replace(each.facts, badge=name))
        for each, name in zip(made.earned["ana-public"], (long, arabic), strict=True)
    ]
    macros = theme().environment().get_template("macros/transcript.html.j2").module
    view = transcript(made, named, Place(ANA))
    html = str(macros.by_time(view.years, ("Awarded",)))
    assert long in html
    assert arabic not in html
    assert arabic in read(html).text
    assert html.count('<h4 dir="auto">') == 2


def packed(text):
    return len(gzip.compress(text.encode(), 9, mtime=0))


def test_the_page_stays_light():
    """What depends on no badge is at most 20 kB, 5 kB packed; each badge adds a little."""

    def body(count):
        rows = [
            ana(
                number % 27 + 1,
                "feedback",
                credential=token(500 + number),
                award={**_SEEN, "awarded": f"20{number // 12 + 10}-{number % 12 + 1:02}-01"},
            )
            for number in range(count)
        ]
        return page_of(*rows, pathways=[pathway("one", "feedback")])

    one, many = body(1), body(101)
    assert len(one.encode()) <= 20_000
    assert packed(one) <= 5_000
    assert len(many.encode()) - len(one.encode()) <= 100 * 2_000
    assert packed(many) - packed(one) <= 100 * 150


def test_hours_are_those_that_were_signed_whatever_the_badge_states_today():
    shown = catalog_of(ana(1, "planning"))
    later = {**shown.badges, "planning": badge("planning", hours="99")}
    html = str(rendered(replace(shown, badges=later))[ANA].body)
    assert "10 hours, as signed" in html
    assert "99" not in html


def test_a_foreign_badge_that_could_not_be_checked_says_so():
    unknown = Report(
        tuple(
            Check(each, Outcome.UNKNOWN if each == "status" else Outcome.PASSED)
            for each in CHECK_IDS
        )
    )
    made = scene_of(catalog_of(adopted=True), unknown)
    (year,) = transcript(made, made.earned_elsewhere["ana-public"], Place(ANA)).years
    assert year.entries[0].verdict == "We could not check everything"
