"""From a scored sheet to what people get in hand: as an office does it, command by command."""

import csv
from io import BytesIO, StringIO

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from generator.cli import handout, issue, reissue
from generator.cli.exit_code import ExitCode
from generator.site.attempts import Attempts, count_attempts
from generator.source import CatalogError
from tests.cli.test_handout import read_aloud
from tests.issue.score_sheet import as_csv, filled, scored
from tests.issue.world import PASSPHRASE, World, make_world

KEY = ("--key", "keys/brook.key", "--yes")
NAMES = [f"Person {letter}{letter.lower()}" for letter in "ABCDEFGHIJKLMNOPQRST"]
PASSED, NOT_YET = NAMES[:11], NAMES[11:]
STRONG, STRENGTHEN = "Goals that children can say themselves", "Let them practice before you judge"


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


FIRST = [scored(name, "Very good") for name in PASSED] + [
    scored(
        name,
        "Good",
        "Begun",
        E__mail=f"{slug(name)}@brook.example",
        Strong=STRONG,
        Strengthen=STRENGTHEN,
        By_when="2026-06-01",
    )
    for name in NOT_YET
]
FIRST = [{key.replace("E  mail", "E-mail"): value for key, value in row.items()} for row in FIRST]
SECOND = [scored(name, Date="2026-04-20") for name in NOT_YET]


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    return make_world(tmp_path)


def run(command, *arguments: str):
    result = CliRunner().invoke(command, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def sheet(world: World, rows, name: str = "scores.xlsx") -> str:
    body = filled(world, rows)
    (world.root / name).write_bytes(as_csv(body) if name.endswith(".csv") else body)
    return name


def handed_out(world: World) -> dict[str, bytes]:
    folder = world.root / "handouts"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def table(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files["mailmerge.csv"].decode("utf-8-sig"))))


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_twenty_scored_nine_not_yet_and_their_second_attempts(world):
    said = run(issue.command, sheet(world, FIRST), *KEY).stdout
    assert "  2026-04-01  planning  Person Ll (person-ll): not yet, attempt 1\n" in said
    assert said.count("not yet, attempt 1") == 9
    told = "Wrote down 9 attempts that did not pass yet; slips: badgepress handout."
    assert f"{told}\nSigned 11 credentials.\n" in said
    assert {row.earner for row in world.issued()} == set(map(slug, PASSED))

    said = run(handout.command).stdout
    assert said.startswith("Wrote 11 badges of 11 people and 9 feedback slips (")
    files = handed_out(world)
    for name in NOT_YET:
        pdf = files[f"{slug(name)}/feedback-planning-2026-04-01.pdf"]
        assert [path for path in files if path.startswith(f"{slug(name)}/")] == [
            f"{slug(name)}/feedback-planning-2026-04-01.pdf"
        ]
        for words in (name, STRONG, STRENGTHEN, "Practice Begun Good There.", "By 1 June 2026",
                      "Reached the passing level already: Plan"):  # fmt: skip
            assert words in text_of(pdf)
    rows = table(files)
    assert [row["kind"] for row in rows].count("badge") == 11
    slip = next(row for row in rows if row["name"] == "Person Ll")
    assert slip == {
        "name": "Person Ll",
        "email": "person-ll@brook.example",
        "badge": "Lesson planning",
        "awarded": "",
        "page": "",
        "private_link": "",
        "folder": "person-ll",
        "files": "person-ll/feedback-planning-2026-04-01.pdf",
        "kind": "feedback",
    }

    said = run(issue.command, sheet(world, SECOND, "second.csv"), *KEY).stdout
    assert "Signed 9 credentials.\n" in said
    counts = count_attempts(world.issued())
    assert counts == {"planning": Attempts(first=11, later=9)}
    assert counts["planning"].told() == (
        "most at the first attempt, fewer than ten after handing in again"
    )
    run(handout.command)
    files = handed_out(world)
    assert not [path for path in files if "feedback" in path]
    assert len([path for path in files if path.endswith("certificate.pdf")]) == 20

    before = world.tree()
    for name in ("scores.xlsx", "second.csv"):
        assert run(issue.command, name, *KEY).stdout.endswith("Nothing to sign.\n")
    assert world.tree() == before


def test_a_dry_run_and_a_no_write_nothing(world):
    name = sheet(world, FIRST)
    before = world.tree()
    assert run(issue.command, name, "--dry-run").stdout.endswith("Nothing was signed.\n")
    result = CliRunner().invoke(issue.command, [name, *KEY[:2]], input="n\n")
    asked = "Write down 9 attempts that did not pass yet, and sign 11 credentials for 11 awards?"
    assert asked in result.stdout
    assert world.tree() == before


def test_only_attempts_need_neither_key_nor_passphrase(world, monkeypatch):
    monkeypatch.delenv("BADGEPRESS_PASSPHRASE")
    said = run(issue.command, sheet(world, FIRST[11:]), "--yes").stdout
    assert said.endswith(
        "Wrote down 9 attempts that did not pass yet; slips: badgepress handout.\n"
    )
    assert world.issued() == []


