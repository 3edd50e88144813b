"""What the template of a hub gets."""

from dataclasses import dataclass

from generator.site.views import BadgeCard, HubCard, Link


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice of a facet."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a hub's list."""

    key: str
    label: str
    values: tuple[FacetValue, ...]
    open: bool
    """Shown unfolded."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the list by its number; without `href` it is the page itself."""

    number: int
    href: str = ""
    gap: bool = False
    """Pages are left out before it."""


@dataclass(frozen=True, slots=True)
class Pager:
    """The way through the pages of a long list; without any where one page holds it all."""

    pages: tuple[PageLink, ...] = ()
    previous: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True)
class HubPage:
    """A list of everything of one kind, or one page of it."""

    title: str
    lead: str
    noun: str
    """What is counted: badges."""
    count: str
    """How many there are in all: 25 badges."""
    badges: tuple[BadgeCard, ...]
    cards: tuple[HubCard, ...]
    facets: tuple[Facet, ...]
    search: str
    """The folder of the search index; empty on the pages that follow the first."""
    script: str
    pager: Pager
    whole: Link
    """Back to the hub itself, from a page that follows it."""
    known: tuple[Link, ...]
    """Issuers the site's keepers know; on the issuers' hub."""
    trust: Link
    """The same for machines."""
