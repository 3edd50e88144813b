"""`badgepress endorse`: recognizers' statements become signed endorsements."""

import secrets
from datetime import datetime
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.known import need
from generator.cli.options import config_option, now
from generator.cli.signing import (
    KeySource,
    at_the_desk,
    counted,
    key_of_each,
    key_option,
    open_keys,
)
from generator.issue.desk import Desk
from generator.issue.endorse import EndorsementPlan, carry_out, plan_endorsements
from generator.issue.key_file import SigningKey
from generator.model.recognizer import Recognizer


@click.command("endorse", short_help="Sign what recognizers say of badges, with their keys.")
@click.argument("recognizer", required=False)
@click.argument("badge", required=False)
@key_option
@click.option("--yes", is_flag=True, help="Sign without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be signed; needs no key.")
@config_option
@click.pass_context
def command(
    ctx: click.Context,
    recognizer: str | None,
    badge: str | None,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    *,
    yes: bool,
    dry_run: bool,
) -> None:
    """Sign every statement with 'basis: {kind: signed}' that is not signed yet.

    Of RECOGNIZER, or else of all; of BADGE (or pathway), or else of everything they honor.
    The key is the recognizer's own. What was signed of a statement that has changed since
    is replaced. Running it twice signs nothing twice.
    """
    with at_the_desk(config_file, of_nobody=True, locked=not dry_run) as desk:
        plans = _plans(desk, recognizer, badge)
        missing = sum(len(plan.missing) for plan in plans)
        outdated = sum(len(plan.outdated) for plan in plans)
        for plan in plans:
            for each in plan.missing:
                click.echo(f"  {plan.recognizer.name}: {each.name}")
        if outdated:
            click.echo(f"{counted(outdated, 'endorsement')} to be removed: the statement changed.")
        if dry_run or not (missing or outdated):
            click.echo("Nothing was signed." if dry_run else "Nothing to sign.")
            ctx.exit(ExitCode.OK)
        if not (yes or click.confirm(f"Sign {counted(missing, 'endorsement')}?")):
            click.echo("Nothing was signed.")
            ctx.exit(ExitCode.OK)
        at = now()
        keys = _keys(plans, key_files, desk, config_file, at)
        carry_out(
            plans,
            keys,
            desk.catalog_dir / "endorsements",
            desk.config,
            disk=desk.disk,
            random_bytes=secrets.token_bytes,
            signed_at=at,
        )
        click.echo(f"Signed {counted(missing, 'endorsement')}.")


def _plans(desk: Desk, recognizer: str | None, badge: str | None) -> list[EndorsementPlan]:
    catalog = desk.catalog
    if recognizer is not None:
        need("recognizer", recognizer, catalog.recognizers)
    chosen = [catalog.recognizers[recognizer]] if recognizer else catalog.recognizers.values()
    if badge is not None:
        _require_signed(catalog.recognizers[recognizer or ""], badge)
    return [plan_endorsements(each, catalog, desk.config, badge=badge) for each in chosen]


def _require_signed(recognizer: Recognizer, badge: str) -> None:
    honored = [each for each in recognizer.honors if badge in (*each.badges, *each.pathways)]
    if not honored:
        raise click.UsageError(f"{recognizer.name} says nothing of '{badge}'.")
    if not any(each.basis.is_held for each in honored):
        raise click.UsageError(
            f"What {recognizer.name} says of '{badge}' has no 'basis: {{kind: signed}}'."
        )


def _keys(
    plans: list[EndorsementPlan],
    key_files: tuple[KeySource, ...],
    desk: Desk,
    config_file: Path,
    at: datetime,
) -> dict[str, SigningKey]:
    """The key of every recognizer that has something to sign.

    Raises:
        KeyRefusedError: one is missing or may not be used.

    """
    signing = {plan.recognizer.slug: plan.recognizer for plan in plans if plan.missing}
    if not signing:
        return {}
    opened = open_keys(key_files, desk, config_file, at, owners=tuple(signing.values()))
    return key_of_each(signing, opened, at)
