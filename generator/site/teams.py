"""With whom a badge was earned: the team's signed name, and whoever of it is public."""

from dataclasses import dataclass

from generator.model import addresses
from generator.site.cast import Cast, Published
from generator.site.links import Place
from generator.site.views import Link


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team as the page of one of its members tells of it."""

    name: str
    mates: tuple[Link, ...]
    """To their earned badges. Nothing tells whether there are others."""


def team_view(cast: Cast, published: Published, here: Place) -> TeamView | None:
    """The team of an earned badge, if it was earned with one.

    Names whoever is public, agreed to a name and still holds the badge; on the page of a badge
    that was withdrawn, nobody.
    """
    key = published.row.award.team_key
    if key is None or not published.facts.team:
        return None
    members = () if published.is_withdrawn else cast.teams.get(key, ())
    mates = {
        each.earner: Link(each.name, here.to(addresses.credential_page("", each.token)))
        for each in members
        if each.earner != published.earner.slug and each.name
    }
    by_name = sorted(mates.values(), key=lambda each: (each.name.casefold(), each.href))
    return TeamView(published.facts.team, tuple(by_name))
