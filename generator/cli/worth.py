"""`badgepress worth`: what earners' badges are worth, for the keepers of the ledger."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator.cli.options import as_of_option, config_option, now
from generator.cli.people import in_turn, need_earner
from generator.issue.book import Book, open_book
from generator.issue.stacks import held_badges
from generator.model.catalog import Catalog
from generator.model.worth import Earned, WorthLedger, WorthLine
from generator.openbadges.achievement import number
from generator.site.links import Place
from generator.site.worth import RecognizerWorth, StatementView, ledger_of, told


@click.command("worth", short_help="Add up what earned badges are worth, and to whom.")
@click.argument("earner", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and earner.")
@config_option
@as_of_option
def command(
    earner: str | None, config_file: Path, as_of: datetime | None, *, as_json: bool
) -> None:
    """Add up what the badges of EARNER, or of everybody, are worth, and to whom.

    Counts what the ledger says is in force, of private earners too: this is for the keepers
    of the ledger and of nobody else's business.
    """
    moment = as_of or now()
    for people in in_turn(config_file, earner, to_sign=True):
        catalog = people.catalog
        if earner is not None:
            need_earner(catalog, earner)
        book = open_book(catalog.ledger)
        for slug in (earner,) if earner is not None else catalog.earners:
            ledger = _ledger(catalog, book, slug, moment)
            if as_json:
                told_of = _wire(slug, ledger, moment)
                click.echo(json.dumps(told_of, ensure_ascii=False))
            elif earner is not None or ledger.sums or ledger.others:
                for line in _text(catalog, slug, ledger):
                    click.echo(line)


def _ledger(catalog: Catalog, book: Book, earner: str, as_of: datetime) -> WorthLedger:
    held = held_badges(book, earner, as_of=as_of)
    earned = [Earned(slug, row.award.awarded) for slug, row in held.items()]
    return ledger_of(catalog, earned, as_of.date())


def _text(catalog: Catalog, slug: str, ledger: WorthLedger) -> Iterator[str]:
    yield f"{catalog.earners[slug].name} ({slug})"
    views = told(catalog, ledger, Place(""))
    if not views:
        yield "  No recognizer honors what they hold now."
    for view in views:
        yield f"  {view.who.name}"
        yield from _given(view)
    yield ""


def _given(view: RecognizerWorth) -> Iterator[str]:
    for each in view.sums:
        if each.approval:
            yield f"    {each.approval}:"
        cap = f" ({each.cap})" if each.cap else ""
        yield f"    {each.kind}: {each.total}{cap}"
        yield from _statements(each.statements)
    if view.others:
        yield "    Without a sum:"
        yield from _statements(view.others)


def _statements(statements: Iterable[StatementView]) -> Iterator[str]:
    for each in statements:
        if each.prior_approval:
            yield "      Needs approval beforehand."
        yield f"      {each.text} {each.conditions}".rstrip() + f" [{each.basis}]"
        for thing in each.things:
            amount = f"{thing.amount} for " if thing.amount else "for "
            earned = f", earned on {thing.earned}" if thing.earned else ""
            yield f"        {amount}{thing.thing.name}{earned}. {thing.why}".rstrip()


def _wire(slug: str, ledger: WorthLedger, as_of: datetime) -> dict[str, Any]:
    return {
        "earner": slug,
        "on": as_of.date().isoformat(),
        "sums": [
            {
                "recognizer": each.unit.recognizer,
                "kind": each.unit.kind.value,
                **({"currency": each.unit.currency} if each.unit.currency else {}),
                "per": each.unit.per,
                "total": number(each.total),
                "on_approval": number(each.on_approval),
                **({"cap": number(each.cap)} if each.cap is not None else {}),
                "lines": [_wire_line(line) for line in each.lines],
            }
            for each in ledger.sums
        ],
        "others": [
            {
                "recognizer": line.recognizer,
                "kind": line.recognition.worth.kind.value,
                **_wire_line(line),
            }
            for line in ledger.others
        ],
    }


def _wire_line(line: WorthLine) -> dict[str, Any]:
    recognition = line.recognition
    wire: dict[str, Any] = {"badge": line.badge} if line.badge else {"pathway": line.pathway}
    if line.awarded is not None:
        wire["awarded"] = line.awarded.isoformat()
    if line.counted is not None:
        wire["counted"] = number(line.counted)
    wire["text"] = recognition.worth.text
    wire["prior_approval"] = recognition.prior_approval
    wire["basis"] = recognition.basis.kind.value
    return wire
