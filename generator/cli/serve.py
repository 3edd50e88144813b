"""`badgepress serve`."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from generator.build import build
from generator.build.build import CACHE
from generator.build.theme_files import theme_folder
from generator.cli.building import summary, tell_notices
from generator.cli.exit_code import ExitCode
from generator.cli.options import as_of_option, config_option, now
from generator.cli.preview import PreviewServer
from generator.cli.progress import narrated
from generator.publish import CannotPublishError
from generator.source import CatalogError, Loaded, load

_PAUSE_SECONDS = 1.0  # between two looks at the files; saving a file takes an editor less

_State = dict[Path, tuple[int, int]]
"""Time and size of files."""


@click.command("serve")
@config_option
@as_of_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="Port."
)
def command(config_file: Path, as_of: datetime | None, host: str, port: int) -> None:
    """Build the website and show it on this computer; every saved change is built again."""
    loaded = load(config_file)
    folder = loaded.root / CACHE / "preview"
    seen = _state(_places(config_file, loaded))
    try:
        _rebuild(loaded, folder, as_of)
        server = PreviewServer((host, port), folder, loaded.config.base_path)
    except CannotPublishError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(ExitCode.CANNOT_WRITE)
    except OSError as error:
        hint = "; choose another with --port" if port else ""
        click.echo(f"error: cannot listen on {host}:{port}: {error.strerror}{hint}", err=True)
        sys.exit(ExitCode.USAGE)
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        stopping = threading.Event()
        try:
            with told_by_ctrl_c(stopping):
                click.echo(f"The site is at {server.url} - stop with Ctrl-C.")
                _watch(
                    config_file,
                    _places(config_file, loaded),
                    seen,
                    folder,
                    as_of,
                    stopping=stopping,
                )
        except KeyboardInterrupt:
            click.echo("")
        finally:
            server.shutdown()


@contextmanager
def told_by_ctrl_c(stopping: threading.Event) -> Iterator[None]:
    """Ctrl-C sets `stopping` and interrupts what is being done.

    The interrupt alone may get lost: Python drops what is raised while it clears objects away.
    """

    def stop(*_: object) -> None:
        stopping.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _rebuild(loaded: Loaded, folder: Path, as_of: datetime | None) -> None:
    tell_notices(loaded)
    with narrated() as narrator:
        built = build(loaded, site_dir=folder, as_of=as_of or now(), jobs=1, narrator=narrator)
    click.echo(summary(built))


def _watch(
    config_file: Path,
    places: list[Path],
    seen: _State,
    folder: Path,
    as_of: datetime | None,
    *,
    stopping: threading.Event,
) -> None:
    """Build again after each change; a mistake is told, and the last good site stays."""
    while not stopping.wait(_PAUSE_SECONDS):
        state = _state(places)
        if state == seen:
            continue
        seen = state
        try:
            loaded = load(config_file)
            if (now_at := _places(config_file, loaded)) != places:
                places, seen = now_at, _state(now_at)
            _rebuild(loaded, folder, as_of)
        except CatalogError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            click.echo("The last site that was right is still shown.", err=True)
        except CannotPublishError as error:
            click.echo(f"error: {error}", err=True)


def _places(config_file: Path, loaded: Loaded) -> list[Path]:
    places = [loaded.catalog_dir, loaded.people_dir, theme_folder()]
    if loaded.config.theme_dir is not None:
        places.append(loaded.root / loaded.config.theme_dir)
    return [config_file, *places]


def _state(places: list[Path]) -> _State:
    """Time and size of every file in the places."""
    state = {}
    for path in _files(places):
        try:
            stat = path.stat()
        except OSError:
            continue  # gone between the two looks
        state[path] = (stat.st_mtime_ns, stat.st_size)
    return state


def _files(places: list[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from (path for path in place.rglob("*") if "node_modules" not in path.parts)
        else:
            yield place
