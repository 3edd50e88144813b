"""`badgepress issue`: awards become signed credentials."""

import secrets
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.issue_by_shards import Wish, issue_by_shards
from generator.cli.options import config_option, now
from generator.cli.places import lies_in_shards
from generator.cli.progress import narrated
from generator.cli.signing import (
    KeySource,
    at_the_desk,
    counted,
    in_team,
    key_option,
    open_keys,
    tell,
)
from generator.issue import Plan, issue_awards, plan_awards
from generator.issue.carry_out import need_keys
from generator.issue.copies import copies_for
from generator.issue.desk import Desk
from generator.model.ledger import Copy
from generator.source import AwardsError, Problem, read_rows


@click.command("issue", short_help="Sign awards from a spreadsheet or YAML file.")
@click.argument("awards", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@key_option
@click.option("--yes", is_flag=True, help="Sign without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be signed; needs no key.")
@click.option(
    "--allow-retired", is_flag=True, help="Also sign retired badges, earned while one could."
)
@config_option
@click.pass_context
def command(
    ctx: click.Context,
    awards: Path,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    *,
    yes: bool,
    dry_run: bool,
    allow_retired: bool,
) -> None:
    """Sign the awards in AWARDS: .csv, .xlsx, .ods or .yml, one award a row.

    AWARDS may be a score sheet ('badgepress new scoresheet'): who passed gets an award,
    and who did not yet is written down for a feedback slip.

    Nothing is signed until every row is good, and running it twice signs nothing twice.
    Passphrases are asked for, or taken from the environment variable BADGEPRESS_PASSPHRASE.
    """
    if lies_in_shards(config_file):
        wish = Wish(config_file, awards, key_files, yes, dry_run, allow_retired)
        ctx.exit(issue_by_shards(wish))
    with at_the_desk(config_file, locked=not dry_run) as desk:
        signed_at = now()
        plan = _plan(awards, desk, signed_at, retired_too=allow_retired)
        _show(plan, desk)
        wanted = plan.awards or plan.attempts
        if dry_run or not (wanted or desk.is_unfinished()):
            click.echo("Nothing was signed." if dry_run else "Nothing to sign.")
            ctx.exit(ExitCode.OK)
        if wanted and not (yes or click.confirm(_question(plan))):
            click.echo("Nothing was signed.")
            ctx.exit(ExitCode.OK)
        keys = open_keys(key_files, desk, config_file, signed_at)
        need_keys(desk, plan.issuers, keys, signed_at)
        with narrated() as narrator:
            narrator.stage("Signing", of=plan.credentials())
            finished = issue_awards(
                replace(desk, on_signed=narrator.step),
                plan,
                keys,
                random_bytes=secrets.token_bytes,
                signed_at=signed_at,
            )
        if plan.attempts:
            count = counted(len(plan.attempts), "attempt")
            click.echo(f"Wrote down {count} that did not pass yet; slips: badgepress handout.")
        if finished.credentials or not plan.attempts:
            click.echo(f"Signed {counted(len(finished.credentials), 'credential')}.")
        ctx.exit(tell(finished))


def _plan(awards: Path, desk: Desk, as_of: datetime, *, retired_too: bool) -> Plan:
    """What the file `awards` would sign.

    Raises:
        CatalogError: with every mistake in every row.

    """
    problems: tuple[Problem, ...] = ()
    try:
        dates = desk.config.issuing.dates
        sheet = read_rows(awards.as_posix(), awards.read_bytes(), desk.catalog, dates=dates)
    except AwardsError as error:
        sheet, problems = error.good, error.problems
    for notice in sheet.notices:
        click.echo(f"note: {notice}", err=True)
    return plan_awards(
        sheet.rows,
        desk.catalog,
        desk.config,
        as_of=as_of,
        retired_too=retired_too,
        problems=problems,
        recorded=desk.attempts,
    )


def _show(plan: Plan, desk: Desk) -> None:
    """What would be signed, who is new, and what to look at."""
    for award in plan.awards:
        earner = plan.catalog.earners[award.earner]
        copies = [copy for copy, _ in copies_for(earner)]
        kind = " and ".join("a page" if copy is Copy.PAGE else "an own copy" for copy in copies)
        who = f"{earner.name} ({earner.slug})"
        click.echo(f"  {award.awarded}  {award.badge}  {who}: {kind}{in_team(award)}")
    for attempt in plan.attempts:
        who = f"{plan.catalog.earners[attempt.earner].name} ({attempt.earner})"
        click.echo(f"  {attempt.on}  {attempt.badge}  {who}: not yet, attempt {attempt.number}")
    for earner in plan.newcomers:
        click.echo(f"  new: {earner.name} ({earner.slug}), {earner.visibility}")
    for notice in plan.notices:
        click.echo(str(notice), err=True)
    if plan.already:
        click.echo(f"{counted(plan.already, 'award')} signed before.")
    if plan.attempts_already:
        click.echo(f"{counted(plan.attempts_already, 'attempt')} written down before.")
    pending = len(desk.unsigned())
    if pending:
        click.echo(f"{counted(pending, 'credential')} of an interrupted run to be signed.")


def _question(plan: Plan) -> str:
    credentials = counted(plan.credentials(), "credential")
    sign = f"ign {credentials} for {counted(len(plan.awards), 'award')}?"
    if not plan.attempts:
        return f"S{sign}"
    write = f"Write down {counted(len(plan.attempts), 'attempt')} that did not pass yet"
    return f"{write}, and s{sign}" if plan.awards else f"{write}?"
