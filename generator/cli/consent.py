"""`badgepress consent`: the form on which somebody agrees to be shown."""

from pathlib import Path

import click

from generator.cli.new import refuse_target
from generator.cli.options import config_option, now
from generator.cli.people import load_for, need_earner
from generator.cli.press import press_for
from generator.paper import consent as paper
from generator.paper import open_shelf


@click.command("consent", short_help="Write the form on which somebody agrees to be shown.")
@click.argument("earner")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The file to write; without it EARNER-consent.pdf.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@config_option
def command(earner: str, out: Path | None, config_file: Path, *, force: bool) -> None:
    """Write a form for EARNER to print and sign, in English and in Spanish.

    It shows what a page would show of their badges, and asks who may find it and which form
    of the name it says; of a child it asks the guardian. The answer goes into the earner's
    file as 'visibility' and 'consent'.
    """
    loaded = load_for(config_file, earner)
    catalog = loaded.catalog
    need_earner(catalog, earner)
    target = out or Path(f"{earner}-consent.pdf")
    if target.suffix.lower() != ".pdf":
        raise click.UsageError(f"{target} must end in .pdf")
    refuse_target(target, config_file, force=force)
    handed = open_shelf(loaded).badges(earner)
    sheet = paper.consent(catalog.earners[earner], handed, catalog, made_on=now().date())
    pdf = press_for(loaded).set(paper.TEMPLATE, sheet.data, sheet.files, about=earner)
    target.write_bytes(pdf)
    click.echo(f"Wrote {target}. Signed, its answer goes into the earner's file as 'consent'.")
