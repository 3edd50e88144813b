"""The lists of everything of one kind, with the facets that narrow them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from generator.model import addresses
from generator.model.badge import Badge, BadgeStatus
from generator.model.recognizer import Recognizer
from generator.site import words
from generator.site.cards import audience_words, badge_card, image_path, logo_path
from generator.site.links import Place
from generator.site.pathways import pathway_badges
from generator.site.relations import Honor
from generator.site.scene import Scene
from generator.site.views import BadgeCard, Facet, FacetValue, Fact, HubCard, HubPage, Link

_Kind = TypeVar("_Kind", bound=StrEnum)

SCRIPT = "assets/js/catalog.js"
_NOTHING = Link("")
_PICTURES = 5
_WORTHS = 3
_HOURS = (  # up to and with; value; label
    (Decimal(5), "5", "Up to 5 hours"),
    (Decimal(15), "15", "5 to 15 hours"),
    (Decimal(40), "40", "15 to 40 hours"),
    (Decimal("Infinity"), "more", "More than 40 hours"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found in a hub."""

    slug: str
    text: str
    """What a search looks through."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values by facet."""


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub's page with what can be found in it."""

    path: str
    page: HubPage
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """One facet: its key, its label, and its values' labels in the order of choice."""

    key: str
    label: str
    labels: Mapping[str, str]
    open: bool = False


def hubs(scene: Scene) -> tuple[Hub, ...]:
    """The four hubs."""
    return (_badges(scene), _pathways(scene), _recognizers(scene), _issuers(scene))


def _badges(scene: Scene) -> Hub:
    here = Place("badges/")
    catalog = scene.catalog
    badges = sorted(catalog.badges.values(), key=lambda badge: badge.status is BadgeStatus.RETIRED)
    choices = (
        _Choice("for", "For whom", _labels(words.AUDIENCE), open=True),
        _Choice("topic", "Topic", _topics(badges), open=True),
        _Choice("level", "Level", _labels(words.LEVEL)),
        _Choice("hours", "Hours", {value: label for _, value, label in _HOURS}),
        _Choice("pathway", "Pathway", {s: each.name for s, each in catalog.pathways.items()}),
        _Choice("honored", "Honored by", {s: e.name for s, e in catalog.recognizers.items()}),
        _Choice("issuer", "Awarded by", {s: each.name for s, each in catalog.issuers.items()}),
        _Choice("status", "Status", {"active": "Can be earned now", "retired": "Retired"}),
    )
    entries = tuple(_badge_entry(scene, badge) for badge in badges)
    return _hub(
        here,
        entries,
        choices,
        title="Badges",
        lead="Every badge you can earn here, what it takes, and who honors it.",
        one="badge",
        badges=tuple(badge_card(scene, badge, here) for badge in badges),
    )


def _badge_entry(scene: Scene, badge: Badge) -> Entry:
    relations = scene.relations
    honors = relations.honors_of_badge.get(badge.slug, ())
    hours = badge.hours
    return Entry(
        slug=badge.slug,
        text=_text(
            badge.name,
            badge.summary,
            *badge.topics,
            *(each.name for each in badge.alignments),
            *(each.code or "" for each in badge.alignments),
        ),
        facets={
            "for": tuple(badge.audience),
            "topic": tuple(_key(topic) for topic in badge.topics),
            "level": (badge.level,),
            "hours": ()
            if hours is None
            else (next(value for most, value, _ in _HOURS if hours <= most),),
            "pathway": tuple(
                each.slug for each in relations.pathways_with_badge.get(badge.slug, ())
            ),
            "honored": _unique(
                honor.recognizer.slug for honor in honors if not honor.has_ended(scene.today)
            ),
            "issuer": (badge.issuer,),
            "status": (badge.status,),
        },
    )


def _pathways(scene: Scene) -> Hub:
    here = Place("pathways/")
    catalog = scene.catalog
    pathways = catalog.pathways.values()
    cards = tuple(
        HubCard(
            slug=each.slug,
            name=each.name,
            href=here.to(addresses.pathway_page("", each.slug)),
            summary=each.summary,
            kind=audience_words(each),
            facts=tuple(
                fact
                for fact in (
                    words.counted(len(pathway_badges(catalog, each)), "badge"),
                    f"Awards {catalog.badges[each.awards].name}" if each.awards else "",
                    each.opens or "",
                )
                if fact
            ),
            images=tuple(
                here.to(image_path(catalog.badges[slug]))
                for slug in pathway_badges(catalog, each)[:_PICTURES]
            ),
        )
        for each in pathways
    )
    entries = tuple(
        Entry(
            each.slug,
            _text(each.name, each.summary, each.opens or ""),
            {"for": tuple(each.audience), "issuer": (each.issuer,)},
        )
        for each in pathways
    )
    choices = (
        _Choice("for", "For whom", _labels(words.AUDIENCE), open=True),
        _Choice("issuer", "Awarded by", {s: each.name for s, each in catalog.issuers.items()}),
    )
    return _hub(
        here,
        entries,
        choices,
        title="Pathways",
        lead="Badges that lead somewhere together.",
        one="pathway",
        cards=cards,
    )


