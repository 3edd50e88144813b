"""`python -m tests.bench.scores_to_hand`: from a score sheet of 300 to certificates and slips."""

import argparse
import os
import tempfile
import time
from pathlib import Path

from click.testing import CliRunner

from generator.cli import handout, issue
from tests.issue.score_sheet import filled, scored
from tests.issue.world import PASSPHRASE, make_world


def main() -> None:
    """Print the seconds that `issue` and `handout` take, each with what it said last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    people = parser.parse_args().people
    os.environ["BADGEPRESS_PASSPHRASE"] = PASSPHRASE
    with tempfile.TemporaryDirectory() as folder:
        world = make_world(Path(folder))
        os.chdir(folder)
        rows = [scored(f"Person{number} Of{number}") for number in range(people)]
        Path("scores.xlsx").write_bytes(filled(world, rows))
        key = ["--key", "keys/brook.key", "--yes"]
        for command, arguments in ((issue.command, ["scores.xlsx", *key]), (handout.command, [])):
            start = time.perf_counter()
            result = CliRunner().invoke(command, arguments, catch_exceptions=False)
            last = result.stdout.splitlines()[-1]
            print(f"{time.perf_counter() - start:6.1f} s  {command.name}: {last}")
        os.chdir("/")


if __name__ == "__main__":
    main()
