"""What somebody's badges are worth, in the words of pages and of the terminal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from generator.model import addresses
from generator.model.catalog import Catalog
from generator.model.pathway import PathwayRule
from generator.model.progress import is_met
from generator.model.recognizer import Recognition, WorthKind
from generator.model.worth import Earned, Unit, WorthLedger, WorthLine, WorthSum, worth_of
from generator.site import words
from generator.site.cast import Published
from generator.site.links import Place
from generator.site.scene import Scene
from generator.site.views import Link

Endorsements = Mapping[tuple[str, Recognition, str], str]
"""Where signed statements stand, as the scene has them."""
_NONE: Endorsements = MappingProxyType({})
_UNITS = {
    WorthKind.HOURS: "hour",
    WorthKind.CREDITS: "credit",
    WorthKind.LICENCE_POINTS: "licence point",
}


@dataclass(frozen=True, slots=True)
class CountedThing:
    """A badge or pathway, as one statement counts it."""

    thing: Link
    earned: str
    """When, of a badge."""
    amount: str
    """How much counts; empty of what is not measured."""
    why: str
    """Why less counts than the statement says."""
    signed: str
    """Where the recognizer's signed statement about it stands."""


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement with all it counts for."""

    kind: str
    prior_approval: bool
    text: str
    """The recognizer's own words."""
    conditions: str
    basis: str
    basis_href: str
    things: tuple[CountedThing, ...]


@dataclass(frozen=True, slots=True)
class WorthSumView:
    """What one recognizer gives in one unit."""

    kind: str
    approval: str
    """What of it must be approved first; said before the amount."""
    total: str
    cap: str
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class RecognizerWorth:
    """What one recognizer gives."""

    who: Link
    sums: tuple[WorthSumView, ...]
    others: tuple[StatementView, ...]


def worth_views(
    scene: Scene, shown: Iterable[Published], here: Place
) -> tuple[RecognizerWorth, ...]:
    """What the badges a page shows are worth; only those that count that day."""
    earned = [Earned(each.row.badge, each.row.award.awarded) for each in shown if each.is_current]
    ledger = ledger_of(scene.catalog, earned, scene.today)
    return told(scene.catalog, ledger, here, scene.endorsements)


def ledger_of(catalog: Catalog, earned: Iterable[Earned], on: date) -> WorthLedger:
    """The worth of these badges and of the pathways they complete."""
    earned = tuple(earned)
    held = {each.badge for each in earned}
    completed = (
        slug for slug in catalog.pathways if is_met(PathwayRule(pathway=slug), held, catalog)
    )
    return worth_of(earned, completed, catalog.recognizers.values(), catalog.pathways, on)


def told(
    catalog: Catalog, ledger: WorthLedger, here: Place, signed: Endorsements = _NONE
) -> tuple[RecognizerWorth, ...]:
    """A ledger by recognizer, in the order of their slugs."""
    page = _Page(catalog, here, signed)
    given = {each.unit.recognizer for each in ledger.sums}
    given |= {line.recognizer for line in ledger.others}
    return tuple(
        RecognizerWorth(
            who=Link(catalog.recognizers[slug].name, here.to(addresses.recognizer_page("", slug))),
            sums=tuple(page.total(each) for each in ledger.sums if each.unit.recognizer == slug),
            others=page.statements(line for line in ledger.others if line.recognizer == slug),
        )
        for slug in sorted(given)
    )


def amount_words(amount: Decimal, kind: WorthKind, currency: str, per: str = "once") -> str:
    """$200 a year, 6 hours."""
    text = (
        words.money(amount, currency)
        if currency
        else words.counted(amount, _UNITS.get(kind, "point"))
    )
    return f"{text} a year" if per == "year" else text


def _in(unit: Unit, amount: Decimal) -> str:
    return amount_words(amount, unit.kind, unit.currency, unit.per)


def _why(line: WorthLine, of: WorthSum) -> str:
    """Why less counts than the statement says."""
    stated = line.recognition.worth.amount
    if of.cap is None or stated is None or line.counted == stated:
        return ""
    return (
        f"{'Only a part' if line.counted else 'None'} of {_in(of.unit, stated)} counts: "
        f"{_in(of.unit, of.cap)} is the most they give in all."
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """Where a ledger is told."""

    catalog: Catalog
    here: Place
    signed: Endorsements

    def total(self, each: WorthSum) -> WorthSumView:
        approval = ""
        if each.on_approval == each.total:
            approval = "Only with approval beforehand"
        elif each.on_approval:
            approval = f"{_in(each.unit, each.on_approval)} of it only with approval beforehand"
        return WorthSumView(
            kind=words.WORTH[each.unit.kind],
            total=_in(each.unit, each.total),
            approval=approval,
            cap=f"at most {_in(each.unit, each.cap)} in all" if each.cap is not None else "",
            statements=self.statements(each.lines, each),
        )

    def statements(
        self, lines: Iterable[WorthLine], of: WorthSum | None = None
    ) -> tuple[StatementView, ...]:
        """Lines by the statement they come from."""
        things: dict[Recognition, list[CountedThing]] = {}
        for line in lines:
            things.setdefault(line.recognition, []).append(self._counted(line, of))
        return tuple(
            StatementView(
                kind=words.WORTH[recognition.worth.kind],
                prior_approval=recognition.prior_approval,
                text=recognition.worth.text,
                conditions=recognition.conditions or "",
                basis=words.BASIS[recognition.basis.kind],
                basis_href=recognition.basis.url or "",
                things=tuple(counted),
            )
            for recognition, counted in things.items()
        )

    def _counted(self, line: WorthLine, of: WorthSum | None) -> CountedThing:
        if line.badge:
            name, note = self.catalog.badges[line.badge].name, ""
            path = addresses.badge_page("", line.badge)
        else:
            name, note = self.catalog.pathways[line.pathway].name, "Pathway"
            path = addresses.pathway_page("", line.pathway)
        statement = self.signed.get((line.recognizer, line.recognition, path))
        return CountedThing(
            thing=Link(name, self.here.to(path), note),
            earned=words.long_date(line.awarded) if line.awarded else "",
            amount=_in(of.unit, line.counted) if of and line.counted is not None else "",
            why=_why(line, of) if of else "",
            signed=self.here.to(statement) if statement else "",
        )
