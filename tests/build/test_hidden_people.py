"""Whoever is hidden leaves no trace on a site: in no byte of any file, in no count, on no picture.

The strongest test builds twice, with and without the hidden people, and compares every file.
"""

import pytest

from generator.build import build
from generator.source import load
from tests.build.conftest import Silent
from tests.build.crowd import (
    AS_OF,
    EVERYBODY,
    HIDDEN,
    LOST,
    PRIVATE,
    PUBLIC,
    UNLISTED,
    Crowd,
    Person,
    make_crowd,
)

Files = dict[str, bytes]


def built(crowd: Crowd) -> Files:
    """Every file of the site, by its path."""
    loaded = load(crowd.config)
    site = build(
        loaded, site_dir=crowd.root / "site", as_of=AS_OF, jobs=1, narrator=Silent()
    ).folder
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def crowd(tmp_path_factory) -> Crowd:
    return make_crowd(tmp_path_factory.mktemp("crowd"))


@pytest.fixture(scope="module")
def site(crowd) -> Files:
    return built(crowd)


@pytest.fixture(scope="module")
def without_hidden(crowd, tmp_path_factory) -> Files:
    return built(crowd.without(HIDDEN, tmp_path_factory.mktemp("without") / "hidden"))


def own_folders(crowd: Crowd, person: Person) -> tuple[str, ...]:
    """Where files of an unlisted person may stand: their page, and that of each badge."""
    rows = crowd.issued((person,))
    return (
        f"earners/{person.address}/",
        *(f"credentials/{row.credential}/" for row in rows),
    )


def test_without_the_hidden_every_other_file_is_the_same_to_the_byte(crowd, site, without_hidden):
    theirs = tuple(place for person in UNLISTED for place in own_folders(crowd, person))
    others = {path: body for path, body in site.items() if not path.startswith(theirs)}
    assert others.keys() == without_hidden.keys()
    assert [path for path, body in others.items() if without_hidden[path] != body] == []


def test_the_hidden_are_many_enough_to_be_missed(crowd, site):
    """Else the test above could not fail: they would lift counts, complete pathways, fill teams."""
    rows = crowd.issued(EVERYBODY)
    held = {
        badge: {row.earner for row in rows if row.badge == badge}
        for badge in ("listening", "planning")
    }
    hidden = {person.slug for person in HIDDEN}
    assert len(held["listening"] - hidden) >= 10
    assert len(held["planning"]) >= 10
    assert len(held["planning"] - hidden - {LOST.slug}) < 5
    assert {row.earner for row in rows if row.award.team} & hidden
    assert len({row.award.assessor_id for row in rows} & hidden) > 1
    for person in UNLISTED:
        assert f"earners/{person.address}/index.html" in site


def test_nothing_of_who_is_private_is_written(crowd, site):
    canaries = {text for person in PRIVATE for text in person.secrets}
    for row in crowd.issued(PRIVATE):
        canaries |= {row.credential, row.subject, row.digest.removeprefix("sha256:")}
    assert found(site, canaries) == {}


def test_of_the_unlisted_nothing_is_written_but_at_their_own_random_addresses(crowd, site):
    for person in UNLISTED:
        rows = crowd.issued((person,))
        places = own_folders(crowd, person)
        elsewhere = {path: body for path, body in site.items() if not path.startswith(places)}
        theirs = {person.address, person.shown, *(row.credential for row in rows)}
        assert found(elsewhere, theirs | {row.subject for row in rows}) == {}
        assert found(site, set(person.secrets)) == {}, "not even there: more than was agreed to"
        own = {row.credential for row in rows if row.copy_ == "own"}
        assert own
        assert found(site, own) == {}, "the own copy with the full name"


def test_why_a_badge_was_withdrawn_is_not_written(site):
    assert found(site, {"Because of", LOST.email, *(person.email for person in PUBLIC)}) == {}


def found(site: Files, canaries: set[str]) -> dict[str, list[str]]:
    """Each canary with the files that hold it, in their bytes or in their path."""
    assert all(len(each) > 3 for each in canaries)
    hits = {
        canary: [
            path
            for path, body in site.items()
            if canary.lower() in path.lower() or canary.lower().encode() in body.lower()
        ]
        for canary in canaries
    }
    return {canary: paths for canary, paths in hits.items() if paths}


def test_the_scan_finds_what_is_there(site):
    """A canary that is written is found, in pages, data and indexes alike."""
    (hits,) = found(site, {PUBLIC[0].name}).values()
    assert "earners/seen-openly01/index.html" in hits
    assert any(path.endswith("credential.json") for path in hits)


def test_pictures_do_not_depend_on_people(crowd, site, tmp_path):
    """With nobody at all, every card and picture is the same: none can tell of anyone."""
    nobody = built(crowd.without(EVERYBODY, tmp_path / "nobody"))
    pictures = {path: body for path, body in site.items() if path.endswith((".png", ".svg"))}
    assert any(path.endswith("card.png") for path in pictures)
    assert {path: nobody.get(path) for path in pictures} == pictures


def test_going_private_takes_everything_back(crowd, site, without_hidden, tmp_path):
    """One more person hides: the next site is the one without them."""
    person = PUBLIC[11]
    smaller = crowd.without((*HIDDEN, person), tmp_path / "without")
    hiding = crowd.without(HIDDEN, tmp_path / "hiding")
    file = hiding.root / "catalog" / "earners" / f"{person.slug}.yml"
    file.write_text(f"name: {person.name}\nemail: {person.email}\n", "utf-8")
    (hiding.root / "catalog" / "records" / f"{person.slug}.json").unlink(missing_ok=True)
    after = built(hiding)
    assert after == built(smaller)
    assert found(after, {person.name}) == {}
    assert site.keys() > without_hidden.keys() > after.keys()
