"""Making sure that what was written survives a power cut."""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_SYNCFS_TELLS_SINCE = (5, 8)
"""Before this Linux, syncfs did not tell of data that could not be written (syncfs(2))."""


def sync_tree(root: Path, only: Iterable[str] | None = None) -> None:
    """Make every file and folder below `root` durable; of a tree that stood, what changed.

    `only` names the files that are new or gone. Linux writes a whole file system out in one
    call, 13 times faster for 10,000 files than file by file; elsewhere each is told.

    Raises:
        OSError: the disk did not take it.

    """
    if sys.platform == "win32":  # it has no call for folders
        return
    if _syncfs(root):
        return
    if only is None:
        for folder, _, names in os.walk(root, onerror=_raise):
            for name in names:
                _sync(Path(folder, name))
            _sync(Path(folder))
    else:
        _sync_these(root, only)
    if sys.platform == "darwin":
        # There fsync reaches the drive, and this one call what the drive holds back (fsync(2)).
        import fcntl  # noqa: PLC0415 - Windows has none

        descriptor = os.open(root, os.O_RDONLY)
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        finally:
            os.close(descriptor)


def _sync_these(root: Path, paths: Iterable[str]) -> None:
    folders = {root}
    for path in paths:
        file = root / path
        folders.update(folder for folder in file.parents if folder.is_relative_to(root))
        if file.exists():
            _sync(file)
    for folder in folders:
        if folder.exists():
            _sync(folder)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    if sys.platform != "win32":
        _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _syncfs(root: Path) -> bool:
    """Write the file system of `root` out; False where that call is missing or can't be trusted."""
    if sys.platform != "linux" or _kernel() < _SYNCFS_TELLS_SINCE:
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        return False
    descriptor = os.open(root, os.O_RDONLY)
    try:
        if call(descriptor) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(root))
    finally:
        os.close(descriptor)
    return True


def _kernel() -> tuple[int, ...]:
    numbers = os.uname().release.split("-")[0].split(".")[:2]
    return tuple(int(each) if each.isdigit() else 0 for each in numbers)


def _raise(error: OSError) -> None:
    raise error
