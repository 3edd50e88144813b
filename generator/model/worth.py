"""What somebody's badges are worth, and to whom: recognizers' rules added up.

Amounts are added only where they are of one kind, in one unit, by one recognizer: two
offices may count the same hours, and nobody pays in the sum of two currencies.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from generator.model.pathway import Pathway, badges_in, pathways_in
from generator.model.recognizer import MEASURED, Recognition, Recognizer, WorthKind


@dataclass(frozen=True, slots=True)
class Earned:
    """A badge that its earner holds now."""

    badge: str
    awarded: date


@dataclass(frozen=True, slots=True)
class Unit:
    """What may be added up: amounts with all of these in common."""

    recognizer: str
    kind: WorthKind
    currency: str = ""
    per: str = "once"


@dataclass(frozen=True, slots=True)
class WorthLine:
    """One statement, as it counts for one badge or pathway."""

    recognizer: str
    recognition: Recognition
    badge: str = ""
    pathway: str = ""
    """The one of these two that it counts for."""
    awarded: date | None = None
    """When the badge was last earned."""
    counted: Decimal | None = None
    """How much of the statement's amount counts, beside the others under one cap; None of
    what is not measured."""


@dataclass(frozen=True, slots=True)
class WorthSum:
    """Everything in one unit."""

    unit: Unit
    lines: tuple[WorthLine, ...]
    cap: Decimal | None

    @property
    def total(self) -> Decimal:
        """What all lines give, never more than `cap`."""
        return _sum(self.lines)

    @property
    def on_approval(self) -> Decimal:
        """How much of `total` counts only where the recognizer approved beforehand."""
        return _sum(line for line in self.lines if line.recognition.prior_approval)


@dataclass(frozen=True, slots=True)
class WorthLedger:
    """All that somebody's badges are worth on one day."""

    sums: tuple[WorthSum, ...]
    others: tuple[WorthLine, ...]
    """What is not measured: an interview, an admission."""


def worth_of(
    earned: Iterable[Earned],
    completed: Iterable[str],
    recognizers: Iterable[Recognizer],
    pathways: Mapping[str, Pathway],
    on: date,
) -> WorthLedger:
    """Add up what `recognizers` give on the day `on`; the order of nothing matters.

    `earned` are badges held that day, `completed` slugs of pathways completed. A badge counts
    once a statement, however often it was awarded, renewed or reissued. Where a statement
    names a pathway and also what the pathway is made of, the whole adds nothing to its parts.
    """
    held = _newest(earned)
    done = frozenset(completed)
    holding = [
        (recognizer.slug, recognition)
        for recognizer in recognizers
        for recognition in dict.fromkeys(recognizer.honors)
        if recognition.holds(on)
    ]
    by_unit: dict[Unit, list[WorthLine]] = {}
    caps: dict[Unit, Decimal] = {}
    for slug, recognition in holding:
        unit, cap = unit_of(slug, recognition), recognition.worth.cap
        by_unit.setdefault(unit, []).extend(_counting(slug, recognition, held, done, pathways))
        if cap is not None:  # of all that would count, held or not
            caps[unit] = min(cap, caps.get(unit, cap))
    units = sorted(
        (unit for unit, lines in by_unit.items() if lines),
        key=lambda unit: (unit.recognizer, unit.kind, unit.per, unit.currency),
    )
    ordered = {unit: sorted(by_unit[unit], key=_order) for unit in units}
    return WorthLedger(
        sums=tuple(
            WorthSum(unit, tuple(_under_cap(lines, caps.get(unit))), caps.get(unit))
            for unit, lines in ordered.items()
            if unit.kind in MEASURED
        ),
        others=tuple(
            line for unit, lines in ordered.items() if unit.kind not in MEASURED for line in lines
        ),
    )


def unit_of(recognizer: str, recognition: Recognition) -> Unit:
    """In what `recognition` counts."""
    worth = recognition.worth
    return Unit(recognizer, worth.kind, worth.currency or "", worth.per)


def _newest(earned: Iterable[Earned]) -> dict[str, date]:
    """When each badge was last earned, by its slug."""
    held: dict[str, date] = {}
    for each in earned:
        held[each.badge] = max(each.awarded, held.get(each.badge, each.awarded))
    return held


def _counting(
    recognizer: str,
    recognition: Recognition,
    held: Mapping[str, date],
    done: frozenset[str],
    pathways: Mapping[str, Pathway],
) -> Iterator[WorthLine]:
    """What of a statement counts: each badge and pathway once, and no whole beside a part."""
    badges = [slug for slug in dict.fromkeys(recognition.badges) if slug in held]
    for slug in badges:
        yield WorthLine(recognizer, recognition, badge=slug, awarded=held[slug])
    whole = [slug for slug in dict.fromkeys(recognition.pathways) if slug in done]
    for slug in whole:
        inside = parts_below(slug, pathways)
        if inside.isdisjoint(("badge", each) for each in badges) and inside.isdisjoint(
            ("pathway", each) for each in whole
        ):
            yield WorthLine(recognizer, recognition, pathway=slug)


def parts_below(slug: str, pathways: Mapping[str, Pathway]) -> frozenset[tuple[str, str]]:
    """All that a pathway is made of, and the badge it awards: ``badge`` or ``pathway``, slug."""
    pathway = pathways[slug]
    parts = {("badge", each) for each in badges_in(pathway.requirement)}
    if pathway.awards is not None:
        parts.add(("badge", pathway.awards))
    for inner in pathways_in(pathway.requirement):
        parts |= {("pathway", inner), *parts_below(inner, pathways)}
    return frozenset(parts)


def _order(line: WorthLine) -> tuple[object, ...]:
    """What counts without asking first fills a cap first, then what was earned first."""
    return (
        line.recognition.prior_approval,
        line.awarded or date.max,
        line.badge or line.pathway,
        line.recognition.model_dump_json(),
    )


def _under_cap(lines: Iterable[WorthLine], cap: Decimal | None) -> Iterator[WorthLine]:
    left = cap
    for line in lines:
        amount = line.recognition.worth.amount or Decimal(0)
        if left is not None:
            amount = min(amount, left)
            left -= amount
        yield replace(line, counted=amount)


def _sum(lines: Iterable[WorthLine]) -> Decimal:
    return sum((line.counted or Decimal(0) for line in lines), Decimal(0))
