"""`badgepress pathways status`, as somebody types it; `issue` takes what it writes."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from generator.cli import issue, pathways
from generator.cli.exit_code import ExitCode
from generator.issue import revoke
from tests.issue.world import BADGE, NOW, PASSPHRASE, RUBRIC, counter, make_world

AWARDS = (
    "badge,earner,awarded\n"
    "listening,ana-silva,2026-04-01\nyearly,ana-silva,2026-04-02\n"  # complete
    "yearly,ben-k,2026-04-02\n"  # half
    "listening,dora-lind,2026-04-02\nyearly,dora-lind,2026-04-02\n"  # complete, and private
)
LATER = "2026-06-01"
PATH = (
    "name: NAME\nissuer: brook\nsummary: Some badges.\naudience: [teacher]\nrule:\n  all: [RULE]\n"
)
MORE = {
    "catalog/pathways/wide.yml": PATH.replace("NAME", "Wide").replace(
        "RULE", "{pathway: both}, {any: [coaching, planning]}"
    ),
}


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    return make_world(tmp_path, more=MORE)


def run(*arguments: str, command=pathways.command):
    result = CliRunner().invoke(command, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def status(*arguments: str, at: str = LATER):
    return run("status", "--as-of", at, *arguments)


SHOWN = """\
Both (both)
  Ana Silva (ana-silva): complete; 'stack' is due
  Dora Lind (dora-lind): complete; 'stack' is due
  Ben Kole (ben-k): missing Listening. Next: listening
"""


def test_it_tells_who_is_done_and_who_is_near(world):
    world.issue(AWARDS)
    assert status("both").stdout == SHOWN
    assert status().stdout == SHOWN + (
        "Wide (wide)\n"
        "  Ana Silva (ana-silva): missing one of Coaching or Lesson planning. "
        "Next: coaching, planning\n"
        "  Dora Lind (dora-lind): missing one of Coaching or Lesson planning. "
        "Next: coaching, planning\n"
        "  Ben Kole (ben-k): missing the pathway Both; one of Coaching or Lesson planning. "
        "Next: listening, planning\n"
    )


def test_nobody_has_begun(world):
    assert status("both").stdout == "Both (both)\n  Nobody is on the way.\n"
    result = status("both", "--awards", "due.yml")
    assert result.stderr == "No badge is due; nothing was written.\n"
    assert not (world.root / "due.yml").exists()


def test_issue_takes_what_it_writes(world):
    world.issue(AWARDS)
    before = world.tree()
    result = status("--awards", "due.yml")
    assert (result.exit_code, result.stderr) == (ExitCode.OK, "Wrote 2 awards to due.yml.\n")
    written = (world.root / "due.yml").read_text()
    assert written == (
        "# Pathways that are complete, and whose badge is not awarded yet.\nawards:\n"
        "  - badge: stack\n    earner: ana-silva\n    awarded: 2026-06-01\n"
        "  - badge: stack\n    earner: dora-lind\n    awarded: 2026-06-01\n"
    )
    after = world.tree()
    assert {name: body for name, body in after.items() if name != "due.yml"} == before

    result = run("due.yml", "--key", "keys/brook.key", "--yes", command=issue.command)
    assert result.exit_code == ExitCode.OK, result.output
    assert "has not completed" not in result.output
    stacks = [row for row in world.issued() if row.badge == "stack"]
    assert {row.earner for row in stacks} == {"ana-silva", "dora-lind"}
    assert all(len(world.signed(row)["evidence"]) == 2 for row in stacks)
    assert "due" not in status("both").stdout


def test_as_json(world):
    world.issue(AWARDS)
    objects = [json.loads(line) for line in status("both", "--json").stdout.splitlines()]
    assert objects[0] == {
        "pathway": "both",
        "earner": "ana-silva",
        "complete": True,
        "due": "stack",
        "held_back": [],
        "counts": ["listening", "yearly"],
        "missing": [],
        "next": [],
    }
    assert [(each["earner"], each["missing"], each["next"]) for each in objects[1:]] == [
        ("dora-lind", [], []),
        ("ben-k", ["Listening"], ["listening"]),
    ]


def test_what_expired_does_not_count(world):
    world.issue(AWARDS)  # 'yearly' ends in a year
    told = status("both", at="2027-06-01").stdout
    assert "Ana Silva (ana-silva): missing Yearly. Next: yearly" in told
    assert "Ben Kole" not in told


def withdraw(world, badge: str, earner: str) -> None:
    (row,) = [row for row in world.issued() if (row.badge, row.earner) == (badge, earner)]
    revoke(
        world.desk(),
        [row],
        [world.key()],
        reason="Not their own work.",
        random_bytes=counter("revoke"),
        signed_at=NOW + timedelta(days=1),
    )


def test_what_was_withdrawn_does_not_count(world):
    world.issue(AWARDS)
    withdraw(world, "listening", "dora-lind")
    assert "Dora Lind (dora-lind): missing Listening. Next: listening" in status("both").stdout


def test_a_withdrawn_stack_is_left_to_a_person(world):
    world.issue(AWARDS + "stack,ana-silva,2026-04-03\n")
    assert "Ana" not in status("both").stdout
    withdraw(world, "stack", "ana-silva")
    told = status("both", "--awards", "due.yml").stdout
    assert (
        "Ana Silva (ana-silva): complete, but 'stack' was withdrawn from them on "
        "2026-05-04: award it by hand"
    ) in told
    assert "ana-silva" not in (world.root / "due.yml").read_text()


def test_a_stack_with_a_rubric_wants_its_results(world):
    world.issue(AWARDS)
    stack = world.people / "badges" / "brook" / "stack.yml"
    stack.write_text(BADGE.replace("NAME", "Whole stack") + RUBRIC, "utf-8")
    result = status("both", "--awards", "due.yml")
    assert "complete, but no result for 'plan', 'practice'; say the level reached" in result.stdout
    assert not (world.root / "due.yml").exists()


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("site/due.yml", "site/due.yml lies in site, which is published or shared"),
        ("catalog/pages/due.yml", "lies in catalog, which is published or shared"),
        ("link/due.yml", "link/due.yml lies in site, which is published or shared"),
        ("keys/brook.key", "keys/brook.key is there already; name another file, or remove it"),
    ],
)
def test_some_places_are_refused(world, file, message):
    world.issue(AWARDS)
    (world.root / "site").mkdir()
    (world.root / "link").symlink_to("site")
    before = world.tree()
    result = status("--awards", file)
    assert result.exit_code == ExitCode.USAGE
    assert message in result.stderr
    assert world.tree() == before


@pytest.mark.usefixtures("world")
def test_a_pathway_that_is_not_there():
    result = status("bot")
    assert result.exit_code == ExitCode.USAGE
    assert "there is no pathway 'bot'; did you mean 'both'?" in result.stderr
