"""The form on which somebody, or a guardian, agrees to be shown: with all that a page would say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.paper.choose import Handed
from generator.paper.language import language_of
from generator.paper.sheet import Paper, contact_line, paper_size
from generator.site.signed_views import evidence_views, result_views, work_facts

TEMPLATE = "consent.typ"


def consent(earner: Earner, handed: Sequence[Handed], catalog: Catalog, *, made_on: date) -> Paper:
    """One form in English and one in Spanish; `handed` is what stands, the newest first.

    Names and what was signed stand in both as they would stand on the page.
    """
    newest = handed[0].row.issuer if handed else next(iter(catalog.issuers))
    issuer = catalog.issuers[newest]
    given = earner.consent
    data = {
        "paper": paper_size(issuer),
        "day": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
        "name": earner.name,
        "spanish": language_of(earner) == "es",
        "minor": earner.is_minor,
        "until": earner.minor_until,
        "issuer": issuer.name,
        "contact": contact_line(issuer),
        "names": list(name_forms(earner.name)),
        "today": earner.visibility.value,
        "given": given.on.isoformat() if given is not None else None,
        "badges": [_badge(each) for each in handed],
    }
    return Paper(data, {})


def name_forms(name: str) -> Iterator[str]:
    """Forms of a name to choose from, the shortest first; the last is the whole."""
    first, *rest = name.split()
    if rest:
        yield first
        yield f"{first} {rest[0][0].upper()}."
    yield name


def _badge(handed: Handed) -> Mapping[str, Any]:
    facts = handed.facts
    return {
        "name": facts.badge,
        "issuer": facts.issuer_name,
        "awarded": handed.row.award.awarded.isoformat(),
        "shown": facts.shown or None,
        "team": facts.team or None,
        "work": [f"{each.label}: {each.value}" for each in work_facts(facts)],
        "results": [f"{each.name}: {each.level}" for each in result_views(facts)],
        "evidence": [
            {
                "told": " ".join((f"{each.kind}:", each.description, each.narrative)).rstrip(),
                "link": each.url or None,
            }
            for each in evidence_views(facts)
        ],
        "until": facts.valid_until.date().isoformat() if facts.valid_until is not None else None,
    }
