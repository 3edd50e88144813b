"""`badgepress new handbook`: who does what, and the year, without a word about a person."""

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import new
from generator.cli.exit_code import ExitCode
from generator.source import load
from tests.cli.commands_named import commands_named, faults
from tests.issue.world import AWARDS, NOW, PASSPHRASE, World, make_world

PROJECT = Path(__file__).parents[2]
SCAFFOLD = PROJECT / "generator" / "_scaffold"
RECOGNIZER = """\
name: Elm College
kind: college
summary: A college.
url: https://elm.example/
contact: {office: Elm Registrar}
honors:
  - badges: [listening]
    worth: {kind: credits, amount: 1, text: One credit}
    basis: {kind: policy, url: https://elm.example/policy}
    from: 2025-01-01
    until: 2026-08-31
"""
YEAR = """\
Now, because its day has passed | 2026-04-01: review, by Badge Desk, and then move `review_by`: `listening`
June 2026 | 2026-06-30: last day on which a founding assessor of `yearly` needs no badge
August 2026 | 2026-08-31: what `elm` honors ends: ask Elm Registrar for more
November 2026 | 2026-11-15: a key of `hill` ends; sign with its next one
December 2026 | 2026-12-31: review, by Badge Desk, and then move `review_by`: `coaching`, `stack`
February 2027 | 2027-02-28: last day to hand in for `yearly`
April 2027 | 2027-04-01: badges that people hold expire this month; tell them how to renew them: `yearly` (one to four)
April 2027 | 2027-04-08: sign anew what tells withdrawals: 1 status list ends on END (`badgepress renew --ending`)
Later | 2030-01-01: review, by Badge Desk, and then move `review_by`: `planning`, `welcome`, `yearly`
Later | 2031-02-01: one to four students come of age: ask for their own consent (`badgepress check` names whom)
"""


@pytest.fixture
def world(tmp_path, monkeypatch) -> World:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    return make_world(tmp_path)


