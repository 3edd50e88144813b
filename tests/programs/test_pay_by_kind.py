"""A district that pays $200 to $600 a year for a badge, by its kind.

A teacher comes to see what a badge adds to their pay, and whether they must ask first. Human
resources comes to see what one teacher's badges add up to, under the district's cap, and why.
"""

PROGRAM = "pay-by-kind"


def test_a_badge_says_its_pay(program):
    for badge, pay in (
        ("small-group-teaching", "$200 a year"),
        ("mentor-teacher", "$400 a year"),
        ("family-liaison-lead", "$600 a year"),
    ):
        honors = program.page(f"badges/{badge}").sections["honors"]
        assert "Willow Fork Schools, Human Resources" in honors
        assert pay in honors
        assert "at most $1,000" in honors


def test_whoever_must_ask_first_reads_that_before_the_amount(program):
    honors = program.page("badges/family-liaison-lead").sections["honors"]
    assert honors.index("Needs approval beforehand") < honors.index("$600")
    assert "your principal signs form P-6 before you begin" in honors
    assert "approval" not in program.page("badges/mentor-teacher").sections["honors"]


def test_all_kinds_stand_side_by_side(program):
    honors = program.page("recognizers/willow-fork-hr").sections["honors"]
    assert honors.index("$200 a year") < honors.index("$400 a year") < honors.index("$600 a year")
    assert "Published policy" in honors


def test_worth_adds_up_under_the_cap_with_each_reason(program):
    worth = program.page("earners/rosa-delgado").sections["worth-title"]
    assert "$1,000 a year" in worth
    assert "at most $1,000 a year in all" in worth
    assert "$200 a year of it only with approval beforehand" in worth
    assert "Only a part of $600 a year counts" in worth


def test_the_command_tells_the_same(program):
    told = program.run("worth", "rosa-delgado", "--as-of", "2026-11-20").output
    assert "$1,000 a year" in told
