"""A state education agency with its three roles: who awards, who honors, who earns.

A teacher comes to see who may award badges here, and what their own count for, whoever awarded
them. A district's office comes to see by what authority an issuer awards, and how to tell it from a
look-alike. Licensure staff come to say what the state gives, and must not be taken for the issuer.
"""

import json

import pytest

PROGRAM = "state-roles"

ISSUERS = {
    "meridian-doe": "Meridian Code, title 16",
    "hollow-lake": "Approved issuer of the Meridian Department of Education, no. 07",
    "fairmount-university": "Approved issuer of the Meridian Department of Education, no. 11",
}


@pytest.mark.parametrize(("issuer", "authority"), ISSUERS.items(), ids=ISSUERS.keys())
def test_each_issuer_says_by_what_authority_and_how_to_know_it(program, issuer, authority):
    page = program.page(f"issuers/{issuer}")
    assert authority in page.sections["authority"]
    assert "badges.meridian.example" in page.sections["genuine"]
    assert len([each for each in ISSUERS if f"../{each}/" in page.links]) == 2, "the two others"


def test_a_badge_tells_who_awards_from_who_honors(program):
    page = program.page("badges/multilingual-classroom")
    assert "awarded by Fairmount University" in page
    honors = page.sections["honors"]
    assert "Meridian Department of Education, Licensure" in honors
    assert "15 licence points" in honors
    assert "Orchard Park Schools" in honors
    assert "Letter on file" in honors


def test_an_earner_finds_all_of_it_on_one_page(program):
    page = program.page("earners/tomas-reyes")
    earned = page.sections["by-time-title"]
    assert "Meridian Department of Education" in earned
    assert "Fairmount University" in earned
    worth = page.sections["worth-title"]
    assert "30 licence points" in worth
    assert "20 hours" in worth


def test_the_list_of_badges_can_be_narrowed_to_an_issuer(program):
    hub = (program.site / "badges" / "index.html").read_text("utf-8")
    for issuer in ISSUERS:
        assert f'name="issuer" value="{issuer}"' in hub


def test_the_state_publishes_whom_it_lets_award(program):
    known = program.page("issuers").sections["known"]
    assert "since 1 January 2026. Approved issuer no. 07" in known
    trust = json.loads((program.site / "verify" / "trust.json").read_bytes())
    assert len(trust["issuers"]) == 3
