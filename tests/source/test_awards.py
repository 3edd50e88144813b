"""Awards from a spreadsheet or YAML: every row good, or every bad row told."""

from datetime import date
from decimal import Decimal

import pytest

from generator.model.award import Award, Evidence
from generator.model.badge import EvidenceKind
from generator.model.site_config import DateOrder
from generator.source import CatalogError, read_awards
from tests.source.small import brief

SHEET = """\
Micro-credential;Student Name;E-Mail;Date Earned;result:joins;Result: Views;Hours;Evidence;Evidence type;Evidence 2;Evidence 2 kind;Evidence 2 date
sql-basics;"Vale, Marisol";m@example.org;3 May 2026;High;low;6;The queries;Project;What I learned;Educator reflection;2026-04-01
charts;Ada Lee;;2026-05-04;;;;;;;;
"""


def test_a_spreadsheet_of_awards():
    sheet = read_awards("a.csv", SHEET.encode(), dates=None)
    first, second = sheet.rows
    assert (first.badge, first.earner, first.name, first.email) == (
        "sql-basics",
        None,
        "Marisol Vale",
        "m@example.org",
    )
    assert first.award == {
        "awarded": date(2026, 5, 3),
        "results": {"joins": "high", "views": "low"},
        "hours": Decimal(6),
        "evidence": (
            Evidence(kind=EvidenceKind.PROJECT, description="The queries"),
            Evidence(
                kind=EvidenceKind.EDUCATOR_REFLECTION,
                description="What I learned",
                date=date(2026, 4, 1),
            ),
        ),
    }
    assert Award(badge=first.badge, earner="marisol-vale", **first.award).hours == 6
    assert str(first.where) == "a.csv:2:1"
    assert str(first.at("results", "joins")) == "a.csv:2:53"
    assert str(first.at("evidence", 1, "date")) == "a.csv:2:119"
    assert str(first.at("shown")) == "a.csv:2:1"
    assert (second.name, second.award) == ("Ada Lee", {"awarded": date(2026, 5, 4)})
    assert sheet.notices == ()


def test_headings_may_be_spanish():
    sheet = """\
Insignia;Nombre;Correo electrónico;Fecha;Resultado: Joins;Horas;Prueba;Tipo de prueba;Prueba 2;Tipo de prueba 2;Equipo
sql-basics;"Vale, Marisol";m@example.org;2026-05-03;High;6;Las consultas;Plan de clase;Un examen;examen;Norte
"""
    (row,) = read_awards("a.csv", sheet.encode(), dates=None).rows
    assert (row.badge, row.name, row.email) == ("sql-basics", "Marisol Vale", "m@example.org")
    evidence = row.award["evidence"]
    assert [each.kind for each in evidence] == [EvidenceKind.LESSON_PLAN, EvidenceKind.TEST]
    assert row.award["results"] == {"joins": "high"}
    assert (row.award["team"], row.award["hours"]) == ("Norte", Decimal(6))


YAML = """\
awards:
  - badge: sql-basics
    earner: ada-lee
    awarded: 2026-05-03
    results: {joins: high}
    evidence:
      - {kind: project, description: The queries, url: https://x.example/, public: true, all_agreed: true}
  - {badge: charts, name: Bo Ray, minor_until: 2031-06, awarded: 2026-05-04}
"""


def test_awards_in_yaml():
    first, second = read_awards("a.yml", YAML.encode(), dates=None).rows
    assert (first.badge, first.earner, first.name) == ("sql-basics", "ada-lee", None)
    assert str(first.at("results", "joins")) == "a.yml:5:22"
    assert str(second.where) == "a.yml:8:5"
    assert (second.earner, second.name, second.minor_until) == (None, "Bo Ray", "2031-06")


PEOPLE = {  # case: (header, cells, (earner, name, email))
    "a slug": ("earner", "ada-lee", ("ada-lee", None, None)),
    "an address in the column of slugs": (
        "earner",
        "ada@example.org",
        (None, None, "ada@example.org"),
    ),
    "a name in the column of slugs": ("earner", "Ada Lee", (None, "Ada Lee", None)),
    "First Last": ("Teacher", "Ada Lee", (None, "Ada Lee", None)),
    "Last, First": ('"Last, First"', '"Lee, Ada"', (None, "Ada Lee", None)),
    "Last, First Middle": ("name", '"Lee, Ada  B."', (None, "Ada B. Lee", None)),
    "a title after a comma": ("name", '"Ada Lee, Ed.D."', (None, "Ada Lee, Ed.D.", None)),
    "two columns": ("Last Name,First Name", "Lee,Ada", (None, "Ada Lee", None)),
    "one name of two columns": ("Last Name,First Name", ",Ada", (None, "Ada", None)),
    "letters of all kinds": ("Full name", "Zoë Ó Dálaigh", (None, "Zoë Ó Dálaigh", None)),
}


@pytest.mark.parametrize(("header", "cells", "found"), PEOPLE.values(), ids=PEOPLE.keys())
def test_who_it_is(header, cells, found):
    text = f"badge,date,{header}\ncharts,2026-05-03,{cells}\n"
    (row,) = read_awards("a.csv", text.encode(), dates=None).rows
    assert (row.earner, row.name, row.email) == found


def test_the_order_of_dates_is_what_the_configuration_says():
    text = b"badge,earner,awarded\ncharts,ada-lee,3/4/26\n"
    days = [
        read_awards("a.csv", text, dates=order).rows[0].award["awarded"]
        for order in (DateOrder.MDY, DateOrder.DMY)
    ]
    assert days == [date(2026, 3, 4), date(2026, 4, 3)]


