"""Issuing where people lie in shards: what one folder gives, in any number of processes."""

import contextlib
import os
import pickle

import pytest

from generator.issue.key_file import handed_over
from generator.openbadges.status_list import MINIMUM_ENTRIES
from generator.source import CatalogError
from tests.issue.sharded import make_sharded
from tests.issue.test_kill import KilledError, Killer
from tests.issue.world import AWARDS, NOW, make_world
from tests.whole import WHOLE

SEVERAL = AWARDS + "planning,ana-silva,2026-04-03\nyearly,ben-k,2026-04-03\n"
WITH_RESULTS = """\
badge,earner,name,awarded,result: plan,result: practice
listening,ana-silva,,2026-04-01,,
planning,ben-k,,2026-04-01,good,fine
listening,cai,,2026-04-02,,
yearly,ana-silva,,2026-04-02,,
stack,ana-silva,,2026-04-02,,
listening,ny-person,Ny Person,2026-04-02,,
"""
OTHERS = {
    f"catalog/earners/{slug}.yml": f"name: {name}\nemail: {slug}@brook.example\n"
    for slug, name in (
        ("eli-moss", "Eli Moss"), ("fay-reed", "Fay Reed"), ("gus-hale", "Gus Hale"),
        ("hana-ito", "Hana Ito"), ("ivo-berg", "Ivo Berg"), ("joy-lane", "Joy Lane"),
    )
}  # fmt: skip

EACH = 1 if WHOLE else 3
"""Every which moment of a kill is tried."""


def said(rows):
    """What does not depend on chance."""
    return sorted(
        (row.award_identity, row.copy_, row.name, len(row.award.components), row.signed_at)
        for row in rows
    )


def test_it_signs_what_one_folder_would(tmp_path):
    one, many = make_world(tmp_path / "one"), make_sharded(tmp_path / "many")
    one.issue(WITH_RESULTS)
    finished = many.issue(WITH_RESULTS)
    assert said(one.issued()) == said(many.issued())
    assert finished.credentials == len(many.issued())
    assert finished.lists == (("brook", 1),)
    assert not finished.left
    tokens = {row.credential for row in many.issued()}
    lines = b"".join(
        path.read_bytes()
        for name in ("assertions", "own-copies")
        for path in (many.people / "shards").glob(f"*/{name}.jsonl")
    )
    assert all(lines.count(token.encode()) >= 1 for token in tokens)
    assert many.issue(WITH_RESULTS).credentials == 0
    assert not many.registry().journal.exists()


def test_two_processes_sign_the_same_bytes_as_one(tmp_path):
    one, two = make_sharded(tmp_path / "one"), make_sharded(tmp_path / "two")
    one.issue(WITH_RESULTS)
    two.issue(WITH_RESULTS, workers=2)
    assert one.tree() == two.tree()


def test_a_kill_anywhere_is_finished_by_the_next_run(tmp_path):
    kills = 0
    while True:
        registry = make_sharded(tmp_path / str(kills))
        killer = Killer(kills)
        with contextlib.suppress(KilledError):
            registry.issue(WITH_RESULTS, disk=killer.disk, seed="first")
        if not killer.killed:
            break
        registry.issue(WITH_RESULTS, seed="second")
        again = registry.issue(WITH_RESULTS, seed="third")
        rows = registry.issued()
        assert again.credentials == 0, kills
        assert len(rows) == len({row.award_identity + row.copy_ for row in rows}) == 8, kills
        assert len({(row.status_list, row.status_index) for row in rows}) == len(rows)
        assert len({row.credential for row in rows}) == len(rows)
        assert not [path for path in registry.tree() if path.endswith(".tmp")]
        kills += EACH
    assert kills > 20


def test_a_second_kill_while_the_first_is_finished(tmp_path):
    for kills in range(3, 40, 5):
        registry = make_sharded(tmp_path / str(kills))
        for at, seed in ((kills, "first"), (2, "second"), (6, "third")):
            with contextlib.suppress(KilledError):
                registry.issue(WITH_RESULTS, disk=Killer(at).disk, seed=seed)
        registry.issue(WITH_RESULTS, seed="last")
        rows = registry.issued()
        assert len(rows) == len({row.award_identity + row.copy_ for row in rows}) == 8, kills
        assert registry.issue(WITH_RESULTS, seed="none").credentials == 0


