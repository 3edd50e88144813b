"""Who belongs to whom in a catalog, worked out once for all pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.pathway import Pathway, badges_in, pathways_in
from generator.model.recognizer import Recognition, Recognizer

_K = TypeVar("_K")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Honor:
    """One recognition with whose it is."""

    recognizer: Recognizer
    recognition: Recognition

    def has_ended(self, today: date) -> bool:
        """Past its last day, or withdrawn on or before `today`."""
        return self.recognition.has_ended(today)


def lasting(honors: Iterable[Honor], today: date) -> tuple[Honor, ...]:
    """Those that hold on `today`, or will from a day to come."""
    return tuple(honor for honor in honors if not honor.has_ended(today))


@dataclass(frozen=True, slots=True)
class Relations:
    """Answers by slug; a slug that is missing has none."""

    honors_of_badge: Mapping[str, tuple[Honor, ...]]
    honors_of_pathway: Mapping[str, tuple[Honor, ...]]
    pathways_with_badge: Mapping[str, tuple[Pathway, ...]]
    pathways_with_pathway: Mapping[str, tuple[Pathway, ...]]
    pathways_awarding: Mapping[str, tuple[Pathway, ...]]
    badges_requiring: Mapping[str, tuple[Badge, ...]]


def relate(catalog: Catalog) -> Relations:
    """The relations of `catalog`, each in the order of the slugs."""
    honors = [
        Honor(recognizer, recognition)
        for recognizer in catalog.recognizers.values()
        for recognition in recognizer.honors
    ]
    pathways = catalog.pathways.values()
    return Relations(
        honors_of_badge=grouped(
            (slug, honor) for honor in honors for slug in honor.recognition.badges
        ),
        honors_of_pathway=grouped(
            (slug, honor) for honor in honors for slug in honor.recognition.pathways
        ),
        pathways_with_badge=grouped(
            (slug, each) for each in pathways for slug in dict.fromkeys(badges_in(each.requirement))
        ),
        pathways_with_pathway=grouped(
            (slug, each)
            for each in pathways
            for slug in dict.fromkeys(pathways_in(each.requirement))
        ),
        pathways_awarding=grouped((each.awards, each) for each in pathways if each.awards),
        badges_requiring=grouped(
            (slug, badge) for badge in catalog.badges.values() for slug in badge.requires
        ),
    )


def grouped(pairs: Iterable[tuple[_K, _T]]) -> dict[_K, tuple[_T, ...]]:
    """The values of each key, in the order they come."""
    groups: dict[_K, list[_T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
