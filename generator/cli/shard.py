"""`badgepress shard`: the people of a large program are brought into shards."""

from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.options import config_option
from generator.cli.signing import counted, locked_people
from generator.issue.disk import Disk
from generator.issue.registry import unfinished
from generator.issue.shard_move import best_digits, finish_move, move

_WORDS = {
    "earners.csv": "earners",
    "earners": "earners' files",
    "ledger.jsonl": "ledger rows",
    "attempts.jsonl": "attempts",
    "assertions": "page copies",
    "own-copies": "own copies",
    "records": "learner records",
}


@click.command("shard", short_help="Bring the people of a large program into shards.")
@click.option(
    "--digits",
    type=click.IntRange(0, 3),
    help="1, 2 or 3: 16, 256 or 4,096 shards; 0: one folder again. Without it, as many as give "
    "some 250 credentials to each.",
)
@config_option
@click.pass_context
def command(ctx: click.Context, digits: int | None, config_file: Path) -> None:
    """Bring all earners, with everything that is theirs, into shards: folders by earner.

    For registries of many thousands: what is done shard by shard needs little memory, and
    several processors work at once. Also from shards of another number into others, back into
    one folder, and after something was put where it does not belong. No byte of what was
    signed changes, and a run that was interrupted is finished, or begun anew, by the next.
    """
    with locked_people(config_file) as people:
        disk = Disk()
        if finish_move(people, disk):
            click.echo("note: cleared up after a run that was interrupted", err=True)
        if unfinished(people):
            raise click.UsageError(
                "'issue' was interrupted: run it again with its file before people are moved"
            )
        digits = best_digits(people) if digits is None else digits
        moved = move(people, digits, disk)
    into = f"{counted(moved.shards, 'shard')} in {people / 'shards'}" if digits else str(people)
    click.echo(f"Brought into {into}:")
    for name, number in sorted(moved.counts.items()):
        click.echo(f"  {_WORDS.get(name, name)}: {number:,}")
    ctx.exit(ExitCode.OK)
