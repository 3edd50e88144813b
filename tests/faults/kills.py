"""kill -9 at random moments of a build and of an issue run."""

import random
import time
from pathlib import Path

from tests.faults.awards import ISSUE, Office, check_finished, ledger_lines
from tests.faults.children import finish, start
from tests.faults.figures import Figures
from tests.faults.sites import STANDS, Pair

_LATE = 0.4  # of the runs, those that are killed in their last third, where things are put in place


def kill_builds(folder: Path, count: int, chance: random.Random) -> Figures:
    """The site is one edition, whole, after each kill; what is kept is whole too."""
    figures = Figures("kill -9 of a build")
    pair = Pair(folder)
    begun = time.monotonic()
    pair.build(1)
    seconds = time.monotonic() - begun
    for number in range(count):
        started = time.monotonic()
        process = start(pair.arguments(number % 2), pair.root, pair.log)
        ended = finish(process, pair.log, kill_after=moment(chance, seconds))
        _count(figures, ended.code)
        if ended.code == 0:
            seconds = 0.8 * seconds + 0.2 * (time.monotonic() - started)
        else:
            seconds *= 1.01  # a machine that got slower: else no run would come to its end
        check_whole(pair, figures, f"kill {number}")
        if ended.is_uncaught:
            figures.note("uncaught", ended.said[-300:])
    for number in range(2):
        ended = pair.build(number)
        if (ended.code, pair.shown()) != (0, number):
            figures.note("other", f"the build after all kills: {ended.said[-300:]}")
    left = {each.name for each in pair.beside.iterdir()} - STANDS
    if left:
        figures.note("left_behind", str(left))
    return figures


def check_whole(pair: Pair, figures: Figures, told: str) -> None:
    """What is shown, and what is kept, are editions."""
    if pair.shown() is None:
        figures.note("half_published", told)
    previous = pair.beside / "previous"
    if previous.exists() and pair.shown(previous) is None:
        figures.note("half_published", f"{told}: the one that is kept")


def kill_issuing(folder: Path, count: int, chance: random.Random) -> Figures:
    """The next run finishes what the killed one began, with the indexes it drew."""
    figures = Figures("kill -9 of an issue run")
    office = Office(folder)
    office.begin()
    begun = time.monotonic()
    office.issue()
    seconds = time.monotonic() - begun
    for number in range(count):
        world = office.begin()
        process = start(ISSUE, office.root, office.log)
        ended = finish(process, office.log, kill_after=moment(chance, seconds))
        _count(figures, ended.code)
        kept = ledger_lines(world)
        again = office.issue()
        if again.code != 0 or again.is_uncaught:
            figures.note("uncaught" if again.is_uncaught else "other", again.said[-300:])
            continue
        check_finished(world, kept, figures, f"kill {number}")
    return figures


def moment(chance: random.Random, seconds: float) -> float:
    """When to kill a run that takes about so many seconds."""
    late = chance.random() < _LATE
    return chance.uniform(0.6 if late else 0.0, 1.1) * seconds


def _count(figures: Figures, code: int) -> None:
    figures.runs += 1
    figures.faults += code != 0
