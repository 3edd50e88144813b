"""A published site, brought to an object store or another place that fsspec knows.

Such a store replaces one object at a time, whole, and nothing together. So what is led to comes
before what leads there: pictures and scripts, data, pages, lists of pages, then the list of
digests and its seal; what is gone from the site goes last. Whoever reads meanwhile may see an
old page beside a new one, but no link to nothing and no page without its data.
"""

import mimetypes
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from generator.publish.exchange import recover
from generator.publish.kind import SITE, CannotPublishError, in_one_line
from generator.publish.place import Place, held

_AT_ONCE = 16  # objects on their way; a store answers each after some milliseconds
_TOLD = 256  # objects after which what was brought is written down
_SEALS = ("catalog.json", "seal.json")
_LISTS = ("sitemap", "search/", "robots.txt")
_TABLE = "CREATE TABLE IF NOT EXISTS brought (path TEXT PRIMARY KEY, stamp TEXT, digest BLOB)"


class Store(Protocol):
    """What is asked of an fsspec file system."""

    protocol: str | tuple[str, ...]

    def pipe_file(self, path: str, value: bytes, **kwargs: Any) -> object:
        """Put one object, whole."""

    def find(self, path: str) -> list[str]:
        """Every object below."""

    def rm_file(self, path: str) -> object:
        """Take one object away."""

    def exists(self, path: str) -> bool:
        """Whether an object is there."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What was done."""

    written: int
    removed: int
    as_it_was: int


@dataclass(frozen=True, slots=True)
class _Object:
    path: str
    stamp: str
    """Size and time of the file: while they stay, so does its digest."""
    digest: bytes


def bring(site: Path, url: str, known: Path) -> Brought:
    """Bring the site that stands at `site` to `url`; only what changed since the last time.

    `known` remembers what was brought there, and may be deleted: then all is brought again. A
    run that was interrupted goes on where it stopped.

    Raises:
        CannotPublishError: no site of ours, a store that cannot be had, or one with objects at
            `url` that are no site of ours.

    """
    place = Place(site.resolve(), SITE)
    if not SITE.marks(place.target):
        raise CannotPublishError(f"{place.target} is no site that `{SITE.command}` wrote")
    with in_one_line(place.target), held(place):
        recover(place)
        store, root = _store(url)
        known.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(known, isolation_level=None)) as memory:
            memory.execute(_TABLE)
            try:
                return _brought(place.target, store, root, memory)
            except (OSError, ValueError) as error:
                reason = str(error) or type(error).__name__
                raise CannotPublishError(f"cannot bring the site to {url}: {reason}") from error


def _store(url: str) -> tuple[Store, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - only where it is asked for
    except ImportError:
        raise CannotPublishError(
            "a target with '://' needs more: pip install 'badgepress[dask]'"
        ) from None
    try:
        store, root = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise CannotPublishError(f"{url} is of no kind that fsspec knows here: {error}") from None
    return store, root.rstrip("/")


def _brought(site: Path, store: Store, root: str, memory: sqlite3.Connection) -> Brought:
    rows = memory.execute("SELECT path, stamp, digest FROM brought")
    before = {path: (stamp, digest) for path, stamp, digest in rows}
    there = set(before)
    if not before:
        there = _listed(store, root)
        if there and SITE.marker not in there:
            raise CannotPublishError(f"{root} holds objects that are no site of `{SITE.command}`")
    now = {each.path: each for each in _objects(site, before)}
    changed = [each for each in now.values() if before.get(each.path, ("", b""))[1] != each.digest]
    for kind in _in_order(changed):
        _put(site, store, root, kind, memory)
    gone = sorted(there - now.keys())
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for path, _ in zip(gone, threads.map(_remover(store, root), gone), strict=True):
            memory.execute("DELETE FROM brought WHERE path = ?", (path,))
    return Brought(len(changed), len(gone), len(now) - len(changed))


def _listed(store: Store, root: str) -> set[str]:
    try:
        found = store.find(root)
    except FileNotFoundError:
        return set()
    start = len(root.lstrip("/")) + 1
    return {each.lstrip("/")[start:] for each in found}


def _objects(site: Path, before: Mapping[str, tuple[str, bytes]]) -> Iterator[_Object]:
    for file in sorted(site.rglob("*")):
        if not file.is_file():
            continue
        path, status = file.relative_to(site).as_posix(), file.stat()
        stamp = f"{status.st_size} {status.st_mtime_ns}"
        known, digest = before.get(path, ("", b""))
        if known != stamp:
            digest = sha256(file.read_bytes()).digest()
        yield _Object(path, stamp, digest)


def _in_order(objects: Iterable[_Object]) -> Iterator[list[_Object]]:
    kinds: dict[int, list[_Object]] = {}
    for each in objects:
        kinds.setdefault(_step(each.path), []).append(each)
    yield from (kinds[step] for step in sorted(kinds))


def _step(path: str) -> int:
    """When an object comes: after all that it leads to."""
    if path == SITE.marker:
        return 0
    if path in _SEALS:
        return 5 + _SEALS.index(path)
    if path.startswith(_LISTS) or (path.endswith(".html") and path.count("/") <= 1):
        return 4
    if path.endswith(".html"):
        return 3
    return 2 if path.endswith((".json", ".jsonl")) else 1


def _put(
    site: Path, store: Store, root: str, objects: list[_Object], memory: sqlite3.Connection
) -> None:
    """Put objects of one kind, and write down which are there; also before an error."""
    for start in range(0, len(objects), _TOLD):
        some = objects[start : start + _TOLD]
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            sent = [(each, threads.submit(_send, site, store, root, each.path)) for each in some]
        done = [each for each, future in sent if future.exception() is None]
        memory.executemany(
            "INSERT OR REPLACE INTO brought VALUES (?, ?, ?)",
            [(each.path, each.stamp, each.digest) for each in done],
        )
        for _, future in sent:
            future.result()


def _send(site: Path, store: Store, root: str, path: str) -> None:
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    kind += "; charset=utf-8" if kind.startswith("text/") else ""
    is_s3 = "s3" in (store.protocol if isinstance(store.protocol, tuple) else (store.protocol,))
    more = {"ContentType": kind} if is_s3 else {}
    store.pipe_file(f"{root}/{path}", (site / path).read_bytes(), **more)


def _remover(store: Store, root: str) -> Any:
    def remove(path: str) -> None:
        try:
            store.rm_file(f"{root}/{path}")
        except FileNotFoundError:
            return

    return remove
