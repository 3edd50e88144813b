"""What `badgepress build` does once something changed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path

import click

from generator.build import Built, NoticedError, build
from generator.build.build import CACHE, sources_of
from generator.build.clr import record_notices
from generator.build.workers import Workers
from generator.cli.exit_code import ExitCode
from generator.cli.look import remember, started
from generator.cli.options import now
from generator.cli.progress import narrated
from generator.publish import CannotPublishError
from generator.source import Loaded, load_program

_MOST_NOTICES = 200
"""Told of a registry, whose shards may each have the same."""


@dataclass(frozen=True, slots=True)
class Workforce:
    """Who is to do the work."""

    jobs: int
    is_dask: bool = False
    scheduler: str | None = None
    """The address of a cluster; without one, Dask begins its own."""

    @contextmanager
    def workers(self) -> Iterator[Workers | None]:
        """Those of a cluster, while they are wanted; None: processes of this machine.

        Raises:
            CannotPublishError: no cluster is to be had.

        """
        if not self.is_dask:
            yield None
            return
        with import_module("generator.build.dask_workers").cluster(
            self.scheduler, self.jobs
        ) as workers:
            yield workers


def run(
    config_file: Path,
    site_dir: Path | None,
    as_of: datetime | None,
    workforce: Workforce,
    *,
    strict: bool,
    full: bool,
) -> ExitCode:
    """Load, build, tell, and leave a record by which the next build finds that nothing changed."""
    cache = config_file.parent / CACHE
    since = started(cache) if config_file.exists() else None
    loaded = load_program(config_file)
    notices = tell_notices(loaded)
    if notices and strict:
        return _refused()
    target = site_dir if site_dir is not None else loaded.root / loaded.config.site_dir
    moment = as_of or now()
    try:
        with workforce.workers() as workers, narrated() as narrator:
            built = build(
                loaded,
                site_dir=target,
                as_of=moment,
                jobs=workforce.jobs,
                narrator=narrator,
                strict=strict,
                full=full,
                engine=workers,
            )
    except NoticedError as error:
        _tell(error.notices)
        return _refused()
    except CannotPublishError as error:
        click.echo(f"error: {error}", err=True)
        return ExitCode.CANNOT_WRITE
    remember(
        config_file,
        cache,
        site_dir,
        site=target,
        folders=sources_of(loaded),
        since=since,
        as_of=moment,
        given=as_of is not None,
        notices=notices or bool(built.notices),
    )
    _tell(built.notices)
    if told := built.placed.told(target):
        click.echo(f"note: {told}.", err=True)
    for each in built.limits:
        click.echo(f"note: {each}.", err=True)
    click.echo(summary(built))
    return ExitCode.OK


def tell_notices(loaded: Loaded) -> bool:
    """Say what is not wrong but worth saying; True when there was something."""
    notices = [*loaded.notices, *record_notices(loaded)]
    _tell(notices)
    return bool(notices)


def _tell(notices: Sequence[str]) -> None:
    for notice in notices[:_MOST_NOTICES]:
        click.echo(f"notice: {notice}", err=True)
    if (more := len(notices) - _MOST_NOTICES) > 0:
        click.echo(f"notice: and {more} more", err=True)


def _refused() -> ExitCode:
    click.echo("nothing was written, because of --strict.", err=True)
    return ExitCode.WRONG


def summary(built: Built) -> str:
    """One line: what was written, and where."""
    return (
        f"Wrote {built.pages} pages ({built.files} files) to {built.folder}. "
        f"{built.earned} earned badge{'' if built.earned == 1 else 's'} verified: "
        f"{built.expired} expired, "
        f"{built.withdrawn} withdrawn."
    )
