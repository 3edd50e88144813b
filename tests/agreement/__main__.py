"""Compares Python's, Node's and Chromium's answers: ``python -m tests.agreement --count 100000``.

Exit code 0: no disagreement; 1: some.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.agreement.compare import Tally
from tests.agreement.inputs import KINDS
from tests.agreement.run import Job, Source, run

CHUNK = 200
DEFAULT_COUNT = 1_000


def main() -> int:
    arguments = _arguments()
    started = time.perf_counter()
    source = Source(seed=arguments.seed, case=arguments.every_bit, only=arguments.only)
    count = min(arguments.count or source.size or DEFAULT_COUNT, source.size or sys.maxsize)
    jobs = [
        Job(source, start, min(start + CHUNK, count), arguments.chromium, arguments.keep)
        for start in range(arguments.start, count, CHUNK)
    ]
    total = Tally()
    with ProcessPoolExecutor(arguments.jobs, mp_context=get_context("spawn")) as pool:
        for tally in pool.map(run, jobs):
            total.add(tally)
            _progress(total, count - arguments.start)
    seconds = time.perf_counter() - started
    _tell(total, seconds)
    if arguments.json:
        figures = {**total.figures, "wall_seconds": round(seconds, 1), "jobs": arguments.jobs}
        arguments.json.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")
    return 0 if total.agreed else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.agreement", description=__doc__)
    parser.add_argument(
        "--count", type=int, help="up to which number; default: 1,000, or every bit"
    )
    parser.add_argument("--start", type=int, default=0, help="the number of the first one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=KINDS, metavar="KIND", help=f"one of {', '.join(KINDS)}")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument(
        "--chromium", action="store_true", help="ask the real bundle in a browser too"
    )
    parser.add_argument(
        "--every-bit", metavar="CASE", help="flip each bit of this conformance case instead"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="write inputs that divide them here"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser.parse_args()


def _progress(total: Tally, count: int) -> None:
    if sys.stderr.isatty() or total.inputs % 10_000 < CHUNK:
        wrong = sum(total.disagreements.values())
        print(
            f"{total.inputs:,} of {count:,}; disagreements: {wrong:,}", file=sys.stderr, flush=True
        )


def _tell(total: Tally, seconds: float) -> None:
    print(f"{total.inputs:,} inputs in {seconds:,.0f} s, {total.inputs / seconds:,.0f} a second")
    for name in ("kinds", "verdicts", "outcomes"):
        print(f"{name}: {', '.join(_counts(getattr(total, name)))}")
    for side, spent in total.seconds.items():
        each = 1_000 * spent / max(total.inputs, 1)
        print(f"{side}: {each:.1f} ms an input, the slowest {1_000 * total.slowest[side]:,.0f} ms")
    print(f"verified with another meaning: {total.changed}")
    print(f"faults: {', '.join(_counts(total.faults)) or 0}")
    print(f"disagreements: {', '.join(_counts(total.disagreements)) or 0}")


def _counts(counter: dict[str, int]) -> Iterator[str]:
    for name, number in sorted(counter.items()):
        yield f"{name} {number:,}"


if __name__ == "__main__":
    raise SystemExit(main())
