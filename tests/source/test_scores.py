"""What a score sheet says is read with its places; what is wrong is named by sheet and cell."""

import io
from datetime import date

import openpyxl
import pytest

from generator.model.attempt import Feedback
from generator.source import AwardsError, CatalogError, load, read_rows
from generator.source.score_words import SPANISH
from tests.issue.score_sheet import as_csv, filled, scored
from tests.issue.world import make_world

GOOD = scored(
    "Dora Lind",
    "Very good",
    " begun ",
    Date=date(2026, 4, 1),
    Evidence_kind="lesson plan",
    Evidence="A unit of two weeks",
    Strong="=SUM(1)\nand clear goals",
    By_when="2026-06-01",
    Assessor_role="Trained assessor",
    Assessor_id="Ana Silva",
    Second_assessor="ben-k",
)


@pytest.fixture
def world(tmp_path):
    return make_world(tmp_path)


def read(world, body: bytes, name: str = "scores.xlsx"):
    return read_rows(name, body, load(world.config).catalog, dates=None)


@pytest.mark.parametrize("saved", ["workbook", "csv", "csv with semicolons"])
def test_a_row_is_an_award_that_may_not_have_passed(world, saved):
    body, name = filled(world, [GOOD]), "scores.xlsx"
    if saved != "workbook":
        body, name = as_csv(body, ";" if "semicolons" in saved else ","), "scores.csv"
    sheet = read(world, body, name)
    (row,) = sheet.rows
    assert (row.badge, row.name) == ("planning", "Dora Lind")
    assert row.award["results"] == {"plan": "fine", "practice": "begun"}
    assert row.award["awarded"] == date(2026, 4, 1)
    assert row.award["evidence"][0].kind == "lesson-plan"
    assert (row.award["assessor_id"], row.award["second_assessor_id"]) == ("ana-silva", "ben-k")
    assert row.award["assessor_role"] == "Trained assessor"
    assert row.feedback is not None
    assert row.feedback.strong == "=SUM(1)\nand clear goals"
    assert row.feedback.by_when == date(2026, 6, 1)
    assert sheet.notices == ()


def test_an_awards_file_is_still_one(world):
    sheet = read(world, b"badge,name,date\nlistening,Dora Lind,2026-04-01\n", "awards.csv")
    assert sheet.rows[0].feedback is None


IN_SPANISH = {
    "Nombre": "Dora Lind",
    "Fecha": "2026-04-01",
    "Resultado: Plan": "Very good",
    "Resultado: Practice": "Begun",
    "Tipo de prueba": "trabajo de estudiantes",
    "Prueba": "Una unidad",
    "Fecha de la prueba": "2026-03-20",
    "Lo que estuvo bien": "Los objetivos",
    "Lo que hay que reforzar": "El cierre",
    "Volver a entregar hasta": "2026-06-01",
    "Función de quien evaluó": "Evaluadora",
    "Evaluó": "Ana Silva",
    "Segunda persona que evaluó": "ben-k",
    "Aprobado por": "cai",
    "Intento": "2",
}


@pytest.mark.parametrize("saved", ["workbook", "csv"])
def test_a_sheet_in_spanish_says_the_same(world, saved):
    body, name = filled(world, [IN_SPANISH], words=SPANISH), "notas.xlsx"
    if saved == "csv":
        body, name = as_csv(body, ";"), "notas.csv"
    sheet = read(world, body, name)
    (row,) = sheet.rows
    assert (row.badge, row.name, sheet.notices) == ("planning", "Dora Lind", ())
    (evidence,) = row.award.pop("evidence")
    assert (evidence.kind, evidence.date) == ("student-work", date(2026, 3, 20))
    assert row.award == {
        "awarded": date(2026, 4, 1),
        "results": {"plan": "fine", "practice": "begun"},
        "assessor_role": "Evaluadora",
        "assessor_id": "ana-silva",
        "second_assessor_id": "ben-k",
        "approver_id": "cai",
        "attempt": 2,
    }
    assert row.feedback == Feedback(
        strong="Los objetivos", strengthen="El cierre", by_when=date(2026, 6, 1)
    )


