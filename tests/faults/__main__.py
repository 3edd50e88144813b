"""``python -m tests.faults all``: faults, and figures; exit code 0 only if nothing went wrong."""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator.build.kept import SHELF
from tests.faults import changes, clocks, damage, disks, failing, kills, readers, shards
from tests.faults.figures import Figures

Fault = Callable[[Path, argparse.Namespace], Figures]
FAULTS: dict[str, Fault] = {
    "kill-builds": lambda at, said: kills.kill_builds(at, said.count, random.Random(said.seed)),
    "kill-issuing": lambda at, said: kills.kill_issuing(at, said.count, random.Random(said.seed)),
    "kill-sharding": lambda at, said: shards.kill_sharding(
        at, said.count, random.Random(said.seed)
    ),
    "fail-staging": lambda at, said: failing.fail_staging(at, said.every),
    "fail-changes": lambda at, said: changes.fail_changes(at, said.every, said.seed % said.every),
    "fail-builds": lambda at, said: failing.fail_builds(at, said.every, said.seed % said.every),
    "fail-issuing": lambda at, said: failing.fail_issuing(at, said.every, said.seed % said.every),
    "full-disk": lambda at, _: disks.full_disk(at),
    "mount-point": lambda at, said: disks.mount_point(at, random.Random(said.seed)),
    "read-only": lambda at, _: disks.read_only(at),
    "lost-lock": lambda at, _: disks.lost_lock(at),
    "readers-2": lambda at, said: readers.read_meanwhile(at, 2, said.reads),
    "readers-8": lambda at, said: readers.read_meanwhile(at, 8, said.reads),
    "clocks": lambda at, _: clocks.strange_clocks(at),
    "torn-ledger": lambda at, said: damage.torn_ledger(at, said.count, random.Random(said.seed)),
    "damaged-cache": lambda at, said: damage.damaged_cache(
        at, said.count, random.Random(said.seed)
    ),
}


def main() -> int:
    """Meet the faults that are named, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("fault", nargs="+", choices=[*FAULTS, "all"])
    parser.add_argument("--count", type=int, default=200, help="kills, and damages")
    parser.add_argument("--every", type=int, default=1, help="fail every so many-th call only")
    parser.add_argument("--reads", type=int, default=30_000)
    parser.add_argument("--folder", help="where to work; a temporary folder inside it")
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    os.environ.pop(SHELF, None)  # each fault meets the whole making
    names = [*FAULTS] if "all" in said.fault else said.fault
    good = True
    for name in names:
        with tempfile.TemporaryDirectory(prefix="badgepress-faults-", dir=said.folder) as folder:
            started = time.monotonic()
            figures = FAULTS[name](Path(folder).resolve(), said)
            print(f"{name}, {time.monotonic() - started:,.0f} s: {figures}", flush=True)
            good = good and figures.is_good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
