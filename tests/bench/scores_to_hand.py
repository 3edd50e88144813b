"""`python -m tests.bench.scores_to_hand`: from score sheets of 300 awards to papers in hand."""

import argparse
import os
import tempfile
import time
from pathlib import Path

from click.testing import CliRunner

from generator.cli import handout, issue
from tests.issue.score_sheet import filled, scored
from tests.issue.world import PASSPHRASE, make_world

AWARDS = 300
DAYS = ("2026-04-01", "2026-04-20", "2026-05-01")


def main() -> None:
    """Print the seconds that `issue` and `handout` take, each with what it said last.

    On a machine that is busy with other things, work is what a quiet one would take.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--each",
        type=int,
        choices=range(1, len(DAYS) + 1),
        default=2,
        help="how many badges a person; from two on there is a transcript",
    )
    each = parser.parse_args().each
    os.environ["BADGEPRESS_PASSPHRASE"] = PASSPHRASE
    with tempfile.TemporaryDirectory() as folder:
        world = make_world(Path(folder))
        os.chdir(folder)
        key = ["--key", "keys/brook.key", "--yes"]
        total = 0.0
        for day in DAYS[:each]:
            people = [f"Person{number} Of{number}" for number in range(AWARDS // each)]
            rows = [scored(name, Date=day) for name in people]
            Path("scores.xlsx").write_bytes(filled(world, rows))
            total += _timed(issue.command, ["scores.xlsx", *key])
        total += _timed(handout.command, [])
        os.chdir("/")
    print(f"{total:6.1f} s  in all")


def _timed(command, arguments: list[str]) -> float:
    start, worked = time.perf_counter(), _work()
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    seconds = time.perf_counter() - start
    worked = _work() - worked
    said = result.stdout.splitlines()[-1]
    print(f"{seconds:6.1f} s, {worked:.1f} s of work  {command.name}: {said}")
    return seconds


def _work() -> float:
    """Seconds of the processor, this process's and those of its ended children."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
