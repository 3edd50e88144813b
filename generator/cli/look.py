"""Whether anything changed since the last build, without reading what is there.

A build that ended well leaves one small record beside the configuration, for its target: a digest
over the name, size, times and number of every file it was made from (this program and its
libraries too) and over those of the site, when it was made, and until when it holds. As long as
all that is so, there is nothing to do. The record holds no name of a file: people's files have
theirs.

A site of many files is looked at from its top down, so far as a look may take: what somebody
changed deep inside it is mended by the next build that has something to do.

This module and what it imports must stay light: it runs before anything else is imported.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

_FORMAT = 1
_MOST_OF_A_SITE = 4_000
"""Entries of the site that are looked at, from its top down; a larger one is known by these."""
_MOST_READ = 200_000_000
"""Bytes of signed files that are looked through for instants; a build of more is never skipped."""
_GRAIN_NS = 20_000_000  # a kernel's tick: two changes within one may have the same time
_COARSE_GRAIN_NS = 2_000_000_000  # of file systems that tell no fractions of a second
_HAS_INSTANTS = (".json", ".jsonl", ".yml")
_LEFT_OUT = frozenset({".badgepress", ".git", "__pycache__", "badges", "pathways", "pages"})
"""Folders that hold days, never instants."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a build was made from and what it made, as they can be seen from outside."""

    format: int
    folders: tuple[str, ...]
    """All that it was made from, but the configuration; first the catalog and the people."""
    target: str
    """The site's folder."""
    inputs: str
    site: str
    as_of: str
    """The moment of judging."""
    until: str
    """The first instant from which something would be judged otherwise; else as for `given`."""
    given: bool
    """Whether the moment was asked for: then it holds for that very moment alone."""
    notices: bool

    def holds(self, as_of: datetime | None, now: datetime) -> bool:
        """Whether a build as of then would say the same."""
        made = datetime.fromisoformat(self.as_of)
        if as_of is not None or self.given:
            return self.given and as_of == made
        return made <= now < datetime.fromisoformat(self.until)


@dataclass(frozen=True, slots=True)
class Started:
    """The beginning of a build, by the clock of the disk."""

    at_ns: int
    grain_ns: int

    def is_before(self, status: os.stat_result) -> bool:
        """Whether a file was surely as it is when the build began."""
        return max(status.st_mtime_ns, status.st_ctime_ns) < self.at_ns - self.grain_ns


def started(cache: Path) -> Started | None:
    """Now, as the disk sees it; None where it cannot be asked."""
    try:
        cache.mkdir(exist_ok=True)
        probe = cache / f".now-{os.getpid()}"
        probe.write_bytes(b"")
        at = probe.stat().st_mtime_ns
        probe.unlink()
    except OSError:
        return None
    return Started(at, _GRAIN_NS if at % 1_000_000_000 else _COARSE_GRAIN_NS)


def nothing_changed(
    config: Path, cache: Path, asked: Path | None, *, as_of: datetime | None, now: datetime
) -> Look | None:
    """The record of the last build, where another would make the same.

    `asked` is the folder that the site shall go to, where it is not the configuration's.
    """
    try:
        look = Look(**json.loads(_record(cache, asked).read_bytes()))
        site = Path(look.target)
        if look.format != _FORMAT or not look.holds(as_of, now):
            return None
        inputs, _ = _inputs(config, tuple(look.folders), site, None)
        return look if inputs == look.inputs and _site(site) == look.site else None
    except (OSError, ValueError, TypeError):  # none yet, or damaged
        return None


def remember(
    config: Path,
    cache: Path,
    asked: Path | None,
    *,
    site: Path,
    folders: Iterable[Path],
    since: Started | None,
    as_of: datetime,
    given: bool,
    notices: bool,
) -> None:
    """Leave the record of a build that began at `since`, where all can be known."""
    inside = tuple(str(folder.absolute()) for folder in folders)
    record = _record(cache, asked)
    with suppress(OSError):
        record.unlink(missing_ok=True)
        inputs, is_sure = _inputs(config, inside, site, since)
        until = _until([config, *map(Path, inside[:2])], as_of)
        if not is_sure or until is None:
            return
        look = Look(
            format=_FORMAT,
            folders=inside,
            target=str(site.absolute()),
            inputs=inputs,
            site=_site(site),
            as_of=as_of.isoformat(),
            until=until.isoformat(),
            given=given,
            notices=notices,
        )
        unfinished = record.with_name(f".{record.name}-{os.getpid()}")
        unfinished.write_text(json.dumps(asdict(look)))
        unfinished.replace(record)


