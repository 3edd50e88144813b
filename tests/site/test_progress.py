"""An earner's page tells how far they are, by what that page shows and by nothing else."""

from dataclasses import replace

from generator.model.catalog import Stored
from generator.model.pathway import Pathway
from generator.site import Page
from generator.site.links import Place
from generator.site.progress_views import progress_views
from generator.site.views import Link
from tests.site.small import (
    ADDRESS,
    AS_OF,
    CONFIG,
    ENDED,
    PASSED,
    WITHDRAWN,
    badge,
    cast_of,
    catalog,
    issued,
    rendered,
    sign,
    token,
)


def pathway(slug: str, rule: object, **more: object) -> Pathway:
    return Pathway.model_validate(
        {
            "slug": slug,
            "issuer": "brook",
            "name": slug.title(),
            "summary": "S.",
            "audience": ["teacher"],
            "rule": rule,
            **more,
        }
    )


LONG = pathway(
    "long",
    {
        "all": [
            "feedback",
            {"choose": "2", "of": ["listening", "planning", "coaching"]},
            {"hours": "20", "of": ["feedback", "planning", "coaching"]},
            {"pathway": "short"},
        ]
    },
)
SHORT = pathway("short", {"any": ["planning", "coaching"]})
OTHER = pathway("other", "planning")
WHOLE = pathway("whole", {"all": ["planning"]}, awards="stack")


def scene(*rows, reports=()):
    """The small catalog with these pathways, and these rows instead of its ledger."""
    base = catalog()
    badges = {
        **base.badges,
        **{slug: badge(slug, hours="8") for slug in ("planning", "coaching")},
    }
    of = replace(
        base,
        badges=badges,
        pathways={each.slug: each for each in (LONG, OTHER, SHORT, WHOLE)},
        ledger=rows,
        adopted={},
        assertions={
            row.credential: Stored("a.json", sign(row, badges[row.badge]))
            for row in rows
            if row.copy_ == "page"
        },
    )
    told = dict.fromkeys(of.assertions, PASSED) | dict(reports)
    return cast_of(of, CONFIG, reports=told, adopted_reports={}, as_of=AS_OF)


def views(*rows, earner="ana-public", reports=()):
    """Pathways by name; a reference to an entry is the end of its credential's token."""
    made = scene(*rows, reports=reports)
    entries = {
        each.facts.id: Link(each.facts.badge, f"#{each.token[-2:]}")
        for each in made.earned.get(earner, ())
    }
    found = progress_views(made, earner, Place("earners/x/"), entries)
    return {each.pathway.name: each for each in found}


FEEDBACK = issued(1, "ana-public", "feedback", name="Ana L.")
PLANNING = issued(2, "ana-public", "planning", name="Ana L.")


def test_done_next_and_missing():
    (long,) = views(FEEDBACK).values()
    assert [link.name for link in long.done] == ["Feedback"]
    assert long.done[0].href == "#01"
    assert [link.name for link in long.next] == ["Listening", "Planning", "Coaching"]
    assert long.missing == (
        "Two of Listening, Planning and Coaching",
        "8 more hours from Feedback, Planning and Coaching",
        "The pathway Short",
    )
    assert (long.state, long.is_complete) == ("One badge earned so far", False)


def test_the_nearest_is_first_and_what_is_complete_last():
    found = views(FEEDBACK, PLANNING)
    assert list(found) == ["Long", "Other", "Short", "Whole"]
    assert [each.state for each in found.values()] == [
        "Two badges earned so far",
        *["Complete"] * 3,
    ]
    assert found["Long"].missing == ("One more of Listening and Coaching",)


def test_a_stacked_badge_stands_for_its_pathway():
    (whole,) = views(issued(3, "ana-public", "stack", name="Ana L.")).values()
    assert (whole.state, whole.missing, whole.next) == ("Complete", (), ())


def test_what_is_withdrawn_or_has_ended_does_not_count():
    ended = issued(2, "ana-public", "planning", name="Ana L.", valid_until="2026-05-01T00:00:00Z")
    assert views(ended, reports={token(2): ENDED}) == {}
    assert views(PLANNING, reports={token(2): WITHDRAWN}) == {}
    assert set(views(PLANNING)) == {"Long", "Other", "Short", "Whole"}


def test_an_own_copy_counts_for_nobody():
    own = issued(2, "ana-public", "planning", name="Ana Lucia Fullname", copy="own")
    assert set(views(own, FEEDBACK)) == {"Long"}
    private = issued(2, "ben-private", "planning", name="Ben Canary Hidden", copy="own")
    assert views(private, earner="ben-private") == {}
    assert [link.name for link in views(private, FEEDBACK)["Long"].done] == ["Feedback"]


def test_nobody_else_is_on_the_page(site):
    page = str(site["earners/ana-public/"].body)
    assert 'id="by-pathway"' in page
    unlisted = f"earners/{ADDRESS}/"
    assert 'id="by-pathway"' in str(site[unlisted].body)
    for path, output in site.items():
        if isinstance(output, Page) and not path.startswith("earners/"):
            assert 'id="by-pathway"' not in str(output.body), path


def test_without_a_pathway_nothing_is_said():
    page = rendered(replace(catalog(), pathways={}, recognizers={}))
    assert 'id="by-pathway"' not in str(page["earners/ana-public/"].body)
