"""Several builds of one target, and a reader who never meets a mixture.

A reader may see: through a folder that was opened, one build, to the end; by path, files that
are each of one build, all there, at any moment.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.faults.children import Ended, start
from tests.faults.figures import Figures
from tests.faults.sites import Pair

FILES = ("404.html", "badges/welding/index.html", "search/search_index.json", "index.html")
LEAST_EXCHANGES = 10


@dataclass
class Seen:
    """What a reader met."""

    reads: int = 0
    mixed: int = 0
    missing: int = 0
    exchanges: int = 0


def read_meanwhile(folder: Path, builders: int, reads: int) -> Figures:
    """So many builds at once, again and again, until the reader has read enough."""
    figures = Figures(f"{builders} builds at once and a reader")
    pair = Pair(folder)
    reader = os.fork()
    if not reader:
        try:
            seen = _read(pair, reads)
            (folder / "seen.json").write_text(json.dumps(asdict(seen)))
        finally:
            os._exit(0)
    running: dict[int, Path] = {}
    number = 0
    while os.waitpid(reader, os.WNOHANG) == (0, 0):
        while len(running) < builders:
            log = folder / f"log-{number}.txt"
            running[start(pair.arguments(number % 2), pair.root, log)] = log
            number += 1
        _one_ended(running, figures)
    while running:
        _one_ended(running, figures)
    seen = Seen(**json.loads((folder / "seen.json").read_text()))
    figures.name += (
        f" ({seen.reads:,} reads of {len(FILES)} files through {seen.exchanges} exchanges, "
        f"{seen.mixed} mixed, {seen.missing} missing)"
    )
    if seen.mixed or seen.missing:
        figures.note("half_published", str(seen))
    if pair.shown() is None:
        figures.note("half_published", "at the end")
    return figures


def _one_ended(running: dict[int, Path], figures: Figures) -> None:
    """Wait for any of the builds."""
    for process in list(running):
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            log = running.pop(process)
            ended = Ended(os.waitstatus_to_exitcode(status), log.read_text())
            log.unlink()
            figures.runs += 1
            figures.faults += ended.code != 0
            busy = "another run is writing" in ended.said
            if ended.is_uncaught:
                figures.note("uncaught", ended.said[-300:])
            elif ended.code not in {0, 4} or (ended.code == 4 and not busy):
                figures.note("other", ended.said[-300:])
            return
    os.sched_yield()


def _read(pair: Pair, reads: int) -> Seen:
    known: dict[tuple[str, str], set[int]] = {}
    for number, each in enumerate(pair.editions):
        for path in FILES:  # one that is the same in both belongs to both
            known.setdefault((path, each[path][1]), set()).add(number)
    seen, last = Seen(), None
    while seen.reads < reads or seen.exchanges < LEAST_EXCHANGES:
        seen.reads += 1
        try:
            folder = os.open(pair.target, os.O_RDONLY | os.O_DIRECTORY)
            try:
                through = [known.get((path, _digest(path, folder)), set()) for path in FILES]
                here = os.fstat(folder).st_ino
            finally:
                os.close(folder)
            by_path = [known.get((path, _digest(pair.target / path)), set()) for path in FILES]
        except FileNotFoundError:
            seen.missing += 1
            continue
        seen.mixed += not set.intersection(*through) or not all(by_path)
        seen.exchanges += last is not None and here != last
        last = here
    return seen


def _digest(path: str | Path, folder: int | None = None) -> str:
    descriptor = os.open(path, os.O_RDONLY, dir_fd=folder)
    with os.fdopen(descriptor, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