BAD = {  # case: (name, text, messages)
    "no columns that matter": (
        "a.csv",
        "who knows,shoe size\nx,44\n",
        [
            (
                "a.csv:1:1: error: no column says the 'awarded' [missing-column]\n"
                "  hint: it may be called: awarded, date, award date, awarded on, awarded date, date awarded"
            ),
            (
                "a.csv:1:1: error: no column says the 'badge' [missing-column]\n"
                "  hint: it may be called: badge, badge slug, badge id, badge name, micro credential, microcredential"
            ),
            (
                "a.csv:1:1: error: no column says the 'name' [missing-column]\n"
                "  hint: it may be called: name, full name, earner name, student, student name, teacher"
            ),
            "a.csv:1:1: error: unknown column 'who knows' [unknown-column]\n  hint: rename it, or leave it out",
            "a.csv:1:11: error: unknown column 'shoe size' [unknown-column]\n  hint: rename it, or leave it out",
        ],
    ),
    "one column twice": (
        "a.csv",
        "badge,name,Student,date\ncharts,Bo,Bo,2026-05-03\n",
        ["a.csv:1:12: error: the column 'Student' is there already, as 'name' [repeated-key]"],
    ),
    "a column without a name": (
        "a.csv",
        "badge,name,date,\ncharts,Bo,2026-05-03,\ncharts,Cy,2026-05-03,oops\n",
        [
            (
                "a.csv:3:22: error: this column has no name [missing-column]\n"
                "  hint: name it in the first row"
            )
        ],
    ),
    "a header alone": (
        "a.csv",
        "badge,name,date\n",
        ["a.csv:1:1: error: there are no rows under the header [empty-file]"],
    ),
    "every bad row": (
        "a.csv",
        (
            "badge,name,date,hours,evidence,evidence kind,minor until\n"
            "charts,Bo,2026-05-03,6,,,\n"
            "charts,,2026-05-03,six,,,\n"
            ",Bo,3/4/26,0,x,essay,\n"
            'charts,"A, B, C",2026-02-30,,,project,2031\n'
        ),
        [
            "a.csv:3:1: error: who earned it? [missing-key]\n  hint: give 'earner', 'name' or 'email'",
            "a.csv:3:20: error: 'hours' must be a number, found 'six' [wrong-type]",
            "a.csv:4:1: error: missing key 'badge' [missing-key]",
            (
                "a.csv:4:5: error: '3/4/26' may mean two days [ambiguous-date]\n"
                "  hint: write it as 2026-05-03, or set 'dates: mdy' or 'dates: dmy' under 'issuing'"
            ),
            "a.csv:4:12: error: 'hours' must be more than 0, found 0 [out-of-range]",
            (
                "a.csv:4:16: error: 'kind' must be one of lesson-plan, project, student-work, "
                "classroom-text, classroom-audio, classroom-video, educator-reflection, "
                "student-reflection, observation, test, other; found 'essay' [wrong-choice]"
            ),
            (
                "a.csv:5:8: error: the name 'A, B, C' can be split in more than one way [ambiguous-name]\n"
                "  hint: write it as 'First Last' or 'Last, First'"
            ),
            "a.csv:5:18: error: the date must be a date that exists, found '2026-02-30' [wrong-form]",
            "a.csv:5:31: error: missing key 'description' in item 1 of 'evidence' [missing-key]",
            "a.csv:5:39: error: 'minor_until' must be a month like 2031-06, found '2031' [wrong-form]",
        ],
    ),
    "public evidence that not all agreed to": (
        "a.csv",
        (
            "badge,name,date,evidence,evidence kind,evidence url,evidence public\n"
            "charts,Bo,2026-05-03,x,test,https://x.example/,yes\n"
        ),
        ["a.csv:2:48: error: 'public: true' needs 'url' and 'all_agreed: true' [contradiction]"],
    ),
    "a hidden character": (
        "a.csv",
        "badge,name,date\ncharts,Bo\u202e,2026-05-03\n",
        [
            "a.csv:2:8: error: 'name' holds the hidden character U+202E; remove it; found 'Bo\ufffd' [wrong-form]"
        ],
    ),
    "YAML": (
        "a.yml",
        YAML.replace("earner: ada-lee", "earner: Ada").replace("name: Bo Ray", "nme: Bo Ray"),
        [
            (
                "a.yml:3:13: error: 'earner' must be a slug: lower-case letters, digits and single "
                "hyphens, at most 80 characters; found 'Ada' [wrong-form]"
            ),
            "a.yml:8:5: error: who earned it? [missing-key]\n  hint: give 'earner', 'name' or 'email'",
            "a.yml:8:21: error: unknown key 'nme' [unknown-key]\n  hint: did you mean 'name'?",
        ],
    ),
    "YAML that is a list": (
        "a.yml",
        "- badge: x\n",
        [
            (
                "a.yml:1:1: error: the file must hold keys with values [wrong-type]\n"
                "  hint: begin with the line 'awards:' and list the awards below it"
            )
        ],
    ),
}


@pytest.mark.parametrize(("name", "text", "messages"), BAD.values(), ids=BAD.keys())
def test_bad_rows_are_told_all_at_once(name, text, messages):
    with pytest.raises(CatalogError) as caught:
        read_awards(name, text.encode(), dates=None)
    assert [brief(str(problem)) for problem in caught.value.problems] == messages
