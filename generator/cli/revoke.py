"""`badgepress revoke`: an earned badge is withdrawn, for good."""

import secrets
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.options import config_option, now
from generator.cli.signing import KeySource, at_the_desk, counted, key_option, line, open_keys, tell
from generator.issue import revoke
from generator.issue.book import open_book
from generator.issue.correct import UnknownCredentialError, find_credential, standing_copies


@click.command("revoke", short_help="Withdraw an earned badge.")
@click.argument("credential")
@click.option("--reason", type=line, required=True, help="Why, in one line; kept in the ledger.")
@key_option
@click.option("--yes", is_flag=True, help="Withdraw without asking.")
@config_option
@click.pass_context
def command(
    ctx: click.Context,
    credential: str,
    reason: str,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    *,
    yes: bool,
) -> None:
    """Withdraw CREDENTIAL: its id, the id's beginning, or its address.

    Both copies are withdrawn, the page's and the earner's own. This is final: to correct
    an earned badge, use `reissue`. It shows once the site has been built and published.
    """
    with at_the_desk(config_file, about=credential) as desk:
        signed_at = now()
        book = open_book(desk.catalog.ledger)
        try:
            copies = standing_copies(find_credential(credential, book), book)
        except UnknownCredentialError as error:
            raise click.UsageError(str(error)) from None
        first = copies[0]
        click.echo(f"  {first.badge} of {first.earner}, awarded on {first.award.awarded}")
        if not (yes or click.confirm(f"Withdraw {counted(len(copies), 'credential')} for good?")):
            click.echo("Nothing was withdrawn.")
            ctx.exit(ExitCode.OK)
        keys = open_keys(key_files, desk, config_file, signed_at)
        finished = revoke(
            desk,
            copies,
            keys,
            reason=reason,
            random_bytes=secrets.token_bytes,
            signed_at=signed_at,
        )
        click.echo(f"Withdrew {counted(len(copies), 'credential')}.")
        ctx.exit(tell(finished))
