"""`badgepress keys backup`, `restore` and `passphrase`: a key outlives computers and people."""

import errno
import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.options import config_option, now
from generator.cli.people import load_part
from generator.cli.places import folders_to_keep_out
from generator.cli.press import press_for
from generator.issue.key_file import (
    MAX_BYTES,
    KeyFile,
    KeyRefusedError,
    locked_anew,
    open_key,
    read_key_file,
    replace_key,
    write_key,
)
from generator.issue.key_rows import key_from, key_rows
from generator.model.catalog import Catalog
from generator.model.issuer import Issuer
from generator.model.recognizer import Recognizer
from generator.paper import key_backup as paper

PASSPHRASE, NEW_PASSPHRASE = "BADGEPRESS_PASSPHRASE", "BADGEPRESS_NEW_PASSPHRASE"

_file = click.Path(path_type=Path, dir_okay=False)
_key_file = click.argument("key_file", metavar="KEYFILE", type=_file)

_out = click.option("-o", "--out", type=_file, required=True, help="The file to write.")


@click.command("backup", short_help="Put a key on paper, to scan or type back.")
@_key_file
@_out
@click.option(
    "--own-passphrase", is_flag=True, help="Give the paper a passphrase other than the key's."
)
@config_option
def backup(key_file: Path, out: Path, config_file: Path, *, own_passphrase: bool) -> None:
    """Write the key in KEYFILE, encrypted, as a PDF to print and lock away.

    It has the key as a QR code to scan and as rows to type that check themselves, whose key it
    is, and how to bring it back. The passphrase is asked for, so that you know it opens; it is
    not on the paper.
    """
    if out.suffix.lower() != ".pdf":
        raise click.UsageError(f"{out} must end in .pdf")
    keep_out = folders_to_keep_out(config_file)
    with _refusals(out):
        loaded = load_part(config_file, to_sign=True)
        file = read_key_file(key_file, keep_out=keep_out)
        owner = _owner(file, loaded.catalog)
        _nothing_there(out)
        passphrase = ask(f"Passphrase of {owner.name}'s key {key_file}", PASSPHRASE)
        open_key(file, passphrase)
        body = file.body
        if own_passphrase:
            new = ask("Passphrase for the paper", NEW_PASSPHRASE, twice=True)
            body = locked_anew(file, passphrase, new)
        sheet = paper.key_backup(
            owner,
            file.public_key,
            key_file=body.decode("ascii"),
            rows=key_rows(body),
            own_passphrase=own_passphrase,
            catalog=loaded.catalog,
            made_on=now().date(),
        )
        pdf = press_for(loaded).set(paper.TEMPLATE, sheet.data, sheet.files, about=owner.slug)
        write_key(out, pdf, keep_out=keep_out)
    click.echo(
        f"Wrote {out}. Print it, fill in by hand where the passphrase is kept, lock it away, and\n"
        "delete the file. Keep the passphrase in another place, known to two people."
    )


@click.command("restore", short_help="Make a key file again from its paper.")
@click.argument("typed", metavar="FILE", type=_file)
@_out
@config_option
def restore(typed: Path, out: Path, config_file: Path) -> None:
    """Make a key file again from what was typed or scanned from its backup into FILE.

    Errors of typing are named by row. The key must be one that the catalog lists, retired or
    not, or a recovery key, and the passphrase of the paper must open it.
    """
    keep_out = folders_to_keep_out(config_file)
    with _refusals(out):
        catalog = load_part(config_file, to_sign=True).catalog
        file = key_from(typed, _text(typed))
        owner = _owner(file, catalog)
        _nothing_there(out)
        open_key(file, ask(f"Passphrase of the backup of {owner.name}'s key", PASSPHRASE))
        write_key(out, file.body, keep_out=keep_out)
    click.echo(f"Wrote {out}, the key {file.public_key} of {owner.name}. Now delete {typed}.")
    for key in owner.keys:
        if key.public_key == file.public_key and key.retired is not None:
            click.echo(f"note: it is listed as retired on {key.retired:%Y-%m-%d}", err=True)


@click.command("passphrase", short_help="Give a key file another passphrase.")
@_key_file
@config_option
def passphrase(key_file: Path, config_file: Path) -> None:
    """Give the key in KEYFILE another passphrase.

    Copies and backups made before still open with the old one.
    """
    keep_out = folders_to_keep_out(config_file) if config_file.exists() else ()
    with _refusals(key_file):
        file = read_key_file(key_file, keep_out=keep_out)
        old = ask(f"Passphrase of {key_file} until now", PASSPHRASE)
        open_key(file, old)
        new = ask("New passphrase (four or five random words are good)", NEW_PASSPHRASE, twice=True)
        replace_key(file, locked_anew(file, old, new))
    click.echo(
        f"{key_file} has its new passphrase. Copies and papers made before open with the old one:\n"
        "print a new backup and destroy them. If somebody who knew the old passphrase may have a\n"
        "copy, that is not enough: make the next key (badgepress keys rotate)."
    )


def ask(question: str, variable: str, *, twice: bool = False) -> str:
    """A passphrase from the environment, or from the person, who does not see it."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    answer: str = click.prompt(question, hide_input=True, confirmation_prompt=twice)
    return answer


def _owner(file: KeyFile, catalog: Catalog) -> Issuer | Recognizer:
    owners: list[Issuer | Recognizer] = [*catalog.issuers.values(), *catalog.recognizers.values()]
    for owner in owners:
        listed = {key.public_key for key in owner.keys} | {owner.recovery_key}
        if file.public_key in listed:
            return owner
    raise KeyRefusedError(
        f"{file.path} holds the key {file.public_key}, which this catalog does not list",
        "list it under the 'keys' of its issuer first, or name the right catalog with --config",
    )


def _nothing_there(out: Path) -> None:
    """Told before anybody has typed a passphrase; `write_key` sees to it in the end."""
    if os.path.lexists(out):
        raise FileExistsError(
            errno.EEXIST, "is there already, and nothing is overwritten", str(out)
        )


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES)
    except OSError as error:
        raise KeyRefusedError(f"{path} can't be read: {error.strerror}") from None
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))  # as some editors of Windows save
    return data.decode("utf-16" if wide else "utf-8-sig", "replace")


@contextmanager
def _refusals(target: Path) -> Iterator[None]:
    """Say in one line why it was not done, and leave."""
    context = click.get_current_context()
    try:
        yield
    except KeyRefusedError as error:
        click.echo(f"error: {error}", err=True)
        context.exit(ExitCode.USAGE)
    except OSError as error:
        click.echo(f"error: {error.filename or target}: {error.strerror}", err=True)
        context.exit(ExitCode.CANNOT_WRITE)
