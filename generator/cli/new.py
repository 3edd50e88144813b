"""`badgepress new`: files to begin with."""

from datetime import datetime
from pathlib import Path

import click

from generator.build.handbook import HANDBOOK, handbook_files, is_edited
from generator.build.theme_files import theme_files
from generator.cli.known import need
from generator.cli.options import as_of_option, config_option, now
from generator.cli.people import load_part
from generator.cli.places import folders_to_keep_out, read_config
from generator.cli.press import press_for
from generator.model.badge import Badge, Rubric
from generator.paper import scoresheet as paper
from generator.source import CatalogError, Code, Loaded, Problem
from generator.source.score_words import ENGLISH, LANGUAGES
from generator.source.scores_workbook import scores_workbook


@click.group("new", short_help="Make a file to begin with.")
def command() -> None:
    """Make files to fill in and to work by."""


@command.command("scoresheet")
@click.argument("badge")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The file to write; without it BADGE-scores.xlsx.",
)
@click.option(
    "--rows",
    type=click.IntRange(1, 2000),
    default=100,
    show_default=True,
    help="How many rows are prepared.",
)
@click.option(
    "--language",
    type=click.Choice(tuple(LANGUAGES)),
    default=None,
    help="English or Spanish; without it the site's own, if it is one of these.",
)
@click.option("--print", "to_print", is_flag=True, help="Also write the form for paper, as PDF.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@config_option
def scoresheet(
    badge: str,
    out: Path | None,
    rows: int,
    language: str | None,
    config_file: Path,
    *,
    to_print: bool,
    force: bool,
) -> None:
    """Make a spreadsheet in which assessors score work for BADGE, one person a row.

    It has a column for each criterion, with the rubric's levels to choose from, and the
    rubric itself on a second sheet. Filled in, it goes to 'badgepress issue'. With --print
    there is also a form for each person to print and fill in by hand.
    """
    loaded = load_part(config_file)
    found, rubric = _rubric_of(badge, loaded)
    target = out or Path(f"{badge}-scores.xlsx")
    if target.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{target} must end in .xlsx")
    words = LANGUAGES.get(language or loaded.config.language.partition("-")[0], ENGLISH)
    files = {target: scores_workbook(found, rubric, rows=rows, words=words)}
    if to_print:
        issuer = loaded.catalog.issuers[found.issuer]
        sheet = paper.scoresheet(found, rubric, issuer, made_on=now().date(), words=words)
        press = press_for(loaded)
        pdf = press.set(paper.TEMPLATE, sheet.data, sheet.files, about=badge)
        files[target.with_suffix(".pdf")] = pdf
    for each in files:
        refuse_target(each, config_file, force=force)
    for each, body in files.items():
        each.write_bytes(body)
    if to_print:
        click.echo(f"Wrote {target.with_suffix('.pdf')}, to be printed once for each person.")
    click.echo(f"Wrote {target}. Fill it in, then: badgepress issue {target}")


@command.command("handbook")
@click.option("--calendar", "only_calendar", is_flag=True, help="The calendar only.")
@click.option("--force", is_flag=True, help="Write over a page that was edited.")
@config_option
@as_of_option
def handbook(
    config_file: Path, as_of: datetime | None, *, only_calendar: bool, force: bool
) -> None:
    """Make two pages for the people who run the program, beside the configuration.

    handbook.md says who does what, where things lie, and what to do when something happens.
    calendar.md has the year by month, with the dates that the catalog knows. Neither names a
    person. A page that was edited is left alone.
    """
    pages = handbook_files(load_part(config_file, to_sign=True), as_of or now())
    if only_calendar:
        del pages[HANDBOOK]
    for name, body in pages.items():
        target = config_file.parent / name
        if target.exists() and is_edited(target.read_bytes()) and not force:
            click.echo(f"Kept {target}, which was edited; --force writes over it.")
            continue
        target.write_bytes(body)
        click.echo(f"Wrote {target}.")


@command.command("template")
@click.argument("paper")
@config_option
def template(paper: str, config_file: Path) -> None:
    """Copy the template of a PAPER, such as 'certificate', into theme_dir, to be changed there.

    It is text, in Typst. From then on your copy is used, and ours is not looked at.
    """
    config = read_config(config_file)
    papers = theme_files().papers
    need("paper", paper, [name.removesuffix(".typ") for name in papers])
    if config.theme_dir is None:
        hint = "add the line 'theme_dir: our-theme', a folder for what you change"
        raise click.UsageError(f"{config_file} names no theme_dir; {hint}")
    target = config_file.parent / config.theme_dir / "papers" / f"{paper}.typ"
    if target.exists():
        raise click.UsageError(f"{target} is there already; to begin again, remove it first")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(papers[target.name])
    click.echo(f"Wrote {target}. Change it with any text editor.")


def _rubric_of(slug: str, loaded: Loaded) -> tuple[Badge, Rubric]:
    badges = loaded.catalog.badges
    need("badge", slug, badges)
    badge = badges[slug]
    if badge.rubric is None:
        message = f"'{slug}' has no rubric, so there is nothing to score by"
        hint = "add a 'rubric', or award it from a spreadsheet with one award a row"
        raise CatalogError([Problem(loaded.where("badges", slug), Code.NO_RUBRIC, message, hint)])
    return badge, badge.rubric


def refuse_target(target: Path, config_file: Path, *, force: bool) -> None:
    """Scores are nobody's business but the program's, and are not to be lost."""
    for folder in folders_to_keep_out(config_file):
        if target.resolve().is_relative_to(folder.resolve()):
            raise click.UsageError(f"{target} lies in {folder}, which is published or shared")
    if target.exists() and not force:
        raise click.UsageError(f"{target} is there already; name another file, or add --force")
