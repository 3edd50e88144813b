"""Commands in processes of their own, forked so that each begins with everything imported."""

import io
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyld.jsonld  # noqa: F401 - all that commands import when they need it

from generator.cli import build, building, issue  # noqa: F401 - likewise
from generator.cli.main import main

UNCAUGHT = 99


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    """Its exit code, or minus the signal that ended it."""
    said: str

    @property
    def is_uncaught(self) -> bool:
        return self.code == UNCAUGHT or "Traceback" in self.said


Before = Callable[[], Callable[[], object] | None]
"""What a process does first; what it answers with is done last."""


def start(arguments: list[str], folder: Path, log: Path, before: Before | None = None) -> int:
    """Run a command in `folder`; answers its process."""
    process = os.fork()
    if process:
        return process
    code = UNCAUGHT
    after = None
    try:
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", 0, closefd=False), write_through=True)
        sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", 0, closefd=False), write_through=True)
        os.chdir(folder)
        os.environ |= {"BADGEPRESS_PASSPHRASE": "four random words here"}
        sys.argv = ["badgepress", *arguments]
        try:
            after = before() if before is not None else None
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        except BaseException:  # noqa: BLE001 - whatever it is, it is counted
            traceback.print_exc()
        if after is not None:
            after()
    finally:
        os._exit(code)


def finish(process: int, log: Path, *, kill_after: float | None = None) -> Ended:
    """Wait for a process, or kill it after so many seconds."""
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    return Ended(os.waitstatus_to_exitcode(status), log.read_text(errors="replace"))


def run(arguments: list[str], folder: Path, log: Path, before: Before | None = None) -> Ended:
    """Run a command to its end."""
    return finish(start(arguments, folder, log, before), log)
