"""`python -m tests.bench.verifier_page`: what a reader waits for, in a real Chromium.

Times run in the page, from the drop of a file to its verdict; the addresses that a check asks
are answered at once. Of each the least, the median and the most; the machine's load stands on
top, because the figures hold for that only. Sizes are the bundle's.
"""

import argparse
import base64
import gzip
import json
import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from generator.openbadges.strict_json import dump_json
from tests.browser.test_verifier_hostile import INPUTS
from tests.browser.verifying import PAGE, Reader, bodies, reading
from tests.conftest import CHROMIUM, FLAGS
from tests.verify.cases.world import SITE, badge, documents, signed, trusting

FILES = 500
LATER = 20
READY = """() => {
    const [{ domInteractive, loadEventEnd }] = performance.getEntriesByType("navigation")
    return [domInteractive, loadEventEnd]
}"""
# Answers without a round trip to this script, which would take longer than the check.
ANSWERS = """
;(() => {
    const held = HELD
    const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
    window.fetch = async url => {
        const body = held[String(url)]
        const headers = { Date: "Sun, 03 May 2026 12:00:00 GMT" }
        return body ? new Response(bytes(body), { headers }) : new Response("", { status: 404, headers })
    }
})()
"""


def _held(trust: dict[str, Any]) -> str:
    found = {**bodies(documents()), f"{SITE}verify/trust.json": json.dumps(trust).encode()}
    encoded = {url: base64.b64encode(body).decode() for url, body in found.items()}
    return ANSWERS.replace("HELD", json.dumps(encoded))


@contextmanager
def _reader(browser: Any) -> Iterator[Reader]:
    with reading(browser, script=_held(trusting())) as reader:
        yield reader


def _credential(number: int) -> bytes:
    token = f"{number:032x}"
    return dump_json(signed(badge(id=f"{SITE}credentials/{token}/credential.json")))


def _time(reader: Reader, path: Path) -> tuple[float, float]:
    reader.page.evaluate("document.querySelector('#result').replaceChildren()")
    reader.drop(path)
    reader.settled()
    return reader.took()


def _row(name: str, values: list[float], limit: float | None = None, unit: str = "ms") -> str:
    low, middle, high = min(values), statistics.median(values), max(values)
    told = (
        "" if limit is None else f"   limit {limit:g} {unit}{'' if middle <= limit else '  MISSED'}"
    )
    return f"{name:<40}{low:>10.1f}{middle:>10.1f}{high:>10.1f}{told}"


def _sizes() -> None:
    data = PAGE.read_bytes()
    for name, size, limit in (
        ("verify.html, raw", len(data), 280_000),
        ("verify.html, gzip -9", len(gzip.compress(data, 9, mtime=0)), 60_000),
    ):
        print(f"{name:<40}{size:>10,} bytes   limit {limit:,}{'' if size <= limit else '  MISSED'}")


def _verdicts(browser: Any, folder: Path, runs: int) -> None:
    path = folder / "a.json"
    path.write_bytes(_credential(0))
    load: list[float] = []
    first: list[float] = []
    later: list[float] = []
    for _ in range(runs):
        with _reader(browser) as reader:
            load.append(reader.page.evaluate(READY)[0])
            first.append(_time(reader, path)[0])
            later += [_time(reader, path)[0] for _ in range(LATER)]
            assert reader.tone() == "good"
    print(_row("load to interactive", load))
    print(_row("first verdict", first, 300))
    print(_row("later verdicts", later, 30))


def _many(browser: Any, folder: Path, runs: int) -> None:
    inside = folder / "many"
    inside.mkdir()
    for number in range(FILES):
        (inside / f"{number}.json").write_bytes(_credential(number))
    seconds: list[float] = []
    gaps: list[float] = []
    for _ in range(runs):
        with _reader(browser) as reader:
            took, gap = _time(reader, inside)
            assert reader.tabled() == f"{FILES} of {FILES} files checked: {FILES} verified."
            seconds.append(took / 1000)
            gaps.append(gap)
    print(_row(f"{FILES} files, s", seconds, 20, "s"))
    print(_row("  of that a file, ms", [each * 1000 / FILES for each in seconds]))
    print(_row("  longest without a frame, ms", gaps))


def _hostile(browser: Any, folder: Path, runs: int, wanted: Callable[[str], bool]) -> None:
    with _reader(browser) as reader:
        for name, (file, make, _) in INPUTS.items():
            if not wanted(name):
                continue
            path = folder / file
            path.write_bytes(make())
            times = [_time(reader, path) for _ in range(runs)]
            print(_row(f"hostile: {name}", [took for took, _ in times], 2_000))
            gap = max(gap for _, gap in times)
            if gap > 100:
                print(f"  longest without a frame: {gap:.0f} ms")


def main() -> None:
    """Print sizes, then milliseconds; a limit that is missed by the median says so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--hostile-runs", type=int, default=3)
    parser.add_argument("--only", choices=["verdicts", "many", "hostile"], nargs="*")
    given = parser.parse_args()
    only = given.only or ["verdicts", "many", "hostile"]
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    _sizes()
    print(f"{'in Chromium':<40}{'least':>10}{'median':>10}{'most':>10}")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        folder = Path(name)
        if "verdicts" in only:
            _verdicts(browser, folder, given.runs)
        if "many" in only:
            _many(browser, folder, given.runs)
        if "hostile" in only:
            _hostile(browser, folder, given.hostile_runs, lambda _: True)
        browser.close()


if __name__ == "__main__":
    main()
