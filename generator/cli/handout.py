"""`badgepress handout`."""

import sys
from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path

import click

from generator.build.theme_files import theme_folder
from generator.cli.baker import baker_for
from generator.cli.exit_code import ExitCode
from generator.cli.options import config_option
from generator.cli.people import load_for, need_earner
from generator.cli.press import press_for, theme_of
from generator.paper import Maker, Share, open_shelf
from generator.paper.transcript import is_too_much
from generator.publish import HANDOUTS, CannotPublishError, staging
from generator.site import words
from generator.source import Loaded, load


@click.command("handout", short_help="Write certificates and own copies for the people.")
@click.argument("earners", nargs=-1, metavar="[EARNER]...")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Only badges signed on or after this date.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("handouts"),
    show_default=True,
    help="The folder to write, which is replaced whole; never inside catalog, theme or site.",
)
@config_option
def command(earners: tuple[str, ...], since: datetime | None, out: Path, config_file: Path) -> None:
    """Write a folder for each EARNER, or for everybody, with what is theirs.

    Each has a letter, and for each badge that was not withdrawn a certificate, the signed badge
    and its picture; who has several, also a transcript of all. mailmerge.csv lists them with
    private links, for Word or Google. Whose work did not pass yet has a feedback slip.
    """
    alone = earners[0] if len(earners) == 1 else None
    loaded = load_for(config_file, alone) if alone is not None else load(config_file)
    for slug in earners:
        need_earner(loaded.catalog, slug)
    first = since.date() if since is not None else date.min
    chosen = set(earners or loaded.catalog.earners)
    shelf = open_shelf(loaded)
    slips = shelf.slips(first)
    shares = {
        slug: share
        for slug in loaded.catalog.earners
        if slug in chosen and (share := shelf.share(slug, slips.get(slug, ()), first))
    }
    if not shares:
        click.echo("Nothing to hand out: no badge that was not withdrawn fits, and no feedback.")
        return
    try:
        files = _write(loaded, shares, out)
    except CannotPublishError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(ExitCode.CANNOT_WRITE)
    for slug, share in shares.items():
        if is_too_much(share.every):
            count = len(share.every)
            click.echo(f"No transcript for {slug}: one paper does not hold {count}.", err=True)
    click.echo(f"Wrote {_told(shares.values())} ({files} files) to {out}. Keep it to yourself.")


def _told(shares: Collection[Share]) -> str:
    """How many of what."""
    badges = sum(len(each.new) for each in shares)
    people = sum(bool(each.new) for each in shares)
    slips = sum(len(each.slips) for each in shares)
    said = []
    if badges:
        holders = words.counted(people, "person", "people")
        said.append(f"{words.counted(badges, 'badge')} of {holders}")
    if slips:
        said.append(words.counted(slips, "feedback slip"))
    return " and ".join(said)


def _write(loaded: Loaded, shares: Mapping[str, Share], out: Path) -> int:
    """Write everything, or nothing; answers how many files."""
    config = loaded.config
    theme = theme_of(loaded)
    maker = Maker(
        loaded.catalog, config.base_url, press_for(loaded, theme), baker_for(loaded, theme)
    )
    keep_out_of = [loaded.catalog_dir, loaded.people_dir, loaded.root / config.site_dir]
    keep_out_of += [theme_folder(), *([loaded.root / config.theme_dir] if config.theme_dir else [])]
    with staging(out, keep_out_of=keep_out_of, kind=HANDOUTS) as tree:
        for file in maker.files(shares):
            tree.write(file.path, file.body)
        return len(tree.files) - 1
