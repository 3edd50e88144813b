"""The transcript that `badgepress handout` writes, read by other people's programs."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from generator.cli import handout, unbake
from generator.cli import verify as verify_command
from generator.cli.exit_code import ExitCode
from generator.issue import revoke
from generator.model.ledger import Copy
from generator.openbadges.did_web import DidKey, did_document
from generator.openbadges.pdf import badges_of_pdf
from generator.openbadges.strict_json import dump_json
from generator.paper.transcript import is_too_much
from tests.issue.world import BROOK, HILL, counter, later, make_world

AWARDS = """\
badge,earner,awarded,result: plan,result: practice,assessor,evidence kind,evidence
planning,ben-k,2026-04-02,good,fine,Trained assessor,lesson-plan,A unit of one week
yearly,ben-k,2026-04-03,,,,,
planning,dora-lind,2026-04-02,good,good,,,
"""
WELCOME = "badge,earner,awarded\nwelcome,dora-lind,2026-04-20\n"
BADGE = "badges.brook.example/b/"


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = make_world(tmp_path)
    made.issue(AWARDS)
    made.issue(WELCOME, name="welcome.csv", seed="2", at=later(1), keys=("hill",))
    return made


def run(*arguments):
    result = CliRunner().invoke(handout.command, arguments, catch_exceptions=False)
    assert result.exit_code == ExitCode.OK
    return result


def transcript(world, earner) -> bytes:
    return (world.root / "handouts" / earner / "transcript.pdf").read_bytes()


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_who_has_several_badges_gets_one_and_the_table_names_it(world):
    world.issue("badge,earner,awarded\nlistening,ana-silva,2026-04-02\n", name="a.csv", seed="3")
    run()
    written = {path.parent.name for path in (world.root / "handouts").rglob("transcript.pdf")}
    assert written == {"ben-k", "dora-lind"}
    table = (world.root / "handouts" / "mailmerge.csv").read_text("utf-8-sig")
    for row in csv.DictReader(StringIO(table)):
        named = f"{row['folder']}/transcript.pdf" in row["files"].split("; ")
        assert named is (row["folder"] in written)
    letter = (world.root / "handouts/ben-k/letter.pdf").read_bytes()
    assert "The transcript holds all your badges" in text_of(letter)
    letter = (world.root / "handouts/ana-silva/letter.pdf").read_bytes()
    assert "transcript" not in text_of(letter)


def test_it_says_what_was_signed_of_all_badges_newest_first(world):
    run("dora-lind")
    said = text_of(transcript(world, "dora-lind"))
    table, each = said.split("Each badge in full")
    for words in (
        "Transcript of badges earned Dora Lind Badges: 2 Hours in all: 6, as signed",
        "Newest badge signed on: 4 May 2026",
        "Badge Issuer Awarded on Hours Criteria met",
        "Welcome Hill School 20 April 2026 Lesson planning Brook Agency 2 April 2026 6 2 of 2",
        f"{BADGE}issuers/hill (Hill School); {BADGE}issuers/brook (Brook Agency).",
    ):
        assert words in table
    assert each.index("Welcome") < each.index("Lesson planning")
    for words in (
        "Issuer: Brook Agency · Awarded on: 2 April 2026 · Hours: 6",
        "Criterion Level reached Plan Good Practice Good",
    ):
        assert words in each


def test_hours_are_the_site_s_and_a_badge_earned_again_counts_once(world):
    again = AWARDS.splitlines()[0] + "\nplanning,dora-lind,2026-05-01,fine,fine,,,\n"
    world.issue(again, name="again.csv", seed="4", at=later(2))
    run("dora-lind")
    said = text_of(transcript(world, "dora-lind"))
    assert "Badges: 3 Hours in all: 6, as signed; no badge twice, no stack beside its parts" in said


def test_the_end_of_a_badge_is_told_and_one_that_was_withdrawn_is_left_out(world):
    run("ben-k")
    assert "Yearly 3 April 2026 3 April 2027" in text_of(transcript(world, "ben-k"))
    withdrawn = [row for row in world.issued() if row.badge == "yearly"]
    revoke(
        world.desk(),
        withdrawn,
        [world.key()],
        reason="Entered by mistake",
        random_bytes=counter("5"),
        signed_at=later(3),
    )
    run("ben-k")
    assert not (world.root / "handouts/ben-k/transcript.pdf").exists()  # one is left


def test_own_copies_with_the_full_name_are_attached_and_no_page_copy(world):
    run("ben-k")
    pdf = transcript(world, "ben-k")
    held = [json.loads(each) for each in badges_of_pdf(pdf)]
    own = [row for row in world.issued() if row.earner == "ben-k" and row.copy_ is Copy.OWN]
    assert held == [world.signed(row) for row in reversed(own)]
    assert "Transcript of badges earned Ben Kole" in text_of(pdf)
    attached = PdfReader(BytesIO(pdf)).attachments
    assert set(attached) == {
        "yearly-2026-04-03-credential.json",
        "planning-2026-04-02-credential.json",
    }


def test_it_holds_all_badges_also_where_only_new_ones_are_handed_out(world):
    run("dora-lind", "--since", later(1).date().isoformat())
    files = {path.name for path in (world.root / "handouts/dora-lind").iterdir()}
    assert {"transcript.pdf", "welcome-2026-04-20-certificate.pdf"} <= files
    assert not any(name.startswith("planning") for name in files)
    assert len(badges_of_pdf(transcript(world, "dora-lind"))) == 2


def test_it_can_be_checked_and_taken_apart_by_the_command_line(world):
    run("dora-lind")
    path = world.root / "handouts/dora-lind/transcript.pdf"
    for slug, key in (("brook", BROOK), ("hill", HILL)):
        folder = world.root / "known/issuers" / slug
        (folder / "status").mkdir(parents=True)
        did = f"did:web:badges.brook.example:b:issuers:{slug}"
        (folder / "did.json").write_bytes(dump_json(did_document(did, [DidKey(key)])))
        (folder / "status/1.json").write_bytes(world.status_list(slug))
    options = ["--map", "https://badges.brook.example/b/=known", "--json", "--as-of", "2026-05-06"]
    (world.root / "trust.yml").write_text(
        "issuers:\n"
        + "".join(
            f"  - did: did:web:badges.brook.example:b:issuers:{slug}\n    name: {slug}\n"
            f"    since: 2026-01-01\n    keys: [{key}]\n"
            for slug, key in (("brook", BROOK), ("hill", HILL))
        )
    )
    options += ["--trust", "trust.yml"]
    result = CliRunner().invoke(verify_command.command, [*options, str(path)])
    judged = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["badge"], each["verdict"]) for each in judged] == [
        ("Welcome", "verified"),
        ("Lesson planning", "verified"),
    ]
    result = CliRunner().invoke(unbake.command, [str(path), "-o", "mine.json"])
    assert result.stdout == "Wrote mine-1.json.\nWrote mine-2.json.\n"


def test_the_same_badges_give_the_same_bytes(world):
    run("dora-lind")
    before = transcript(world, "dora-lind")
    run("dora-lind")
    assert transcript(world, "dora-lind") == before


def test_a_name_that_was_signed_before_is_told_with_its_badge(world):
    (row,) = (each for each in world.issued() if each.badge == "welcome")
    assert world.signed(row)
    world.edit("catalog/earners/dora-lind.yml", "Dora Lind", "Dora Berg")
    again = AWARDS.splitlines()[0] + "\nplanning,dora-lind,2026-05-01,fine,fine,,,\n"
    world.issue(again, name="again.csv", seed="4", at=later(2))
    run("dora-lind")
    said = text_of(transcript(world, "dora-lind"))
    assert "Transcript of badges earned Dora Berg" in said
    assert said.count("Issued in the name: Dora Lind") == 2


def test_in_spanish_the_paper_speaks_it_and_what_was_signed_stays(world):
    world.edit("catalog/earners/dora-lind.yml", "name:", "language: es\nname:")
    run("dora-lind")
    pdf = transcript(world, "dora-lind")
    said = text_of(pdf)
    for words in (
        "Expediente de insignias obtenidas Dora Lind Insignias: 2 Horas en total: 6",
        "Insignia Otorgada por Otorgada el Horas Criterios cumplidos",
        "Lesson planning Brook Agency 2 de abril de 2026 6 2 de 2",
    ):
        assert words in said
    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"] == "es"


def test_a_program_has_its_own_template(world):
    own = world.root / "look/papers/transcript.typ"
    own.parent.mkdir(parents=True)
    own.write_text(
        '#let data = json("data.json")\n#set document(title: data.title)\n'
        '#for each in data.attached { pdf.attach(each, relationship: "source", '
        'mime-type: "application/vc", description: "A badge") }\n'
        "Our own words for #data.name, #data.badges.len() badges"
    )
    with (world.root / "site-config.yml").open("a") as file:
        file.write("theme_dir: look\n")
    run("dora-lind")
    pdf = transcript(world, "dora-lind")
    assert "Our own words for Dora Lind, 2 badges" in text_of(pdf)
    assert len(badges_of_pdf(pdf)) == 2


def test_more_badges_than_one_paper_holds_give_none_and_say_so(world):
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 5) for day in range(1, 27)]
    many = "badge,earner,awarded\n" + "".join(f"listening,ana-silva,{day}\n" for day in days[:101])
    world.issue(many, name="many.csv", seed="6")
    result = run("ana-silva")
    assert result.stderr == "No transcript for ana-silva: one paper does not hold 101.\n"
    assert not (world.root / "handouts/ana-silva/transcript.pdf").exists()
    assert is_too_much([]) is False
