"""The operating system's calls that change a disk, one of which fails."""

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.issue import disk
from generator.publish import exchange, sync

CALLS = (
    *("write", "fsync", "rename", "replace", "link", "mkdir", "rmdir", "unlink", "remove", "chmod"),
    *("ftruncate", "truncate", "utime", "open"),
)
_NEEDS_SPACE = {"write", "mkdir", "open", "open file"}
MODES = ("error", "full", "short", "kill")
"""An error of the device, once; a disk full from then on; half a write; the process dies."""


class Injector:
    """Counts the calls of its process, and makes the one numbered `at` go wrong."""

    def __init__(self, at: int = -1, mode: str = "error", said: Path | None = None) -> None:
        self.at = at
        self.mode = mode
        self.count = 0
        self.said = said

    def install(self) -> Callable[[], object] | None:
        """From now on, in this process; answers what tells the count, where that is wanted."""
        for name in CALLS:
            setattr(os, name, self._around(name, getattr(os, name)))
        io.open = self._around("open file", io.open)
        exchange.swap = self._around("exchange", exchange.swap)
        sync._syncfs = self._around("syncfs", sync._syncfs)
        # `Disk` took hold of the calls when it was defined.
        calls = disk.Calls(os.write, os.fsync, os.replace, os.ftruncate, os.unlink)
        disk.Disk.__init__.__defaults__ = (calls,)
        return self._tell if self.said is not None else None

    def _tell(self) -> None:
        assert self.said is not None
        self.said.write_text(str(self.count))

    def _around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **more: Any) -> Any:
            if not _changes_a_disk(name, arguments, more):
                return call(*arguments, **more)
            number, self.count = self.count, self.count + 1
            if number == self.at:
                if self.mode == "kill":
                    os._exit(137)
                if self.mode == "error":
                    raise OSError(errno.EIO, os.strerror(errno.EIO), str(arguments[0]))
                if self.mode == "short" and name == "write" and len(arguments[1]) > 1:
                    return call(arguments[0], arguments[1][: len(arguments[1]) // 2])
            if self.mode == "full" and 0 <= self.at <= number and name in _NEEDS_SPACE:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))
            return call(*arguments, **more)

        return called


def _changes_a_disk(name: str, arguments: tuple[Any, ...], more: dict[str, Any]) -> bool:
    if name == "write":
        return arguments[0] > 2
    if name == "open":
        flags = arguments[1] if len(arguments) > 1 else more.get("flags", 0)
        return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    if name == "open file":
        mode = arguments[1] if len(arguments) > 1 else more.get("mode", "r")
        return isinstance(arguments[0], str | os.PathLike) and bool(set(mode) & set("wax+"))
    return True