MISTAKES = {
    "of rows in several shards": (
        ("badge,earner,awarded\nnone,ana-silva,2026-04-01\nlistening,ben-k,2026-99-01\n"
        "old,cai,2026-04-01\nlistening,nobody,2026-04-01\n"),
        ["2:1: [unknown-badge]", "3:17: [wrong-form]", "4:1: [retired-badge]",
         "5:11: [unclear-person]"],
    ),
    "the same award twice": (
        "badge,earner,awarded\nlistening,ana-silva,2026-04-01\nlistening,ana-silva,2026-04-01\n",
        ["3:1: [repeated-award]"],
    ),
    "one award id in two shards": (
        ("badge,earner,awarded,award id\nlistening,ana-silva,2026-04-01,x1\n"
        "listening,ben-k,2026-04-01,x1\n"),
        ["3:1: [repeated-award]"],
    ),
    "an assessor who is nobody, and one who is the earner": (
        ("badge,earner,awarded,assessor id\nlistening,ana-silva,2026-04-01,no-one\n"
        "listening,ben-k,2026-04-01,ben-k\nlistening,cai,2026-04-01,dora-lind\n"),
        ["2:32: [unknown-assessor]", "3:28: [own-assessor]"],
    ),
    "one row approved and others not": (
        ("badge,earner,awarded,assessor id,approved by\n"
        "listening,ana-silva,2026-04-01,ben-k,cai\nlistening,ben-k,2026-04-01,cai,\n"),
        ["3:1: [not-approved]"],
    ),
    "a team that is named after somebody": (
        ("badge,earner,awarded,team\nlistening,ana-silva,2026-04-01,Team Lind Dora\n"
        "listening,ben-k,2026-04-01,Team Lind Dora\n"),
        ["2:32: [names-somebody]", "3:28: [names-somebody]"],
    ),
    "a team that is written in two ways": (
        ("badge,earner,awarded,team\nlistening,ana-silva,2026-04-01,Team Blue\n"
        "listening,ben-k,2026-04-01,team blue\n"),
        ["3:28: [unclear-team]"],
    ),
    "a name that may be two people": (
        "badge,name,awarded\nlistening,Ana Silva,2026-04-01\nlistening,Eva Elder,2026-04-01\n",
        ["3:11: [unclear-person]"],
    ),
}  # fmt: skip
TWO_EVAS = {f"catalog/earners/eva-{n}.yml": "name: Eva Elder\n" for n in ("one", "two")}


@pytest.mark.parametrize("whole", [False, True], ids=["row by row", "read whole"])
@pytest.mark.parametrize(("awards", "expected"), MISTAKES.values(), ids=MISTAKES.keys())
def test_every_mistake_of_every_shard_is_told_at_its_place(tmp_path, awards, expected, whole):
    registry = make_sharded(tmp_path / "many", more=TWO_EVAS)
    before = registry.tree()
    with pytest.raises(CatalogError) as caught:
        registry.plan(awards, whole=whole)
    told = [
        f"{each.where.line}:{each.where.column}: [{each.code}]" for each in caught.value.problems
    ]
    assert told == expected
    assert {**registry.tree(), "awards.csv": b""} == {**before, "awards.csv": b""}


@pytest.mark.parametrize("name", sorted({*MISTAKES} - {"of rows in several shards"}))
def test_they_are_the_mistakes_that_one_folder_would_tell(tmp_path, name):
    awards = MISTAKES[name][0]
    one = make_world(tmp_path / "one", more=TWO_EVAS)
    many = make_sharded(tmp_path / "many", more=TWO_EVAS)
    with pytest.raises(CatalogError) as told:
        one.plan(awards, name=(many.root / "awards.csv").as_posix())
    with pytest.raises(CatalogError) as caught:
        many.plan(awards)
    assert sorted(map(str, caught.value.problems)) == sorted(map(str, told.value.problems))


def test_people_are_found_by_name_and_mail_in_all_shards(tmp_path):
    awards = (
        "badge,earner,name,email,awarded\nlistening,,Silva Ana,,2026-04-01\n"
        "listening,,,dora@brook.example,2026-04-01\nlistening,,Dora Lindt,,2026-04-01\n"
        "yearly,,Dora Lindt,,2026-04-01\nlistening,ana-silba,Ana Silba,,2026-04-01\n"
    )
    one, many = make_world(tmp_path / "one"), make_sharded(tmp_path / "many")
    plan = many.plan(awards)
    expected = one.plan(awards, name=(many.root / "awards.csv").as_posix())
    newcomers = {each.slug for outline in plan.outlines for each in outline.newcomers}
    assert newcomers == {each.slug for each in expected.newcomers} == {"dora-lindt", "ana-silba"}
    assert sorted(map(str, plan.notices)) == sorted(map(str, expected.notices))
    many.issue(awards)
    one.issue(awards)
    assert said(one.issued()) == said(many.issued())


