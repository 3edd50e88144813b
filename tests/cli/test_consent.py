"""`badgepress consent`: the form says what the page would say, in two languages."""

from io import BytesIO

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from generator.build import build
from generator.cli import consent
from generator.cli.exit_code import ExitCode
from generator.paper.consent import name_forms
from generator.source import load
from tests.build.conftest import Silent
from tests.issue.world import World, later, make_world

AWARDS = """\
badge,earner,awarded,result: plan,result: practice,assessor,evidence kind,evidence,team
planning,ana-silva,2026-04-01,fine,good,Trained assessor,lesson-plan,A unit of two weeks,Creek Side
planning,cai,2026-04-02,good,fine,,student-work,A model of a bridge,
"""


@pytest.fixture
def world(tmp_path, monkeypatch) -> World:
    monkeypatch.chdir(tmp_path)
    made = make_world(tmp_path)
    made.issue(AWARDS)
    return made


def run(*arguments: str):
    result = CliRunner().invoke(consent.command, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def pages(world: World, name: str) -> list[str]:
    reader = PdfReader(BytesIO((world.root / name).read_bytes()))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], "tagged for a screen reader"
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_it_shows_what_the_page_would_show(world):
    assert run("ana-silva").exit_code == ExitCode.OK
    english, spanish = pages(world, "ana-silva-consent.pdf")
    site = build(
        load(world.config), site_dir=world.root / "site", as_of=later(2), jobs=1, narrator=Silent()
    ).folder
    row = next(row for row in world.issued() if row.earner == "ana-silva")
    page = (site / "credentials" / row.credential / "index.html").read_text("utf-8")
    for words in (
        "Lesson planning",
        "Brook Agency",
        "did it in class",
        "Creek Side",
        "Trained assessor",
        "A unit of two weeks",
        "Very good",
    ):
        assert words in page
        assert words in english
        assert words in spanish
    for words in ("Today there is a public page. Agreed on 2026-01-05.", "Ana S.", "No name"):
        assert words in english
    assert "Hoy hay una página pública" in spanish
    assert "guardian" not in english


def test_a_child_s_guardian_signs_and_the_month_is_told(world):
    world.edit(
        "catalog/earners/cai.yml", "minor_until: 2031-02", "minor_until: 2031-02\nlanguage: es"
    )
    run("cai", "-o", "form.pdf")
    spanish, english = pages(world, "form.pdf")
    assert "Madre, padre o tutor: nombre" in spanish
    assert "In 2031-02 the student comes of age" in english
    assert "A model of a bridge" in english


def test_without_a_badge_it_tells_what_a_page_shows(world):
    run("dora-lind")
    english, _ = pages(world, "dora-lind-consent.pdf")
    assert "Today nothing is shown." in english
    assert "No badge is in force yet." in english
    assert "dora@brook.example" not in english


def test_it_is_kept_out_of_what_is_published_and_overwrites_nothing(world):
    before = world.tree()
    for arguments, said in (
        (("nobody",), "there is no earner 'nobody'"),
        (("cai", "-o", "form.txt"), "must end in .pdf"),
        (("cai", "-o", "catalog/form.pdf"), "which is published or shared"),
    ):
        result = run(*arguments)
        assert (result.exit_code, said in result.stderr) == (ExitCode.USAGE, True)
    assert world.tree() == before
    run("cai")
    assert "is there already" in run("cai").stderr
    assert run("cai", "--force").exit_code == ExitCode.OK


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Ana Ruiz", ["Ana", "Ana R.", "Ana Ruiz"]),
        ("Marisol Vega Castillo", ["Marisol", "Marisol V.", "Marisol Vega Castillo"]),
        ("Zelda", ["Zelda"]),
    ],
)
def test_the_forms_of_a_name_go_from_little_to_all(name, forms):
    assert list(name_forms(name)) == forms
