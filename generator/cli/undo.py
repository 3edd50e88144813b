"""`badgepress undo`: the previous site comes back."""

import sys
from datetime import datetime
from pathlib import Path

import click

from generator.build.going_back import reasons_to_stay
from generator.cli.exit_code import ExitCode
from generator.cli.options import config_option
from generator.openbadges.seal import SEAL
from generator.publish import CannotPublishError, undo
from generator.source import load


@click.command("undo", short_help="Bring back the site as it was before the last build.")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="The folder that was built, where it is not the configuration's site_dir.",
)
@config_option
def command(config_file: Path, site_dir: Path | None) -> None:
    """Bring back the site as it was before the last build, in one step; again: forward.

    One previous site is kept. It stays away where it shows somebody who is hidden or erased
    by now, where a badge was withdrawn or changed since, or an issuer's keys were.
    """
    loaded = load(config_file, to_sign=True, join=True)

    def check(previous: Path) -> None:
        reasons = reasons_to_stay(previous, loaded.catalog, loaded.config)
        if reasons:
            click.echo("error: the previous site stays away:", err=True)
            for reason in reasons:
                click.echo(f"  {reason}", err=True)
            click.echo("  mend the catalog and build instead", err=True)
            sys.exit(ExitCode.WRONG)

    try:
        undone = undo(site_dir or loaded.root / loaded.config.site_dir, check=check)
    except CannotPublishError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(ExitCode.CANNOT_WRITE)
    if told := undone.placed.told(undone.folder):
        click.echo(f"note: {told}.", err=True)
    if (undone.folder / SEAL).exists():
        click.echo(
            "note: its seal is the older one, and readers who saw a newer one are told so; "
            f"seal it again: badgepress seal {undone.folder} --key FILE",
            err=True,
        )
    click.echo(
        f"{undone.folder} is again the site that was made at {_told(undone.made)}.\n"
        f"The one made at {_told(undone.kept_made)} is kept: the same command brings it back."
    )


def _told(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
