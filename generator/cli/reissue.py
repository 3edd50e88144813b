"""`badgepress reissue`: earned badges are signed anew after a correction."""

import secrets
from datetime import datetime
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.options import config_option, now
from generator.cli.signing import (
    KeySource,
    at_the_desk,
    counted,
    in_team,
    key_option,
    line,
    open_keys,
    tell,
)
from generator.issue import Desk, reissue
from generator.issue.batch import REISSUED
from generator.issue.book import open_book
from generator.issue.correct import (
    Correction,
    UnknownCredentialError,
    check_correction,
    correction_of,
    corrections_for_earner,
    find_credential,
    standing_copies,
    with_stacks,
)
from generator.issue.outgrown import outgrown, remove_outgrown
from generator.source import AwardRow, CatalogError, Where, read_rows


@click.command("reissue", short_help="Replace earned badges after a correction.")
@click.argument("what", metavar="ID|EARNER")
@click.option("--reason", type=line, default=REISSUED, show_default=True, help="Why, in one line.")
@click.option(
    "--awards",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with the one award as it should have been, for example another score.",
)
@key_option
@click.option("--yes", is_flag=True, help="Sign without asking.")
@config_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    what: str,
    reason: str,
    awards: Path | None,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    yes: bool,
) -> None:
    """Sign an earned badge anew, or all badges of an earner, and withdraw what they replace.

    Correct the earner's or the badge's file first: the new credentials say what the
    catalog says now. The old address leads to the new page and shows nothing of the old. A
    badge that was earned with a replaced one is signed anew too, since it names it.
    """
    with at_the_desk(config_file, about=what) as desk:
        signed_at = now()
        corrections = _corrections(desk, what, awards, signed_at)
        for each in corrections:
            award = each.award
            told = f"{award.badge} of {award.earner}, awarded on {award.awarded}"
            click.echo(f"  {told}{in_team(award)}")
        pages = tuple(outgrown(desk, what)) if what in desk.catalog.earners else ()
        for row in pages:
            click.echo(f"  {row.badge}, which was withdrawn: its page goes, for the name it says")
        if not (yes or click.confirm(f"Sign {counted(len(corrections), 'award')} anew?")):
            click.echo("Nothing was signed.")
            ctx.exit(ExitCode.OK)
        keys = open_keys(key_files, desk, config_file, signed_at)
        finished = reissue(
            desk,
            corrections,
            keys,
            reason=reason,
            random_bytes=secrets.token_bytes,
            signed_at=signed_at,
        )
        if pages:
            remove_outgrown(desk, what)
        if not finished.credentials and not pages:
            click.echo("Nothing to correct: the signed badges say what the catalog says.")
        for row in finished.credentials:
            click.echo(f"Signed {row.credential} ({row.badge}, {row.copy_} copy).")
        ctx.exit(tell(finished))


def _corrections(desk: Desk, what: str, awards: Path | None, as_of: datetime) -> list[Correction]:
    """What is to be signed anew.

    Raises:
        CatalogError: with every mistake in it.

    """
    catalog, config = desk.catalog, desk.config
    row = _row(desk, awards) if awards is not None else None
    asked: Correction | None = None
    if what in catalog.earners:
        if row is not None:
            raise click.UsageError("--awards goes with the ID of one credential")
        corrections = corrections_for_earner(what, catalog, config)
        if not corrections and not any(outgrown(desk, what)):
            raise click.UsageError(f"{what} holds no badge")
    else:
        book = open_book(catalog.ledger)
        try:
            copies = standing_copies(find_credential(what, book), book)
        except UnknownCredentialError as error:
            raise click.UsageError(f"{error}, and there is no earner '{what}'") from None
        asked = correction_of(copies, catalog, config, row)
        corrections = with_stacks([asked], catalog, config)
    where = Where(desk.ledger.as_posix())
    problems = [
        problem
        for each in corrections
        for problem in check_correction(
            each, catalog, config, as_of=as_of, where=where, row=row if each is asked else None
        )
    ]
    if problems:
        raise CatalogError(problems)
    return corrections


def _row(desk: Desk, awards: Path) -> AwardRow:
    dates = desk.config.issuing.dates
    rows = read_rows(awards.as_posix(), awards.read_bytes(), desk.catalog, dates=dates).rows
    if len(rows) != 1:
        raise click.UsageError(f"{awards} holds {len(rows)} awards; --awards takes one")
    return rows[0]