def test_mistakes_in_a_spanish_sheet_name_its_own_columns(world):
    text = as_csv(filled(world, [IN_SPANISH], words=SPANISH)).decode("utf-8-sig")
    with pytest.raises(CatalogError) as caught:
        read(world, text.replace("Resultado: Plan", "Plan").encode(), "notas.csv")
    assert "the column 'Resultado: Plan' is missing" in str(caught.value)
    with pytest.raises(CatalogError) as caught:
        read(world, text.partition("\r\n")[2].encode(), "notas.csv")
    hint = "put it above the header: Hoja de evaluación de Badgepress | the badge's slug | versión"
    assert hint in str(caught.value)
    both = text.replace("Resultado: Practice", "Result: Plan")
    with pytest.raises(CatalogError, match="the column 'Result: Plan' is there already"):
        read(world, both.encode(), "notas.csv")


# case: (what the row says else, the cell, the code, the message)
BAD_CELLS = {
    "no level": ({"Result: Plan": None}, "E4", "missing-key", "there is no level for 'Plan'"),
    "unknown level": ({"Result: Practice": "Goood"}, "F4: Goood", "wrong-choice",
                      "'Goood' is no level of 'Practice'"),
    "a level's id": ({"Result: Plan": "fine"}, "E4: fine", "wrong-choice",
                     "'fine' is no level of 'Plan'"),
    "no date": ({"Date": None}, "D4", "missing-key", "there is no date"),
    "wrong date": ({"Date": "2026-02-30"}, "D4: 2026-02-30", "wrong-form",
                   "the date must be a date that exists, found '2026-02-30'"),
    "two dates": ({"Date": "3/4/26"}, "D4: 3/4/26", "ambiguous-date",
                  "'3/4/26' may mean two days"),
    "by when": ({"By when": "soon"}, "L4: soon", "wrong-form",
                "the date must be a date like 2026-05-03, found 'soon'"),
    "unknown assessor": ({"Assessor id": "Ana Silver"}, "N4: Ana Silver", "unknown-reference",
                         "'Ana Silver' is no earner's name"),
    "odd approver": ({"Approved by": "dr.smith"}, "P4: dr.smith", "wrong-form", "slug"),
    "attempt": ({"Attempt": "second"}, "Q4: second", "wrong-type", "'attempt'"),
    "evidence": ({"Evidence kind": "novel"}, "G4: novel", "wrong-choice", "'novel'"),
    "e-mail": ({"E-mail": "dora(at)brook"}, "B4: dora(at)brook", "wrong-form", "'email'"),
    "nobody": ({"Name": None}, "A4", "missing-key", "who earned it?"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "cell", "code", "message"), BAD_CELLS.values(), ids=BAD_CELLS.keys()
)
def test_a_bad_cell_is_named_by_sheet_row_and_column(world, more, cell, code, message):
    body = filled(world, [GOOD, {**GOOD, **more}])
    with pytest.raises(AwardsError) as caught:
        read(world, body)
    (problem,) = caught.value.problems
    assert (problem.where.path, problem.where.line, problem.code) == ("scores.xlsx", 4, code)
    assert message in problem.message
    assert problem.where.excerpt == f"    sheet 'Scores', cell {cell}"
    assert len(caught.value.good.rows) == 1


def test_every_bad_cell_is_told_at_once_also_of_a_csv(world):
    rows = [
        scored("Dora Lind", "", "Goood"),
        scored("Ben Kole", Date="yesterday", Attempt="0"),
        scored("Ana Silva"),
    ]
    body = filled(world, rows)
    for data, name in ((body, "scores.xlsx"), (as_csv(body), "scores.csv")):
        with pytest.raises(AwardsError) as caught:
            read(world, data, name)
        assert [(each.where.line, each.code) for each in caught.value.problems] == [
            (3, "missing-key"),
            (3, "wrong-choice"),
            (4, "wrong-form"),
            (4, "out-of-range"),
        ]


def test_what_the_hint_offers_is_in_the_order_of_the_rubric(world):
    with pytest.raises(AwardsError, match="hint: choose one of: Begun, Good, Very good"):
        read(world, filled(world, [scored("Dora Lind", "Fair")]))


