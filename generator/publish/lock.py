"""One writer at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):  # noqa: N818  a state of affairs, told by the caller
    """Somebody else holds the lock."""


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`; it is gone afterwards.

    The system frees the lock of a dead process, so a file left behind blocks nobody.
    Windows has no such lock: there two builds at once are not noticed.

    Raises:
        Busy: another process holds it.

    """
    if sys.platform == "win32":
        yield
        return
    descriptor = _acquire(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


if sys.platform != "win32":
    import fcntl

    def _acquire(path: Path) -> int:
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # The holder before us may have removed the file before we locked it.
                if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
                    return descriptor
            except BlockingIOError:
                os.close(descriptor)
                raise Busy from None
            except OSError:
                os.close(descriptor)
                raise
            os.close(descriptor)
