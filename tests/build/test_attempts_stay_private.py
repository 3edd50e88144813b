"""Attempts, feedback and whoever judged leave no trace on a site, not even of public people."""

import pytest

from generator.build import build
from generator.source import load
from tests.build.conftest import Silent
from tests.issue.score_sheet import filled, scored
from tests.issue.world import NOW, World, later, make_world

JUDGED = {"Assessor_id": "judge-one", "Second_assessor": "judge-two", "Approved_by": "approver-x"}
CANARIES = ("Canary Feedback", "Canary Advice", "2031-07-09", "judge-one", "judge-two", "approver-x",
            "Vera Quill", "Otto Quill", "Nora Quill", "zelda-zoom", "Zelda Zoom", "zoom@brook.example")  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    """Of two who are public one earned it at the second attempt, one not yet; a third is hidden."""
    made = make_world(
        tmp_path_factory.mktemp("scores"),
        more={
            "catalog/earners/judge-one.yml": "name: Vera Quill\n",
            "catalog/earners/judge-two.yml": "name: Otto Quill\n",
            "catalog/earners/approver-x.yml": "name: Nora Quill\n",
        },
    )
    told = {"Strong": "Canary Feedback", "Strengthen": "Canary Advice", "By_when": "2031-07-09"}
    zelda = {**scored("Zelda Zoom", "Begun", **told, **JUDGED), "E-mail": "zoom@brook.example"}
    first = [scored(name, "Begun", **told, **JUDGED) for name in ("Ana Silva", "Ben Kole")]
    made.issue(filled(made, [*first, zelda]), name="scores.xlsx")
    again = [scored("Ana Silva", Date="2026-04-20", **JUDGED)]
    made.issue(filled(made, again), name="scores.xlsx", seed="again", at=later(1))
    return made


def built(world: World, name: str) -> dict[str, bytes]:
    loaded = load(world.config)
    site = build(
        loaded, site_dir=world.root / name, as_of=later(2), jobs=1, narrator=Silent()
    ).folder
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_they_never_enter_the_site(world):
    attempts = world.people / "attempts.jsonl"
    body = attempts.read_bytes()
    private = body + (world.people / "ledger.jsonl").read_bytes()
    private += b"".join(path.read_bytes() for path in (world.people / "earners").iterdir())
    assert all(canary.encode() in private for canary in CANARIES)
    with_them = built(world, "with")
    (earned,) = world.issued()
    assert (earned.award.attempt, earned.signed_at > NOW) == (2, True)
    assert f"credentials/{earned.credential}/credential.json" in with_them
    for canary in CANARIES:
        assert [path for path, each in with_them.items() if canary.lower().encode() in each.lower()
                or canary.lower() in path.lower()] == []  # fmt: skip
    attempts.unlink()
    assert built(world, "without") == with_them
