"""`python -m tests.bench.canonical_form`: the canonical form, read quickly and by PyLD.

Over the sample's signed credentials, in turn and in one process, so that the ratio holds on
a machine of any speed.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from generator.openbadges import JsonObject, canonicalize, parse_json
from generator.openbadges.canonical import canonicalize_in_full

ASSERTIONS = Path(__file__).parents[2] / "catalog" / "assertions"


def _milliseconds(form: Callable[[JsonObject], bytes], documents: list[JsonObject]) -> float:
    start = time.perf_counter()
    for document in documents:
        form(document)
    return (time.perf_counter() - start) * 1000 / len(documents)


def main() -> None:
    """Print least and median milliseconds a credential, and the ratio of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    documents = [parse_json(file.read_bytes()) for file in sorted(ASSERTIONS.rglob("*.json"))]
    signed = [each for each in documents if "proof" in each]
    unsecured = [
        {name: value for name, value in each.items() if name != "proof"} for each in signed
    ]
    statements = [canonicalize(each).count(b"\n") for each in unsecured]
    print(f"{len(signed)} credentials of {min(statements)} to {max(statements)} statements")
    quickly: list[float] = []
    in_full: list[float] = []
    for _ in range(runs):
        quickly.append(_milliseconds(canonicalize, unsecured))
        in_full.append(_milliseconds(canonicalize_in_full, unsecured))
    print(f"{'milliseconds each':<20}{'least':>8}{'median':>8}")
    for name, times in (("quickly", quickly), ("by PyLD", in_full)):
        print(f"{name:<20}{min(times):>8.2f}{statistics.median(times):>8.2f}")
    print(f"by PyLD / quickly: {statistics.median(in_full) / statistics.median(quickly):.1f}")


if __name__ == "__main__":
    main()
