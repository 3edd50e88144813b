"""What a certificate says: facts that were signed, and who stands for them."""

from typing import Any

from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.issuer import Issuer
from generator.openbadges.did_web import did_place
from generator.paper.choose import Handed
from generator.paper.language import LABELS, language_of
from generator.paper.sheet import Paper, contact_line, named, paper_size, qr_picture
from generator.paper.told import told
from generator.site.artwork import draw_badge

TEMPLATE = "certificate.typ"


def certificate(handed: Handed, catalog: Catalog) -> Paper:
    """The certificate of one earned badge, with the badge itself attached."""
    facts, row = handed.facts, handed.row
    badge, issuer = catalog.badges[row.badge], catalog.issuers[row.issuer]
    language = language_of(catalog.earners[row.earner])
    labels = LABELS[language]
    files = {"credential.json": handed.signed}
    day = facts.signed_at or facts.valid_from
    if day is None:
        raise ValueError(f"{facts.id} says not when it was signed")
    files[picture := named("badge", badge.image or ".svg")] = (
        catalog.images[badge.image] if badge.image else draw_badge(badge, issuer)
    )
    said = told(facts, issuer, language)
    data = {
        "title": ": ".join(
            (labels["certificate"], ", ".join(filter(None, (facts.badge, facts.earner))))
        ),
        "language": language,
        "paper": paper_size(issuer),
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "name": facts.earner or None,
        "badge": {
            **{key: said[key] for key in ("name", "summary", "shown")},
            "picture": picture,
            "alt": f"{labels['picture']} {facts.badge}",
        },
        "issuer": {
            "name": facts.issuer_name or issuer.name,
            "logo": _asset("logo", issuer.logo, catalog, files),
            "recognized_by": list(issuer.recognized_by),
        },
        **{key: said[key] for key in ("facts", "results", "evidence", "alignments")},
        "signatory": _signatory(badge, issuer, catalog, files),
        "number": row.credential,
        "page": handed.page or None,
        "qr": "page.svg" if handed.page else None,
        "signer": did_place(facts.issuer),
        "contact": contact_line(issuer),
    }
    if handed.page:
        files["page.svg"] = qr_picture(handed.page)
    return Paper(data, files)


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
    files[file := named(name, path)] = catalog.images[path]
    return file
