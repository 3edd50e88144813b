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
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who presses the people of a registry: processes of this machine, or Dask's workers.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Of a Dask cluster, as tcp://host:8786, whose workers see the same folders.  "
    "[default: a cluster of this machine, of as many workers as --jobs]",
)
@click.option(
    "--upload",
    metavar="URL",
    help="Bring the site there afterwards, only what changed: s3://bucket/site, or any place "
    "that fsspec knows.",
)
@click.option("--strict", is_flag=True, help="Notices are mistakes.")
@click.option("--full", is_flag=True, help="Write every file anew, and read it again.")
def command(
    config_file: Path,
    site_dir: Path | None,
    as_of: datetime | None,
    jobs: int | None,
    *,
    engine: str,
    scheduler: str | None,
    upload: str | None,
    strict: bool,
    full: bool,
) -> None:
    """Verify everything and write the website."""
    if scheduler is not None and engine != "dask":
        raise click.UsageError("--scheduler is for --engine dask")
    cache = config_file.parent / ".badgepress"
    look = nothing_changed(config_file, cache, site_dir, as_of=as_of, now=now())
    if look is not None and not full and not (strict and look.notices):
        click.echo(_same(look))
        code = 0
    else:
        building = import_module("generator.cli.building")  # imports the whole program
        workers = building.Workforce(jobs or os.cpu_count() or 1, engine == "dask", scheduler)
        code = building.run(config_file, site_dir, as_of, workers, strict=strict, full=full)
    if code == 0 and upload is not None:
        code = import_module("generator.cli.uploading").run(config_file, site_dir, upload)
    sys.exit(code)


def _same(look: Look) -> str:
    notices = "; the notices of the last build still hold" if look.notices else ""
    return f"Nothing changed since the last build of {look.target}{notices}."
