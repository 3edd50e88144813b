"""Scores become awards or attempts: counted, written down once, and never half."""

import json
from contextlib import suppress

import pytest

from generator.issue.disk import Disk
from generator.source import CatalogError, load
from tests.issue.score_sheet import filled, scored
from tests.issue.test_kill import KilledError, Killer
from tests.issue.world import NOW, World, later, make_world

FIRST = [
    scored("Dora Lind", "Good", "Begun", Strong="Clear goals", Strengthen="The practice"),
    scored("Ny Person", "Begun", "Begun", Strengthen="All of it", By_when="2026-06-01"),
    scored("Ana Silva"),
]
AGAIN = [
    scored("Dora Lind", "Good", "Good", Date="2026-04-20"),
    scored("Ny Person", "Good", "Begun", Date="2026-04-20", Strong="The plan"),
]


def issue(world: World, rows, *, seed: str = "", at=NOW, disk=None):
    return world.issue(filled(world, rows), name="scores.xlsx", seed=seed, at=at, disk=disk)


def attempts(world: World):
    return load(world.config).attempts


def told(world: World) -> list[tuple[str, str, int]]:
    return [(each.earner, each.on.isoformat(), each.number) for each in attempts(world)]


def refused(world: World, rows) -> list[tuple[int, str, str]]:
    """Line, code and cell of every mistake; nothing may be written."""
    before = world.tree()
    with pytest.raises(CatalogError) as caught:
        issue(world, rows)
    assert world.tree() == before
    return [
        (each.where.line, each.code, each.where.excerpt.partition("cell ")[2].partition(":")[0])
        for each in caught.value.problems
    ]


def test_a_pass_is_signed_and_a_not_yet_written_down(world):
    issue(world, FIRST)
    (row,) = world.issued()
    assert (row.earner, row.award.attempt) == ("ana-silva", 1)
    assert row.award.results == {"plan": "good", "practice": "good"}
    assert told(world) == [("dora-lind", "2026-04-01", 1), ("ny-person", "2026-04-01", 1)]
    dora, ny = attempts(world)
    assert dora.results == {"plan": "good", "practice": "begun"}
    assert (dora.feedback.strong, dora.feedback.by_when) == ("Clear goals", None)
    assert (str(ny.feedback.by_when), ny.badge_version, ny.recorded_at) == ("2026-06-01", "1", NOW)
    assert (world.people / "earners/ny-person.yml").is_file()


def test_only_what_passed_needs_a_key(world):
    finished = world.issue(filled(world, FIRST[:2]), name="scores.xlsx", keys=())
    assert (finished.credentials, finished.lists, finished.left) == ((), (), ())
    assert len(attempts(world)) == 2


def test_issuing_a_sheet_again_changes_nothing(world):
    issue(world, FIRST)
    issue(world, AGAIN, seed="2", at=later(1))
    before = world.tree()
    for rows in (FIRST, AGAIN, FIRST + AGAIN):
        plan = world.plan(filled(world, rows), "scores.xlsx")
        assert (plan.awards, plan.attempts, plan.notices) == ((), (), ())
        issue(world, rows, seed="3", at=later(2))
    assert world.tree() == before


def test_the_next_attempt_counts_those_before(world):
    issue(world, FIRST)
    issue(world, AGAIN, seed="2")
    assert world.issued()[-1].award.attempt == 2
    assert told(world)[-1] == ("ny-person", "2026-04-20", 2)
    issue(world, [scored("Ny Person", Date="2026-05-01")], seed="3")
    assert world.issued()[-1].award.attempt == 3


def test_both_attempts_may_stand_in_one_sheet_in_any_order(world):
    issue(world, AGAIN + FIRST)
    assert {row.earner: row.award.attempt for row in world.issued()} == {
        "ana-silva": 1,
        "dora-lind": 2,
    }
    assert sorted(told(world))[1:] == [
        ("ny-person", "2026-04-01", 1),
        ("ny-person", "2026-04-20", 2),
    ]


