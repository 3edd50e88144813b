"""Group badges in tiers: a club earns bronze, silver and gold together, and keeps a log.

A leader comes to see what each tier asks of the club, and to print the log sheet. A member comes to
see the club's log on their own page, and how far the club is. A guardian wants no page to name a
child who is not public, not even as one of the club.
"""

PROGRAM = "group-tiers"
LOG = "Log 3, walk after a storm, eight members: two nets."


def test_each_tier_says_what_it_asks_and_what_it_builds_on(program):
    for tier, builds_on in (("silver", "Shoreline Bronze"), ("gold", "Shoreline Silver")):
        page = program.page(f"badges/shoreline-{tier}")
        assert builds_on in page.sections["earn"]
        assert "requirement log" in page.sections["show"]
        assert "Print the log sheet" in page.sections["earn"]
        assert "https://tidewaterclubs.example/log-sheet" in page.links
    steps = program.page("pathways/shoreline")
    assert steps.tells("Bronze", "Silver", "Gold", section="steps")
    assert "harbor wall" in steps.sections["honors"]


def test_the_log_is_on_every_members_page(program):
    for member in ("ines-marsh", "otis-reed"):
        page = program.page(program.credential(member, "shoreline-bronze"))
        assert "The Sandpipers" in page
        assert page.tells("Log 1", "Log 2", LOG, "Log 4", section="evidence")


def test_a_member_finds_the_other_public_ones(program):
    page = program.page(program.credential("ines-marsh", "shoreline-silver"))
    assert "Otis R." in page
    assert "Reed" not in page


def test_how_far_the_club_is(program):
    assert program.page("earners/ines-m").tells(
        *("Shoreline, Three Tiers", "Next", "Shoreline Gold"), section="by-pathway-title"
    )


def test_no_page_names_a_member_who_is_not_public(program):
    for path in program.site.rglob("*"):
        if path.is_file():
            body = path.read_bytes().lower()
            assert b"holloway" not in body
            assert b"kit-h" not in body
