"""`badgepress check`."""

import sys
from datetime import datetime
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.options import as_of_option, config_option, now
from generator.issue.demo_key import demo_key_refusal
from generator.source import CatalogError, Code, Loaded, Problem, due, load


@click.command("check")
@config_option
@as_of_option
@click.option("--strict", is_flag=True, help="Notices are mistakes.")
def command(config_file: Path, as_of: datetime | None, *, strict: bool) -> None:
    """Report every mistake in the catalog; write nothing."""
    try:
        loaded = load(config_file)
        problems = tuple(_demo_keys(loaded))
    except CatalogError as error:
        problems = error.problems
    if problems:
        for problem in problems:
            click.echo(_colored(problem))
        click.echo(_count(len(problems), "mistake") + " found.", err=True)
        sys.exit(ExitCode.WRONG)
    notices = [*loaded.notices, *due(loaded.catalog, as_of or now())]
    for notice in notices:
        click.echo(f"{click.style('notice:', fg='yellow')} {notice}")
    click.echo(_summary(loaded))
    if notices and strict:
        sys.exit(ExitCode.WRONG)


def _demo_keys(loaded: Loaded) -> list[Problem]:
    """Keys that anyone can sign with, listed where they would be believed."""
    return [
        Problem(
            loaded.where("issuers", slug, ("keys", index, "public_key")),
            Code.DEMO_KEY,
            refusal,
            "make a key of your own: badgepress keys new",
        )
        for slug, issuer in loaded.catalog.issuers.items()
        for index, key in enumerate(issuer.keys)
        if (refusal := demo_key_refusal(key.public_key, loaded.config.base_url)) is not None
    ]


def _colored(problem: Problem) -> str:
    """The problem's own text; click takes the color away where there is no terminal."""
    first, *rest = str(problem).split("\n")
    place = str(problem.where)
    told = first.removeprefix(f"{place}: error: ")
    head = f"{click.style(place, bold=True)}: {click.style('error:', fg='red', bold=True)} {told}"
    styled = [
        click.style(line, fg="cyan") if line.startswith("  hint:") else click.style(line, dim=True)
        for line in rest
    ]
    return "\n".join([head, *styled])


def _summary(loaded: Loaded) -> str:
    catalog = loaded.catalog
    parts = [
        _count(len(catalog.badges), "badge"),
        _count(len(catalog.pathways), "pathway"),
        _count(len(catalog.recognizers), "recognizer"),
        _count(len(catalog.issuers), "issuer"),
        _count(len(catalog.earners), "earner"),
        _count(len(catalog.assertions) + len(catalog.adopted), "published credential"),
    ]
    return f"No mistakes: {', '.join(parts)}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
