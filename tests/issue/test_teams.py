"""Teams: what their rows share, how a team is signed, and what its name may not say."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from generator.model.ledger import Copy
from generator.openbadges.reading import read_credential
from generator.source import CatalogError, load
from tests.issue.test_correct import correct, rows_of
from tests.issue.test_plan import told
from tests.issue.world import World, make_world

HEADER = "badge,earner,awarded,team,evidence kind,evidence"
TEAM = f"""\
{HEADER}
listening,ana-silva,2026-04-01,Bridge Builders,project,The bridge
Listening,ben-k,2026-04-01,Bridge Builders,,
listening,dora-lind,2026-04-01,Bridge Builders,,
"""
AS_YAML = """\
awards:
  - badge: listening
    earner: ana-silva
    awarded: 2026-04-01
    team: Bridge Builders
    evidence: [{kind: project, description: The bridge}]
  - {badge: listening, earner: ben-k, awarded: 2026-04-01, team: Bridge Builders}
  - {badge: listening, earner: dora-lind, awarded: 2026-04-01, team: Bridge Builders}
"""


def workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMS = {  # name: contents
    "awards.csv": TEAM.encode(),
    "awards.xlsx": workbook(TEAM),
    "awards.yml": AS_YAML.encode(),
}


@pytest.mark.parametrize(("name", "data"), FORMS.items(), ids=FORMS)
def test_a_team_in_every_form_of_an_awards_file(world, name, data):
    plan = world.plan(data, name)
    assert [(each.earner, each.team) for each in plan.awards] == [
        ("ana-silva", "Bridge Builders"),
        ("ben-k", "Bridge Builders"),
        ("dora-lind", "Bridge Builders"),
    ]
    evidence = [[piece.description for piece in each.evidence] for each in plan.awards]
    assert evidence == [["The bridge"]] * 3
    assert plan.notices == ()


SHARED = {  # case: (evidence of each row, that is signed for each)
    "told once": (["A", "", ""], ["A", "A", "A"]),
    "told in the last row": (["", "", "A"], ["A", "A", "A"]),
    "told in every row": (["A", "A", "A"], ["A", "A", "A"]),
    "one's own beside it": (["A", "A+B", ""], ["A", "A+B", "A"]),
    "one's own first": (["B+A", "A", ""], ["B+A", "A", "A"]),
    "everybody's own": (["A", "B", "C"], ["A", "B", "C"]),
    "two pieces": (["A+B", "", "B+A"], ["A+B", "A+B", "B+A"]),
    "none": (["", "", ""], ["", "", ""]),
}


def rows_with(evidence: list[str], team: str = "Bridge Builders") -> str:
    people = ("ana-silva", "ben-k", "dora-lind")
    lines = [
        f"listening,{person},2026-04-01,{team}"
        + "".join(f",project,{piece}" for piece in said.split("+") if piece)
        for person, said in zip(people, evidence, strict=True)
    ]
    return "\n".join([f"{HEADER},evidence 2 kind,evidence 2", *lines, ""])


@pytest.mark.parametrize(("told", "signed"), SHARED.values(), ids=SHARED.keys())
def test_who_tells_no_evidence_has_what_the_team_shares(world, told, signed):
    awards = world.plan(rows_with(told)).awards
    found = ["+".join(piece.description for piece in each.evidence) for each in awards]
    assert found == signed


APART = {  # case: (what is changed in the second row)
    "another team": ("ben-k,2026-04-01,Bridge Builders", "ben-k,2026-04-01,Kite Flyers"),
    "another day": ("ben-k,2026-04-01", "ben-k,2026-04-02"),
    "another badge": ("Listening,ben-k", "yearly,ben-k"),
    "no team": ("ben-k,2026-04-01,Bridge Builders", "ben-k,2026-04-01,"),
}


@pytest.mark.parametrize("edit", APART.values(), ids=APART.keys())
def test_a_team_is_a_name_a_badge_and_a_day(world, edit):
    awards = {each.earner: each for each in world.plan(TEAM.replace(*edit)).awards}
    assert not awards["ben-k"].evidence
    assert awards["dora-lind"].evidence


BAD = {  # case: (awards, the whole message)
    "different evidence, and a row without": (
        rows_with(["A", "B", ""]),
        (
            "awards.csv:4:32: error: what evidence does the team 'Bridge Builders' share? This row "
            "tells none, and lines 2, 3 have none in common [unclear-evidence]\n"
            "    listening,dora-lind,2026-04-01,Bridge Builders\n"
            "                                   ^\n"
            "  hint: tell this row's own evidence, or what is shared in each of those lines"
        ),
    ),
    "one name written in two ways": (
        TEAM.replace("ben-k,2026-04-01,Bridge Builders", "ben-k,2026-04-01,bridge-builders"),
        (
            "awards.csv:3:28: error: the team is 'bridge-builders' here and 'Bridge Builders' in "
            "line 2: one team or two? [unclear-team]\n"
            "    Listening,ben-k,2026-04-01,bridge-builders,,\n"
            "                               ^\n"
            "  hint: write it alike in every row; two teams need names that differ by more"
        ),
    ),
    "the name of somebody private": (
        rows_with(["A", "A", "A"], "Team of Lind Dora"),
        "\n".join(
            f"awards.csv:{line}:{column}: error: the team's name 'Team of Lind Dora' says the name "
            "of 'dora-lind', who did not agree to that [names-somebody]\n"
            f"    listening,{who},2026-04-01,Team of Lind Dora,project,A\n"
            f"    {' ' * (column - 1)}^\n"
            "  hint: it is signed, and shown on the pages of the whole team: choose one that names "
            "nobody"
            for line, column, who in ((2, 32, "ana-silva"), (3, 28, "ben-k"), (4, 32, "dora-lind"))
        ),
    ),
    "an e-mail address": (
        rows_with(["A", "A", ""], "Builders").replace("Builders", "crew@brook.example", 1),
        (
            "awards.csv:2:32: error: 'team' must not hold an e-mail address: it is signed and may "
            "be published; found 'crew@brook.example' [wrong-form]\n"
            "    listening,ana-silva,2026-04-01,crew@brook.example,project,A\n"
            "                                   ^"
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("awards", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_team_says_where_and_what(world, awards, message):
    with pytest.raises(CatalogError) as caught:
        world.plan(awards)
    assert told(caught) == message


NAMES = {  # case: (the team's name, whom it names)
    "unlisted, full name": ("Cai Ode and friends", "cai"),
    "accents, case and hyphens": ("DÓRA-LIND’s", "dora-lind"),
    "public, but by a shorter name": ("Kole & Ben", "ben-k"),
    "public, by the name agreed to": ("The Ben K. crew", None),
    "public, full name agreed to": ("Ana Silva's", None),
    "half a name": ("Dora's crew", None),
    "a name inside a word": ("Caio Deluxe", None),
    "somebody new in this file": ("Ny Person's", "ny-person"),
    "a former name": ("Eva Moos", "eva"),
    "letters without spaces": ("桥梁李小龙队", "long"),
}


@pytest.mark.parametrize(("team", "named"), NAMES.values(), ids=NAMES.keys())
def test_whom_a_team_may_not_name(tmp_path, team, named):
    world = make_world(
        tmp_path,
        more={
            "catalog/earners/eva.yml": "name: Eva Neu\nformer_names: [Eva Moos]\n",
            "catalog/earners/long.yml": "name: 李小龙\n",
        },
    )
    row = f"badge,name,awarded,team\nlistening,Ny Person,2026-04-01,{team}\n"
    if named is None:
        assert world.plan(row).awards
        return
    with pytest.raises(CatalogError) as caught:
        world.plan(row)
    (problem,) = caught.value.problems
    assert f"says the name of '{named}'" in problem.message


def notes(world: World, awards: str) -> list[str]:
    return [str(each).partition("note: ")[2] for each in world.plan(awards).notices]


def test_a_team_of_one_is_pointed_at(world):
    one = "\n".join([*TEAM.splitlines()[:2], ""])
    assert notes(world, one) == [
        "nobody else is in the team 'Bridge Builders' for 'listening' on 2026-04-01"
    ]


def test_who_joins_a_team_later_is_pointed_at(world):
    world.issue(TEAM)
    assert notes(world, TEAM) == []
    assert world.plan(TEAM).already == 3
    late = f"{HEADER}\nlistening,cai,2026-04-01,Bridge Builders,,\n"
    assert notes(world, late) == [
        (
            "joins the team 'Bridge Builders' that earned 'listening' on 2026-04-01 before: "
            "ana-silva, ben-k, dora-lind; a team of other people needs another name"
        )
    ]
    assert notes(world, TEAM + late.splitlines()[1] + "\n") == []
    with pytest.raises(CatalogError, match="'Bridge Builders' in an award signed before: one team"):
        world.plan(late.replace("Bridge Builders", "BRIDGE BUILDERS"))


def test_the_team_is_signed_in_every_copy(world):
    world.issue(TEAM)
    rows = world.issued()
    assert {row.copy_ for row in rows} == {Copy.PAGE, Copy.OWN}
    for row in rows:
        signed = world.signed(row)
        assert signed["credentialSubject"]["role"] == "Member of the team Bridge Builders"
        assert read_credential(signed).team == "Bridge Builders"
        assert [each["description"] for each in signed["evidence"]] == ["The bridge"]


def test_the_same_ledger_gives_the_same_bytes_again(world):
    world.issue(TEAM)
    before = world.tree()
    for row in world.issued():
        world.desk().credential(row).unlink()
    world.issue(TEAM, seed="again")
    assert world.tree() == before


def test_a_credential_of_nobodys_team_says_no_role(world):
    world.issue("badge,earner,awarded,team\nlistening,ana-silva,2026-04-01,\n")
    (row,) = world.issued()
    assert "role" not in world.signed(row)["credentialSubject"]
    assert read_credential(world.signed(row)).team == ""
    assert "team" not in json.loads((world.people / "ledger.jsonl").read_text())["award"]


def test_a_role_of_another_kind_is_no_team():
    assert read_credential({"credentialSubject": {"role": "Captain"}}).team == ""


def test_a_reissue_keeps_team_and_shared_evidence(world):
    world.issue(TEAM)
    world.edit("catalog/earners/ben-k.yml", "name: Ben Kole", "name: Ben Kolo")
    correct(world, "ben-k")
    rows = rows_of(world, "ben-k")
    assert [row.award.team for row in rows] == ["Bridge Builders"] * 2
    assert {piece.description for row in rows for piece in row.award.evidence} == {"The bridge"}


def test_a_corrected_row_keeps_the_evidence_that_its_team_shares(world):
    world.issue(TEAM)
    old = rows_of(world, "dora-lind")[0]
    row = (
        "badge,earner,awarded,team,shown\nlistening,dora-lind,2026-04-01,Bridge Builders,built it\n"
    )
    correct(world, old.credential, row)
    (new,) = rows_of(world, "dora-lind")
    assert (new.award.shown, new.award.team) == ("built it", "Bridge Builders")
    assert new.award.evidence == old.award.evidence
    correct(world, new.credential, row.replace("Bridge Builders", "Kite Flyers"), seed="again")
    (other,) = rows_of(world, "dora-lind")
    assert (other.award.team, other.award.evidence) == ("Kite Flyers", ())


def test_a_correction_names_nobody_either(world):
    world.issue(TEAM)
    old = rows_of(world, "dora-lind")[0]
    row = "badge,earner,awarded,team\nlistening,dora-lind,2026-04-01,Friends of Cai Ode\n"
    with pytest.raises(CatalogError, match="says the name of 'cai'"):
        correct(world, old.credential, row)


def test_a_team_named_after_somebody_who_goes_private_is_told_of(world):
    """With the remedy, which the signing commands let through."""
    world.issue(TEAM.replace("Bridge Builders", "Ana Silva's crew"))
    load(world.config)
    world.edit("catalog/earners/ana-silva.yml", "visibility: public\nconsent", "consent")
    with pytest.raises(CatalogError) as caught:
        load(world.config)
    (row,) = (row for row in rows_of(world, "ben-k") if row.copy_ is Copy.PAGE)
    assert [
        (Path(each.where.path).name, each.code, each.message, each.hint)
        for each in caught.value.problems
    ] == [
        (
            f"{row.credential}.json",
            "beyond-consent",
            "its team 'Ana Silva's crew' says the name of 'ana-silva', who did not agree to that",
            f"badgepress reissue {row.credential} --awards FILE, with another 'team'",
        )
    ]
    new = "badge,earner,awarded,team\nlistening,ben-k,2026-04-01,Bridge Builders\n"
    correct(world, row.credential, new)
    load(world.config)
