"""Clocks that are wrong, at the ends of time, and in other zones."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from generator.cli import options
from tests.faults.awards import ISSUE, Office, check_finished, ledger_lines
from tests.faults.children import Before, run
from tests.faults.figures import Figures
from tests.faults.sites import Pair

CLOCKS = {
    "1970": datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
    "2038": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    "9999": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    "a leap day": datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
    "today": None,
}
ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Nowhere/Land")
CODES = {0, 1, 2, 3, 4}


def set_clock(moment: datetime | None, zone: str) -> Before:
    """What makes a process live at another time and place."""

    def before() -> None:
        os.environ["TZ"] = zone
        time.tzset()
        if moment is not None:
            options._clock = lambda: moment

    return before


def strange_clocks(folder: Path) -> Figures:
    """A build, an issue run, what looks at dates; then the right clock goes on."""
    figures = Figures("clocks and zones")
    pair, office = Pair(folder / "pair"), Office(folder)
    look = [*pair.arguments(0)[:1], "--jobs", "1", "-f", pair.config(0)]
    for told, moment in CLOCKS.items():
        for zone in ZONES if moment is None else ZONES[:2]:
            before = set_clock(moment, zone)
            for command in (look, ["check", "-f", pair.config(0)], ["check", "--program"]):
                ended = run(command, pair.root, pair.log, before)
                _met(figures, f"{told}, {zone}, {command}: {ended.said[-300:]}", ended.code)
                if ended.is_uncaught:
                    figures.note("uncaught", f"{told}, {zone}, {command}: {ended.said[-500:]}")
                if pair.shown() is None:
                    figures.note("half_published", f"{told}, {zone}")
            world = office.begin()
            ended = run(ISSUE, office.root, office.log, before)
            _met(figures, f"{told}, {zone}, issue: {ended.said[-300:]}", ended.code)
            if ended.is_uncaught:
                figures.note("uncaught", f"{told}, {zone}, issue: {ended.said[-500:]}")
            for command in (["renew", *ISSUE[2:4]], ["handout"], ["pathways", "status"]):
                ended = run(command, office.root, office.log, before)
                if ended.is_uncaught:
                    figures.note("uncaught", f"{told}, {zone}, {command}: {ended.said[-500:]}")
            kept = ledger_lines(world)
            if kept:
                check_finished(world, kept, figures, f"{told}, {zone}")
    return figures


def _met(figures: Figures, told: str, code: int) -> None:
    figures.runs += 1
    figures.faults += code != 0
    if code not in CODES:
        figures.note("other", told)
