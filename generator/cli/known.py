"""Whom or what an argument names must be in the catalog."""

from collections.abc import Collection

import click

from generator.source.suggest import did_you_mean


def need(kind: str, slug: str, known: Collection[str]) -> None:
    """See that `slug` is `known`; `kind` says of what: "earner", "badge".

    Raises:
        click.UsageError: it is not.

    """
    if slug not in known:
        hint = did_you_mean(slug, known)
        raise click.UsageError(f"there is no {kind} '{slug}'" + (f"; {hint}" if hint else ""))
