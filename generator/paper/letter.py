"""The letter that goes with a handout: what this is, how to share it, how to withdraw it."""

from collections.abc import Sequence

from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.paper.choose import Handed
from generator.paper.sheet import Paper, contact_line, paper_size, qr_picture
from generator.site import words

TEMPLATE = "letter.typ"


def letter(
    earner: Earner, handed: Sequence[Handed], page: str, catalog: Catalog, *, has_transcript: bool
) -> Paper:
    """One sheet in English and Spanish about `handed`, the newest first.

    `page` is the address of the earner's page; empty where they have none.
    """
    newest = handed[0]
    issuer = catalog.issuers[newest.row.issuer]
    day = newest.row.signed_at
    data = {
        "paper": paper_size(issuer),
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "name": earner.name,
        "minor": earner.is_minor,
        "issuer": issuer.name,
        "contact": contact_line(issuer),
        "badges": [
            {
                "name": each.facts.badge,
                "awarded": words.long_date(each.row.award.awarded),
                "iso": each.row.award.awarded.isoformat(),
            }
            for each in handed
        ],
        "transcript": has_transcript,
        "page": page or None,
        "qr": "page.svg" if page else None,
    }
    return Paper(data, {"page.svg": qr_picture(page)} if page else {})
