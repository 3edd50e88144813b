"""`python -m tests.bench.leak_scan`: what looking for leaks costs, in MB a second and of a build.

The sample is built once; its files are scanned for its own people and for a crowd.
"""

import argparse
import itertools
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from generator.build import build
from generator.build.leaks import guarded
from generator.publish.guarded import Guarded, Term
from generator.publish.leak_scan import LeakScan
from generator.source import load

PROJECT = Path(__file__).parents[2]
SYLLABLES = ("ba", "rin", "no", "mar", "el", "ta", "sov", "vi", "kal", "lu", "den", "ley")


class Quiet:
    """A narrator that tells nobody."""

    def stage(self, name: str, of: int | None = None) -> None:
        """Nothing."""

    def step(self, count: int = 1) -> None:
        """Nothing."""


def crowd(size: int) -> Guarded:
    """As many invented names, which no page says."""
    made = itertools.product(SYLLABLES, repeat=6)
    names = ("".join(each[:3]) + " " + "".join(each[3:]) for each in itertools.islice(made, size))
    return Guarded(tuple(Term("a name", "x:1:1", name, is_name=True) for name in names))


def main() -> None:
    """Print seconds and throughput, medians of several runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--people", type=int, default=50_000)
    options = parser.parse_args()
    loaded = load(PROJECT / "site-config.yml")
    with tempfile.TemporaryDirectory() as name:
        start = time.perf_counter()
        site = build(
            loaded,
            site_dir=Path(name) / "site",
            as_of=datetime(2026, 11, 22, tzinfo=UTC),
            jobs=2,
            narrator=Quiet(),
        ).folder
        whole = time.perf_counter() - start
        paths = [path for path in sorted(site.rglob("*")) if path.is_file()]
        files = [(path.relative_to(site).as_posix(), path.read_bytes()) for path in paths]
    megabytes = sum(len(body) for _, body in files) / 1_000_000
    print(f"{len(files)} files, {megabytes:.1f} MB; the whole build took {whole:.1f} s")
    people = {"its own people": guarded(loaded), f"{options.people:,} names": crowd(options.people)}
    for who, secret in people.items():
        start = time.perf_counter()
        scan = LeakScan(secret)
        list(scan.scan([]))
        list(scan.scan([("empty", b"")]))
        ready = time.perf_counter() - start
        seconds = []
        for _ in range(options.runs):
            start = time.perf_counter()
            found = list(scan.scan(files))
            seconds.append(time.perf_counter() - start)
            assert not found
        middle = statistics.median(seconds)
        print(
            f"{who}: made ready in {ready:.2f} s, scanned in {middle:.2f} s "
            f"({min(seconds):.2f} to {max(seconds):.2f}), {megabytes / middle:.1f} MB/s, "
            f"{middle / whole:.0%} of the build"
        )


if __name__ == "__main__":
    main()