def test_who_is_new_under_a_slug_is_held_against_everybody(tmp_path):
    awards = "badge,earner,name,awarded\nlistening,ana-silba,Ana Silba,2026-04-01\n"
    one, many = make_world(tmp_path / "one"), make_sharded(tmp_path / "many")
    expected = one.plan(awards, name=(many.root / "awards.csv").as_posix())
    assert [str(each) for each in many.plan(awards).notices] == list(map(str, expected.notices))
    assert "much like Ana Silva (ana-silva)" in str(expected.notices[0])


def test_a_team_shares_its_evidence_across_shards(tmp_path):
    awards = (
        "badge,earner,awarded,team,evidence kind,evidence\n"
        "listening,ana-silva,2026-04-01,Blue,project,A bridge.\n"
        "listening,ben-k,2026-04-01,Blue,,\nlistening,cai,2026-04-01,Alone,,\n"
    )
    one, many = make_world(tmp_path / "one"), make_sharded(tmp_path / "many")
    plan = many.plan(awards)
    expected = one.plan(awards, name=(many.root / "awards.csv").as_posix())
    assert sorted(map(str, plan.notices)) == sorted(map(str, expected.notices))
    many.issue(awards)
    ben = [row for row in many.issued() if row.earner == "ben-k"]
    assert [row.award.evidence[0].description for row in ben] == ["A bridge."] * 2
    later = many.plan(awards + "listening,dora-lind,2026-04-01,Blue,project,A bridge.\n")
    assert "joins the team" not in "".join(map(str, later.notices))
    alone = many.plan("badge,earner,awarded,team\nlistening,dora-lind,2026-04-01,Blue\n")
    assert "joins the team 'Blue'" in str(alone.notices[0])


def test_a_full_list_is_followed_by_the_next_whatever_shard_filled_it(tmp_path):
    registry = make_sharded(tmp_path / "many")
    registry.issue(AWARDS)
    half = MINIMUM_ENTRIES // 2
    shard = next((registry.people / "shards").glob("*/ledger.jsonl"))
    used = {row.status_index for row in registry.issued()}
    free = [index for index in range(half + 10) if index not in used]
    with shard.open("a", encoding="utf-8") as file:
        file.write(
            f'{{"kind": "erased", "issuer": "brook", "status_list": 1, "indexes": {free}}}\n'
        )
    finished = registry.issue("badge,earner,awarded\nyearly,ben-k,2026-04-03\n", seed="more")
    assert {row.status_list for row in registry.issued() if row.badge == "yearly"} == {2}
    assert finished.lists == (("brook", 2),)


def test_what_is_remembered_of_ledgers_is_held_against_them(tmp_path):
    registry = make_sharded(tmp_path / "many")
    registry.issue(SEVERAL.replace("planning", "yearly"))
    right = registry.registry().index().newest
    memory = registry.registry().memory
    body = memory.read_bytes()
    for wrong in (
        b"",
        b"no database at all",
        body[: len(body) // 2],
        body.replace(b'"brook"', b'"break"'),
    ):
        memory.write_bytes(wrong)
        assert registry.registry().index().newest == right
    memory.write_bytes(body)
    ledger = next((registry.people / "shards").glob("*/ledger.jsonl"))
    row = ledger.read_bytes().splitlines(keepends=True)[0]
    status = ledger.stat()
    ledger.write_bytes(ledger.read_bytes() + row.replace(b'"status_index": ', b'"status_index": 1'))
    os.utime(ledger, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert registry.registry().index().newest != right


def test_what_is_wrong_in_several_shards_is_told_at_once(tmp_path):
    registry = make_sharded(tmp_path / "many")
    for path in (registry.people / "shards").glob("*/earners/*.yml"):
        path.write_text(path.read_text("utf-8") + "shoe: 41\n", "utf-8")
    with pytest.raises(CatalogError) as caught:
        registry.plan(AWARDS)
    assert [each.code for each in caught.value.problems] == ["unknown-key"] * 4


def test_a_mistake_goes_from_one_process_to_another(tmp_path):
    with pytest.raises(CatalogError) as caught:
        make_sharded(tmp_path).plan("badge,earner,awarded\nnone,ana-silva,2026-04-01\n")
    there = pickle.loads(pickle.dumps(caught.value))
    assert (str(there), there.problems) == (str(caught.value), caught.value.problems)


def test_a_key_is_not_pickled_but_handed_over(tmp_path):
    registry = make_sharded(tmp_path)
    key = registry.key("brook")
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(key)
    assert handed_over(key.public_key, key.hand_over()).sign(b"x") == key.sign(b"x")
    bench = registry.registry().bench(NOW, file=None)
    assert repr(key.hand_over()) not in repr(bench.with_keys(((key.public_key, key.hand_over()),)))
