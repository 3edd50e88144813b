"""The pages and files of one shard's people: an earner's, and each earned badge's."""

from collections.abc import Iterator
from dataclasses import replace

from generator.model import addresses
from generator.model.earner import Earner, Visibility
from generator.site.cast import Cast, Published
from generator.site.links import Place
from generator.site.output import File, Page
from generator.site.people import credential_page, earner_page, earner_path, has_card
from generator.site.person_views import StubPage
from generator.site.printing import Printer
from generator.site.shared_card import Shared, badge_shared


def render_people(cast: Cast, printer: Printer) -> Iterator[Page | File]:
    """What the people of `cast` agreed to show; likewise the same for the same arguments."""
    for earner in cast.catalog.earners.values():
        if earner.slug in cast.earned or earner.slug in cast.earned_elsewhere:
            yield from _earner(cast, printer, earner)
    for published in cast.published.values():
        yield from _credential(cast, printer, published)
    for old, token in cast.replaced_by.items():
        yield _stub(printer, old, token)


def _earner(cast: Cast, printer: Printer, earner: Earner) -> Iterator[Page | File]:
    person = earner_page(cast, earner)
    yield printer.page(
        earner_path(earner),
        "earner",
        person,
        title=person.title,
        description=person.lead,
        listed=earner.visibility is Visibility.PUBLIC,
        card=has_card(earner),
        shared=Shared("Earned badges"),
    )
    if earner.slug in cast.records:
        yield File(addresses.learner_record("", earner.page_address), cast.records[earner.slug])


def _credential(cast: Cast, printer: Printer, published: Published) -> Iterator[Page | File]:
    view = credential_page(cast, published)
    yield printer.page(
        addresses.credential_page("", published.token),
        "credential",
        view,
        title=view.title,
        description=view.summary,
        json="credential.json",
        listed=published.is_listed,
        card=published.is_listed and has_card(published.earner),
        shared=replace(
            badge_shared(cast, cast.catalog.badges[published.row.badge]),
            name=published.facts.badge,
        ),
    )
    yield File(addresses.credential("", published.token), published.body)


def _stub(printer: Printer, old: str, token: str) -> File:
    """The old address of a reissued badge: it leads on and tells nothing."""
    path, target = addresses.credential_page("", old), addresses.credential_page("", token)
    view = StubPage(
        href=Place(path).to(target),
        canonical=addresses.credential_page(printer.config.base_url, token),
    )
    return File(f"{path}index.html", printer.fill("pages/stub.html.j2", view).encode())
