"""From views to pages and files: the templates are filled here and nowhere else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jinja2 import Environment

from generator.model import addresses
from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.earner import Visibility
from generator.model.issuer import Issuer
from generator.model.pathway import Pathway
from generator.model.recognizer import Recognizer
from generator.model.site_config import SiteConfig
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
from generator.site.people import credential_page, earner_page, earner_path, has_card
from generator.site.person_views import StubPage
from generator.site.posters import PosterPage, badge_poster, pathway_poster, poster_path
from generator.site.recognizers import recognizer_page
from generator.site.scene import Scene, make_scene
from generator.site.search import search_files
from generator.site.shared_card import (
    Shared,
    SharedCard,
    badge_card_picture,
    badge_shared,
    pathway_card_picture,
    pathway_shared,
)
from generator.site.theme import Theme
from generator.site.views import BadgeCard
from generator.verify.report import Report

_Output = Iterator[Page | File | Drawing]


def render_site(
    catalog: Catalog,
    config: SiteConfig,
    *,
    reports: Mapping[str, Report],
    adopted_reports: Mapping[str, Report],
    as_of: datetime,
    theme: Theme,
) -> _Output:
    """Every page and file of the site but those that `build` copies or makes itself.

    `reports` tell of each of our assertions by token, `adopted_reports` of others' by slug.
    The same arguments give the same bytes in the same order.
    """
    scene = make_scene(
        catalog, config, reports=reports, adopted_reports=adopted_reports, as_of=as_of
    )
    room = _Room(scene, theme.environment())
    yield from room.catalog_pages()
    yield from room.people_pages()


@dataclass(frozen=True, slots=True)
class _Room:
    """The scene, with the means to put it on pages."""

    scene: Scene
    environment: Environment

    def catalog_pages(self) -> _Output:
        """What depends on no person."""
        scene, catalog = self.scene, self.scene.catalog
        home = home_page(scene)
        yield self._page("", "home", home, title=home.title, description=scene.config.description)
        for hub in hubs(scene):
            for path, view in hub_pages(hub):
                yield self._page(path, "hub", view, title=view.title, description=view.lead)
            yield from self._search(hub)
        for badge in catalog.badges.values():
            yield from self._badge(badge)
        for pathway in catalog.pathways.values():
            yield from self._pathway(pathway)
        for recognizer in catalog.recognizers.values():
            yield from self._recognizer(recognizer)
        for issuer in catalog.issuers.values():
            yield from self._issuer(issuer)

    def _badge(self, badge: Badge) -> _Output:
        """A badge's page, what is printed of it, its data and pictures."""
        scene, catalog, path = self.scene, self.scene.catalog, badge_path(badge.slug)
        yield self._page(
            path,
            "badge",
            badge_page(scene, badge),
            title=badge.name,
            description=badge.summary,
            json="achievement.json",
            shared=badge_shared(scene, badge),
        )
        yield self._drawing(path, badge_card_picture(scene, badge))
        if not badge.is_retired:  # nobody is invited to what can no longer be earned
            form = honor_form(scene, badge)
            yield self._page(
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
        picture = catalog.images[badge.image] if badge.image else draw_badge(badge, issuer)
        yield File(image_path(badge), picture)

    def _pathway(self, pathway: Pathway) -> _Output:
        scene, path = self.scene, addresses.pathway_page("", pathway.slug)
        yield self._page(
            path,
            "pathway",
            pathway_page(scene, pathway),
            title=pathway.name,
            description=pathway.summary,
            json="pathway.json",
            shared=pathway_shared(scene, pathway),
        )
        yield self._drawing(path, pathway_card_picture(scene, pathway))
        yield self._poster(path, pathway_poster(scene, pathway))
        yield pathway_file(pathway, scene.config)

    def _recognizer(self, recognizer: Recognizer) -> _Output:
        path = addresses.recognizer_page("", recognizer.slug)
        yield self._page(
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
        yield self._page(
            path,
            "issuer",
            issuer_page(self.scene, issuer),
            title=issuer.name,
            description=issuer.summary,
            json="issuer.json",
        )
        yield from issuer_files(issuer, self.scene.config)
        yield from self._logo(path, issuer.logo)

    def _search(self, hub: Hub) -> Iterator[File]:
        """The hub's index, with the cards of the pages that follow as the hub would print them."""
        macros: Any = self.environment.get_template("macros/cards.html.j2").module
        here = Place(hub.path)
        cards = [
            str(
                macros.badge_card(card, 2) if isinstance(card, BadgeCard) else macros.hub_card(card)
            )
            for card in (make(here) for make in hub.cards[PAGE_CARDS:])
        ]
        yield from search_files(f"{hub.path}search/", hub.entries, hub.facets, cards)

    def people_pages(self) -> _Output:
        """What people agreed to show."""
        scene = self.scene
        for earner in scene.catalog.earners.values():
            if earner.slug not in scene.earned and earner.slug not in scene.earned_elsewhere:
                continue
            person = earner_page(scene, earner)
            yield self._page(
                earner_path(earner),
                "earner",
                person,
                title=person.title,
                description=person.lead,
                listed=earner.visibility is Visibility.PUBLIC,
                card=has_card(earner),
                shared=Shared("Earned badges"),
            )
            if earner.slug in scene.records:
                path = addresses.learner_record("", earner.page_address)
                yield File(path, scene.records[earner.slug])
        for published in scene.published.values():
            path = addresses.credential_page("", published.token)
            view = credential_page(scene, published)
            yield self._page(
                path,
                "credential",
                view,
                title=view.title,
                description=view.summary,
                json="credential.json",
                listed=published.is_listed,
                card=published.is_listed and has_card(published.earner),
                shared=replace(
                    badge_shared(scene, scene.catalog.badges[published.row.badge]),
                    name=published.facts.badge,
                ),
            )
            yield File(addresses.credential("", published.token), published.body)
        yield from self._stubs()

    def _stubs(self) -> _Output:
        """Old addresses of reissued badges: they lead on and tell nothing."""
        template = self.environment.get_template("pages/stub.html.j2")
        for old, token in self.scene.replaced_by.items():
            path, target = addresses.credential_page("", old), addresses.credential_page("", token)
            view = StubPage(
                href=Place(path).to(target),
                canonical=addresses.credential_page(self.scene.config.base_url, token),
            )
            yield File(f"{path}index.html", template.render(page=view).encode())

    def _page(
        self,
        path: str,
        kind: str,
        view: object,
        *,
        title: str,
        description: str,
        json: str = "",
        listed: bool = True,
        card: bool = True,
        shared: Shared | None = None,
    ) -> Page:
        """`card`: tells other sites what to show where its address is shared.

        That is `shared`, or else the page's own title.
        """
        config = self.scene.config
        told = shared or Shared(title)
        site: dict[str, Any] = {
            "title": title,
            "description": description,
            "url": config.base_url + path,
            "site_name": config.site_name,
            "json": json,
            "card": told if card else None,
            "picture": config.base_url + told.picture if told.picture else "",
            "script": getattr(view, "script", ""),
        }
        return Page(
            path=path,
            title=title,
            description=description,
            body=self.environment.get_template(f"pages/{kind}.html.j2").render(page=view),
            head=self.environment.get_template("pages/head.html.j2").render(page=site),
            listed=listed,
        )

    def _poster(self, page: str, poster: PosterPage) -> Page:
        """Not listed: whoever searches is to find the page, not its poster."""
        return self._page(
            poster_path(page),
            "poster",
            poster,
            title=f"{poster.name} (poster)",
            description=poster.summary,
            listed=False,
            card=False,
        )

    def _drawing(self, page: str, picture: SharedCard) -> Drawing:
        svg = self.environment.get_template("pages/card.svg.j2").render(page=picture)
        return Drawing(addresses.shared_card(page), svg.encode())

    def _logo(self, path: str, logo: str | None) -> Iterator[File]:
        if logo:
            yield File(logo_path(path, logo), self.scene.catalog.images[logo])
