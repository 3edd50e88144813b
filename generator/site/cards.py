"""Views that stand on several kinds of pages."""

from pathlib import PurePosixPath

from generator.model import addresses
from generator.model.badge import Badge, Rubric
from generator.model.base import Contact
from generator.model.pathway import Pathway
from generator.model.recognizer import BasisKind, Worth
from generator.site import words
from generator.site.links import Place
from generator.site.relations import Honor, lasting
from generator.site.scene import Scene
from generator.site.views import (
    BadgeCard,
    ContactView,
    Link,
    RecognitionView,
    RubricCell,
    RubricColumn,
    RubricRow,
    RubricView,
)
from generator.site.worth import amount_words

_NAMED_RECOGNIZERS = 2


def badge_path(slug: str) -> str:
    """The address of a badge's page under `base_url`."""
    return addresses.badge_page("", slug)


def image_path(badge: Badge) -> str:
    """Where a badge's picture stands: its own as it is, or the one drawn for it."""
    suffix = PurePosixPath(badge.image).suffix[1:].lower() if badge.image else "svg"
    return addresses.badge_image("", badge.slug, suffix)


def logo_path(page: str, logo: str | None) -> str:
    """Where the logo of an organization stands, beside its page."""
    return f"{page}logo{PurePosixPath(logo).suffix.lower()}" if logo else ""


def contact_view(contact: Contact) -> ContactView:
    """An office, with the ways to reach it."""
    return ContactView(
        office=contact.office,
        email=contact.email or "",
        url=contact.url or "",
        phone=contact.phone or "",
    )


def audience_words(badge: Badge | Pathway) -> str:
    """Teachers and coaches."""
    names = tuple(words.AUDIENCE[each] for each in badge.audience)
    return words.listed((*names[:1], *(name.lower() for name in names[1:])))


def badge_card(scene: Scene, badge: Badge, here: Place) -> BadgeCard:
    """`badge` as a card on the page `here`."""
    return BadgeCard(
        slug=badge.slug,
        name=badge.name,
        href=here.to(badge_path(badge.slug)),
        image=here.to(image_path(badge)),
        summary=badge.summary,
        level=words.LEVEL[badge.level],
        audience=audience_words(badge),
        hours=words.counted(badge.hours, "hour") if badge.hours else "",
        issuer=scene.catalog.issuers[badge.issuer].name,
        honored=_honored_words(scene, badge.slug),
        retired=badge.is_retired,
    )


def badge_cards(scene: Scene, slugs: tuple[str, ...], here: Place) -> tuple[BadgeCard, ...]:
    """Cards for `slugs`, in their order."""
    return tuple(badge_card(scene, scene.catalog.badges[slug], here) for slug in slugs)


def pathway_link(pathway: Pathway, here: Place) -> Link:
    """A pathway by its name."""
    return Link(pathway.name, here.to(addresses.pathway_page("", pathway.slug)), pathway.summary)


def honors_views(
    scene: Scene,
    honors: tuple[Honor, ...],
    here: Place,
    *,
    about: str = "",
    covers: bool = False,
) -> tuple[tuple[RecognitionView, ...], tuple[RecognitionView, ...]]:
    """The recognitions that hold (or are to come) and those that have ended.

    `about` is the page of the one badge or pathway that matters here; none: all they cover.
    What they cover, which may be hundreds, is told where `covers` asks for it.
    """
    views = [recognition_view(scene, honor, here, about=about, covers=covers) for honor in honors]
    return (
        tuple(view for view in views if not view.ended),
        tuple(view for view in views if view.ended),
    )


