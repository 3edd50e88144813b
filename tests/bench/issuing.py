"""`python -m tests.bench.issuing --awards N`: a registry issued in one run, and 100 awards more.

Prints for each run the credentials, the seconds, the work of all processors (a machine that is
busy with other things changes that less), and the most memory that all processes had together.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.bench.registry import PASSPHRASE, make_registry

PROJECT = Path(__file__).parents[2]
MORE = 100
EACH_SHARD = 250


def main() -> None:
    """Make the registry, issue it, then issue a little more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--awards", type=int, default=10_000)
    parser.add_argument("--badges", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="where much can lie; else a temporary one")
    given = parser.parse_args()
    digits = next((n for n in (1, 2) if given.awards <= EACH_SHARD * 16**n), 3)
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name) / "registry"
        folder.mkdir()
        keys = make_registry(
            folder,
            badges=given.badges,
            people=max(10, given.awards // 5),
            assertions=given.awards + MORE,
            shards=digits,
        )
        _split(folder / "awards.csv", given.awards)
        print(f"{given.awards:,} awards, {16**digits:,} shards, {os.cpu_count()} processors")
        print(f"{'':<14}{'credentials':>12}{'seconds':>9}{'work':>9}{'ms each':>9}{'PSS, MB':>9}")
        for run, file in (("one run", "awards.csv"), (f"{MORE} more", "more.csv")):
            _issue(run, folder, file, keys)


def _split(path: Path, count: int) -> None:
    """Leave `count` rows, and put the others into ``more.csv`` beside."""
    rest = path.with_name("more.csv")
    first = path.with_name("first.csv")
    with (
        path.open(encoding="utf-8") as rows,
        first.open("w", encoding="utf-8") as those,
        rest.open("w", encoding="utf-8") as others,
    ):
        header = next(rows)
        those.write(header)
        others.write(header)
        for number, row in enumerate(rows):
            (those if number < count else others).write(row)
    first.replace(path)


def _issue(name: str, folder: Path, awards: str, keys: list[Path]) -> None:
    given = [part for key in keys for part in ("--key", str(key))]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "issue", awards, "--yes", *given],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "BADGEPRESS_PASSPHRASE": PASSPHRASE},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    most = [0]
    watcher = threading.Thread(target=_watch, args=(process, most))
    watcher.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - start
    watcher.join()
    if process.returncode:
        raise SystemExit(output[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = next(line for line in output.splitlines() if line.startswith("Signed "))
    signed = int(told.split()[1].replace(",", ""))
    figures = f"{seconds:>9.1f}{work:>9.1f}{work * 1000 / signed:>9.2f}{most[0] // 1000:>9,}"
    print(f"{name:<14}{signed:>12,}{figures}")


def _watch(process: subprocess.Popen[str], most: list[int]) -> None:
    """The most kilobytes that `process` and its children had, shared ones counted once."""
    while process.poll() is None:
        most[0] = max(most[0], sum(map(_pss, _family(process.pid))))
        time.sleep(0.2)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
