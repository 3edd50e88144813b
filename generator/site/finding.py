"""What can be found in a hub: its entries, and the facets that narrow them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from generator.site.hub_views import Facet, FacetValue
from generator.site.relations import Honor

_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record that can be found: a match in its name counts most, one in `rest` least."""

    name: str
    summary: str
    rest: tuple[str, ...] = ()
    """What else a search looks through."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values by facet."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One facet: its key, its label, and its values' labels in the order of choice."""

    key: str
    label: str
    labels: Mapping[str, str]
    open: bool = False


def make_facets(choices: Iterable[Choice], entries: Iterable[Entry]) -> tuple[Facet, ...]:
    """The facets that tell entries apart, with their counts."""
    known = tuple(entries)
    return tuple(facet for choice in choices if (facet := _facet(choice, known)))


def _facet(choice: Choice, entries: tuple[Entry, ...]) -> Facet | None:
    """The facet with its counts; None where all entries answer alike."""
    answers = [entry.facets.get(choice.key, ()) for entry in entries]
    if len({frozenset(each) for each in answers}) < 2:
        return None
    counts = Counter(value for each in answers for value in each)
    values = tuple(
        FacetValue(value, label, counts[value])
        for value, label in choice.labels.items()
        if counts[value]
    )
    return Facet(choice.key, choice.label, values, choice.open)


def labels(of: Mapping[_Kind, str]) -> dict[str, str]:
    """The labels of an enumeration, by the value as it is written."""
    return {str(kind): label for kind, label in of.items()}


def honor_facets(honors: Iterable[Honor]) -> dict[str, tuple[str, ...]]:
    """Who honors something, and with what kinds of worth."""
    known = tuple(honors)
    return {
        "honored": unique(honor.recognizer.slug for honor in known),
        "worth": unique(honor.recognition.worth.kind for honor in known),
    }


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in the order they come."""
    return tuple(dict.fromkeys(values))