def run(*arguments: str, at: datetime = NOW):
    result = CliRunner().invoke(new.command, ["handbook", "--as-of", at.isoformat(), *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == ExitCode.OK, result.output
    return result.stdout


def dated(world: World) -> list[str]:
    """The lines of the calendar that have a day, and the headings that have such lines."""
    heading, lines = "", []
    for line in (world.root / "calendar.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif re.match(r"- \[ \] \d", line):
            lines.append(f"{heading} | {line[6:]}")
    return lines


def test_both_lie_beside_the_configuration_and_say_whose_they_are(world):
    assert run() == "Wrote handbook.md.\nWrote calendar.md.\n"
    handbook = (world.root / "handbook.md").read_text("utf-8")
    assert handbook.startswith("# Who does what: Brook Badges\n")
    assert "| key file of Hill School (`hill`) | __________ | __________ |" in handbook
    assert "https://badges.brook.example/b/" in handbook
    assert "$" not in handbook
    for what in ("a person leaves", "a key is lost", "a key is stolen", "a passphrase is forgotten",
                 "a badge was wrong", "somebody asks to be forgotten", "the host closes"):  # fmt: skip
        assert f"\n### {what}" in handbook
    assert "Made on 3 May 2026" in (world.root / "calendar.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["handbook.md", "calendar.md", "months.md"])
def test_the_commands_they_name_exist(name):
    named = commands_named((SCAFFOLD / name).read_text("utf-8"))
    assert named
    assert [fault for line in named for fault in faults(line)] == []


def test_a_command_or_option_that_does_not_exist_is_seen():
    text = (
        "`badgepress keys burn`, `badgepress isue`\n```sh\nbadgepress renew --ending --all # x\n```"
    )
    assert [fault for line in commands_named(text) for fault in faults(line)] == [
        "keys has no command burn: badgepress keys burn",
        "badgepress has no command isue: badgepress isue",
        "renew has no option --all: badgepress renew --ending --all # x",
    ]


def test_the_year_has_the_days_that_the_catalog_knows(world):
    world.issue(AWARDS + "yearly,ana-silva,2026-04-02\nyearly,ben-k,2026-04-03\n")
    world.issue("badge,earner,awarded\nyearly,ben-k,2026-04-30\n", seed="again")
    badges = "catalog/badges/brook"
    world.edit(f"{badges}/listening.yml", "review_by: 2030-01-01", "review_by: 2026-04-01")
    world.edit(f"{badges}/coaching.yml", "review_by: 2030-01-01", "review_by: 2026-12-31")
    world.edit(f"{badges}/stack.yml", "review_by: 2030-01-01", "review_by: 2026-12-31")
    world.edit(f"{badges}/yearly.yml", "version:", "submission: {deadline: 2027-02-28}\nversion:")
    (world.people / "recognizers").mkdir()
    (world.people / "recognizers" / "elm.yml").write_text(RECOGNIZER)
    world.edit(
        "catalog/issuers/hill.yml",
        "created: 2025-01-01T00:00:00Z",
        "created: 2025-01-01T00:00:00Z\n    retired: 2026-11-15T00:00:00Z",
    )
    world.edit(
        "site-config.yml",
        "home:",
        "rigor:\n  assessors_hold_badge: where-stated\n  founding_assessors:\n"
        "    - {assessor: ben-k, badge: yearly, until: 2026-06-30}\nhome:",
    )
    run()
    (end,) = {
        datetime.fromisoformat(json.loads(path.read_bytes())["validUntil"]).date()
        for path in (world.people / "status").rglob("*.json")
    }
    assert dated(world) == YEAR.replace("END", str(end)).splitlines()


def test_twelve_months_in_order_each_with_what_it_always_brings(world):
    run(at=datetime(2026, 11, 22, tzinfo=UTC))
    text = (world.root / "calendar.md").read_text("utf-8")
    months = re.findall(r"^## (\w+ \d{4})$", text, re.MULTILINE)
    assert (len(months), months[:3], months[-1]) == (
        12,
        ["November 2026", "December 2026", "January 2027"],
        "October 2027",
    )
    always = re.findall(r"^- .+", (SCAFFOLD / "months.md").read_text("utf-8"), re.MULTILINE)
    assert len(always) >= 12
    assert [text.count(line) for line in always if text.count(line) < 1] == []


def test_a_class_that_comes_of_age_is_counted_from_five(world):
    for number in range(5):
        (world.people / "earners" / f"kid-{number}.yml").write_text(
            f"name: Kid Canary{number}\nminor_until: 2026-09\n"
        )
    run()
    (line,) = [each for each in dated(world) if each.startswith("September 2026")]
    assert "2026-09-01: 5 students come of age: ask for their own" in line


def test_of_the_sample_they_name_nobody(tmp_path, monkeypatch):
    shutil.copytree(PROJECT / "catalog", tmp_path / "catalog")
    shutil.copy(PROJECT / "site-config.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    loaded = load(Path("site-config.yml"))
    run(at=datetime(2026, 11, 22, tzinfo=UTC))
    text = "".join((tmp_path / name).read_text("utf-8") for name in ("handbook.md", "calendar.md"))
    people = loaded.catalog.earners.values()
    found = [each.slug for each in people if each.name in text or f"`{each.slug}`" in text]
    assert found == []
    assert "last day on which a founding assessor of" in text


def test_what_was_edited_is_kept_until_somebody_says_so(world):
    run()
    calendar, handbook = world.root / "calendar.md", world.root / "handbook.md"
    before = calendar.read_bytes()
    handbook.write_text(handbook.read_text("utf-8").replace("__________", "Office 3", 1), "utf-8")
    kept = handbook.read_bytes()
    later = datetime(2027, 1, 2, tzinfo=UTC)
    assert run(at=later) == (
        "Kept handbook.md, which was edited; --force writes over it.\nWrote calendar.md.\n"
    )
    assert handbook.read_bytes() == kept
    assert calendar.read_bytes() != before
    calendar.write_bytes(before.replace(b"\n", b"\r\n"))  # nobody's edit
    assert run("--calendar") == "Wrote calendar.md.\n"
    assert calendar.read_bytes() == before
    calendar.write_bytes(before.replace(b"- [ ]", b"- [x]", 1))
    assert run("--calendar").startswith("Kept calendar.md")
    assert run("--calendar", "--force") == "Wrote calendar.md.\n"
    assert calendar.read_bytes() == before
    assert handbook.read_bytes() == kept
    handbook.write_text("My own notes, which happened to have this name.\n", "utf-8")
    assert run().startswith("Kept handbook.md")
