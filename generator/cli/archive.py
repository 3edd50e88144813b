"""`badgepress archive`."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from generator.build.theme_files import theme_folder
from generator.cli.archive_badges import FromCatalog, found_badges
from generator.cli.exit_code import ExitCode
from generator.cli.options import as_of_option, config_option, now
from generator.cli.people import need_earner
from generator.cli.picture_files import write_output
from generator.cli.verify_folder import MAX_FILE_BYTES
from generator.cli.verify_sources import Sources, url_map
from generator.issue.book import Book
from generator.issue.correct import UnknownCredentialError, find_credential
from generator.model.ledger import Issued
from generator.paper.archive import ArchiveError, ToKeep, archive, file_names
from generator.publish import SITE
from generator.site import words
from generator.source import load
from generator.verify import MappedResolver, OfflineResolver, RememberingResolver
from generator.verify.https import HttpsResolver
from generator.verify.zips import ZipError, read_zip


@click.command("archive", short_help="Keep badges so that they can be checked in many years.")
@click.argument("credentials", nargs=-1, metavar="[CREDENTIAL]...")
@click.option("--all", "all_of_them", is_flag=True, help="Every badge of the catalog.")
@click.option("--earner", help="Every badge of this earner of the catalog.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=str),
    required=True,
    help="The .zip to write; a folder, with / at its end, for one file a badge.",
)
@click.option("--force", is_flag=True, help="Replace the output if it is there.")
@click.option("--offline", is_flag=True, help="Ask nobody for the documents of files.")
@click.option(
    "--map",
    "maps",
    type=url_map,
    multiple=True,
    metavar="URL=DIR",
    help="Answer addresses that begin with URL from a folder.",
)
@as_of_option
@config_option
def command(
    credentials: tuple[str, ...],
    output: str,
    maps: tuple[MappedResolver, ...],
    as_of: datetime | None,
    config_file: Path,
    *,
    earner: str | None,
    all_of_them: bool,
    force: bool,
    offline: bool,
) -> None:
    """Write badges into one file with all that a check of them needs.

    CREDENTIAL is an id of the catalog, or its beginning; or a file, folder, built site or link
    from anywhere. The archive holds the issuer's documents and list of withdrawals
    as they are now, the verifier, and a README. It vouches for nothing: whoever checks it
    must know the issuer's keys from somewhere else.
    """
    if not (credentials or all_of_them or earner):
        raise click.UsageError("name a CREDENTIAL, --earner or --all")
    one_each = output.endswith(("/", "\\")) or Path(output).is_dir()
    if not one_each and not output.endswith(".zip"):
        raise click.UsageError("-o needs a name that ends in .zip, or a folder that ends in /")
    _refuse_published(Path(output))
    at = as_of or now()
    try:
        kept = [
            *_of_catalog(credentials, config_file, at, earner=earner, everything=all_of_them),
            *_of_files(credentials, maps, at, offline=offline),
        ]
        if not kept:
            raise click.UsageError("There is no badge to keep.")
        files = dict(_archives(kept, Path(output), at, one_each=one_each))
    except ArchiveError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(ExitCode.WRONG)
    _write(files, force=force)
    count = words.counted(len(kept), "badge")
    place = f"{words.counted(len(files), 'file')} in {output}" if one_each else output
    click.echo(f"Kept {count} as of {at:%Y-%m-%d} in {place}. Keep it to yourself.")


def _of_catalog(
    credentials: Sequence[str],
    config_file: Path,
    as_of: datetime,
    *,
    earner: str | None,
    everything: bool,
) -> Iterator[tuple[str, ToKeep]]:
    """What was asked of the catalog, which is read only where something was."""
    named = [each for each in credentials if not _is_elsewhere(each)]
    if not (named or everything or earner):
        return
    catalog = FromCatalog.of(load(config_file))
    rows = [_row(each, catalog.book) for each in named]
    adopted = []
    if everything or earner is not None:
        if earner is not None:
            need_earner(catalog.loaded.catalog, earner)
        whose = None if everything else earner
        rows += catalog.all_rows(whose)
        adopted += catalog.adopted(whose)
    yield from catalog.keep(list({row.credential: row for row in rows}.values()), adopted, as_of)


def _of_files(
    credentials: Sequence[str], maps: tuple[MappedResolver, ...], as_of: datetime, *, offline: bool
) -> Iterator[tuple[str, ToKeep]]:
    targets = tuple(each for each in credentials if _is_elsewhere(each))
    nobody = OfflineResolver()
    sources = Sources(
        maps=maps,
        network=nobody if offline else RememberingResolver(HttpsResolver()),
        pages=nobody if offline else HttpsResolver(max_bytes=MAX_FILE_BYTES),
    )
    yield from found_badges(sources, targets, as_of)


def _is_elsewhere(credential: str) -> bool:
    """Whether it names no row of the ledger: an address, or something on the disk."""
    if "://" in credential and not credential.startswith("https://"):
        raise click.UsageError(f"'{credential}' is not an https address.")
    return "://" in credential or Path(credential).exists()


def _row(named: str, book: Book) -> Issued:
    try:
        return find_credential(named, book)
    except UnknownCredentialError as error:
        raise click.UsageError(f"{error}, and there is no such file") from None


def _refuse_published(output: Path) -> None:
    """An own copy must never get into a site."""
    for folder in output.resolve().parents:
        if (folder / SITE.marker).is_file():
            raise click.UsageError(f"{output} lies in the site {folder}; choose another place")


def _archives(
    kept: Sequence[tuple[str, ToKeep]], output: Path, as_of: datetime, *, one_each: bool
) -> Iterator[tuple[Path, bytes]]:
    verifier = (theme_folder() / "verifier" / "dist" / "verify.html").read_bytes()
    if not one_each:
        badges = [each for _, each in kept]
        yield output, _checked(archive(badges, verifier=verifier, as_of=as_of))
        return
    names = file_names(name for name, _ in kept)
    for name, (_, badge) in zip(names, kept, strict=True):
        body = archive([badge], verifier=verifier, as_of=as_of)
        yield output / f"{name}.zip", _checked(body)


def _checked(body: bytes) -> bytes:
    """The archive, if the verifiers will open it."""
    try:
        refused = read_zip(body).refused
    except ZipError as error:
        raise ArchiveError(f"{error} Give -o a folder, for one file a badge.") from None
    if refused:
        raise ArchiveError(f"{refused[0][0]}: {refused[0][1]}")
    return body


def _write(files: Mapping[Path, bytes], *, force: bool) -> None:
    for path, body in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_output(path, body, force=force, is_private=True)
