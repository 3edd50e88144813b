"""What one badge says on paper, in the words of its signature."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.model.badge import EvidenceKind
from generator.model.issuer import Issuer
from generator.openbadges.achievement import number
from generator.openbadges.reading import SignedFacts
from generator.paper.language import EVIDENCE, LABELS, Language, long_date
from generator.site.links import is_web_address
from generator.site.signed_hours import amount
from generator.site.signed_views import CEU, HOURS, result_views

_HUNDREDTH = Decimal("0.01")


def told(facts: SignedFacts, issuer: Issuer, language: Language) -> dict[str, Any]:
    """All of it as a template reads it; labels are in `language`, the rest as it was signed."""
    labels = LABELS[language]
    return {
        "name": facts.badge,
        "summary": facts.badge_description,
        "shown": facts.shown,
        "facts": [
            {"label": labels[key], "value": value} for key, value in _facts(facts, issuer, language)
        ],
        "results": [
            {"name": each.name, "level": each.level, "text": each.text}
            for each in result_views(facts)
        ],
        "evidence": [
            {
                "kind": _kind(each.kind, language),
                "text": f"{each.description} {each.narrative}".strip(),
            }
            for each in facts.evidence
        ],
        "alignments": [
            {
                "text": " ".join(filter(None, (each.framework, each.code, each.name))),
                "url": each.url if is_web_address(each.url) else None,
            }
            for each in facts.alignments
        ],
    }


def _facts(facts: SignedFacts, issuer: Issuer, language: Language) -> Iterator[tuple[str, str]]:
    """By the key of its label; units that nobody signed are counted from the hours, and say how."""
    if facts.awarded is not None:
        yield "awarded", long_date(facts.awarded, language)
    if facts.valid_until is not None:
        yield "until", long_date(facts.valid_until, language)
    if facts.team:
        yield "team", facts.team
    hours, units = facts.measure(HOURS), facts.measure(CEU)
    if hours:
        yield "hours", hours
    if units:
        yield "units", units
    if facts.assessor:
        yield "assessor", facts.assessor
    if facts.started is not None and facts.ended is not None:
        start, end = (long_date(each, language) for each in (facts.started, facts.ended))
        yield "worked", LABELS[language]["to"].format(start=start, end=end)
    rate, worth = issuer.hours_per_ceu, amount(hours)
    if rate is not None and not units and worth is not None:
        counted = number((worth / rate).quantize(_HUNDREDTH))
        how = LABELS[language]["rate-one" if rate == 1 else "rate"].format(rate=rate)
        yield "units", f"{counted}, {how}"


def _kind(genre: str, language: Language) -> str:
    kinds = EVIDENCE[language]
    return kinds.get(genre, kinds[EvidenceKind.OTHER.value])
