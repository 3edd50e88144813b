"""One sheet of paper for each badge: what it is, and three ways to say that one honors it."""

from dataclasses import dataclass

from generator.model import addresses
from generator.model.badge import Badge
from generator.site import words
from generator.site.cards import badge_path, contact_view
from generator.site.links import Place
from generator.site.qr import QrCode, qr_code
from generator.site.scene import Scene
from generator.site.views import ContactView, Link


@dataclass(frozen=True, slots=True)
class HonorForm:
    """A form to print, fill in by hand and send back."""

    title: str
    badge: Link
    issuer: Link
    summary: str
    effort: str
    shown: str
    """One sentence of what every holder showed."""
    criteria: str
    evidence: str
    assessors: str
    kinds: tuple[str, ...]
    """With what a badge can be honored."""
    address: str
    """The badge's page, in full: paper has no links."""
    qr: QrCode
    back_to: ContactView
    help: Link


def honor_form_path(badge: Badge) -> str:
    """Where the form of a badge stands."""
    return f"{badge_path(badge.slug)}honor/"


def honor_form(scene: Scene, badge: Badge) -> HonorForm:
    """The form of `badge`."""
    here = Place(honor_form_path(badge))
    issuer = scene.catalog.issuers[badge.issuer]
    address = addresses.badge_page(scene.config.base_url, badge.slug)
    criteria = tuple(each.name for each in badge.rubric.criteria) if badge.rubric else ()
    kinds = tuple(dict.fromkeys(words.EVIDENCE[each.kind] for each in badge.evidence))
    hours = f", about {words.counted(badge.hours, 'hour')}" if badge.hours else ""
    help_page = scene.authored("honor")
    return HonorForm(
        title=f"Honor this badge: {badge.name}",
        badge=Link(badge.name, here.to(badge_path(badge.slug))),
        issuer=Link(issuer.name, here.to(addresses.issuer_page("", issuer.slug))),
        summary=badge.summary,
        effort=words.LEVEL[badge.level] + hours,
        shown=badge.shown,
        criteria=words.listed(criteria),
        evidence=words.listed(kinds),
        assessors=badge.assessors.who,
        kinds=tuple(words.WORTH.values()),
        address=address,
        qr=qr_code(address),
        back_to=contact_view(issuer.contact),
        help=Link("How others honor badges", here.to(help_page) if help_page else ""),
    )
