"""What a certificate says: facts that were signed, and who stands for them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

import segno

from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.issuer import Issuer
from generator.model.ledger import Issued
from generator.openbadges.achievement import number
from generator.openbadges.did_web import did_place
from generator.openbadges.reading import SignedFacts
from generator.site import words
from generator.site.artwork import draw_badge
from generator.site.links import is_web_address
from generator.site.signed_views import CEU, HOURS, evidence_views, result_views, work_facts
from generator.site.views import Fact

TEMPLATE = "certificate.typ"
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_HUNDREDTH = Decimal("0.01")
_LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO"})
"""Countries that print on Letter paper; all others on A4."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One earned badge, as its earner gets it."""

    row: Issued
    signed: bytes
    """The credential, exactly as it was signed."""
    facts: SignedFacts
    page: str
    """The address of its page; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a template reads."""

    data: Mapping[str, Any]
    files: Mapping[str, bytes]


def certificate(handed: Handed, catalog: Catalog) -> Paper:
    """The certificate of one earned badge, with the badge itself attached."""
    facts, row = handed.facts, handed.row
    badge, issuer = catalog.badges[row.badge], catalog.issuers[row.issuer]
    files = {"credential.json": handed.signed}
    day = facts.signed_at or facts.valid_from
    if day is None:
        raise ValueError(f"{facts.id} says not when it was signed")
    files[picture := _named("badge", badge.image or ".svg")] = (
        catalog.images[badge.image] if badge.image else draw_badge(badge, issuer)
    )
    data = {
        "title": f"Certificate: {facts.badge}" + (f", {facts.earner}" if facts.earner else ""),
        "language": "en",
        "paper": paper_size(issuer),
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "name": facts.earner or None,
        "badge": {
            "name": facts.badge,
            "summary": facts.badge_description,
            "shown": facts.shown,
            "picture": picture,
            "alt": f"Picture of the badge {facts.badge}",
        },
        "issuer": {
            "name": facts.issuer_name or issuer.name,
            "logo": _asset("logo", issuer.logo, catalog, files),
            "recognized_by": list(issuer.recognized_by),
        },
        "facts": [{"label": each.label, "value": each.value} for each in _facts(facts, issuer)],
        "signatory": _signatory(badge, issuer, catalog, files),
        "number": row.credential,
        "page": handed.page or None,
        "qr": "page.svg" if handed.page else None,
        "signer": did_place(facts.issuer),
        "results": [
            {"name": each.name, "level": each.level, "text": each.text}
            for each in result_views(facts)
        ],
        "evidence": [
            {"kind": each.kind, "text": f"{each.description} {each.narrative}".strip()}
            for each in evidence_views(facts)
        ],
        "alignments": [
            {
                "text": " ".join(filter(None, (each.framework, each.code, each.name))),
                "url": each.url if is_web_address(each.url) else None,
            }
            for each in facts.alignments
        ],
        "contact": contact_line(issuer),
    }
    if handed.page:
        files["page.svg"] = qr_picture(handed.page)
    return Paper(data, files)


def paper_size(issuer: Issuer) -> str:
    """What the issuer's country prints on, by Typst's name."""
    return "us-letter" if issuer.country in _LETTER else "a4"


def qr_picture(address: str) -> bytes:
    """The QR code of an address as an SVG."""
    svg = segno.make_qr(address, error="m").svg_inline(border=4, omitsize=True)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()


def contact_line(issuer: Issuer) -> str:
    """The office to ask, in one line."""
    contact = issuer.contact
    return " · ".join(filter(None, (contact.office, contact.email, contact.phone, contact.url)))


def _facts(facts: SignedFacts, issuer: Issuer) -> Iterator[Fact]:
    if facts.awarded is not None:
        yield Fact("Awarded on", words.long_date(facts.awarded))
    if facts.valid_until is not None:
        yield Fact("Valid until", words.long_date(facts.valid_until))
    if facts.team:
        yield Fact("Earned as part of the team", facts.team)
    yield from work_facts(facts)
    if issuer.hours_per_ceu is not None and not facts.measure(CEU):
        hours = facts.measure(HOURS)
        if _NUMBER.fullmatch(hours):
            units = (Decimal(hours) / issuer.hours_per_ceu).quantize(_HUNDREDTH)
            rate = words.counted(issuer.hours_per_ceu, "hour")
            yield Fact("Continuing education units", f"{number(units)}, at {rate} a unit")


def _signatory(
    badge: Badge, issuer: Issuer, catalog: Catalog, files: dict[str, bytes]
) -> dict[str, Any] | None:
    signatory = badge.signatory or issuer.signatory
    if signatory is None:
        return None
    return {
        "name": signatory.name,
        "title": signatory.title,
        "image": _asset("signature", signatory.signature, catalog, files),
    }


def _asset(name: str, path: str | None, catalog: Catalog, files: dict[str, bytes]) -> str | None:
    """The name under which the template finds a picture of the catalog."""
    if path is None:
        return None
    files[file := _named(name, path)] = catalog.images[path]
    return file


def _named(name: str, path: str) -> str:
    return f"{name}{PurePosixPath(f'x{path}').suffix.lower()}"
