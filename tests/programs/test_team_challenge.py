"""A team challenge with a prize: one row a person, one team, one bridge.

A student comes to see what the challenge asks, when, what the prize is, and afterwards to show that
they were one of the team that won. A giver of prizes comes to see what the money goes to. A guardian
wants that a teammate's page does not name their child.
"""

PROGRAM = "team-challenge"
FIRST = "bridge-challenge-winner"


def test_a_student_finds_task_deadline_and_prize(program):
    page = program.page("badges/bridge-challenge")
    assert "carries 100 kilograms" in page
    assert "17 April 2027" in page.sections["earn"]
    assert "twice" in page.sections["earn"]
    winner = program.page(f"badges/{FIRST}")
    assert "$2,000 for the team" in winner.sections["honors"]
    assert "Prize" in program.page("recognizers").text
    assert "one attempt" not in page


def test_a_member_shows_the_team_and_its_evidence(program):
    page = program.page(program.credential("omar-vale", FIRST))
    assert "Arch Rivals" in page
    assert "Lea Stone" in page, "who is public, and agreed to a name"
    assert "36 times its own weight." in page.sections["evidence"]


def test_no_page_names_a_teammate_who_is_not_public(program):
    page = program.page(program.credential("lea-stone", "bridge-challenge"))
    assert "Omar V." in page
    for hidden in ("Pia", "Ravi", "Tara"):
        assert hidden not in page
    for path in program.site.rglob("*"):
        if path.is_file():
            body = path.read_bytes()
            assert not [name for name in (b"Mossley", b"Hillyard", b"Northrup") if name in body]
    own = program.page("earners/3c9e71d05b8f4a26a1d7e48f0c62b95d")
    assert "Pia" in own


def test_the_other_team_is_another(program):
    page = program.page(program.credential("sven-dale", "bridge-challenge"))
    assert "Truss Us" in page
    assert "Uli Ford" in page
    assert "Lea Stone" not in page
    assert "Carried 104 kg." in page.sections["evidence"]


def test_the_prize_is_worth_on_a_members_page(program):
    worth = program.page("earners/lea-stone").sections["worth-title"]
    assert "$2,000 for the team" in worth
    assert "worth-title" not in program.page("earners/sven-dale").sections or (
        "$2,000" not in program.page("earners/sven-dale").sections["worth-title"]
    )


def test_the_county_says_how_many_tried(program):
    assert "88" in program.page("issuers/granite-county").sections["program"]
