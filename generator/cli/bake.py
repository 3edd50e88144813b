"""`badgepress bake`."""

import sys
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.picture_files import is_png, read_input, write_output
from generator.openbadges.baking import BakingError
from generator.openbadges.png import bake_png
from generator.openbadges.strict_json import StrictJsonError, parse_json
from generator.openbadges.svg import bake_svg
from generator.verify.words import printable


@click.command("bake")
@click.argument("credential", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("picture", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The new picture.  [default: named after CREDENTIAL, beside it]",
)
@click.option("--force", is_flag=True, help="Replace the output if it is there.")
def command(credential: Path, picture: Path, output: Path | None, *, force: bool) -> None:
    """Put the signed JSON of CREDENTIAL into a PNG or SVG PICTURE.

    The result is one file that can be shown and checked. A credential that was in the
    picture before is replaced.
    """
    signed, drawing = read_input(credential), read_input(picture)
    as_png = is_png(picture, drawing)
    try:
        if "proof" not in parse_json(signed):
            click.echo(f"error: {credential}: nobody has signed it", err=True)
            sys.exit(ExitCode.WRONG)
        baked = bake_png(drawing, signed) if as_png else bake_svg(drawing, signed)
    except StrictJsonError as error:
        click.echo(f"error: {credential}: {printable(str(error))}", err=True)
        sys.exit(ExitCode.WRONG)
    except BakingError as error:
        click.echo(f"error: {picture}: {printable(str(error))}", err=True)
        sys.exit(ExitCode.WRONG)
    place = output or credential.with_suffix(".png" if as_png else ".svg")
    write_output(place, baked, force=force)
    click.echo(f"Wrote {place}.")
