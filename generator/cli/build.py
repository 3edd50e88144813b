"""`badgepress build`."""

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from generator.build import Built, build
from generator.build.clr import record_notices
from generator.cli.exit_code import ExitCode
from generator.cli.options import as_of_option, config_option, now
from generator.cli.progress import narrated
from generator.publish import CannotPublishError
from generator.source import Loaded, load


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
def command(
    config_file: Path,
    site_dir: Path | None,
    as_of: datetime | None,
    jobs: int | None,
    *,
    strict: bool,
) -> None:
    """Verify everything and write the website."""
    loaded = load(config_file)
    if tell_notices(loaded) and strict:
        click.echo("nothing was written, because of --strict.", err=True)
        sys.exit(ExitCode.WRONG)
    target = site_dir if site_dir is not None else loaded.root / loaded.config.site_dir
    try:
        with narrated() as narrator:
            built = build(
                loaded,
                site_dir=target,
                as_of=as_of or now(),
                jobs=jobs or os.cpu_count() or 1,
                narrator=narrator,
            )
    except CannotPublishError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(ExitCode.CANNOT_WRITE)
    if told := built.placed.told(target):
        click.echo(f"note: {told}.", err=True)
    click.echo(summary(built))


def tell_notices(loaded: Loaded) -> bool:
    """Say what is not wrong but worth saying; True when there was something."""
    notices = [*loaded.notices, *record_notices(loaded)]
    for notice in notices:
        click.echo(f"notice: {notice}", err=True)
    return bool(notices)


def summary(built: Built) -> str:
    """One line: what was written, and where."""
    return (
        f"Wrote {built.pages} pages ({built.files} files) to {built.folder}. "
        f"{built.earned} earned badge{'' if built.earned == 1 else 's'} verified: "
        f"{built.expired} expired, "
        f"{built.withdrawn} withdrawn."
    )
