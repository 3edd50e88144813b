"""Looks for what breaks us: ``python -m tests.fuzz yaml --seconds 600``.

Prints executions, coverage and crashes; exit code 0: none, 1: some. Needs ``pip install -e .[fuzz]``.
"""

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.seeds import dictionary_of, seeds_of
from tests.fuzz.targets import TARGETS

HANG_SECONDS = 20  # for one input; what is read in milliseconds takes that long only in a loop
MOST_MEGABYTES = 2_000
MOST_CRASHES = 20  # more are the same one again

_STEP = re.compile(r"^#(\d+)\s.*?cov: (\d+) ft: (\d+) corp: (\d+)", re.MULTILINE)
_DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


@dataclass
class Tally:
    """What all runs of one target came to."""

    executions: int = 0
    coverage: int = 0
    features: int = 0
    corpus: int = 0
    crashes: list[Path] = field(default_factory=list)


def main() -> int:
    """Fuzz the targets that are named, one after the other."""
    arguments = _arguments()
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: pip install -e '.[fuzz]'", file=sys.stderr)
        return 2
    names = sorted(TARGETS) if arguments.target == "all" else [arguments.target]
    failed = 0
    for name in names:
        started = time.monotonic()
        tally = fuzz(name, arguments.seconds, arguments.seed, arguments.keep)
        spent = time.monotonic() - started
        print(
            f"{name}: {tally.executions:,} executions in {spent:,.0f} s, "
            f"coverage {tally.coverage:,} edges ({tally.features:,} features), "
            f"corpus {tally.corpus:,}, crashes {len(tally.crashes)}",
            flush=True,
        )
        for path in tally.crashes:
            print(f"  {path}")
        failed += bool(tally.crashes)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=[*sorted(TARGETS), "all"])
    parser.add_argument("--seconds", type=int, default=60, help="of each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="write inputs that crash, and the corpus, here"
    )
    return parser.parse_args()


def fuzz(target: str, seconds: int, seed: int, keep: Path | None = None) -> Tally:
    """Run `target` for so long, beginning anew after each crash with what was learnt."""
    tally = Tally()
    folder = keep or Path(tempfile.mkdtemp(prefix="badgepress-fuzz-"))
    corpus, crashes = folder / target / "corpus", folder / target / "crashes"
    for each in (corpus, crashes):
        each.mkdir(parents=True, exist_ok=True)
    for number, body in enumerate(seeds_of(target)):
        (corpus / f"seed-{number:05}").write_bytes(body)
    end = time.monotonic() + seconds
    while (left := round(end - time.monotonic())) > 0 and len(tally.crashes) < MOST_CRASHES:
        options = [f"-max_total_time={left}", f"-seed={seed}"]
        if not _run(target, options, corpus, crashes, tally):
            break
        seed += 1
    return tally


def _run(target: str, options: Sequence[str], corpus: Path, crashes: Path, tally: Tally) -> bool:
    """One process; whether an input ended it."""
    dictionary = dictionary_of(target)
    command = [
        *(sys.executable, "-m", "tests.fuzz.under_atheris", target),
        *options,
        f"-timeout={HANG_SECONDS}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        "-max_len=65536",
        "-print_final_stats=1",
        f"-artifact_prefix={crashes}/",
        *([f"-dict={dictionary}"] if dictionary else []),
        str(corpus),
    ]
    log = crashes.parent / "log.txt"
    before = set(crashes.iterdir())
    with log.open("ab") as out:
        start = out.tell()
        code = subprocess.run(command, stdout=out, stderr=out, check=False).returncode
    said = log.read_bytes()[start:].decode("utf-8", "replace")
    steps = _STEP.findall(said)
    for _, coverage, features, kept in steps[-1:]:
        tally.coverage = max(tally.coverage, int(coverage))
        tally.features = max(tally.features, int(features))
        tally.corpus = int(kept)
    done = _DONE.findall(said) or [step[0] for step in steps[-1:]]
    tally.executions += int(done[-1]) if done else 0
    written = sorted(set(crashes.iterdir()) - before)
    inputs = {path.read_bytes(): path for path in written}
    tally.crashes += inputs.values()
    if written:
        return True
    if code:
        raise RuntimeError(f"atheris ended with {code}; see {log}")
    return False


if __name__ == "__main__":
    sys.exit(main())