def test_a_program_that_counted_on_paper_says_the_number_itself(world):
    issue(world, [scored("Dora Lind", "Begun", Attempt=3)])
    issue(world, [scored("Dora Lind", Date="2026-04-09")], seed="2")
    assert world.issued()[0].award.attempt == 4
    assert refused(world, [scored("Dora Lind", "Begun", Date="2026-04-08", Attempt="2")]) == [
        (3, "attempt-order", "Q3")
    ]


def test_a_badge_earned_anew_begins_to_count_anew(world):
    issue(world, FIRST)
    issue(world, AGAIN, seed="2")
    issue(world, [scored("Dora Lind", "Begun", Date="2026-04-25")], seed="3")
    issue(world, [scored("Dora Lind", Date="2026-05-01")], seed="4")
    assert [row.award.attempt for row in world.issued() if row.earner == "dora-lind"] == [2, 2]


def test_an_attempt_corrected_is_added_and_the_later_counts(world):
    issue(world, FIRST)
    first = (world.people / "attempts.jsonl").read_bytes()
    fixed = [{**FIRST[0], "Strengthen": "More practice"}]
    (notice,) = world.plan(filled(world, fixed), "scores.xlsx").notices
    assert "was written down before and said something else" in notice.text
    issue(world, fixed, seed="2", at=later(1))
    assert (world.people / "attempts.jsonl").read_bytes().startswith(first)
    assert attempts(world)[-1].feedback.strengthen == "More practice"
    issue(world, AGAIN, seed="3")
    assert world.issued()[-1].award.attempt == 2


def test_a_pass_of_the_same_day_takes_the_place_of_a_not_yet(world):
    issue(world, FIRST)
    issue(world, [scored("Dora Lind")], seed="2")
    assert world.issued()[-1].award.attempt == 1
    assert refused(world, FIRST[:1]) == [(3, "earned-that-day", "D3")]


def test_a_plain_awards_file_still_refuses_what_did_not_pass(world):
    with pytest.raises(CatalogError, match="below the passing level"):
        world.plan("badge,earner,awarded,result: plan,result: practice\n"
                   "planning,dora-lind,2026-04-01,begun,good\n")  # fmt: skip


def test_more_attempts_than_the_badge_allows_are_pointed_at(world):
    world.edit(
        "catalog/badges/brook/planning.yml", "hours: 6", "hours: 6\nsubmission: {attempts: 1}"
    )
    issue(world, FIRST)
    (notice, _) = world.plan(filled(world, AGAIN), "scores.xlsx").notices
    assert notice.text == "this is attempt 2; 'planning' may be tried for 1 times"


JUDGED = {"Assessor_id": "ana-silva", "Second_assessor": "ben-k", "Approved_by": "cai"}


def test_two_assessors_and_the_approver_are_kept_and_not_signed(world):
    issue(world, [scored("Dora Lind", Assessor_role="Trained assessor", **JUDGED),
                  scored("Ny Person", "Begun", Strong="-", **JUDGED)])  # fmt: skip
    (row,), (attempt,) = world.issued(), attempts(world)
    for each in (row.award, attempt):
        judges = each.assessor_id, each.second_assessor_id, each.approver_id
        assert judges == ("ana-silva", "ben-k", "cai")
    signed = json.dumps(world.signed(row))
    assert "Trained assessor" in signed
    for slug in ("ana-silva", "ben-k", "cai"):
        assert slug not in signed


# case: (what the row says of who judged it, what is told)
MISJUDGED = {
    "twice the same": ({"Second_assessor": "ana-silva"}, ("same-person", "O3")),
    "approves own work": ({"Approved_by": "dora-lind"}, ("own-assessor", "P3")),
    "approves own judgement": ({"Approved_by": "ben-k"}, ("same-person", "P3")),
    "assesses themselves second": ({"Second_assessor": "dora-lind"}, ("own-assessor", "O3")),
    "unknown second": ({"Second_assessor": "ben"}, ("unknown-assessor", "O3")),
    "unknown approver": ({"Approved_by": "kai"}, ("unknown-assessor", "P3")),
    "approved and not assessed": ({"Assessor_id": None, "Second_assessor": None},
                                  ("unnamed-assessor", "P3")),
    "a second without a first": ({"Assessor_id": None}, ("unnamed-assessor", "O3")),
}  # fmt: skip


