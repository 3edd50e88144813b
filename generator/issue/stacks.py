"""Badges that stand for a whole pathway: whether it is complete, and of what it is made up."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from generator.issue.book import Book
from generator.model.addresses import credential
from generator.model.catalog import Catalog
from generator.model.ledger import Copy, Issued
from generator.model.pathway import (
    AnyRule,
    ChooseRule,
    HoursRule,
    Pathway,
    PathwayRule,
    Rule,
    badges_in,
    parts_of,
    pathways_in,
)


def pathway_of(badge: str, catalog: Catalog) -> Pathway | None:
    """The pathway whose completion `badge` stands for."""
    return next((each for each in catalog.pathways.values() if each.awards == badge), None)


def is_met(rule: Rule, held: Iterable[str], catalog: Catalog) -> bool:
    """Whether holding the badges `held` meets `rule`."""
    held = frozenset(held)
    if isinstance(rule, str):
        return rule in held
    if isinstance(rule, PathwayRule):
        pathway = catalog.pathways[rule.pathway]
        return pathway.awards in held or is_met(pathway.requirement, held, catalog)
    if isinstance(rule, HoursRule):
        slugs = _held_in(rule.of, held, catalog)
        return sum((catalog.badges[slug].hours or 0 for slug in slugs), Decimal(0)) >= rule.hours
    parts = parts_of(rule)
    met = sum(is_met(part, held, catalog) for part in parts)
    if isinstance(rule, ChooseRule):
        return met >= rule.choose
    return met >= 1 if isinstance(rule, AnyRule) else met == len(parts)


def components(
    pathway: Pathway, rows: Mapping[str, Issued], catalog: Catalog, base_url: str
) -> tuple[str, ...]:
    """Ids of the credentials among `rows` (by badge) that count toward `pathway`."""
    slugs = _held_in((pathway.requirement,), rows, catalog)
    return tuple(credential(base_url, rows[slug].credential) for slug in slugs)


def held_badges(
    book: Book, earner: str, *, as_of: datetime, copy: Copy | None = None
) -> dict[str, Issued]:
    """What `earner` holds at `as_of`: the newest current credential of each badge.

    With `copy`, the credential to name in that copy of another one: for an own copy the
    own copies, or the page copy where one serves as both; for a page copy page copies only,
    because an own copy's address is nobody else's business.
    """
    held: dict[str, Issued] = {}
    for row in book.of_earner.get(earner, ()):
        if copy is Copy.PAGE and row.copy_ is Copy.OWN:
            continue
        if copy is Copy.OWN and row.copy_ is Copy.PAGE and len(book.copies(row)) > 1:
            continue
        if book.current(row, as_of):
            held[row.badge] = row
    return held


def badges_below(rule: Rule, catalog: Catalog) -> tuple[str, ...]:
    """Every badge that can count toward `rule`, through other pathways and their badges too."""
    found = list(badges_in(rule))
    for slug in pathways_in(rule):
        pathway = catalog.pathways[slug]
        found += [pathway.awards] if pathway.awards is not None else []
        found += badges_below(pathway.requirement, catalog)
    return tuple(dict.fromkeys(found))


def _held_in(rules: Iterable[Rule], held: Iterable[str], catalog: Catalog) -> tuple[str, ...]:
    """The held badges that `rules` name, each once; a held pathway's badge for its parts."""
    held = frozenset(held)

    def walk(rule: Rule) -> Iterator[str]:
        if isinstance(rule, str):
            if rule in held:
                yield rule
        elif isinstance(rule, PathwayRule):
            pathway = catalog.pathways[rule.pathway]
            whole = pathway.awards
            yield from walk(whole if whole is not None and whole in held else pathway.requirement)
        else:
            for part in parts_of(rule):
                yield from walk(part)

    return tuple(dict.fromkeys(slug for rule in rules for slug in walk(rule)))
