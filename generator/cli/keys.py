"""`badgepress keys`: an issuer's signing key."""

import os
import secrets
from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError

from generator.cli.exit_code import ExitCode
from generator.cli.key_care import PASSPHRASE, ask, backup, passphrase, restore
from generator.cli.options import config_option, now
from generator.cli.signing import folders_to_keep_out
from generator.issue.key_file import KeyRefusedError, new_key, write_key
from generator.model.base import Slug
from generator.openbadges.instants import format_instant

_NEXT = """\
Wrote {path}

1. Add this to {issuer}.yml in the catalog's issuers/ folder, or in recognizers/ where it is a
   recognizer's (a newer key goes last):

keys:
  - public_key: {public_key}
    created: {created}

2. Back it up now. The file is worthless without its passphrase and the passphrase without
   the file, so keep them apart:
   - after step 1, print it and lock the paper away:
     badgepress keys backup {path} -o {issuer}-backup.pdf
   - write the passphrase on another paper and keep it somewhere else.
   Nobody can make this key again. If it is lost, earned badges stay good, but to sign or
   withdraw others you need a new key.

3. Never put the file into the catalog, a repository or an e-mail.
"""


@click.group("keys", short_help="Make, back up and restore signing keys.")
def command() -> None:
    """Make the keys that badges are signed with, and look after them."""


for each in (backup, restore, passphrase):
    command.add_command(each)


def _default_place(issuer: str) -> Path:
    """Outside every repository, so that the key is not published by accident."""
    return Path.home() / ".badgepress" / f"{issuer}.key"


@command.command("new")
@click.argument("issuer")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The new file.  [default: ~/.badgepress/ISSUER.key]",
)
@config_option
@click.pass_context
def new(ctx: click.Context, issuer: str, out: Path | None, config_file: Path) -> None:
    """Make a signing key for ISSUER, encrypted with a passphrase.

    A recognizer's, who signs what it honors, is made in the same way.

    The passphrase is asked for, or taken from the environment variable
    BADGEPRESS_PASSPHRASE.
    """
    try:
        TypeAdapter(Slug).validate_python(issuer)
    except ValidationError as error:
        raise click.BadParameter(error.errors()[0]["msg"], param_hint="ISSUER") from None
    keep_out = folders_to_keep_out(config_file) if config_file.exists() else ()
    path = out or _default_place(issuer)
    if os.path.lexists(path):
        click.echo(f"error: {path} exists already; a key is never overwritten", err=True)
        ctx.exit(ExitCode.CANNOT_WRITE)
    question = "Passphrase for the new key (four or five random words are good)"
    secret = ask(question, PASSPHRASE, twice=True)
    try:
        public_key, body = new_key(secrets.token_bytes(32), secret)
        if out is None:
            path.parent.mkdir(mode=0o700, exist_ok=True)
        write_key(path, body, keep_out=keep_out)
    except KeyRefusedError as error:
        click.echo(f"error: {error}", err=True)
        ctx.exit(ExitCode.USAGE)
    except OSError as error:
        click.echo(f"error: {path} can't be written: {error.strerror}", err=True)
        ctx.exit(ExitCode.CANNOT_WRITE)
    created = format_instant(now())
    click.echo(_NEXT.format(path=path, issuer=issuer, public_key=public_key, created=created))
