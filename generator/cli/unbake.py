"""`badgepress unbake`."""

import sys
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.picture_files import is_png, read_input, write_output
from generator.openbadges.baking import BakingError
from generator.openbadges.pdf import START, unbake_pdf
from generator.openbadges.png import unbake_png
from generator.openbadges.svg import unbake_svg


@click.command("unbake")
@click.argument("picture", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it.  [default: standard output]",
)
@click.option("--force", is_flag=True, help="Replace the output if it is there.")
def command(picture: Path, output: Path | None, *, force: bool) -> None:
    """Take the credential out of a PNG, SVG or PDF, as it was put in, without judging it.

    White space around it is not kept in an SVG.
    """
    data = read_input(picture)
    try:
        if data.startswith(START):
            credential = unbake_pdf(data)
        else:
            credential = unbake_png(data) if is_png(picture, data) else unbake_svg(data)
    except BakingError as error:
        click.echo(f"error: {picture}: {error}", err=True)
        sys.exit(ExitCode.WRONG)
    if output is None:
        click.echo(credential, nl=False)
        return
    write_output(output, credential, force=force)
    click.echo(f"Wrote {output}.")
