"""`badgepress keys`: an issuer's signing key."""

import os
import secrets
from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError

from generator.cli.exit_code import ExitCode
from generator.cli.key_care import PASSPHRASE, ask, backup, passphrase, restore
from generator.cli.key_sets import QUESTION, default_place, log, new_recovery, new_status, rotate
from generator.cli.key_theft import compromised
from generator.cli.options import config_option, now
from generator.cli.places import folders_to_keep_out
from generator.cli.signing import KeySource, key_option
from generator.issue.key_file import KeyRefusedError, new_key, write_key
from generator.model.base import Slug
from generator.openbadges.instants import format_instant

_NEXT = """\
Wrote {path}

1. Add this to {issuer}.yml in the catalog's issuers/ folder, or in recognizers/ where it is a
   recognizer's. Where that lists a key already, use 'badgepress keys rotate {issuer}' instead:

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

3. Then make a recovery key, which signs for the next key when this one is lost:
   badgepress keys new {issuer} --recovery --key {path}

4. Never put the file into the catalog, a repository or an e-mail.
"""


@click.group("keys", short_help="Make, back up and restore signing keys.")
def command() -> None:
    """Make the keys that badges are signed with, and look after them."""


for each in (rotate, compromised, log, backup, restore, passphrase):
    command.add_command(each)


@command.command("new", short_help="Make an issuer's first key, or its recovery key.")
@click.argument("issuer")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The new file.  [default: ~/.badgepress/ISSUER.key]",
)
@click.option(
    "--recovery",
    is_flag=True,
    help="A key to keep offline, which signs for the next key when this one is lost.",
)
@click.option(
    "--status",
    is_flag=True,
    help="A key for status lists alone, which the machine that renews them may hold.",
)
@key_option
@config_option
@click.pass_context
def new(
    ctx: click.Context,
    issuer: str,
    out: Path | None,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    *,
    recovery: bool,
    status: bool,
) -> None:
    """Make the first signing key of ISSUER, encrypted with a passphrase.

    A recognizer's, who signs what it honors, is made in the same way. The next key is made by
    'keys rotate'. With --recovery, the record gets a 'recovery_key', with --status, a key that
    our verifiers refuse for badges; --key, the key in use (or the old recovery key), signs for
    that.

    The passphrase is asked for, or taken from BADGEPRESS_PASSPHRASE; of a recovery or status
    key, from BADGEPRESS_NEW_PASSPHRASE.
    """
    if recovery and status:
        raise click.UsageError("a key is either for --recovery or for --status")
    if recovery or status:
        make = new_recovery if recovery else new_status
        make(ctx, issuer, out, key_files, config_file)
        return
    try:
        TypeAdapter(Slug).validate_python(issuer)
    except ValidationError as error:
        raise click.BadParameter(error.errors()[0]["msg"], param_hint="ISSUER") from None
    keep_out = folders_to_keep_out(config_file) if config_file.exists() else ()
    path = out or default_place(issuer)
    if os.path.lexists(path):
        click.echo(f"error: {path} exists already; a key is never overwritten", err=True)
        ctx.exit(ExitCode.CANNOT_WRITE)
    secret = ask(QUESTION, PASSPHRASE, twice=True)
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
