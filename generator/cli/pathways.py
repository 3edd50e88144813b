"""`badgepress pathways status`: who completed a pathway, and who is near."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator.cli.known import need
from generator.cli.options import as_of_option, config_option, now
from generator.cli.places import folders_to_keep_out
from generator.cli.signing import counted
from generator.issue.book import Book, open_book
from generator.issue.pathway_status import Standing, awards_file, standings
from generator.model.catalog import Catalog
from generator.model.pathway import Pathway
from generator.model.progress import gaps, steps_left
from generator.site.progress_views import gap_words
from generator.source import load

_Found = Sequence[tuple[Pathway, Sequence[Standing]]]


@click.group("pathways", short_help="Who completed a pathway, and who is near.")
def command() -> None:
    """Look at pathways and the people on them."""


@command.command("status")
@click.argument("pathway", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one a person.")
@click.option(
    "--awards",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the badges that are due to this file, for 'badgepress issue'.",
)
@as_of_option
@config_option
def status(
    pathway: str | None,
    awards: Path | None,
    as_of: datetime | None,
    config_file: Path,
    *,
    as_json: bool,
) -> None:
    """List who completed PATHWAY and does not hold its badge yet, and who is on the way.

    Without PATHWAY, of all pathways. It reads the ledger, private earners too, and writes
    nothing but the file asked for. Withdrawn and expired badges don't count.
    """
    if awards is not None:
        _refuse_published(awards, config_file)
    catalog = load(config_file, to_sign=True).catalog
    book = open_book(catalog.ledger)
    at = as_of or now()
    found = [(each, _sorted(each, catalog, book, at)) for each in _asked(pathway, catalog)]
    if as_json:
        for each, people in found:
            for standing in people:
                click.echo(json.dumps(_object(each, standing, catalog)))
    else:
        _show(found, catalog)
    if awards is not None:
        _write(awards, found)


def _asked(pathway: str | None, catalog: Catalog) -> tuple[Pathway, ...]:
    if pathway is None:
        return tuple(catalog.pathways.values())
    need("pathway", pathway, catalog.pathways)
    return (catalog.pathways[pathway],)


def _sorted(pathway: Pathway, catalog: Catalog, book: Book, at: datetime) -> list[Standing]:
    """Whoever is nearest first."""
    people = standings(pathway, catalog, book, at)
    return sorted(people, key=lambda each: (steps_left(each.progress), each.earner.slug))


def _refuse_published(awards: Path, config_file: Path) -> None:
    """Who completed what is nobody's business but the issuer's."""
    target = awards.resolve()
    for folder in folders_to_keep_out(config_file):
        if target.is_relative_to(folder.resolve()):
            raise click.UsageError(f"{awards} lies in {folder}, which is published or shared")
    if awards.exists():
        raise click.UsageError(f"{awards} is there already; name another file, or remove it")


def _show(found: _Found, catalog: Catalog) -> None:
    for pathway, people in found:
        click.echo(f"{pathway.name} ({pathway.slug})")
        for each in people:
            click.echo(f"  {each.earner.name} ({each.earner.slug}): {_told(each, catalog)}")
        if not people:
            click.echo("  Nobody is on the way.")


def _told(standing: Standing, catalog: Catalog) -> str:
    if standing.due is not None:
        return f"complete; '{standing.due.badge}' is due"
    if standing.held_back:
        return "complete, but " + "; ".join(standing.held_back)
    if standing.progress.is_met:
        return "complete"
    missing = "; ".join(_missing(standing, catalog))
    steps = ", ".join(standing.next)
    return f"missing {missing}. Next: {steps or 'nothing that can still be earned'}"


def _missing(standing: Standing, catalog: Catalog) -> list[str]:
    return [gap_words(gap, catalog) for gap in gaps(standing.progress)]


def _object(pathway: Pathway, standing: Standing, catalog: Catalog) -> dict[str, Any]:
    return {
        "pathway": pathway.slug,
        "earner": standing.earner.slug,
        "complete": standing.progress.is_met,
        "due": standing.due.badge if standing.due is not None else None,
        "held_back": list(standing.held_back),
        "counts": list(standing.progress.counts),
        "missing": _missing(standing, catalog),
        "next": list(standing.next),
    }


def _write(awards: Path, found: _Found) -> None:
    due = tuple(each.due for _, people in found for each in people if each.due is not None)
    if not due:
        click.echo("No badge is due; nothing was written.", err=True)
        return
    with awards.open("x", encoding="utf-8") as file:
        file.write(awards_file(due))
    click.echo(f"Wrote {counted(len(due), 'award')} to {awards}.", err=True)
