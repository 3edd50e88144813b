"""`badgepress renew`: status lists are signed anew before they end."""

from pathlib import Path

import click

from generator.cli.options import config_option, now
from generator.cli.signing import KeySource, at_the_desk, counted, key_option, open_keys, tell
from generator.issue import renew


@click.command("renew", short_help="Sign status lists anew before they end.")
@key_option
@click.option("--ending", is_flag=True, help="Only lists that end within 60 days.")
@config_option
@click.pass_context
def command(
    ctx: click.Context, key_files: tuple[KeySource, ...], config_file: Path, *, ending: bool
) -> None:
    """Sign the status lists of the keys' issuers anew.

    A list past its end tells readers nothing: their answer becomes "we could not check
    everything". Publish the site afterwards.
    """
    if not key_files:
        raise click.UsageError("give the signing key: --key FILE, BADGEPRESS_KEY or --signer-cmd")
    with at_the_desk(config_file, of_nobody=True) as desk:
        signed_at = now()
        keys = open_keys(key_files, desk, config_file, signed_at, for_lists=True)
        finished = renew(desk, keys, signed_at=signed_at, only_ending=ending)
        if finished.credentials:
            number = counted(len(finished.credentials), "credential")
            click.echo(f"Signed {number} of an interrupted run.")
        if not finished.lists:
            click.echo("No status list had to be signed.")
        ctx.exit(tell(finished))
