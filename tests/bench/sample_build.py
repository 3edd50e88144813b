"""`python -m tests.bench.sample_build`: how long the sample site takes, cold and warm.

A bare MkDocs run with Material on the sample's authored pages alone is timed in turn with
it, so that the ratio holds on a machine of any speed.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[2]
MKDOCS = "site_name: Bare\ntheme: {name: material, font: false}\n"


def _seconds(command: list[str], folder: Path) -> float:
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def _row(name: str, seconds: list[float]) -> str:
    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
    return f"{name:<34}{low:>8.2f}{middle:>8.2f}{high:>8.2f}"


def main() -> None:
    """Print least, median and most seconds of whole processes, and the ratios of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    cold: list[float] = []
    warm: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = folder / "ours", folder / "theirs"
        shutil.copytree(PROJECT / "catalog", ours / "catalog")
        shutil.copy(PROJECT / "site-config.yml", ours)
        shutil.copytree(PROJECT / "catalog" / "pages", theirs / "docs")
        (theirs / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
        for _ in range(runs):
            for left in (ours / "site", ours / ".badgepress", theirs / "site"):
                shutil.rmtree(left, ignore_errors=True)
            cold.append(_seconds([sys.executable, "-m", "generator", "build"], ours))
            warm.append(_seconds([sys.executable, "-m", "generator", "build"], ours))
            bare.append(_seconds([sys.executable, "-m", "mkdocs", "build", "-q"], theirs))
        pages = len(list((ours / "site").rglob("*.html")))
    print(f"{'seconds of whole processes':<34}{'least':>8}{'median':>8}{'most':>8}")
    print(_row(f"badgepress build, cold, {pages} pages", cold))
    print(_row("badgepress build, warm", warm))
    print(_row("bare mkdocs, authored pages only", bare))
    ratio = statistics.median(cold) / statistics.median(bare)
    print(f"cold build / bare mkdocs: {ratio:.2f}")


if __name__ == "__main__":
    main()