# case: (what is changed in the CSV, the line, the code, what is said)
BAD_SHEETS = {
    "unknown column": ("Strengthen", "Strenghts", 2, "unknown-column", "'Strenghts'"),
    "unknown criterion": ("Result: Plan", "Result: Plans", 2, "missing-column",
                          "the column 'Result: Plan' is missing"),
    "no dates": ("Date,", "Day,", 2, "missing-column", "no column says the 'awarded'"),
    "badge column": ("Attempt", "Badge", 2, "unknown-column", "unknown column 'Badge'"),
    "unknown badge": ("sheet,planning", "sheet,planing", 1, "unknown-reference",
                      "there is no badge 'planing' to score"),
    "no rubric": ("sheet,planning", "sheet,listening", 1, "no-rubric", "has no rubric"),
    "no version": (",version 1", "", 1, "version-conflict",
                   "the sheet is for Lesson planning of 'planning'"),
    "another version": ("version 1", "version 7", 1, "version-conflict",
                        "the sheet is for version 7 of 'planning'"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "said"), BAD_SHEETS.values(), ids=BAD_SHEETS.keys()
)
def test_a_sheet_that_was_changed(world, old, new, line, code, said):  # noqa: PLR0917
    text = as_csv(filled(world, [scored("Dora Lind")])).decode("utf-8-sig")
    assert old in text
    with pytest.raises(CatalogError) as caught:
        read(world, text.replace(old, new, 1).encode(), "scores.csv")
    assert (caught.value.problems[0].where.line, caught.value.problems[0].code) == (line, code)
    assert said in str(caught.value)


def test_a_sheet_that_lost_its_first_row_is_recognized_all_the_same(world):
    text = as_csv(filled(world, [scored("Dora Lind")])).decode("utf-8-sig")
    with pytest.raises(CatalogError) as caught:
        read(world, text.partition("\r\n")[2].encode(), "scores.csv")
    (problem,) = caught.value.problems
    assert problem.message == "this is a score sheet without its first row"
    assert "Badgepress score sheet | the badge's slug | version" in problem.hint


def test_a_sheet_without_rows_says_so(world):
    with pytest.raises(CatalogError, match="there are no rows under the header"):
        read(world, filled(world, []))
    with pytest.raises(CatalogError, match="no column says"):
        read(world, b"Badgepress score sheet,planning,version 1", "scores.csv")


def test_a_sheet_of_an_earlier_version_counts_while_the_rubric_is_the_same(world):
    body = filled(world, [scored("Dora Lind")])
    badge = world.people / "badges/brook/planning.yml"
    (badge.parent / "planning@1.yml").write_text(badge.read_text())
    world.edit("catalog/badges/brook/planning.yml", 'version: "1"', 'version: "2"')
    assert len(read(world, body).rows) == 1
    world.edit("catalog/badges/brook/planning.yml", "good: There.", "good: Nearly.")
    with pytest.raises(CatalogError, match="the sheet is for version 1 of 'planning'"):
        read(world, body)


def test_levels_that_share_a_name_are_told_apart(world):
    world.edit("catalog/badges/brook/planning.yml", "name: Very good", "name: Good")
    rows = [scored("Dora Lind", "Good (good)", "Good (fine)")]
    (row,) = read(world, filled(world, rows)).rows
    assert row.award["results"] == {"plan": "good", "practice": "fine"}


def test_an_assessor_whose_name_two_have_is_asked_for(world):
    (world.people / "earners" / "ana-two.yml").write_text("name: Silva Ana\n")
    with pytest.raises(AwardsError, match="'Ana Silva' may be ana-silva or ana-two"):
        read(world, filled(world, [scored("Dora Lind", Assessor_id="Ana Silva")]))


def test_a_third_sheet_is_told_because_it_was_not_read(world):

    book = openpyxl.load_workbook(io.BytesIO(filled(world, [scored("Dora Lind")])))
    book.create_sheet("More scores")["A1"] = "Ny"
    body = io.BytesIO()
    book.save(body)
    (notice,) = read(world, body.getvalue()).notices
    assert "'More scores'" in notice
