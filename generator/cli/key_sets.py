"""`badgepress keys rotate` and `log`: an issuer's keys change, and a key signs for it."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.key_care import NEW_PASSPHRASE, ask
from generator.cli.key_holders import change_signer, find_holder, refuse_unsigned, signer_of
from generator.cli.options import config_option, now
from generator.cli.places import folders_to_keep_out
from generator.cli.signing import KeySource, at_the_desk, key_option, tell
from generator.issue import renew
from generator.issue.desk import desk_for, finish
from generator.issue.key_file import (
    KeyFile,
    new_key,
    open_key,
    write_key,
)
from generator.issue.key_sets import (
    Holder,
    change,
    is_signed_for,
    rotation,
    signed_for,
    write_change,
)
from generator.model.issuer import KeyUse
from generator.openbadges.instants import format_instant
from generator.source import load
from generator.verify.key_sets import BROKEN, UNSIGNED

QUESTION = "Passphrase for the new key (four or five random words are good)"
_ROTATED = """\
Wrote {path}: {name} signs with it from now on. Its old key is retired, and stays listed in
{file}, so that earned badges stay valid.

1. Print the new key's paper:  badgepress keys backup {path} -o {slug}-backup.pdf
2. Build and publish the site before you hand out what the new key signs.
3. Tell those who pin your keys in a list of issuers they know: {public_key}
4. The old key file signs nothing any more: destroy it, and its papers.
"""
_RECOVERY = """\
Wrote {path}: the recovery key of {name}. {file} names it; it can sign no badge.
If the signing key is lost, it signs for the next one:  badgepress keys rotate {slug} --key FILE

1. Print its paper:  badgepress keys backup {path} -o {slug}-recovery.pdf
2. Lock the paper away, not where the signing key's is, and its passphrase somewhere else.
3. Delete the file from this computer.
"""
_STATUS = """\
Wrote {path}: a key for the status lists of {name} alone. {file} lists it.

1. Build and publish the site before a list is signed with it.
2. Give the file and its passphrase to the machine that runs: badgepress renew --key FILE
   Our verifiers refuse badges that it signs. Those of others can't tell: see the threat model.
