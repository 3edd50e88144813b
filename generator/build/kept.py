"""Results that are dear to make, kept in files; losing them changes nothing but time.

Each file begins with the digest of the rest, so that one that was damaged or cut short is
made anew. What a build used is touched, so that the rest can be told and removed.

Builds of many catalogs on one computer, as tests are, may share a shelf: the folder that the
environment variable BADGEPRESS_SHELF names. Nothing is ever removed from it.
"""

import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.publish.place import write_whole

SHELF = "BADGEPRESS_SHELF"
_DIGEST_BYTES = sha256().digest_size
_DRAWINGS_STAY_NS = 30 * 24 * 3600 * 10**9


def read_kept(path: Path) -> bytes | None:
    """What is kept at `path`; None where it is missing or damaged."""
    try:
        whole = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    digest, body = whole[:_DIGEST_BYTES], whole[_DIGEST_BYTES:]
    return body if sha256(body).digest() == digest else None


def keep(path: Path, body: bytes) -> None:
    """Keep `body` at `path`; a disk that refuses only makes the next build slower."""
    unfinished = path.with_name(f".new-{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(unfinished, sha256(body).digest() + body, mode=0o644)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def made_once(place: Path, make: Callable[[], bytes]) -> bytes:
    """What is kept at `place`, else what is on the shelf, else what `make` makes.

    The name of `place` must be the digest of all that `make` makes it from.
    """
    shelf = os.environ.get(SHELF)
    places = [place, *((Path(shelf) / place.name,) if shelf else ())]
    for at, each in enumerate(places):
        if (body := read_kept(each)) is not None:
            missing = places[:at]
            break
    else:
        body, missing = make(), places
    for each in missing:
        keep(each, body)
    return body


@contextmanager
def folder_to_work_in(cache: Path) -> Iterator[Path]:
    """A folder for one run of a tool; a later build removes what a kill leaves of it."""
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache, prefix=".run-") as made:
        descriptor = _locked(Path(made))
        try:
            yield Path(made)
        finally:
            if descriptor is not None:
                os.close(descriptor)


@contextmanager
def pruned(cache: Path) -> Iterator[None]:
    """Once the block ended well, what of `cache` is of no more use is gone.

    Of the chrome that is all that the block did not use; drawings stay for thirty days,
    since handouts have others than the site.
    """
    cache.mkdir(parents=True, exist_ok=True)
    started = cache / f".started-{secrets.token_hex(8)}"
    try:
        started.touch()
        yield
        with suppress(OSError):
            _prune(cache, started.stat().st_mtime_ns)
    finally:
        with suppress(OSError):
            started.unlink()


def _prune(cache: Path, started_ns: int) -> None:
    for entry in (*cache.glob(".started-*"), *cache.glob("shell/*"), *cache.glob("drawings/*")):
        unused_ns = started_ns - entry.lstat().st_mtime_ns
        if unused_ns <= (_DRAWINGS_STAY_NS if _is_drawing(entry) else 0):
            continue
        if not entry.is_dir():
            entry.unlink(missing_ok=True)
        elif not (entry.name.startswith(".run-") and _in_use(entry)):
            shutil.rmtree(entry, ignore_errors=True)


def _is_drawing(entry: Path) -> bool:
    return entry.parent.name == "drawings" and not entry.name.startswith(".")


def _in_use(folder: Path) -> bool:
    """Whether another process works in `folder`."""
    if sys.platform == "win32":
        return True
    descriptor = _locked(folder)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


if sys.platform == "win32":

    def _locked(_folder: Path) -> int | None:
        return None
else:
    import fcntl

    def _locked(folder: Path) -> int | None:
        """A lock on `folder` that ends with the process; None where it can't be had."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return None
        return descriptor
