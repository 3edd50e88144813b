"""A program of three stacks on learning differences: the sample catalog itself.

A teacher comes to see which nine badges make three stacks, what the badge over them asks beyond
them, and how far they are. A college comes to see that the stacks are made of work, and what it
gives for each. A reader of the highest badge comes to see what it was made of.
"""

import shutil

import pytest

from tests.demo.make_sample import PROJECT
from tests.programs.building import AS_OF, Program

STACKS = {
    "motivation": "Feedback for Growth",
    "working-memory": "Wait Time",
    "executive-function": "Planning Tools",
}
LAST = "learning-differences-practitioner"


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(PROJECT / "catalog", folder / "catalog", ignore=lambda *_: [".badgepress"])
    shutil.copy(PROJECT / "site-config.yml", folder)
    sample = Program(folder)
    done = sample.run("build", "--strict", "--as-of", AS_OF.date().isoformat())
    assert done.exit_code == 0, done.output
    return sample


@pytest.mark.parametrize(("stack", "part"), STACKS.items(), ids=STACKS.keys())
def test_each_stack_says_its_three_badges_and_what_they_open(program, stack, part):
    page = program.page(f"pathways/{stack}")
    assert page.tells("All three of these", part, "Completing it awards", section="steps")
    assert "Learning Differences" in page.sections["leads"]
    assert "hours" in page


def test_the_pathway_over_them_asks_for_all_three_and_one_more(program):
    page = program.page("pathways/learning-differences")
    assert page.tells(
        *("Understand and plan", "Motivation", "Working Memory", "Executive Function"),
        *("Widen the circle", "Partnering with Families"),
        *("Completing it awards", "Learning Differences Practitioner", "What it opens"),
        section="steps",
    )
    assert page.tells("Needs approval beforehand", "Six graduate credits", section="honors")


def test_the_highest_badge_names_what_it_was_made_of(program):
    page = program.page(program.credential("adaeze-okafor", LAST))
    parts = page.sections["components"]
    assert [
        name for name in ("Motivation", "Working Memory", "Executive") if name not in parts
    ] == []


def test_a_teacher_under_way_sees_what_is_left(program):
    assert program.page("earners/marisol-v").tells(
        "Working Memory", "Two badges earned so far", "Next", section="by-pathway-title"
    )
