"""What commands about people have in common: who is meant, and where copies may live on."""

from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.known import need
from generator.cli.places import lies_in_shards
from generator.model.catalog import Catalog
from generator.source import (
    CatalogError,
    Loaded,
    load,
    load_catalog,
    load_people,
    shard_for,
    shards_of,
)

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


def load_for(config_file: Path, earner: str) -> Loaded:
    """The catalog with all people; of a registry, with those of the earner's shard.

    Raises:
        CatalogError: with every mistake of what was read.

    """
    return next(in_turn(config_file, earner))


def in_turn(config_file: Path, earner: str | None, *, to_sign: bool = False) -> Iterator[Loaded]:
    """The catalog with everybody, or with the people of one shard after the other.

    Of a registry, with `earner` only that one's shard.

    Raises:
        CatalogError: with every mistake of what was read.

    """
    if not lies_in_shards(config_file):
        yield load(config_file, to_sign=to_sign)
        return
    base = load_catalog(config_file)
    top = base.people_top
    for shard in (shard_for(top, earner),) if earner is not None else shards_of(top):
        yield load_people(base, shard, to_sign=to_sign)


def load_part(config_file: Path, *, to_sign: bool = False) -> Loaded:
    """The catalog with all people; of a registry, without anybody.

    Raises:
        CatalogError: with every mistake of what was read.

    """
    if lies_in_shards(config_file):
        return load_catalog(config_file)
    return load(config_file, to_sign=to_sign)


def still_wrong(config_file: Path, earner: str) -> ExitCode:
    """Tell what the change made wrong elsewhere, as in a team's name; a build would stop at it."""
    try:
        load_for(config_file, earner)
    except CatalogError as error:
        click.echo("Before the next build, put right:", err=True)
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return ExitCode.WRONG
    return ExitCode.OK
