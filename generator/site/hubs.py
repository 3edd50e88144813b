"""The lists of everything of one kind: what can be found in each, and their pages."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from generator.model import addresses
from generator.model.issuer import Issuer
from generator.model.pathway import Pathway
from generator.model.recognizer import Recognizer
from generator.site import words
from generator.site.badge_hub import badge_choices, badge_entry, listed_badges
from generator.site.cards import audience_words, badge_card, image_path, logo_path
from generator.site.finding import Choice, Entry, honor_facets, labels, make_facets, unique
from generator.site.hub_views import Facet, HubPage
from generator.site.links import Place
from generator.site.pager import PAGE_CARDS, page_count, page_path, pager
from generator.site.pathways import pathway_badges
from generator.site.relations import Honor, lasting
from generator.site.scene import Scene
from generator.site.views import BadgeCard, HubCard, Link

SCRIPT = "assets/js/catalog.js"
_NOTHING = Link("")
_PICTURES = 5
_WORTHS = 3

Card = BadgeCard | HubCard


@dataclass(frozen=True, slots=True)
class Hub:
    """A list of everything of one kind, with what can be found in it."""

    path: str
    title: str
    lead: str
    one: str
    """What is counted: badge."""
    entries: tuple[Entry, ...]
    cards: tuple[Callable[[Place], Card], ...]
    """The card of each entry, as the page at a place links it."""
    facets: tuple[Facet, ...]
    known: tuple[Link, ...] = ()
    trust: Link = _NOTHING

    @property
    def count(self) -> str:
        """25 badges."""
        return words.counted(len(self.entries), self.one) if self.entries else f"No {self.one} yet."


def hubs(scene: Scene) -> tuple[Hub, ...]:
    """The four hubs."""
    return (_badges(scene), _pathways(scene), _recognizers(scene), _issuers(scene))


def hub_pages(hub: Hub) -> Iterator[tuple[str, HubPage]]:
    """The hub itself, and the pages that follow where its list is long; by address."""
    pages = page_count(len(hub.entries))
    for number in range(1, pages + 1):
        path = page_path(hub.path, number)
        here, first = Place(path), number == 1
        cards = [card(here) for card in hub.cards[(number - 1) * PAGE_CARDS : number * PAGE_CARDS]]
        yield (
            path,
            HubPage(
                title=hub.title if first else f"{hub.title}, page {number} of {pages}",
                lead=hub.lead,
                noun=f"{hub.one}s",
                count=hub.count,
                badges=tuple(card for card in cards if isinstance(card, BadgeCard)),
                cards=tuple(card for card in cards if isinstance(card, HubCard)),
                facets=hub.facets if first else (),
                search=here.to(f"{hub.path}search/") if first and cards else "",
                script=here.to(SCRIPT) if first and cards else "",
                pager=pager(hub.path, number, pages),
                whole=_NOTHING if first else Link(f"Search all {hub.count}", here.to(hub.path)),
                known=hub.known if first else (),
                trust=hub.trust,
            ),
        )


def _badges(scene: Scene) -> Hub:
    badges = listed_badges(scene)
    entries = tuple(badge_entry(scene, badge) for badge in badges)
    return Hub(
        path="badges/",
        title="Badges",
        lead="Every badge you can earn here, what it takes, and who honors it.",
        one="badge",
        entries=entries,
        cards=tuple(partial(badge_card, scene, badge) for badge in badges),
        facets=make_facets(badge_choices(scene), entries),
    )


def _pathways(scene: Scene) -> Hub:
    catalog = scene.catalog
    pathways = catalog.pathways.values()
    entries = tuple(_pathway_entry(scene, each) for each in pathways)
    choices = (
        Choice("for", "For whom", labels(words.AUDIENCE), open=True),
        Choice("honored", "Honored by", {s: e.name for s, e in catalog.recognizers.items()}),
        Choice("worth", "Worth", labels(words.WORTH)),
        Choice("issuer", "Awarded by", {s: each.name for s, each in catalog.issuers.items()}),
    )
    return Hub(
        path="pathways/",
        title="Pathways",
        lead="Badges that lead somewhere together.",
        one="pathway",
        entries=entries,
        cards=tuple(partial(_pathway_card, scene, each) for each in pathways),
        facets=make_facets(choices, entries),
    )


def _pathway_entry(scene: Scene, pathway: Pathway) -> Entry:
    honors = lasting(scene.relations.honors_of_pathway.get(pathway.slug, ()), scene.today)
    return Entry(
        name=pathway.name,
        summary=pathway.summary,
        rest=(pathway.opens,) if pathway.opens else (),
        facets={
            "for": tuple(pathway.audience),
            **honor_facets(honors),
            "issuer": (pathway.issuer,),
        },
    )


def _pathway_card(scene: Scene, pathway: Pathway, here: Place) -> HubCard:
    catalog = scene.catalog
    badges = pathway_badges(catalog, pathway)
    facts = (
        words.counted(len(badges), "badge"),
        f"Awards {catalog.badges[pathway.awards].name}" if pathway.awards else "",
        pathway.opens or "",
    )
    return HubCard(
        slug=pathway.slug,
        name=pathway.name,
        href=here.to(addresses.pathway_page("", pathway.slug)),
        summary=pathway.summary,
        kind=audience_words(pathway),
        facts=tuple(fact for fact in facts if fact),
        images=tuple(here.to(image_path(catalog.badges[slug])) for slug in badges[:_PICTURES]),
    )


def _recognizers(scene: Scene) -> Hub:
    recognizers = scene.catalog.recognizers.values()
    entries = tuple(_recognizer_entry(scene, each) for each in recognizers)
    choices = (
        Choice("kind", "Who they are", labels(words.RECOGNIZER), open=True),
        Choice("worth", "What they give", labels(words.WORTH), open=True),
    )
    return Hub(
        path="recognizers/",
        title="Who honors these badges",
        lead="Employers, colleges, districts and agencies that give something for a badge.",
        one="organization",
        entries=entries,
        cards=tuple(partial(_recognizer_card, scene, each) for each in recognizers),
        facets=make_facets(choices, entries),
    )


def _recognizer_entry(scene: Scene, recognizer: Recognizer) -> Entry:
    honors = _current(recognizer, scene.today)
    return Entry(
        name=recognizer.name,
        summary=recognizer.summary,
        rest=unique(each.recognition.worth.text for each in honors),
        facets={
            "kind": (recognizer.kind,),
            "worth": unique(each.recognition.worth.kind for each in honors),
        },
    )


def _recognizer_card(scene: Scene, recognizer: Recognizer, here: Place) -> HubCard:
    path = addresses.recognizer_page("", recognizer.slug)
    texts = unique(each.recognition.worth.text for each in _current(recognizer, scene.today))
    more = len(texts) - _WORTHS
    return HubCard(
        slug=recognizer.slug,
        name=recognizer.name,
        href=here.to(path),
        summary=recognizer.summary,
        kind=words.RECOGNIZER[recognizer.kind],
        facts=(*texts[:_WORTHS], f"and {words.spelled(more)} more") if more > 1 else texts,
        images=(here.to(logo_path(path, recognizer.logo)),) if recognizer.logo else (),
    )


def _current(recognizer: Recognizer, today: date) -> tuple[Honor, ...]:
    return lasting((Honor(recognizer, each) for each in recognizer.honors), today)


def _issuers(scene: Scene) -> Hub:
    catalog = scene.catalog
    issuers = catalog.issuers.values()
    counts = Counter(badge.issuer for badge in catalog.badges.values())
    return Hub(
        path="issuers/",
        title="Who awards these badges",
        lead="The organizations that define these badges, judge the evidence and sign.",
        one="organization",
        entries=tuple(Entry(each.name, each.summary) for each in issuers),
        cards=tuple(partial(_issuer_card, counts[each.slug], each) for each in issuers),
        facets=(),
        known=tuple(
            Link(each.name, note=f"since {words.long_date(each.since)}. {each.note or ''}".rstrip())
            for each in catalog.trust.issuers
        ),
        trust=Link("here for machines", Place("issuers/").to(addresses.trust_list(""))),
    )


def _issuer_card(badges: int, issuer: Issuer, here: Place) -> HubCard:
    path = addresses.issuer_page("", issuer.slug)
    return HubCard(
        slug=issuer.slug,
        name=issuer.name,
        href=here.to(path),
        summary=issuer.summary,
        kind="",
        facts=(words.counted(badges, "badge"),),
        images=(here.to(logo_path(path, issuer.logo)),) if issuer.logo else (),
    )
