"""A district that badges every grade, by standards, with businesses of its town as endorsers.

A family comes to see what their child can show in this grade, in words they understand, and what
comes after. A teacher comes for the standard each badge answers to. A business comes to see its own
word on the page, signed with its own key, and a student to see that it is real.
"""

import json
import shutil

import pytest

from tests.programs.building import Program

PROGRAM = "all-grades"
BANDS = {
    "k-2": ("Kindergarten to Grade 2", "ML.K2.4"),
    "3-5": ("Grades 3 to 5", "ML.35.4"),
    "6-8": ("Grades 6 to 8", "ML.68.4"),
    "9-12": ("Grades 9 to 12", "ML.912.4"),
}


@pytest.mark.parametrize(("band", "said"), BANDS.items(), ids=BANDS.keys())
def test_each_grade_has_its_badge_and_standard(program, band, said):
    grades, code = said
    page = program.page(f"badges/working-together-{band}")
    assert grades in page
    assert code in page.sections["standards"]
    assert f"https://standards.meridian.example/life/{code}" in page.links
    assert "Your teacher and one other adult." in page.sections["assess"]


def test_a_family_finds_the_badge_of_their_grade(program):
    hub = (program.site / "badges" / "index.html").read_text("utf-8")
    for grades, _ in BANDS.values():
        assert f"> {grades} " in hub, "a choice to narrow the list by"


def test_a_badge_says_what_comes_before_and_after(program):
    page = program.page("badges/working-together-6-8")
    assert "Working Together, Grades 3 to 5" in page.sections["earn"]
    assert "Working Together, Grades 9 to 12" in page.sections["leads"]
    assert "which is honored by Cedar Credit Union" in page.sections["leads"]
    steps = program.page("pathways/working-together").sections["steps"]
    places = [steps.index(grades) for grades, _ in BANDS.values()]
    assert places == sorted(places)


def test_a_business_finds_its_word_signed(program):
    honors = program.page("badges/working-together-9-12").sections["honors"]
    assert "Bright Street Bakery" in honors
    assert "A first interview" in honors
    assert "Signed" in honors
    page = program.page("recognizers/cedar-credit-union")
    assert page.sections["honors"].index("Needs approval beforehand") < page.sections[
        "honors"
    ].index("Six paid weeks")
    assert (program.site / "recognizers/cedar-credit-union/did.json").is_file()


def test_what_is_signed_is_a_credential_of_its_own(program):
    signed = [
        json.loads(path.read_bytes())
        for path in sorted(program.site.glob("recognizers/*/endorsements/*.json"))
    ]
    assert {each["issuer"]["name"] for each in signed} == {
        "Bright Street Bakery",
        "Cedar Credit Union",
    }
    assert len(signed) == 3
    assert all("EndorsementCredential" in each["type"] for each in signed)


def test_a_statement_that_was_changed_after_signing_stops_the_build(program, tmp_path):
    shutil.copytree(program.root, tmp_path / "changed", ignore=shutil.ignore_patterns("site"))
    changed = Program(tmp_path / "changed")
    bakery = changed.root / "catalog/recognizers/bright-street-bakery.yml"
    bakery.write_text(bakery.read_text().replace("A first interview", "A job"))
    done = changed.run("build")
    assert done.exit_code == 1
    assert "bright-street-bakery" in done.output + str(done.exception or "")


def test_a_childs_page_is_for_those_who_have_its_address(program):
    page = program.page("earners/8d20e5f4b1c94f7789a36c0d5e4b2f71")
    assert "Wren" in page
    assert "Abernathy" not in page
    share = program.page(program.credential("wren-a", "working-together-9-12"))
    assert "share" not in share.sections
