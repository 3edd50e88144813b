"""`badgepress handout`."""

import hashlib
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from generator.build.build import CACHE
from generator.build.drawings import Painter
from generator.build.theme_files import theme_folder
from generator.cli.exit_code import ExitCode
from generator.cli.options import config_option
from generator.cli.people import need_earner
from generator.cli.press import press_for, theme_of
from generator.issue.book import Book, open_book
from generator.issue.desk import Desk, desk_for
from generator.issue.draft import badge_version
from generator.model import addresses
from generator.model.attempt import Attempt
from generator.model.badge import Badge
from generator.model.earner import Visibility
from generator.model.ledger import Copy, Issued
from generator.openbadges.png import bake_png
from generator.openbadges.reading import read_credential
from generator.openbadges.strict_json import dump_json, parse_json
from generator.paper import Handed, Maker, Slip
from generator.publish import HANDOUTS, CannotPublishError, staging
from generator.site import words
from generator.site.artwork import draw_badge
from generator.site.output import Drawing
from generator.source import CatalogError, Code, Loaded, Problem, Where, load


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

    Each has a letter, and for each badge that stands a certificate, the signed badge and its
    picture; mailmerge.csv lists them all with private links, for Word or Google. Whose work
    did not pass yet has a feedback slip.
    """
    loaded = load(config_file)
    for slug in earners:
        need_earner(loaded.catalog, slug)
    first = since.date() if since is not None else date.min
    chosen = set(earners or loaded.catalog.earners)
    desk, book = desk_for(loaded), open_book(loaded.catalog.ledger)
    handed = {
        slug: badges
        for slug in loaded.catalog.earners
        if slug in chosen and (badges := list(handed_to(loaded, desk, book, slug, first)))
    }
    every = _slips(loaded, book, first)
    slips = {slug: every[slug] for slug in every if slug in chosen}
    if not (handed or slips):
        click.echo("Nothing to hand out: no badge in force fits.")
        return
    try:
        files = _write(loaded, handed, slips, out)
    except CannotPublishError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(ExitCode.CANNOT_WRITE)
    count = words.counted(sum(map(len, handed.values())), "badge")
    people = words.counted(len(handed), "person", "people")
    said = [f"{count} of {people}"] if handed else []
    if slips:
        said.append(words.counted(sum(map(len, slips.values())), "feedback slip"))
    told = " and ".join(said)
    click.echo(f"Wrote {told} ({files} files) to {out}. Keep it to yourself.")


def handed_to(loaded: Loaded, desk: Desk, book: Book, earner: str, first: date) -> Iterator[Handed]:
    """What was not withdrawn of `earner`, and was signed since `first`, the newest first."""
    for row in reversed(book.of_earner.get(earner, ())):
        if book.standing(row) and row.signed_at.date() >= first and _is_theirs(book, row):
            yield _read(loaded, desk, book, row)


def _slips(loaded: Loaded, book: Book, first: date) -> dict[str, list[Slip]]:
    """By earner: the last "not yet" of each badge not earned on that day or later."""
    catalog = loaded.catalog
    last: dict[tuple[str, str], Attempt] = {}
    for attempt in loaded.attempts:
        whose = attempt.earner, attempt.badge
        if whose not in last or attempt.on >= last[whose].on:
            last[whose] = attempt
    slips: dict[str, list[Slip]] = {}
    for (earner, slug), attempt in last.items():
        is_behind = any(
            row.badge == slug and row.award.awarded >= attempt.on and book.standing(row)
            for row in book.of_earner.get(earner, ())
        )
        if not is_behind and attempt.recorded_at.date() >= first:
            judged = badge_version(catalog, slug, attempt.badge_version)
            slips.setdefault(earner, []).append(Slip(attempt, judged or catalog.badges[slug]))
    return slips


def _is_theirs(book: Book, row: Issued) -> bool:
    """The own copy, or the page copy where that serves as both."""
    return row.copy_ is Copy.OWN or all(
        each.copy_ is Copy.PAGE or not book.standing(each) for each in book.copies(row)
    )


def _read(loaded: Loaded, desk: Desk, book: Book, row: Issued) -> Handed:
    """The signed file of `row`, if it is the one that the ledger says.

    Raises:
        CatalogError: the file is missing, or is another.

    """
    path = desk.credential(row)
    where = Where(path.as_posix())
    try:
        signed = path.read_bytes()
    except OSError as error:
        message = f"the signed badge cannot be read: {error.strerror}"
        hint = "restore it, or let `badgepress issue` finish what was begun"
        raise CatalogError([Problem(where, Code.MISSING_FILE, message, hint)]) from None
    document = parse_json(signed)
    document.pop("proof", None)
    if f"sha256:{hashlib.sha256(dump_json(document)).hexdigest()}" != row.digest:
        message = "the signed badge is not the one that the ledger has"
        hint = "restore it from your version history"
        raise CatalogError([Problem(where, Code.DIGEST_MISMATCH, message, hint)])
    return Handed(row, signed, read_credential(parse_json(signed)), _page(loaded, book, row))


def _page(loaded: Loaded, book: Book, row: Issued) -> str:
    """Where that earned badge can be seen on the site."""
    if loaded.catalog.earners[row.earner].visibility is Visibility.PRIVATE:
        return ""
    shown = next((each for each in book.copies(row) if each.copy_ is Copy.PAGE), None)
    if shown is None or not book.standing(shown):
        return ""
    return addresses.credential_page(loaded.config.base_url, shown.credential)


def _write(
    loaded: Loaded, handed: dict[str, list[Handed]], slips: dict[str, list[Slip]], out: Path
) -> int:
    """Write everything, or nothing; answers how many files."""
    config = loaded.config
    theme = theme_of(loaded)
    painter = Painter(theme.fonts, loaded.root / CACHE / "drawings")

    def bake(badge: Badge, signed: bytes) -> bytes:
        if badge.image is not None and badge.image.lower().endswith(".png"):
            return bake_png(loaded.catalog.images[badge.image], signed)
        drawn = draw_badge(badge, loaded.catalog.issuers[badge.issuer])
        svg = loaded.catalog.images[badge.image] if badge.image else drawn
        return bake_png(painter.paint(Drawing("badge.png", svg)).body, signed)

    maker = Maker(loaded.catalog, config.base_url, press_for(loaded, theme), bake)
    keep_out_of = [loaded.catalog_dir, loaded.people_dir, loaded.root / config.site_dir]
    keep_out_of += [theme_folder(), *([loaded.root / config.theme_dir] if config.theme_dir else [])]
    with staging(out, keep_out_of=keep_out_of, kind=HANDOUTS) as tree:
        for file in maker.files(handed, slips):
            tree.write(file.path, file.body)
        return len(tree.files) - 1
