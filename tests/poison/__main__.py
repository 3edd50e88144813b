"""The whole matrix: ``python -m tests.poison --builds 8``.

Builds the poisoned catalog again and again, each time beginning at another payload, opens every
page of each, and prints figures; exit code 0: nothing ran or got out, 1: something did.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from generator.build import build
from generator.source import load
from tests.build.conftest import Silent
from tests.conftest import CHROMIUM, FLAGS
from tests.corpora import PROJECT
from tests.poison.files import flaws
from tests.poison.program import AS_OF, poisoned_site
from tests.poison.texts import Stream, payloads
from tests.poison.walk import new_shapes, walk


def main() -> int:
    """Run it; prints one line a build."""
    parser = argparse.ArgumentParser(prog="python -m tests.poison", description=__doc__)
    parser.add_argument("--builds", type=int, default=8)
    parser.add_argument("--pages", type=int, help="of many pages alike; default: all")
    parser.add_argument("--awards", type=int, help="how many are signed; default: all")
    arguments = parser.parse_args()
    texts, wrong = payloads(), 0
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        harmless = Path(name) / "harmless"
        sample = load(PROJECT / "site-config.yml")
        build(sample, site_dir=harmless, as_of=AS_OF, jobs=1, narrator=Silent())
        for number in range(arguments.builds):
            started = time.monotonic()
            stream = Stream(texts, start=number * len(texts) // arguments.builds)
            made = poisoned_site(Path(name) / str(number), stream, awards=arguments.awards)
            shapes = new_shapes(browser, made.site, harmless)
            found = walk(browser, made.site, arguments.pages)
            bad = [*found.executions, *found.strange, *found.foreign, *flaws(made.site), *shapes]
            print(
                f"build {number + 1}: {stream.taken:,} payloads in {len(made.met)} kinds of field, "
                f"{found.pages} pages opened: {len(found.executions)} ran or were stopped, "
                f"{len(shapes)} shapes got out, {len(found.foreign)} requests to others, "
                f"{len(bad)} flaws in all; {time.monotonic() - started:,.0f} s",
                flush=True,
            )
            for each in bad[:20]:
                print(f"  {each}")
            wrong += bool(bad)
        browser.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
