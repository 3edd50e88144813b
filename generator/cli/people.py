"""What commands about people have in common: who is meant, and where copies may live on."""

from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.known import need
from generator.model.catalog import Catalog
from generator.source import CatalogError, load

COPIES_OF_THE_SITE = (
    "the published site, and the host's backups of it, until you build and publish again",
    "the version history of the repository that holds the site or the people's files",
    "search engines, web archives and other mirrors: ask them to forget the addresses above",
    "what others downloaded, printed, photographed or were sent",
)
"""For a printed list; nobody can take these back with a command."""


def need_earner(catalog: Catalog, slug: str) -> None:
    """See that there is an earner `slug`.

    Raises:
        click.UsageError: there is none.

    """
    need("earner", slug, catalog.earners)


def still_wrong(config_file: Path) -> ExitCode:
    """Tell what the change made wrong elsewhere, as in a team's name; a build would stop at it."""
    try:
        load(config_file)
    except CatalogError as error:
        click.echo("Before the next build, put right:", err=True)
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return ExitCode.WRONG
    return ExitCode.OK