@pytest.mark.parametrize("level", ["Good", "Begun"], ids=["passed", "not yet"])
@pytest.mark.parametrize(("more", "said"), MISJUDGED.values(), ids=MISJUDGED.keys())
def test_who_may_not_judge(world, level, more, said):
    wrong = refused(world, [scored("Dora Lind", level, **{**JUDGED, **more})])
    assert (3, *said) in wrong


def test_a_row_that_nobody_approved_is_told_where_others_are(world):
    rows = [scored("Dora Lind", **JUDGED), scored("Ny Person", "Begun", Assessor_id="ben-k")]
    assert refused(world, rows) == [(4, "not-approved", "P4")]


def test_a_second_assessor_must_hold_the_badge_where_the_policy_asks(world):
    with world.config.open("a") as file:
        file.write("rigor:\n  assessors_hold_badge: always\n  founding_assessors:\n"
                   "    - {assessor: ana-silva, badge: planning, until: 2026-12-31}\n")  # fmt: skip
    assert refused(world, [scored("Dora Lind", **JUDGED)]) == [(3, "assessor-lacks-badge", "O3")]


def test_feedback_that_ends_before_it_begins(world):
    assert refused(world, [{**FIRST[0], "By when": "2026-03-01"}]) == [(3, "date-order", "L3")]
    assert refused(world, [FIRST[0], FIRST[0]]) == [(4, "repeated-award", "")]


def test_a_kill_anywhere_is_finished_by_the_next_run(tmp_path):
    whole = make_world(tmp_path / "whole")
    issue(whole, FIRST)
    expected = told(whole)
    kills = 0
    while True:
        world = make_world(tmp_path / str(kills))
        killer = Killer(kills)
        with suppress(KilledError):
            issue(world, FIRST, seed="first", disk=killer.disk)
        if not killer.killed:
            break
        kills += 1
        if world.issued():
            assert told(world) == expected, "nothing is signed before all attempts are safe"
        issue(world, FIRST, seed="second", disk=Disk())
        assert told(world) == expected
        (row,) = world.issued()
        assert world.desk().credential(row).is_file()
        before = world.tree()
        issue(world, FIRST, seed="third", at=later(3))
        assert world.tree() == before
    assert kills >= 9


def test_attempts_torn_at_any_byte_are_mended(tmp_path):
    whole = make_world(tmp_path / "whole")
    issue(whole, FIRST[:2])
    body = (whole.people / "attempts.jsonl").read_bytes()
    ends = [index + 1 for index, byte in enumerate(body) if byte == ord("\n")]
    near = {end + shift for end in [0, *ends] for shift in (-1, 0, 40)}
    for cut in sorted(each for each in near if 0 <= each <= len(body)):
        world = make_world(tmp_path / str(cut))
        (world.people / "earners" / "ny-person.yml").write_text("name: Ny Person\n")
        (world.people / "attempts.jsonl").write_bytes(body[:cut])
        issue(world, FIRST[:2], at=NOW)
        assert (world.people / "attempts.jsonl").read_bytes().splitlines() == body.splitlines()


def test_a_wrong_line_is_named_with_its_remedy(world):
    issue(world, FIRST[:1])
    path = world.people / "attempts.jsonl"
    good = path.read_text()
    path.write_text('{"badge": \n' + good.replace("dora-lind", "nobody") + good.replace("}", "", 1))
    with pytest.raises(CatalogError) as caught:
        load(world.config)
    said = str(caught.value)
    assert "catalog/attempts.jsonl:1:" in said
    assert "not readable as an attempt" in said
    assert "there is no earner 'nobody'" in said
    assert [each.where.line for each in caught.value.problems] == [1, 2, 3]
