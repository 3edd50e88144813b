"""What follows from the catalog alone, gathered once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from generator.model import addresses
from generator.model.catalog import Catalog
from generator.model.pathway import PathwayRule
from generator.model.progress import badges_below
from generator.model.recognizer import Recognition
from generator.model.site_config import SiteConfig
from generator.openbadges.endorsement import find_endorsements
from generator.site.attempts import Attempts
from generator.site.relations import Relations, relate
from generator.site.views import RecognitionView


@dataclass(frozen=True, slots=True)
class Counts:
    """People who show a badge publicly, counted over all shards.

    Everything of an earner lies in one shard, so that counts of shards can be added.
    """

    holders: Mapping[str, int]
    """Of each badge, by its slug."""
    people: Mapping[str, int]
    """Of any badge of an issuer, by the issuer's slug."""
    attempts: Mapping[str, Attempts]
    """At which attempt they earned it, by the badge's slug."""


NOBODY = Counts({}, {}, {})


@dataclass(frozen=True, slots=True)
class Scene:
    """The catalog with everything that follows from it, at one moment."""

    catalog: Catalog
    config: SiteConfig
    as_of: datetime
    relations: Relations
    endorsements: Mapping[tuple[str, Recognition, str], str]
    """Addresses of signed statements, by the recognizer's slug, the statement, and the page of
    the badge or pathway that it is about."""
    counts: Counts
    countable: Mapping[str, frozenset[str]]
    """Every badge that can count toward a pathway, by the pathway's slug."""
    honored: dict[str, tuple[RecognitionView, ...]] = field(compare=False)
    """Who honors a badge, as pages of earned badges tell it: filled as they are made, since it
    is the same on all of them."""

    @property
    def today(self) -> date:
        """The day of judging."""
        return self.as_of.date()

    def authored(self, name: str, otherwise: str = "") -> str:
        """The address of the keepers' own page of that name, where the catalog has one."""
        return f"{name}/" if f"{name}.md" in self.catalog.pages else otherwise


def make_scene(
    catalog: Catalog, config: SiteConfig, *, as_of: datetime, counts: Counts = NOBODY
) -> Scene:
    """Gather what no person changes."""
    return Scene(
        catalog=catalog,
        config=config,
        as_of=as_of,
        relations=relate(catalog),
        endorsements={
            (slug, each.recognition, each.page): addresses.endorsement("", slug, name)
            for slug, recognizer in catalog.recognizers.items()
            for each, name in find_endorsements(recognizer, catalog, config)
            if name is not None
        },
        counts=counts,
        countable={
            slug: frozenset(badges_below(PathwayRule(pathway=slug), catalog))
            for slug in catalog.pathways
        },
        honored={},
    )
