"""`badgepress keys compromised`: a key is in strange hands, and what is done about it."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.key_holders import find_holder, one_of, refuse_unsigned
from generator.cli.options import config_option, now
from generator.cli.signing import KeySource, at_the_desk, counted, key_option, tell
from generator.issue.desk import Desk
from generator.issue.key_file import KeyRefusedError, SigningKey
from generator.issue.key_sets import Holder, KeyChange, change, write_change
from generator.issue.stolen import Honest, Theft, honest, sign_anew
from generator.openbadges.instants import format_instant

_NEWEST = 5
_NEXT = """\
Done. {file} says that the key was stolen.

1. Build and publish the site now: until then the thief's badges look good.
2. Tell those who pin your keys in a list of issuers they know to take this one out, and to
   have in it: {new}
3. Destroy every copy of the stolen key, and find out how it got away.
4. Verifiers of others refuse all that the stolen key signed. Whoever needs a badge that
   everyone can check gets one signed anew: badgepress reissue EARNER
"""
_NEXT_OF_RECOGNIZER = """\
Done. {file} says that the key was stolen.

1. Build and publish the site now: until then the thief's endorsements look good.
2. Tell those who have copies of your endorsements that only those on the site count.
3. Destroy every copy of the stolen key, and find out how it got away.
"""


@click.command("compromised", short_help="Say that a key was stolen; confirm what you signed.")
@click.argument("issuer")
@click.argument("public_key")
@key_option
@click.option("--yes", is_flag=True, help="Do it without asking.")
@config_option
@click.pass_context
def compromised(
    ctx: click.Context,
    issuer: str,
    public_key: str,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    *,
    yes: bool,
) -> None:
    """Say that PUBLIC_KEY of ISSUER, or of a recognizer, is in strange hands.

    A thief can write any date, so from then on a badge that this key signed counts only where
    the ledger has it: a list of what you signed is published, of digests that tell nobody
    anything. --key is another key of the issuer that is in force (make one with 'keys rotate').
    It signs that list, and signs anew the status lists, learner records and endorsements that
    the stolen key signed. Running it again goes on where it stopped.
    """
    with at_the_desk(config_file) as desk:
        at = now()
        holder = find_holder(desk, issuer)
        refuse_unsigned(holder, config_file)
        signer = _signer(holder, public_key, key_files, desk, config_file, at)
        planned = _planned(holder, public_key, signer, at)
        found = _found(desk, holder, public_key)
        _show(found, holder)
        if not (yes or click.confirm("Go on?")):
            click.echo("Nothing was changed.")
            ctx.exit(ExitCode.OK)
        theft = Theft(desk, holder.record, public_key, signer, at, secrets.token_bytes)
        finished, told = sign_anew(theft, found.digests)
        if planned is not None:
            write_change(planned, desk)
        for sentence in told:
            click.echo(sentence)
        for sentence in found.left:
            click.echo(f"warning: {sentence}", err=True)
        code = tell(finished)
        text = _NEXT if holder.kind == "issuers" else _NEXT_OF_RECOGNIZER
        click.echo(text.format(file=holder.file, new=signer.public_key))
        ctx.exit(ExitCode.WRONG if found.left else code)


def _signer(  # noqa: PLR0917 - as `one_of`
    holder: Holder,
    public_key: str,
    sources: Sequence[KeySource],
    desk: Desk,
    config_file: Path,
    at: datetime,
) -> SigningKey:
    """The key that signs in place of the stolen one."""
    record = holder.record
    if public_key not in {key.public_key for key in record.keys}:
        raise click.UsageError(
            f"{record.name} lists no key {public_key}; its keys: badgepress keys log {record.slug}"
        )
    others = [key for key in record.keys if key.signs_badges(at) and key.public_key != public_key]
    if not others:
        raise KeyRefusedError(
            f"{record.name} has no other key in force, which could confirm what this one signed",
            f"make one: badgepress keys rotate {record.slug} --key FILE, of the recovery key, "
            "or, where there is none, of the stolen key",
        )
    newest = others[-1].public_key
    meant = f"is not the key that {record.name} signs with besides the stolen one, {newest}"
    return one_of({newest}, holder, sources, desk, config_file, meant)


def _planned(holder: Holder, public_key: str, signer: SigningKey, at: datetime) -> KeyChange | None:
    """What the record will say, unless it says so already."""
    key = next(key for key in holder.record.keys if key.public_key == public_key)
    if key.compromised is not None:
        return None
    return change(holder, signer, at, said={public_key: {"compromised": format_instant(at)}})


def _found(desk: Desk, holder: Holder, public_key: str) -> Honest:
    """What the holder itself signed with the key.

    Raises:
        KeyRefusedError: that can't be told, or not be published.

    """
    if holder.kind != "issuers":
        return Honest((), frozenset(), ())
    waiting = [row for row in desk.unsigned() if row.key == public_key]
    if waiting:
        raise KeyRefusedError(
            f"an interrupted run left {counted(len(waiting), 'credential')} that only this key "
            "can sign",
            "badgepress renew --key FILE, with this key, finishes it; else withdraw them: "
            + ", ".join(f"badgepress revoke {row.credential}" for row in waiting[:_NEWEST]),
        )
    found = honest(desk, holder.record.slug, public_key)
    if found.is_too_much:
        raise KeyRefusedError(
            f"the key signed {len(found.digests):,} credentials, more than one list can hold",
            "reissue some, so that the new key signs them, and withdraw those that ended",
        )
    return found


def _show(found: Honest, holder: Holder) -> None:
    if holder.kind != "issuers":
        return
    number = counted(len(found.digests), "credential")
    click.echo(f"The ledger says that {holder.record.name} signed {number} with this key.")
    for row in found.rows[-_NEWEST:]:
        click.echo(f"  {row.signed_at:%Y-%m-%d}  {row.badge}  {row.earner}")
    click.echo("These are the newest. If one is not yours, say no, and withdraw it first.")
    click.echo("From now on a badge that this key signed counts only where it is one of them.")
    click.echo("This can't be taken back.")
