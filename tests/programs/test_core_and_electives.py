"""Ten core badges and electives to thirty, each of about five hours.

A new teacher comes to see how far they are: which of the ten are left, and how many electives of
which they may choose. Human resources comes to see who is done, and that nobody is done who lacks
one of the ten.
"""

import pytest

PROGRAM = "core-and-electives"


def test_the_pathway_says_ten_and_twenty(program):
    page = program.page("pathways/millbrook-teacher")
    steps = page.sections["steps"]
    assert "All ten of these" in steps
    assert "Any 20 of these" in steps
    assert "150 to 160 hours" in page
    assert "$1,500 a year" in page.sections["honors"]


def test_a_badge_of_the_ten_leads_to_what_the_ten_are_worth(program):
    page = program.page("badges/fair-grades")
    assert "Nobody honors it by itself; a pathway that it counts toward is honored." in page
    assert "which is honored by" in page.sections["leads"]


def test_a_teacher_sees_how_far_they_are(program):
    progress = program.page("earners/noa-winters").sections["by-pathway-title"]
    assert "16 badges earned so far" in progress
    for left in ("Fair Grades", "Seating With a Purpose", "Ending on Time"):
        assert left in progress.partition("Missing")[2]
    assert "11 more of" in progress.partition("Missing")[2]


def test_who_has_thirty_is_done_and_what_that_is_worth(program):
    page = program.page("earners/paul-adeyemi")
    assert "Complete" in page.sections["by-pathway-title"]
    assert "$1,500 a year" in page.sections["worth-title"]
    assert "worth-title" not in program.page("earners/noa-winters").sections


def test_the_office_asks_who_is_done(program):
    told = program.run("pathways", "status")
    assert told.exit_code == 0, told.output
    done, _, doing = told.output.partition("Noa Winters (noa-winters): missing ")
    assert "Paul Adeyemi" in done
    assert doing.startswith("Fair Grades; Seating With a Purpose; Ending on Time; 11 more of")


@pytest.mark.parametrize("topic", ["Core", "Electives"])
def test_the_list_can_be_narrowed_to_the_ten(program, topic):
    hub = (program.site / "badges" / "index.html").read_text("utf-8")
    assert f"> {topic} " in hub