def test_bad_cells_are_all_named_and_nothing_is_written(world):
    rows = [dict(row) for row in FIRST]
    rows[0]["Result: Plan"] = "Splendid"
    rows[7]["Date"] = "someday"
    rows[15]["Result: Practice"] = None
    rows[19]["By when"] = "2026-03-01"
    name = sheet(world, rows)
    before = world.tree()
    with pytest.raises(CatalogError) as caught:
        run(issue.command, name, *KEY)
    places = [each.where.excerpt.strip().partition(":")[0] for each in caught.value.problems]
    assert places == [f"sheet 'Scores', cell {cell}" for cell in ("E3", "D10", "F18", "L22")]
    assert all(each.where.path == "scores.xlsx" for each in caught.value.problems)
    assert world.tree() == before


def test_a_slip_goes_when_the_badge_is_withdrawn_no_more_than_when_it_is_earned(world):
    """The last "not yet" of each badge, of whoever has not earned it since."""
    run(issue.command, sheet(world, FIRST[11:]), *KEY)
    again = [scored(name, "Begun", Date="2026-04-20", Strong="-") for name in NOT_YET[:2]]
    run(issue.command, sheet(world, again), *KEY)
    run(handout.command, "person-ll", "person-nn")
    names = [path for path in handed_out(world) if path.endswith(".pdf")]
    assert names == [
        "person-ll/feedback-planning-2026-04-20.pdf",
        "person-nn/feedback-planning-2026-04-01.pdf",
    ]
    assert run(handout.command, "--since", "2100-01-01").stdout.startswith("Nothing to hand out")


def test_a_slip_tells_how_to_hand_in_again_and_what_is_left(world):
    world.edit(
        "catalog/badges/brook/planning.yml",
        "hours: 6",
        "hours: 6\nsubmission:\n  {where: 'https://brook.example/in', instructions: Send the plan.,"
        " attempts: 3, decision_days: 1, deadline: 2026-09-01}",
    )
    run(issue.command, sheet(world, [scored("Dora Lind", "Begun")]), *KEY)
    run(handout.command)
    (pdf,) = (body for path, body in handed_out(world).items() if path.endswith(".pdf"))
    told = text_of(pdf)
    for words in ("Send the plan.", "https://brook.example/in", "Attempts left: 2", "By 1 September",
                  "Decision within 1 day", "Judged on 1 April 2026, attempt 1"):  # fmt: skip
        assert words in told
    assert "What was strong" not in told
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "<pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    tags = read_aloud(root["/StructTreeRoot"], [])
    assert tags[0] == "/Document"
    assert tags.index("/H1") < tags.index("/H2") < tags.index("/Table") < tags.index("/L")
    assert tags.count("/TH") == 4
    assert "This sheet is for you alone. Nothing of it is published or signed." in told


def test_a_slip_in_spanish_and_of_a_badge_that_is_retired(world):
    world.edit("catalog/earners/dora-lind.yml", "name:", "language: es\nname:")
    run(issue.command, sheet(world, [scored("Dora Lind", "Begun", By_when="2026-06-01")]), *KEY)
    run(handout.command)
    (pdf,) = (body for path, body in handed_out(world).items() if path.endswith(".pdf"))
    assert "Lo que hay que reforzar" in text_of(pdf)
    assert "Hasta el 1 de junio de 2026" in text_of(pdf)
    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"] == "es"
    world.edit(
        "catalog/badges/brook/planning.yml",
        "hours: 6",
        "hours: 6\nstatus: retired\nsuccessor: yearly",
    )
    run(handout.command)
    (pdf,) = (body for path, body in handed_out(world).items() if path.endswith(".pdf"))
    assert "ya no se puede obtener. Su sucesora: Yearly." in text_of(pdf)


def test_a_child_s_slip_is_for_the_guardian_too(world):
    run(issue.command, sheet(world, [scored("Cai Ode", "Begun", Strong="-")]), *KEY)
    run(handout.command)
    (pdf,) = (body for path, body in handed_out(world).items() if path.endswith(".pdf"))
    assert "for you and your parent or guardian. Nothing of it is published" in text_of(pdf)


def test_feedback_is_text_and_no_markup(world):
    odd = '#emph[x] *bold* $1+1$ <b> "q" \\ @who'
    run(issue.command, sheet(world, [scored("Dora Lind", "Begun", Strong=odd)]), *KEY)
    run(handout.command)
    (pdf,) = (body for path, body in handed_out(world).items() if path.endswith(".pdf"))
    assert odd in text_of(pdf)


def test_a_sheet_for_a_torn_file_of_attempts_mends_it_with_a_word(world):
    name = sheet(world, FIRST[11:])
    run(issue.command, name, *KEY)
    before = world.tree()
    with (world.people / "attempts.jsonl").open("ab") as file:
        file.write(b'{"badge": "pl')
    result = run(issue.command, name, *KEY)
    assert result.exit_code == ExitCode.OK
    assert "note: catalog/attempts.jsonl: cut off the row that was not written\n" in result.stderr
    assert world.tree() == before


def test_a_score_that_was_mended_is_reissued_from_a_sheet_of_one_row(world):
    run(issue.command, sheet(world, FIRST[11:12]), *KEY)
    run(issue.command, sheet(world, SECOND[:1]), *KEY)
    (row,) = world.issued()
    mended = sheet(world, [{**SECOND[0], "Result: Plan": "Very good"}])
    said = run(issue.command, mended, *KEY).stderr
    assert f"to correct it: badgepress reissue {row.credential} --awards FILE" in said
    run(reissue.command, row.credential, "--awards", mended, *KEY)
    award = world.issued()[-1].award
    assert (award.results["plan"], award.attempt) == ("fine", 2)
