"""What a transcript says: all badges of a person that were not withdrawn, each attached."""

from collections.abc import Iterator, Sequence
from typing import Any

from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.openbadges.achievement import number
from generator.openbadges.did_web import did_place
from generator.openbadges.pdf import MAX_ATTACHMENTS, MAX_BADGES_BYTES
from generator.paper.choose import Handed
from generator.paper.language import LABELS, Language, language_of, long_date
from generator.paper.sheet import Paper, contact_line, named, paper_size, qr_picture
from generator.paper.told import told
from generator.site.signed_hours import stated_in_all
from generator.site.signed_views import CEU, HOURS

TEMPLATE = "transcript.typ"


def is_due(every: Sequence[Handed]) -> bool:
    """Whether there are several badges, and no more than verifiers read from one paper."""
    return len(every) > 1 and not is_too_much(every)


def is_too_much(every: Sequence[Handed]) -> bool:
    """Whether there are more badges than verifiers read from one paper."""
    weight = sum(len(each.signed) for each in every)
    return len(every) > MAX_ATTACHMENTS or weight > MAX_BADGES_BYTES


def transcript(
    earner: Earner, every: Sequence[Handed], names: Sequence[str], page: str, catalog: Catalog
) -> Paper:
    """The transcript of `every`, newest first, each attached under its name.

    `page` is the address of the earner's page; empty where they have none.
    """
    language = language_of(earner)
    labels = LABELS[language]
    newest = every[0]
    issuer = catalog.issuers[newest.row.issuer]
    name = newest.facts.earner or earner.name
    day = max(each.row.signed_at for each in every)
    files = {
        f"{file}-credential.json": each.signed for file, each in zip(names, every, strict=True)
    }
    signers = {each.facts.issuer: each for each in reversed(every)}
    data = {
        "title": f"{labels['transcript']}: {name}",
        "language": language,
        "paper": paper_size(issuer),
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "attached": list(files),
        "name": name,
        "issuer": {
            "name": newest.facts.issuer_name or issuer.name,
            "logo": named("logo", issuer.logo) if issuer.logo else None,
            "recognized_by": list(issuer.recognized_by),
        },
        "totals": [
            {"label": label, "value": value}
            for label, value in _totals(every, catalog, language, long_date(day, language))
        ],
        **_table(every, language),
        "badges": [_badge(each, name, catalog, language) for each in every],
        "signers": [
            {"name": each.facts.issuer_name, "place": did_place(signer)}
            for signer, each in reversed(signers.items())
        ],
        "page": page or None,
        "qr": "page.svg" if page else None,
        "contact": contact_line(issuer),
    }
    if issuer.logo:
        files[named("logo", issuer.logo)] = catalog.images[issuer.logo]
    if page:
        files["page.svg"] = qr_picture(page)
    return Paper(data, files)


def _table(every: Sequence[Handed], language: Language) -> dict[str, Any]:
    """A row a badge; a column that would be empty is left out."""
    labels = LABELS[language]
    columns = ("badge", "issuer", "awarded", "until", "hours", "units-short", "result")
    cells = [_cells(each, language) for each in every]
    issuers = {each.facts.issuer_name for each in every}
    shown = [
        at
        for at, key in enumerate(columns)
        if any(row[at] for row in cells) and (key != "issuer" or len(issuers) > 1)
    ]
    return {
        "columns": [{"key": columns[at], "label": labels[columns[at]]} for at in shown],
        "rows": [[row[at] for at in shown] for row in cells],
    }


def _cells(handed: Handed, language: Language) -> tuple[str, ...]:
    facts = handed.facts
    judged = [each for each in facts.criteria_results if each.met is not None]
    met = sum(each.met is True for each in judged)
    told_met = LABELS[language]["met"].format(met=met, judged=len(judged)) if judged else ""
    return (
        facts.badge,
        facts.issuer_name,
        long_date(facts.awarded, language) if facts.awarded is not None else "",
        long_date(facts.valid_until, language) if facts.valid_until is not None else "",
        facts.measure(HOURS),
        facts.measure(CEU),
        told_met,
    )


def _totals(
    every: Sequence[Handed], catalog: Catalog, language: Language, newest: str
) -> Iterator[tuple[str, str]]:
    labels = LABELS[language]
    yield labels["badges-in-all"], str(len(every))
    for kind, key in ((HOURS, "hours-in-all"), (CEU, "units-in-all")):
        stated = [(each.row.badge, each.facts.measure(kind)) for each in every]
        once, repeats = stated_in_all(stated, catalog)
        if once:
            yield labels[key], f"{number(once)}, {labels['once' if repeats else 'signed']}"
    yield labels["newest"], newest


def _badge(handed: Handed, name: str, catalog: Catalog, language: Language) -> dict[str, Any]:
    """One block of the second part."""
    facts, labels = handed.facts, LABELS[language]
    said = told(facts, catalog.issuers[handed.row.issuer], language)
    before = [{"label": labels["issuer"], "value": facts.issuer_name}]
    if facts.earner and facts.earner != name:
        before.append({"label": labels["name"], "value": facts.earner})
    return {
        **said,
        "facts": [*before, *said["facts"]],
        "number": handed.row.credential,
        "page": handed.page or None,
    }