"""


def default_place(name: str) -> Path:
    """Outside every repository, so that the key is not published by accident."""
    return Path.home() / ".badgepress" / f"{name}.key"


@click.command("rotate", short_help="Retire an issuer's key, and make the next one.")
@click.argument("issuer")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The new file.  [default: ~/.badgepress/ISSUER-DATE.key]",
)
@click.option(
    "--lost", is_flag=True, help="The key in use is lost, and there is no recovery key either."
)
@key_option
@config_option
@click.pass_context
def rotate(
    ctx: click.Context,
    issuer: str,
    out: Path | None,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    *,
    lost: bool,
) -> None:
    """Make a new signing key for ISSUER, or for a recognizer, and retire the one in use.

    --key is the key in use, or the recovery key where that is lost or its passphrase
    forgotten. It signs for the change in ISSUER.keys.jsonl, beside the record, whose 'keys'
    are edited. What the old key signed stays valid; status lists are signed anew. With --lost,
    nobody signs for the change: the log begins anew, which anybody else could have done too.

    Passphrases are asked for, or taken from BADGEPRESS_PASSPHRASE and, for the new key,
    BADGEPRESS_NEW_PASSPHRASE.
    """
    keep_out = folders_to_keep_out(config_file)
    with at_the_desk(config_file) as desk:
        at = now()
        holder = find_holder(desk, issuer)
        slug = holder.record.slug
        path = out or default_place(f"{slug}-{at:%Y-%m-%d}")
        _nothing_there(ctx, path)
        signer = None
        if lost:
            refuse_unsigned(holder, config_file, {BROKEN, UNSIGNED})
        else:
            signer = change_signer(holder, key_files, desk, config_file, at)
        if signer and desk.unsigned():  # left by a kill: the old key can sign it only now
            tell(finish(desk, [signer], as_of=at))
        public_key, body, secret = _make()
        new = open_key(KeyFile(path, public_key, body), secret)
        planned = rotation(holder, public_key, signer or new, at, anew=lost)
        _put(path, body, keep_out)
        write_change(planned, desk)
        click.echo(
            _ROTATED.format(
                path=path,
                name=holder.record.name,
                file=holder.file,
                slug=slug,
                public_key=public_key,
            )
        )
        after = desk_for(load(config_file, to_sign=True))
        ctx.exit(tell(renew(after, [new], signed_at=at)))


def new_recovery(
    ctx: click.Context,
    issuer: str,
    out: Path | None,
    key_files: tuple[KeySource, ...],
    config_file: Path,
) -> None:
    """Make a recovery key for ISSUER; a key in use signs for it."""
    keep_out = folders_to_keep_out(config_file)
    with at_the_desk(config_file) as desk:
        at = now()
        holder = find_holder(desk, issuer)
        slug = holder.record.slug
        path = out or default_place(f"{slug}-recovery")
        _nothing_there(ctx, path)
        signer = change_signer(holder, key_files, desk, config_file, at)
        public_key, body, _ = _make()
        planned = change(holder, signer, at, record={"recovery_key": public_key})
        _put(path, body, keep_out)
        write_change(planned, desk)
    click.echo(_RECOVERY.format(path=path, name=holder.record.name, file=holder.file, slug=slug))


def new_status(
    ctx: click.Context,
    issuer: str,
    out: Path | None,
    key_files: tuple[KeySource, ...],
    config_file: Path,
) -> None:
    """Make a key for the status lists of ISSUER alone; a key in use signs for it."""
    keep_out = folders_to_keep_out(config_file)
    with at_the_desk(config_file) as desk:
        at = now()
        holder = find_holder(desk, issuer)
        if holder.kind != "issuers":
            raise click.UsageError(f"{holder.record.name} is a recognizer, and has no status lists")
        slug = holder.record.slug
        path = out or default_place(f"{slug}-status")
        _nothing_there(ctx, path)
        signer = change_signer(holder, key_files, desk, config_file, at)
        public_key, body, _ = _make()
        said = {"public_key": public_key, "created": format_instant(at), "use": "status"}
        planned = change(holder, signer, at, added=[said])
        _put(path, body, keep_out)
        write_change(planned, desk)
    click.echo(_STATUS.format(path=path, name=holder.record.name, file=holder.file))


@click.command("log", short_help="Show how an issuer's keys changed, or sign for a change.")
@click.argument("issuer")
@key_option
@click.option("--yes", is_flag=True, help="Sign without asking.")
@config_option
def log(issuer: str, key_files: tuple[KeySource, ...], config_file: Path, *, yes: bool) -> None:
    """Show the history of ISSUER's keys, or a recognizer's; with --key, sign for them.

    What is signed are the keys as the record lists them now: after an edit by hand, or to
    begin the log of keys that changed before there was one. A key signs that was in force
    before the change, or the recovery key.
    """
    with at_the_desk(config_file) as desk:
        at = now()
        holder = find_holder(desk, issuer)
        if not key_files or is_signed_for(holder):
            _show(holder)
            return
        refuse_unsigned(holder, config_file, {BROKEN})
        _show_keys(holder)
        if not (yes or click.confirm("Sign for these keys?")):
            click.echo("Nothing was signed.")
            return
        signer = signer_of(holder, key_files, desk, config_file)
        write_change(signed_for(holder, signer, at), desk)
        click.echo(f"Signed, in {holder.log_file}.")


def _make() -> tuple[str, bytes, str]:
    """A new key's public half, its file, and the passphrase."""
    secret = ask(QUESTION, NEW_PASSPHRASE, twice=True)
    return (*new_key(secrets.token_bytes(32), secret), secret)


def _put(path: Path, body: bytes, keep_out: Iterable[Path]) -> None:
    if path.parent == default_place("x").parent:
        path.parent.mkdir(mode=0o700, exist_ok=True)
    write_key(path, body, keep_out=keep_out)


def _nothing_there(ctx: click.Context, path: Path) -> None:
    if os.path.lexists(path):
        click.echo(f"error: {path} exists already; a key is never overwritten", err=True)
        ctx.exit(ExitCode.CANNOT_WRITE)


def _show(holder: Holder) -> None:
    if not holder.log:
        click.echo(f"{holder.record.name} has no log: its keys never changed.")
    for each in holder.log:
        entry = each.entry
        keys = [
            key.public_key + (f" (retired {key.retired:%Y-%m-%d})" if key.retired else "")
            for key in entry.keys
        ]
        recovery = f"; recovery key {entry.recovery_key}" if entry.recovery_key else ""
        click.echo(f"{format_instant(entry.at)}  {', '.join(keys)}{recovery}")
        click.echo(f"    signed by {entry.signed_by}")
    _show_keys(holder)


def _show_keys(holder: Holder) -> None:
    click.echo(f"Keys in {holder.file}:")
    for key in holder.record.keys:
        until = f" to {key.retired:%Y-%m-%d}" if key.retired is not None else ""
        until += "  for status lists alone" if key.use is KeyUse.STATUS else ""
        until += "  stolen" if key.compromised is not None else ""
        click.echo(f"  {key.public_key}  {key.created:%Y-%m-%d}{until}")
    if holder.record.recovery_key is not None:
        click.echo(f"  {holder.record.recovery_key}  recovery key, signs no badge")
