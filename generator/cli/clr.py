"""`badgepress clr`: what somebody earned becomes one signed learner record."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.known import need
from generator.cli.options import config_option, now
from generator.cli.people import need_earner
from generator.cli.signing import (
    KeySource,
    at_the_desk,
    counted,
    key_of_each,
    key_option,
    open_keys,
)
from generator.issue.clr import RecordPlan, carry_out, plan_records
from generator.issue.desk import Desk
from generator.issue.key_file import SigningKey
from generator.model.earner import Visibility

_MOST_LINES = 10


@click.command("clr", short_help="Sign a record of all that somebody earned, to download.")
@click.argument("earners", nargs=-1)
@click.option("--issuer", help="Who signs where several issuers awarded somebody's badges.")
@key_option
@click.option("--yes", is_flag=True, help="Sign without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be signed; needs no key.")
@config_option
@click.pass_context
def command(
    ctx: click.Context,
    earners: tuple[str, ...],
    issuer: str | None,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    *,
    yes: bool,
    dry_run: bool,
) -> None:
    """Sign a learner record (CLR 2.0) of everybody who has a page, or of EARNERS only.

    It holds the badges on the page as they were signed, without those withdrawn and those
    that others awarded. The page offers it for download. Records in which nothing changed
    are left alone, and whose page or badges are gone, theirs is removed.
    """
    with at_the_desk(
        config_file, about=earners[0] if len(earners) == 1 else "", locked=not dry_run
    ) as desk:
        for slug in earners:
            need_earner(desk.catalog, slug)
        if issuer is not None:
            need("issuer", issuer, desk.catalog.issuers)
        plan = plan_records(desk.catalog, desk.config, earners=earners, issuer=issuer)
        _require_decided(plan)
        _tell(desk, plan, earners)
        if dry_run or not (plan.missing or plan.outdated):
            click.echo("Nothing was signed." if dry_run else "Nothing to sign.")
            ctx.exit(ExitCode.OK)
        if not (yes or click.confirm(f"Sign {counted(len(plan.missing), 'record')}?")):
            click.echo("Nothing was signed.")
            ctx.exit(ExitCode.OK)
        at = now()
        left = carry_out(
            plan,
            _keys(plan, key_files, desk, config_file, at),
            desk.people_dir / "records",
            desk.catalog,
            desk.config,
            disk=desk.disk,
            random_bytes=secrets.token_bytes,
            signed_at=at,
        )
        for sentence in left:
            click.echo(f"warning: {sentence}", err=True)
        click.echo(f"Signed {counted(len(plan.missing) - len(left), 'record')}.")
        ctx.exit(ExitCode.WRONG if left else ExitCode.OK)


def _require_decided(plan: RecordPlan) -> None:
    """Somebody must say who signs for people with badges of several issuers."""
    if not plan.undecided:
        return
    lines = [
        f"  {each.earner.slug}: {', '.join(each.issuers)}" for each in plan.undecided[:_MOST_LINES]
    ]
    if len(plan.undecided) > len(lines):
        lines.append(f"  and {len(plan.undecided) - len(lines)} more")
    said = "Several issuers awarded these badges; name the one who signs with --issuer:"
    raise click.UsageError("\n".join([said, *lines]))


def _tell(desk: Desk, plan: RecordPlan, earners: Sequence[str]) -> None:
    for record, issuer in plan.missing:
        badges = counted(len(record.rows), "badge")
        click.echo(f"  {record.earner.slug}: {badges}, {desk.catalog.issuers[issuer].name}")
    for slug in plan.outdated:
        click.echo(f"  {slug}: {_why_none(desk, slug)}; the record is removed")
    told = {record.earner.slug for record, _ in plan.missing} | {*plan.outdated}
    for slug in earners:
        if slug not in told and slug not in desk.catalog.records:
            click.echo(f"  {slug}: {_why_none(desk, slug)}; there is no record to sign")


def _why_none(desk: Desk, slug: str) -> str:
    private = desk.catalog.earners[slug].visibility is Visibility.PRIVATE
    return "has no page" if private else "has no badge on the page"


def _keys(
    plan: RecordPlan,
    key_files: tuple[KeySource, ...],
    desk: Desk,
    config_file: Path,
    at: datetime,
) -> dict[str, SigningKey]:
    """The key of every issuer that has something to sign.

    Raises:
        KeyRefusedError: one is missing or may not be used.

    """
    signing = {issuer: desk.catalog.issuers[issuer] for _, issuer in plan.missing}
    if not signing:
        return {}
    return key_of_each(signing, open_keys(key_files, desk, config_file, at), at)
