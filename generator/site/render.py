"""From the catalog's views to its pages and files."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import addresses
from generator.model.badge import Badge
from generator.model.issuer import Issuer
from generator.model.pathway import Pathway
from generator.model.recognizer import Recognizer
from generator.model.site_config import Cards
from generator.site.artwork import draw_badge
from generator.site.badges import badge_page
from generator.site.cards import badge_path, image_path, logo_path
from generator.site.data import badge_files, issuer_files, pathway_file, recognizer_files
from generator.site.home import home_page
from generator.site.honor_form import honor_form, honor_form_path
from generator.site.hubs import Hub, hub_pages, hubs
from generator.site.issuers import issuer_page
from generator.site.links import Place
from generator.site.output import Drawing, File, Page
from generator.site.pager import PAGE_CARDS
from generator.site.pathways import pathway_page
from generator.site.posters import PosterPage, badge_poster, pathway_poster, poster_path
from generator.site.printing import Printer
from generator.site.recognizers import recognizer_page
from generator.site.scene import Scene
from generator.site.search import search_files
from generator.site.shared_card import (
    SharedCard,
    badge_card_picture,
    badge_shared,
    cards_of,
    issuer_card_pictures,
    pathway_card_picture,
    pathway_shared,
)
from generator.site.views import BadgeCard

_Output = Iterator[Page | File | Drawing]


def render_catalog(scene: Scene, printer: Printer) -> _Output:
    """Every page and file that is about no person, but those that `build` copies or makes itself.

    The same arguments give the same bytes in the same order.
    """
    yield from render_around_badges(scene, printer)
    for badge in scene.catalog.badges.values():
        yield from render_badge(scene, printer, badge)


def render_badge(scene: Scene, printer: Printer, badge: Badge) -> _Output:
    """What `render_catalog` gives of one badge; `badge_inputs` tells what it follows from."""
    yield from _Room(scene, printer).badge(badge)


def badge_pages(badge: Badge) -> Iterator[Page]:
    """The pages of `render_badge`, with nothing in them, as lists of pages need them."""
    path = badge_path(badge.slug)
    yield Page(path, badge.name, badge.summary, "")
    if not badge.is_retired:
        for beside in (honor_form_path(badge), poster_path(path)):
            yield Page(beside, badge.name, badge.summary, "", listed=False)


def render_around_badges(scene: Scene, printer: Printer) -> _Output:
    """All the rest of it."""
    yield from _Room(scene, printer).around_badges()


@dataclass(frozen=True, slots=True)
class _Room:
    """The scene, with the means to put it on pages."""

    scene: Scene
    printer: Printer

    def around_badges(self) -> _Output:
        """Everything but the badges' own."""
        scene, catalog = self.scene, self.scene.catalog
        home = home_page(scene)
        yield self.printer.page(
            "", "home", home, title=home.title, description=scene.config.description
        )
        for hub in hubs(scene):
            for path, view in hub_pages(hub):
                yield self.printer.page(path, "hub", view, title=view.title, description=view.lead)
            yield from self._search(hub)
        for pathway in catalog.pathways.values():
            yield from self._pathway(pathway)
        for recognizer in catalog.recognizers.values():
            yield from self._recognizer(recognizer)
        for issuer in catalog.issuers.values():
            yield from self._issuer(issuer)

    def badge(self, badge: Badge) -> _Output:
        """A badge's page, what is printed of it, its data and pictures."""
        scene, catalog, path = self.scene, self.scene.catalog, badge_path(badge.slug)
        yield self.printer.page(
            path,
            "badge",
            badge_page(scene, badge),
            title=badge.name,
            description=badge.summary,
            json="achievement.json",
            shared=badge_shared(scene, badge),
        )
        if cards_of(scene) is Cards.BADGE:
            picture = badge_card_picture(scene, badge)
            yield self._drawing(addresses.shared_card(path), picture)
        if not badge.is_retired:  # nobody is invited to what can no longer be earned
            form = honor_form(scene, badge)
            yield self.printer.page(
                honor_form_path(badge),
                "honor_form",
                form,
                title=form.title,
                description=badge.summary,
                listed=False,
            )
            yield self._poster(path, badge_poster(scene, badge))
        issuer = catalog.issuers[badge.issuer]
        earlier = catalog.earlier_badges.get(badge.slug, ())
        yield from badge_files(badge, earlier, issuer, scene.config)
        image = catalog.images[badge.image] if badge.image else draw_badge(badge, issuer)
        yield File(image_path(badge), image)

    def _pathway(self, pathway: Pathway) -> _Output:
        scene, path = self.scene, addresses.pathway_page("", pathway.slug)
        yield self.printer.page(
            path,
            "pathway",
            pathway_page(scene, pathway),
            title=pathway.name,
            description=pathway.summary,
            json="pathway.json",
            shared=pathway_shared(scene, pathway),
        )
        if cards_of(scene) is Cards.BADGE:
            picture = pathway_card_picture(scene, pathway)
            yield self._drawing(addresses.shared_card(path), picture)
        yield self._poster(path, pathway_poster(scene, pathway))
        yield pathway_file(pathway, scene.config)

    def _recognizer(self, recognizer: Recognizer) -> _Output:
        path = addresses.recognizer_page("", recognizer.slug)
        yield self.printer.page(
            path,
            "recognizer",
            recognizer_page(self.scene, recognizer),
            title=recognizer.name,
            description=recognizer.summary,
            json="recognizer.json",
        )
        yield from recognizer_files(recognizer, self.scene.config)
        yield from self._logo(path, recognizer.logo)

    def _issuer(self, issuer: Issuer) -> _Output:
        path = addresses.issuer_page("", issuer.slug)
        yield self.printer.page(
            path,
            "issuer",
            issuer_page(self.scene, issuer),
            title=issuer.name,
            description=issuer.summary,
            json="issuer.json",
        )
        yield from issuer_files(issuer, self.scene.config)
        yield from self._logo(path, issuer.logo)
        for card, picture in issuer_card_pictures(self.scene, issuer):
            yield self._drawing(card, picture)

    def _search(self, hub: Hub) -> Iterator[File]:
        """The hub's index, with the cards of the pages that follow as the hub would print them."""
        macros = self.printer.macros("macros/cards.html.j2")
        here = Place(hub.path)
        cards = [
            str(
                macros.badge_card(card, 2) if isinstance(card, BadgeCard) else macros.hub_card(card)
            )
            for card in (make(here) for make in hub.cards[PAGE_CARDS:])
        ]
        yield from search_files(f"{hub.path}search/", hub.entries, hub.facets, cards)

    def _poster(self, page: str, poster: PosterPage) -> Page:
        """Not listed: whoever searches is to find the page, not its poster."""
        return self.printer.page(
            poster_path(page),
            "poster",
            poster,
            title=f"{poster.name} (poster)",
            description=poster.summary,
            listed=False,
            card=False,
        )

    def _drawing(self, path: str, picture: SharedCard) -> Drawing:
        return Drawing(path, self.printer.fill("pages/card.svg.j2", picture).encode())

    def _logo(self, path: str, logo: str | None) -> Iterator[File]:
        if logo:
            yield File(logo_path(path, logo), self.scene.catalog.images[logo])
