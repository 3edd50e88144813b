"""Reading and writing the single files of `bake`, `unbake` and `archive`."""

import sys
from contextlib import suppress
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode

MAX_BYTES = 20_000_000


def read_input(path: Path) -> bytes:
    """The file's bytes; what can't be read ends the command."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise click.UsageError(f"'{path}' cannot be read: {error.strerror}.") from None
    if len(data) > MAX_BYTES:
        raise click.UsageError(f"'{path}' is larger than {MAX_BYTES:,} bytes.")
    return data


def is_png(path: Path, data: bytes) -> bool:
    """Whether a picture is a PNG; it may be an SVG, and what is neither ends the command."""
    if data.startswith(b"\x89PNG"):
        return True
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        click.echo(f"error: {path}: neither a PNG nor an SVG", err=True)
        sys.exit(ExitCode.WRONG)
    return False


def refuse_existing(path: Path, *, force: bool) -> None:
    """End the command where writing `path` would replace something unasked."""
    if not force and (path.exists() or path.is_symlink()):
        click.echo(f"error: {path} is there already; --force replaces it", err=True)
        sys.exit(ExitCode.CANNOT_WRITE)


def write_output(path: Path, data: bytes, *, force: bool, is_private: bool = False) -> None:
    """The file whole or not at all; an existing one only with `force`.

    A private one can be read by its owner alone, from the first byte on.
    """
    refuse_existing(path, force=force)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(0o600 if is_private else 0o666, exist_ok=False)
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        click.echo(f"error: {path} cannot be written: {error.strerror}", err=True)
        sys.exit(ExitCode.CANNOT_WRITE)