def recognition_view(
    scene: Scene, honor: Honor, here: Place, *, about: str = "", covers: bool = False
) -> RecognitionView:
    """One recognition as its own page and the pages of what it covers show it."""
    recognizer, recognition = honor.recognizer, honor.recognition
    catalog = scene.catalog
    badges = (
        Link(catalog.badges[slug].name, here.to(badge_path(slug))) for slug in recognition.badges
    )
    pathways = (
        Link(catalog.pathways[slug].name, here.to(addresses.pathway_page("", slug)), "Pathway")
        for slug in recognition.pathways
    )
    basis = recognition.basis
    signed = _signed(scene, honor, here, about)
    return RecognitionView(
        who=Link(recognizer.name, here.to(addresses.recognizer_page("", recognizer.slug))),
        kind=words.RECOGNIZER[recognizer.kind],
        worth=words.WORTH[recognition.worth.kind],
        amount=_amount(recognition.worth),
        text=recognition.worth.text,
        covers=(*badges, *pathways) if covers else (),
        prior_approval=recognition.prior_approval,
        conditions=recognition.conditions or "",
        when=_when(honor),
        ended=honor.has_ended(scene.today),
        basis=_basis(honor),
        basis_href=basis.url or (signed[0].href if len(signed) == 1 else ""),
        signed=signed if len(signed) > 1 else (),
        contact=contact_view(basis.contact) if basis.contact else None,
    )


def rubric_view(rubric: Rubric) -> RubricView:
    """The rubric as a table, its lowest passing level marked."""
    passes = rubric.rank(rubric.passes)
    return RubricView(
        columns=tuple(
            RubricColumn(
                name=level.name,
                points=words.counted(level.points, "point") if level.points is not None else "",
                passes=level.id == rubric.passes,
            )
            for level in rubric.levels
        ),
        rows=tuple(
            RubricRow(
                name=criterion.name,
                description=criterion.description or "",
                cells=tuple(
                    RubricCell(level.name, criterion.levels[level.id], rank >= passes)
                    for rank, level in enumerate(rubric.levels)
                ),
            )
            for criterion in rubric.criteria
        ),
        rule=rubric.rule or "",
    )


def _honored_words(scene: Scene, slug: str) -> str:
    names = tuple(
        dict.fromkeys(
            honor.recognizer.name
            for honor in lasting(scene.relations.honors_of_badge.get(slug, ()), scene.today)
        )
    )
    if len(names) <= _NAMED_RECOGNIZERS:
        return words.listed(names)
    return f"{names[0]} and {words.spelled(len(names) - 1)} more"


def _amount(worth: Worth) -> str:
    if worth.amount is None:
        return ""
    text, cap = (
        amount_words(amount, worth.kind, worth.currency or "", worth.per) if amount else ""
        for amount in (worth.amount, worth.cap)
    )
    return f"{text}, at most {cap} in all" if cap else text


def _when(honor: Honor) -> str:
    recognition = honor.recognition
    if recognition.withdrawn is not None:
        return f"Withdrawn on {words.long_date(recognition.withdrawn)}"
    since = f"Since {words.long_date(recognition.start)}"
    if recognition.until is None:
        return since
    return f"From {words.long_date(recognition.start)} to {words.long_date(recognition.until)}"


def _signed(scene: Scene, honor: Honor, here: Place, about: str) -> tuple[Link, ...]:
    """What was signed, by the name of the badge or pathway it is about."""
    catalog, recognition = scene.catalog, honor.recognition
    if not scene.endorsements:
        return ()
    covered = [(badge_path(slug), catalog.badges[slug].name) for slug in recognition.badges]
    covered += [
        (addresses.pathway_page("", slug), catalog.pathways[slug].name)
        for slug in recognition.pathways
    ]
    found = (
        (name, scene.endorsements.get((honor.recognizer.slug, recognition, page)))
        for page, name in covered
        if about in {"", page}
    )
    return tuple(Link(name, here.to(address)) for name, address in found if address)


def _basis(honor: Honor) -> str:
    basis = honor.recognition.basis
    if basis.kind is BasisKind.SIGNED:
        text = f"Signed by {honor.recognizer.name}"
    else:
        text = words.BASIS[basis.kind]
    return f"{text}, {words.long_date(basis.dated)}" if basis.dated else text