def _recognizers(scene: Scene) -> Hub:
    here = Place("recognizers/")
    recognizers = scene.catalog.recognizers.values()
    cards = tuple(
        HubCard(
            slug=each.slug,
            name=each.name,
            href=here.to(addresses.recognizer_page("", each.slug)),
            summary=each.summary,
            kind=words.RECOGNIZER[each.kind],
            facts=_worth(each, scene.today),
            images=(here.to(logo_path(addresses.recognizer_page("", each.slug), each.logo)),)
            if each.logo
            else (),
        )
        for each in recognizers
    )
    entries = tuple(
        Entry(
            each.slug,
            _text(each.name, each.summary, *(honor.worth.text for honor in each.honors)),
            {"kind": (each.kind,), "worth": _unique(honor.worth.kind for honor in each.honors)},
        )
        for each in recognizers
    )
    choices = (
        _Choice("kind", "Who they are", _labels(words.RECOGNIZER), open=True),
        _Choice("worth", "What they give", _labels(words.WORTH), open=True),
    )
    return _hub(
        here,
        entries,
        choices,
        title="Who honors these badges",
        lead="Employers, colleges, districts and agencies that give something for a badge.",
        one="organization",
        cards=cards,
    )


def _worth(recognizer: Recognizer, today: date) -> tuple[str, ...]:
    """What it gives, in its own words; the rest is on its page."""
    texts = _unique(
        each.worth.text
        for each in recognizer.honors
        if not Honor(recognizer, each).has_ended(today)
    )
    more = len(texts) - _WORTHS
    return (*texts[:_WORTHS], f"and {words.spelled(more)} more") if more > 1 else texts


def _issuers(scene: Scene) -> Hub:
    here = Place("issuers/")
    counts = Counter(badge.issuer for badge in scene.catalog.badges.values())
    issuers = scene.catalog.issuers.values()
    cards = tuple(
        HubCard(
            slug=each.slug,
            name=each.name,
            href=here.to(addresses.issuer_page("", each.slug)),
            summary=each.summary,
            kind="",
            facts=(words.counted(counts[each.slug], "badge"),),
            images=(here.to(logo_path(addresses.issuer_page("", each.slug), each.logo)),)
            if each.logo
            else (),
        )
        for each in issuers
    )
    return _hub(
        here,
        tuple(Entry(each.slug, _text(each.name, each.summary)) for each in issuers),
        (),
        title="Who awards these badges",
        lead="The organizations that define these badges, judge the evidence and sign.",
        one="organization",
        cards=cards,
        known=tuple(
            Fact(each.name, f"since {words.long_date(each.since)}")
            for each in scene.catalog.trust.issuers
        ),
        trust=Link("here for machines", here.to(addresses.trust_list(""))),
    )


def _hub(
    here: Place,
    entries: tuple[Entry, ...],
    choices: tuple[_Choice, ...],
    *,
    title: str,
    lead: str,
    one: str,
    badges: tuple[BadgeCard, ...] = (),
    cards: tuple[HubCard, ...] = (),
    known: tuple[Fact, ...] = (),
    trust: Link = _NOTHING,
) -> Hub:
    page = HubPage(
        title=title,
        lead=lead,
        noun=f"{one}s",
        count=words.counted(len(entries), one),
        badges=badges,
        cards=cards,
        facets=tuple(facet for choice in choices if (facet := _facet(choice, entries))),
        search="search/index.json",
        script=here.to(SCRIPT),
        known=known,
        trust=trust,
    )
    return Hub(here.path, page, entries)


def _facet(choice: _Choice, entries: Iterable[Entry]) -> Facet | None:
    """The facet with its counts; None where it would not tell anything apart."""
    counts = Counter(value for entry in entries for value in entry.facets.get(choice.key, ()))
    values = tuple(
        FacetValue(value, label, counts[value])
        for value, label in choice.labels.items()
        if counts[value]
    )
    return Facet(choice.key, choice.label, values, choice.open) if len(values) > 1 else None


def _labels(labels: Mapping[_Kind, str]) -> dict[str, str]:
    return {str(kind): label for kind, label in labels.items()}


def _topics(badges: Iterable[Badge]) -> dict[str, str]:
    names = {_key(topic): topic for badge in badges for topic in badge.topics}
    return dict(sorted(names.items()))


def _key(topic: str) -> str:
    return topic.casefold()


def _text(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
