"""Stacks of three to eight courses of 15 hours, which a district turns into board credit.

A teacher comes to see which courses make a stack, how many hours that is, and how many credits
they have by now, where one course is in two stacks. The personnel office comes to see that nothing
is counted twice, and where the cap lies.
"""

import pytest

PROGRAM = "course-stacks"
ME = "earners/imogen-frost"

STACKS = {
    "early-reading": ("three", "45 hours"),
    "early-numbers": ("four", "60 hours"),
    "every-child": ("eight", "120 hours"),
}


@pytest.mark.parametrize(("stack", "size"), STACKS.items(), ids=STACKS.keys())
def test_a_stack_says_its_courses_hours_and_what_it_opens(program, stack, size):
    page = program.page(f"pathways/{stack}")
    assert size[1] in page
    assert "board credits in Salt Marsh Public Schools" in page.sections["steps"]
    assert "One board credit for each course" in page.sections["honors"]


def test_a_course_says_hours_cost_and_its_stacks(program):
    page = program.page("badges/how-children-read")
    assert "15 hours" in page
    assert "$40 a course" in page.sections["earn"]
    assert "Early Reading" in page.sections["leads"]
    assert "Every Child" in page.sections["leads"]
    assert "1 credit" in page.sections["honors"]


def test_a_course_in_two_stacks_counts_once(program):
    """Five courses are five credits: neither the finished stack nor the second stack adds one."""
    worth = program.page(ME).sections["worth-title"]
    assert "5 credits" in worth
    assert "at most 6 credits in all" in worth
    assert "75 hours" in worth
    assert worth.count("How Children Read") == 2, "once for each of the two who honor it"


def test_the_cap_is_said_where_it_cuts(program):
    """Seven courses are six credits, and the one that gives nothing says why."""
    worth = program.page("earners/dalia-wren").sections["worth-title"]
    assert "6 credits" in worth
    assert "None of 1 credit counts: 6 credits is the most they give in all." in worth
    told = program.run("worth", "dalia-wren", "--as-of", "2026-11-20").output
    assert "6 credits" in told


def test_progress_says_what_is_done_and_next(program):
    """What is under way comes first, what is complete last."""
    assert program.page(ME).tells(
        *("Early Numbers", "One badge earned so far", "Next", "Counting On"),
        *("Every Child", "Four badges earned so far", "Next", "Accommodations That Are Used"),
        *("Early Reading", "Complete", "Reading Together"),
        section="by-pathway-title",
    )
