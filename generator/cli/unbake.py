"""`badgepress unbake`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.picture_files import is_png, read_input, refuse_existing, write_output
from generator.openbadges.baking import BakingError
from generator.openbadges.pdf import START, badges_of_pdf, unbake_pdf
from generator.openbadges.png import unbake_png
from generator.openbadges.svg import unbake_svg
from generator.verify.words import printable


@click.command("unbake")
@click.argument("picture", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it; of several, each gets its number.  [default: standard output]",
)
@click.option("--force", is_flag=True, help="Replace the output if it is there.")
def command(picture: Path, output: Path | None, *, force: bool) -> None:
    """Take the credential out of a PNG, SVG or PDF, as it was put in, without judging it.

    White space around it is not kept in an SVG. Of a PDF with several, such as a transcript,
    each is written beside OUTPUT with its number: badge-1.json, badge-2.json.
    """
    data = read_input(picture)
    try:
        if data.startswith(START):
            several = badges_of_pdf(data)
            found = several if several and data not in several else [unbake_pdf(data)]
        else:
            found = [unbake_png(data) if is_png(picture, data) else unbake_svg(data)]
    except BakingError as error:
        click.echo(f"error: {picture}: {printable(str(error))}", err=True)
        sys.exit(ExitCode.WRONG)
    if output is None:
        if len(found) > 1:
            raise click.UsageError(f"'{picture}' carries {len(found)} badges: name a file with -o.")
        click.echo(found[0], nl=False)
        return
    paths = [output] if len(found) == 1 else list(_numbered(output, len(found)))
    for path in paths:
        refuse_existing(path, force=force)
    for path, credential in zip(paths, found, strict=True):
        write_output(path, credential, force=force)
        click.echo(f"Wrote {path}.")


def _numbered(path: Path, count: int) -> Iterator[Path]:
    """Names that sort as they count: with 12, ``badge-01.json`` comes first."""
    width = len(str(count))
    for number in range(1, count + 1):
        yield path.with_stem(f"{path.stem}-{number:0{width}}")
