"""`badgepress build`: first a look whether anything changed; what building needs comes after it."""

import os
import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path

import click

from generator.cli.look import Look, nothing_changed
from generator.cli.options import as_of_option, config_option, now


@click.command("build")
@config_option
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Write the site here instead of the configuration's site_dir.",
)
@as_of_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    help="Worker processes for a large catalog.  [default: one a processor]",
)
@click.option("--strict", is_flag=True, help="Notices are mistakes.")
@click.option("--full", is_flag=True, help="Write every file anew, and read it again.")
def command(
    config_file: Path,
    site_dir: Path | None,
    as_of: datetime | None,
    jobs: int | None,
    *,
    strict: bool,
    full: bool,
) -> None:
    """Verify everything and write the website."""
    cache = config_file.parent / ".badgepress"
    look = nothing_changed(config_file, cache, site_dir, as_of=as_of, now=now())
    if look is not None and not full and not (strict and look.notices):
        click.echo(_same(look))
        return
    jobs = jobs or os.cpu_count() or 1
    building = import_module("generator.cli.building")  # imports the whole program
    sys.exit(building.run(config_file, site_dir, as_of, jobs, strict=strict, full=full))


def _same(look: Look) -> str:
    notices = "; the notices of the last build still hold" if look.notices else ""
    return f"Nothing changed since the last build of {look.target}{notices}."
