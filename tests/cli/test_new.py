"""`badgepress new scoresheet`, as somebody types it; the file is read as other programs do."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from generator.build.theme_files import theme_files
from generator.cli import new
from generator.cli.exit_code import ExitCode
from generator.model.badge import EvidenceKind
from generator.source import CatalogError
from tests.issue.world import make_world

HEADER = [
    *("Name", "E-mail", "Earner", "Date", "Result: Plan", "Result: Practice", "Evidence kind"),
    *("Evidence", "Evidence date", "Strong", "Strengthen", "By when", "Assessor role"),
    *("Assessor id", "Second assessor", "Approved by", "Attempt"),
]


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return make_world(tmp_path)


def run(*arguments: str):
    result = CliRunner().invoke(new.command, ["scoresheet", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def workbook(world, name: str = "planning-scores.xlsx"):
    return openpyxl.load_workbook(world.root / name)


def test_the_sheet_knows_its_badge_and_has_a_column_for_everything(world):
    said = run("planning").stdout
    told = "Fill it in, then: badgepress issue planning-scores.xlsx"
    assert said == f"Wrote planning-scores.xlsx. {told}\n"
    sheet = workbook(world)["Scores"]
    mark = ["Badgepress score sheet", "planning", "version 1", "Lesson planning"]
    assert [cell.value for cell in sheet[1]][:4] == mark
    assert [cell.value for cell in sheet[2]] == HEADER
    assert all(cell.comment is not None for cell in sheet[2])
    assert sheet.freeze_panes == "B3"


def test_levels_are_chosen_from_the_rubric_s_own_names(world):
    run("planning", "--rows", "20")
    book = workbook(world)
    lists = {
        str(rule.sqref): rule.formula1
        for rule in book["Scores"].data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists["E3:E22 F3:F22"] == "'Rubric'!$C$5:$E$5"
    assert [cell.value for cell in book["Rubric"][5]][2:] == ["Begun", "Good", "Very good"]
    kinds = lists["G3:G22"].strip('"').split(",")
    assert [kind.replace(" ", "-") for kind in kinds] == [each.value for each in EvidenceKind]
    assert len(lists["G3:G22"]) <= 255  # more, and Excel calls the file damaged


def test_the_second_sheet_has_the_whole_rubric(world):
    run("planning")
    told = [cell for row in workbook(world)["Rubric"].iter_rows(values_only=True) for cell in row]
    for text in ("Plan", "Practice", "Exemplary.", "To pass: Good or higher in every criterion.",
                 "Who may assess: A trained assessor"):  # fmt: skip
        assert text in told


def test_nothing_is_a_formula_whatever_the_catalog_says(world):
    badge = "catalog/badges/brook/planning.yml"
    world.edit(badge, "name: Lesson planning", "name: \"=cmd|' /C calc'!A0\"")
    world.edit(badge, "name: Very good", 'name: "=1+1"')
    world.edit(badge, "id: plan, name: Plan", 'id: plan, name: "=HYPERLINK(1)"')
    run("planning")
    book = workbook(world)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert {"=1+1", "=HYPERLINK(1)"} <= {cell.value for cell in cells}
    with zipfile.ZipFile(world.root / "planning-scores.xlsx") as archive:
        for name in archive.namelist():
            if "worksheets/sheet" in name:
                assert b"<f>" not in archive.read(name)


def test_names_that_are_alike_are_told_apart(world):
    world.edit("catalog/badges/brook/planning.yml", "name: Practice", "name: plan")
    world.edit("catalog/badges/brook/planning.yml", "name: Very good", "name: Good")
    run("planning")
    book = workbook(world)
    assert [cell.value for cell in book["Scores"][2]][4:6] == [
        "Result: Plan (plan)",
        "Result: plan (practice)",
    ]
    assert [cell.value for cell in book["Rubric"][5]][2:] == ["Begun", "Good (good)", "Good (fine)"]


def test_the_form_for_paper_is_one_tagged_page_with_the_whole_rubric(world):
    said = run("planning", "-o", "sheet.xlsx", "--print").stdout
    assert said.startswith("Wrote sheet.pdf, to be printed once for each person.\n")
    reader = PdfReader(BytesIO((world.root / "sheet.pdf").read_bytes()))
    (page,) = reader.pages
    text = " ".join(page.extract_text().split())
    for words in ("Score sheet: Lesson planning", "Very good", "Exemplary.", "To pass: Good or",
                  "What to strengthen", "Approved by", "version 1"):  # fmt: skip
        assert words in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True
    assert "<pdfuaid:part>1<" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def in_spanish(world) -> tuple[openpyxl.Workbook, str]:
    reader = PdfReader(BytesIO((world.root / "planning-scores.pdf").read_bytes()))
    assert reader.trailer["/Root"]["/Lang"] == "es"
    return workbook(world), " ".join(reader.pages[0].extract_text().split())


def test_sheet_and_form_are_in_spanish_where_somebody_or_the_site_says_so(world):
    run("planning", "--print", "--language", "es")
    book, text = in_spanish(world)
    assert book.sheetnames == ["Evaluación", "Rúbrica"]
    scores, rubric = book.worksheets
    mark = ["Hoja de evaluación de Badgepress", "planning", "versión 1", "Lesson planning"]
    assert [cell.value for cell in scores[1]][:4] == mark
    header = [cell.value for cell in scores[2]]
    assert len(header) == len(HEADER)
    assert header[:6] == ["Nombre", "Correo electrónico", "Identificador", "Fecha",
                          "Resultado: Plan", "Resultado: Practice"]  # fmt: skip
    assert rubric["A2"].value == "Para aprobar: Good o superior en todos los criterios."
    lists = [
        each.formula1 for each in scores.data_validations.dataValidation if each.type == "list"
    ]
    assert lists[0] == "'Rúbrica'!$C$5:$E$5"
    assert len(lists[1]) <= 255
    assert len(lists[1].split(",")) == len(EvidenceKind)
    for words in ("Hoja de evaluación: Lesson planning", "Marque un nivel en cada fila",
                  "Lo que hay que reforzar", "Aprobado por", "versión 1"):  # fmt: skip
        assert words in text
    assert not {"Name", "What", "Feedback"} & set(text.split())
    world.edit("site-config.yml", "site_name:", "language: es-MX\nsite_name:")
    run("planning", "--print", "--force")
    assert in_spanish(world)[1] == text
    run("planning", "--force", "--language", "en")
    assert workbook(world).sheetnames == ["Scores", "Rubric"]


def test_a_sheet_that_is_there_is_not_written_over(world):
    (world.root / "planning-scores.xlsx").write_text("scores of a whole year")
    before = world.tree()
    result = run("planning")
    assert result.exit_code == ExitCode.USAGE
    assert "planning-scores.xlsx is there already; name another file, or add --force" in (
        result.stderr
    )
    assert world.tree() == before
    assert run("planning", "--force").exit_code == ExitCode.OK
    assert workbook(world).sheetnames == ["Scores", "Rubric"]


def test_nor_is_a_form_beside_it_and_then_nothing_is_written(world):
    (world.root / "planning-scores.pdf").write_text("filled in")
    before = world.tree()
    assert run("planning", "--print").exit_code == ExitCode.USAGE
    assert world.tree() == before


@pytest.mark.usefixtures("world")
def test_a_badge_without_a_rubric_is_named_with_its_file():
    with pytest.raises(CatalogError) as caught:
        run("listening")
    (problem,) = caught.value.problems
    assert (problem.where.path, problem.code) == ("catalog/badges/brook/listening.yml", "no-rubric")
    assert problem.message == "'listening' has no rubric, so there is nothing to score by"


REFUSED = {  # case: (arguments, what is said)
    "an unknown badge": (("planing",), "there is no badge 'planing'; did you mean 'planning'?"),
    "in the catalog": (("planning", "-o", "catalog/s.xlsx"), "lies in catalog, which is published"),
    "another kind": (("planning", "-o", "scores.csv"), "scores.csv must end in .xlsx"),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_made(world, arguments, said):
    before = world.tree()
    result = run(*arguments)
    assert result.exit_code == ExitCode.USAGE
    assert said in " ".join(result.stderr.split())
    assert world.tree() == before


def test_a_template_is_copied_once_to_be_changed(world):
    world.edit("site-config.yml", "home:", "theme_dir: ours\nhome:")
    told = CliRunner().invoke(new.command, ["template", "letter"])
    assert told.output == "Wrote ours/papers/letter.typ. Change it with any text editor.\n"
    copied = world.root / "ours" / "papers" / "letter.typ"
    assert copied.read_bytes() == theme_files().papers["letter.typ"]
    copied.write_text("changed")
    again = CliRunner().invoke(new.command, ["template", "letter"])
    assert again.exit_code == ExitCode.USAGE
    assert "is there already; to begin again, remove it first" in again.stderr
    assert copied.read_text() == "changed"
    odd = CliRunner().invoke(new.command, ["template", "../letter"])
    assert "there is no paper '../letter'; did you mean 'letter'?" in odd.stderr
