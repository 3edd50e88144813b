"""Putting one folder in the place of another in one step, where the system can."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
# What a kernel, a C library or a file system says that does not know the exchange.
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM})


def swap(one: Path, other: Path) -> bool:
    """Exchange two folders atomically (Linux, renameat2); False where that can't be had."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))


def replace(staged: Path, target: Path, aside: Path) -> Path | None:
    """Put `staged` at `target`; answers where the old folder now lies, if there was one.

    Where folders can't be exchanged, the old one is moved to `aside` first. A process that
    dies between the two renames leaves no `target`; `recover` puts the old one back.
    """
    if not target.exists():
        staged.rename(target)
        return None
    if swap(staged, target):
        return staged
    target.rename(aside)
    try:
        staged.rename(target)
    except OSError:
        aside.rename(target)
        raise
    return aside


def recover(target: Path, aside: Path) -> None:
    """Undo what an interrupted `replace` left half done."""
    if aside.is_dir() and not target.exists():
        aside.rename(target)
