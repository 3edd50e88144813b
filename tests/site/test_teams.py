"""Teams on pages: whoever agreed to be found is named, and of nobody else there is a trace."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.award import Award
from generator.model.catalog import Catalog, Stored
from generator.model.earner import Earner
from tests.site.reading import bytes_of, read
from tests.site.small import (
    AS_OF,
    BADGES,
    CONFIG,
    PASSED,
    WITHDRAWN,
    catalog,
    issued,
    render_site,
    sign,
    theme,
    token,
)

BADGE = BADGES[1]
TEAM = "Canary Bridge Builders"
DAY = "2026-03-01"

CONSENTS = {  # kind of person: what their file says beside the name
    "public": {"visibility": "public", "by": "earner", "shown": True},
    "nameless": {"visibility": "public", "by": "earner", "shown": False},
    "public child": {"visibility": "public", "by": "guardian", "shown": True},
    "unlisted": {"visibility": "unlisted", "by": "earner", "shown": True},
    "unlisted child": {"visibility": "unlisted", "by": "guardian", "shown": True},
    "private": None,
}


@dataclass(frozen=True)
class Member:
    """Somebody who earned `BADGE`, with a team or alone."""

    number: int
    kind: str
    team: str | None = TEAM
    withdrawn: bool = False

    @property
    def name(self) -> str:
        return f"Canary{self.number} Person{self.number}"

    @property
    def address(self) -> str:
        """Of an unlisted page."""
        return f"{self.number:02d}cafe00" * 4

    @property
    def page(self) -> str:
        return f"credentials/{token(self.number)}/"

    @property
    def home(self) -> str:
        return f"earners/{self.earner.page_address}/"

    @property
    def is_listed(self) -> bool:
        return self.kind in {"public", "nameless", "public child"} and not self.withdrawn

    @property
    def earner(self) -> Earner:
        said = {"slug": f"canary{self.number}", "name": self.name, "language": "en"}
        consent = CONSENTS[self.kind]
        if consent is not None:
            said["visibility"] = consent["visibility"]
            said["consent"] = {
                "by": consent["by"],
                "on": "2026-01-01",
                "visibility": consent["visibility"],
                "name": self.name if consent["shown"] else None,
            }
            if consent["visibility"] == "unlisted":
                said["address"] = self.address
        if "child" in self.kind:
            said["minor_until"] = "2030-06"
        return Earner.model_validate(said)


def rendered(members: list[Member]) -> dict:
    """Every page and file of a site on which nobody else earned anything."""
    rows = [
        issued(
            each.number,
            each.earner.slug,
            BADGE.slug,
            name=each.earner.page_name,
            copy="own" if each.kind == "private" else "page",
            award={"awarded": DAY, "team": each.team},
        )
        for each in members
    ]
    shown = replace(
        catalog(),
        earners={each.earner.slug: each.earner for each in members},
        ledger=tuple(rows),
        assertions={
            row.credential: Stored("x", sign(row, BADGE)) for row in rows if row.copy_ == "page"
        },
        adopted={},
    )
    return {output.path: output for output in _render(shown, members)}


def _render(shown: Catalog, members: list[Member]):
    reports = dict.fromkeys(shown.assertions, PASSED)
    reports |= {token(each.number): WITHDRAWN for each in members if each.withdrawn}
    return render_site(
        shown, CONFIG, reports=reports, adopted_reports={}, as_of=AS_OF, theme=theme()
    )


@pytest.fixture(scope="module")
def team():
    """One of each kind, and one more who is public."""
    kinds = [*CONSENTS, "public"]
    return rendered([Member(number, kind) for number, kind in enumerate(kinds, start=1)])


def test_a_page_names_the_team_and_the_public_teammates(team):
    page = read(team[Member(1, "public").page].body)
    assert (
        f"Earned as part of the team {TEAM}. Teammates who show this badge too: "
        "Canary3 Person3, Canary7 Person7"
    ) in " ".join(page.text.split())
    links = [link for link in page.links if link.startswith("../0000")]
    assert links == [f"../{token(3)}/", f"../{token(7)}/"]


def test_an_unlisted_page_names_them_too(team):
    text = read(team[Member(4, "unlisted").page].body).text
    assert all(name in text for name in ("Canary1", "Canary3", "Canary7"))
    assert "Canary5" not in text


def test_who_earned_it_alone_in_public_has_no_list():
    site = rendered([Member(1, "public"), Member(2, "private"), Member(3, "unlisted")])
    text = read(site[Member(1, "public").page].body).text
    assert f"Earned as part of the team {TEAM}." in text
    assert "Teammates" not in text


def test_a_withdrawn_page_still_says_what_was_signed_and_names_nobody():
    site = rendered([Member(1, "public", withdrawn=True), Member(2, "public")])
    gone, left = (read(site[Member(number, "public").page].body).text for number in (1, 2))
    assert TEAM in gone
    assert "Canary2" not in gone
    assert "Canary1" not in left


def test_without_a_team_nothing_is_said():
    site = rendered([Member(1, "public", team=None), Member(2, "public", team=None)])
    assert "part of the team" not in read(site[Member(1, "public").page].body).text


OTHERS = {  # what makes two awards of one team's name those of two teams
    "another day": {"awarded": "2026-03-02"},
    "another badge": {"badge": BADGES[3].slug},
    "another team": {"team": "Kite Flyers"},
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS.keys())
def test_only_one_name_badge_and_day_are_one_team(change):
    award = {"badge": BADGE.slug, "earner": "a", "awarded": DAY, "team": TEAM}
    assert Award.model_validate(award).team_key != Award.model_validate(award | change).team_key


def test_whoever_has_two_awards_of_a_team_is_no_teammate_of_their_own():
    twice = [Member(1, "public"), Member(2, "public")]
    rows = [
        issued(number, "canary1", BADGE.slug, name="Canary1 Person1",
               award={"awarded": DAY, "team": TEAM, "award_id": f"A-{number}"})
        for number in (1, 2)
    ]  # fmt: skip
    shown = replace(
        catalog(),
        earners={"canary1": twice[0].earner},
        ledger=tuple(rows),
        assertions={row.credential: Stored("x", sign(row, BADGE)) for row in rows},
        adopted={},
    )
    site = {output.path: output for output in _render(shown, [])}
    assert "Teammates" not in read(site[twice[0].page].body).text


MEMBERS = st.builds(
    lambda kind, team, withdrawn: (kind, team, withdrawn),
    st.sampled_from(list(CONSENTS)),
    st.sampled_from([TEAM, TEAM, "Kite Canary Flyers", None]),
    st.sampled_from([False, False, False, True]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(MEMBERS, min_size=2, max_size=5))
def test_of_whoever_is_not_public_no_other_page_tells(drawn):
    members = [Member(number, *each) for number, each in enumerate(drawn, start=1)]
    site = rendered(members)
    for each in members:
        found = {path for path, output in site.items() if _tells_of(each, bytes_of(output))}
        own = {each.page, f"{each.page}credential.json"}
        if each.kind == "private":
            assert found == set()
        elif each.kind.startswith("unlisted"):
            assert found <= own | {each.home}
        mates = {other.page for other in members if other.team == each.team and other.team}
        if not each.is_listed or each.kind == "nameless":
            mates = set()
        elsewhere = {path for path in found if path.startswith("credentials/")} - own
        silent = {other.page for other in members if other.withdrawn or other.kind == "private"}
        assert elsewhere == mates - silent - own
    for team in (TEAM, "Kite Canary Flyers"):
        found = {path for path, output in site.items() if team in bytes_of(output)}
        shown = [each for each in members if each.team == team and each.kind != "private"]
        own = {path for each in shown for path in (each.page, f"{each.page}credential.json")}
        assert found == own | {each.home for each in shown if not each.withdrawn}


def _tells_of(member: Member, text: str) -> bool:
    marks = (
        f"Canary{member.number}",
        f"canary{member.number}",
        token(member.number),
        member.address,
    )
    return any(mark in text for mark in marks)
