"""`badgepress withdraw`: somebody takes back the consent to be shown."""

import secrets
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.options import config_option, now
from generator.cli.people import COPIES_OF_THE_SITE, need_earner, still_wrong
from generator.cli.signing import KeySource, at_the_desk, counted, key_option, open_keys, tell
from generator.issue.correct import check_correction
from generator.issue.withdraw import Withdrawal, plan_withdrawal, withdraw
from generator.publish import CannotPublishError, forget_previous
from generator.source import CatalogError, Where


@click.command("withdraw", short_help="Take back somebody's consent: hide all that is theirs.")
@click.argument("earner")
@key_option
@click.option("--yes", is_flag=True, help="Go on without asking.")
@config_option
@click.pass_context
def command(
    ctx: click.Context,
    earner: str,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    *,
    yes: bool,
) -> None:
    """Make EARNER private, who takes back the consent to be shown; the badges stay theirs.

    The earner's file then says private and holds no consent. The badges are signed anew as
    own copies, to be handed out with `handout`; what the site published of them is withdrawn.
    The learner record is removed. The site shows it once it has been built and published.
    """
    with at_the_desk(config_file, about=earner) as desk:
        need_earner(desk.catalog, earner)
        at = now()
        plan = plan_withdrawal(desk, earner)
        where = Where(desk.ledger.as_posix())
        problems = [
            problem
            for each in plan.corrections
            for problem in check_correction(
                each, plan.desk.catalog, desk.config, as_of=at, where=where
            )
        ]
        if problems:
            raise CatalogError(problems)
        _tell_plan(plan)
        if not (yes or click.confirm(f"Hide {earner}, for whom all of this is meant?")):
            click.echo("Nothing was done.")
            ctx.exit(ExitCode.OK)
        keys = open_keys(key_files, desk, config_file, at)
        try:
            forget_previous(config_file.parent / desk.config.site_dir)
        except CannotPublishError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(ExitCode.CANNOT_WRITE)
        finished = withdraw(plan, keys, random_bytes=secrets.token_bytes, signed_at=at)
        _tell_done(plan, len(finished.credentials))
        code = tell(finished)
        ctx.exit(max(code, still_wrong(config_file, earner)))


def _tell_plan(plan: Withdrawal) -> None:
    for each in plan.corrections:
        award = each.award
        click.echo(f"  {award.badge}, awarded on {award.awarded}: stays, as an own copy only")
    for address in plan.published:
        click.echo(f"  {address}: goes")


def _tell_done(plan: Withdrawal, signed: int) -> None:
    click.echo("Done:")
    if plan.body is not None:
        click.echo(f"  {plan.file}: private, without consent")
    else:
        click.echo(f"  {plan.earner} is private and has no consent on record")
    if plan.record is not None:
        click.echo(f"  {plan.record}: removed")
    click.echo(f"  {counted(signed, 'badge')} signed anew as own copies; hand them out:")
    click.echo(f"    badgepress handout {plan.earner}")
    if plan.published:
        click.echo("The next build removes; until it is published, it is still to be seen:")
        for address in plan.published:
            click.echo(f"  {address}")
    click.echo("Copies may live on, where this command cannot reach:")
    for place in COPIES_OF_THE_SITE:
        click.echo(f"  {place}")
