"""Sets all papers of the sample and holds them to PDF/UA-1 and PDF/A-3a: ``python -m tests.paper``.

Exit code 0: every rule is kept, no text stands outside the tags, and no two words read as one.
"""

import argparse
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

from generator.source import load
from tests.corpora import PROJECT
from tests.paper.aloud import read_aloud, spoken_faults
from tests.paper.papers import make_papers
from tests.paper.rules import checker, faults

BADGE = "outdoor-classroom-challenge"


def main() -> int:
    """Print how many papers were set, and every fault with the papers that have it."""
    parser = argparse.ArgumentParser(prog="python -m tests.paper", description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the papers here")
    keep = parser.parse_args().keep
    page = checker()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("catalog", "site-config.yml", "tests/demo"):
            copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
            (root / name).parent.mkdir(exist_ok=True)
            copy(PROJECT / name, root / name)
        earners = list(load(root / "site-config.yml").catalog.earners)
        start = time.perf_counter()
        papers = make_papers(root, earners, BADGE)
        if keep is not None:
            shutil.copytree(root / "papers", keep)
        seconds = time.perf_counter() - start
    found: Counter[str] = Counter()
    for name, pdf in papers.items():
        for fault in {*faults(pdf, page), *spoken_faults(read_aloud(pdf))}:
            found[fault] += 1
            print(f"{name}: {fault}")
    print(f"{len(papers)} papers set in {seconds:.0f} s; faults: {sum(found.values())}")
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
