"""A do-it-yourself program of one teacher: the smallest catalog, one file of each.

The teacher wants to be done in an afternoon: five files, three of which are ten lines, and a class
list as the spreadsheet has it. A student wants to know what to do and what they have. A guardian
wants that nobody finds the child who was not given the address.
"""

import re

from tests.programs.building import copied

PROGRAM = "one-teacher"
JUNE = "earners/5b1f0c7e92d84a36b6e07d41c8a9f253"


def test_it_is_one_file_of_each(program):
    files = list(copied(PROGRAM, program.root / "x").root.rglob("*.*"))
    assert sorted(path.name for path in files) == [
        "awards.csv",
        "june.yml",
        "lab-safety.yml",
        "room-12.yml",
        "site-config.yml",
    ]
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) < 50


def test_the_teacher_types_three_commands(tmp_path, monkeypatch):
    """`keys new`, `issue` and `build`, and pastes what the first one prints."""
    program = copied(PROGRAM, tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", "four random words here")
    key = tmp_path / "room-12.key"
    lacking = program.run("check")
    said = lacking.output + str(lacking.exception or "")
    assert "catalog/issuers/room-12.yml:1:1: error: missing key 'keys'" in said
    assert "hint: make one with 'badgepress keys new', which prints the lines to add" in said
    assert said.count("error: ") == 1
    made = program.run("keys", "new", "room-12", "--out", str(key))
    pasted = re.search(r"^keys:\n.*\n.*\n", made.output, re.MULTILINE)
    with (program.root / "catalog/issuers/room-12.yml").open("a") as issuer:
        issuer.write(pasted[0])
    assert program.run("check").exit_code == 0
    awards = str(program.root / "awards.csv")
    signed = program.run("issue", awards, "--key", str(key), "--yes")
    assert "Signed 4 credentials." in signed.output, signed.output
    assert program.run("build").exit_code == 0


def test_a_student_finds_what_to_do(program):
    home = program.page("")
    assert "A badge here means that Ms. Tran watched you do it, twice." in home
    page = program.page("badges/lab-safety")
    assert "Light, use and put out a burner, twice" in page.sections["show"]
    assert "Ms. Tran watches both times." in page.sections["assess"]
    assert "mailto:room12@alderstreet.example" in "".join(page.links)


def test_a_family_opens_its_own_page_only(program):
    page = program.page(JUNE)
    assert "June" in page
    assert "Safe Hands in the Lab" in page.sections["by-time-title"]
    assert "share" not in program.page(program.credential("june", "lab-safety")).sections
    for path in program.site.rglob("*"):
        if path.is_file():
            assert b"Abernathy" not in path.read_bytes()
            assert b"Abara" not in path.read_bytes()
            assert b"Whitfield" not in path.read_bytes()


def test_what_the_program_lacks_is_said_and_not_searched(program):
    home = program.page("")
    assert "Safe Hands in the Lab" in home.sections["featured"], "though nobody honors it yet"
    assert "what they are worth" not in home
    assert "Nobody has told us yet that they honor this badge." in program.page("badges/lab-safety")
    assert "0 pathways" not in home
    for hub, said in (("pathways", "No pathway yet."), ("recognizers", "No organization yet.")):
        page = program.page(hub)
        assert said in page
        assert "Search" not in page