def _record(cache: Path, asked: Path | None) -> Path:
    if asked is None:
        return cache / "look.json"
    return cache / f"look-{_digest([os.path.realpath(asked)])[:16]}.json"


def _inputs(
    config: Path, folders: tuple[str, ...], site: Path, since: Started | None
) -> tuple[str, bool]:
    """A digest of all that a build reads, and whether it was so before `since`."""
    package = Path(__file__).resolve().parent.parent
    ours = [(os.fspath(path), path.stat()) for path in (config, Path(os.path.realpath(config)))]
    for folder in dict.fromkeys((*folders, os.fspath(package))):
        ours += _entries(folder, {os.path.realpath(site)})
    is_sure = since is not None and all(
        since.is_before(status) for path, status in ours if not path.startswith(os.fspath(package))
    )
    libraries = [(path, _stat(path)) for path in sys.path]
    parts = [f"{path}\0{_seen(status)}" for path, status in ours]
    parts += [f"{path}\0{status.st_mtime_ns if status else ''}" for path, status in libraries]
    parts += [sys.version, os.path.realpath(config)]
    return _digest(parts), is_sure


def _entries(folder: str, without: set[str]) -> list[tuple[str, os.stat_result]]:
    """Every file below, followed where it is a link; also folders, whose names come and go."""
    found, todo = [], [folder]
    while todo:
        here = todo.pop()
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.name in {".badgepress", ".git", "__pycache__"}:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    beside = entry.name.startswith(".") and entry.name.endswith(".badgepress")
                    if not beside and os.path.realpath(entry.path) not in without:
                        todo.append(entry.path)
                    continue
                found.append((entry.path, entry.stat(follow_symlinks=False)))
                if entry.is_symlink():
                    found.append((f"{entry.path}\0", Path(entry.path).stat()))
    return sorted(found, key=lambda each: each[0])


def _site(site: Path) -> str:
    """A digest of the published folder, from its top down."""
    parts = [_seen(site.stat())]
    todo, left = [os.fspath(site)], _MOST_OF_A_SITE
    while todo and left > 0:
        level, todo = todo, []
        for here in level:
            with os.scandir(here) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
            left -= len(entries)
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                parts.append(f"{entry.name}\0{_seen(status)}")
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
            if left <= 0:
                break
    return _digest(parts)


def _seen(status: os.stat_result) -> str:
    times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
    return f"{status.st_mode} {status.st_size} {status.st_ino} {times}"


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path or ".")  # noqa: PTH116 - sys.path holds texts
    except OSError:
        return None


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _until(places: Iterable[Path], as_of: datetime) -> datetime | None:
    """The first instant after `as_of` of which a file says something, at most the day's end.

    Pages tell days, and what is signed ends at instants. None: there is too much to look through.
    """
    until = datetime.combine(as_of.date() + timedelta(days=1), time(), UTC)
    near = (as_of + timedelta(days=days) for days in (-1, 0, 1))  # other zones have other days
    days = "|".join(f"{day:%Y-%m-%d}" for day in near)
    instant = re.compile(rf"(?:{days})T[0-9:.]{{8,15}}(?:Z|[+-][0-9:]{{5}})".encode())
    left = _MOST_READ
    for file in _with_instants(places):
        body = file.read_bytes()
        left -= len(body)
        if left < 0:
            return None
        for found in set(instant.findall(body)):
            with suppress(ValueError):
                moment = datetime.fromisoformat(found.decode())
                until = min(until, moment) if moment > as_of else until
    return until


def _with_instants(places: Iterable[Path]) -> Iterator[Path]:
    for place in dict.fromkeys(places):
        if place.is_file():
            yield place
        for folder, folders, names in os.walk(place):
            folders[:] = [name for name in folders if name not in _LEFT_OUT]
            yield from (Path(folder, name) for name in names if name.endswith(_HAS_INSTANTS))
