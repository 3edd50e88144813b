"""`python -m tests.bench.hub_search`: what a search among many badges loads, and how fast it is.

The hub stands in the site's own chrome on a server that packs with gzip, as hosts do. Times run
in the page, from a key pressed until its results stand in the document, and until the frame
after that is done: of the first key, when of the index only what the page loads by itself is
there, and of each further key. Of each the least, the median and the most; the machine's load
stands on top, because the figures hold for that only.
"""

import argparse
import gzip
import os
import statistics
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from generator.build.shell import make_chrome
from generator.build.theme_files import theme_files
from generator.site import Page, Theme
from tests.bench.many_badges import many
from tests.conftest import CHROMIUM, FLAGS
from tests.site.small import AS_OF, CONFIG, render_site

BUDGET = 150_000
WORDS = ("feedback", "welding", "assessment", "science", "standards", "phonics")
LETTERS = 4
TIMED = """() => {
    const query = document.querySelector("#bp-query"), count = document.querySelector("[data-count]")
    let pressed
    window.took = []
    query.addEventListener("keydown", () => { pressed = performance.now() }, true)
    new MutationObserver(() => {
        if (pressed === undefined) return
        const from = pressed, stood = performance.now() - from
        pressed = undefined
        requestAnimationFrame(() => setTimeout(() => window.took.push([stood, performance.now() - from])))
    }).observe(count, { childList: true, characterData: true, subtree: true })
}"""
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript",
         ".json": "application/json", ".svg": "image/svg+xml"}  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # as hosts do; else a body waits 40 ms for its head's receipt

    def __init__(self, *args: Any, packed: Callable[[str], bytes | None], asked: list[str]) -> None:
        self._packed, self._asked = packed, asked
        super().__init__(*args)

    def do_GET(self) -> None:
        path = self.path[1:].partition("?")[0]
        path = f"{path}index.html" if path == "" or path.endswith("/") else path
        body = self._packed(path)
        self._asked.append(path)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", TYPES.get(Path(path).suffix, "text/plain"))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        with suppress(ConnectionError):  # a picture that is wanted no longer, once more is typed
            self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _served(files: dict[str, bytes], asked: list[str]) -> Iterator[str]:
    packed = {path: gzip.compress(body, 6, mtime=0) for path, body in files.items()}
    picture = gzip.compress(b"<svg xmlns='http://www.w3.org/2000/svg'/>", mtime=0)
    answer = partial(
        _Handler,
        packed=lambda path: picture if path.endswith("image.svg") else packed.get(path),
        asked=asked,
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def site_of(count: int) -> dict[str, bytes]:
    """The hub of `count` badges with all that it loads, by path."""
    theme = theme_files()
    catalog = many(count)
    with tempfile.TemporaryDirectory() as cache:
        chrome = make_chrome(CONFIG, {}, theme, languages=[], cache=Path(cache))
    files = {**chrome.files, **theme.assets}
    for output in render_site(
        catalog, CONFIG, reports={}, adopted_reports={}, as_of=AS_OF, theme=Theme(theme.templates)
    ):
        if isinstance(output, Page):
            files[f"{output.path}index.html"] = chrome.wrap(output)
        else:
            files[output.path] = output.body
        if output.path == "issuers/":  # the last hub; the rest are pages of one record each
            break
    return files


def _weight(files: dict[str, bytes], paths: set[str]) -> tuple[int, int]:
    bodies = [files[path] for path in paths]
    return sum(map(len, bodies)), sum(len(gzip.compress(body, 6, mtime=0)) for body in bodies)


def _is_search(path: str) -> bool:
    return path.startswith("badges/search/") or path == "assets/js/catalog.js"


def _row(name: str, values: list[float], limit: float) -> str:
    low, middle, high = min(values), statistics.median(values), max(values)
    missed = "" if middle <= limit else "  MISSED"
    return f"{name:<44}{low:>10.1f}{middle:>10.1f}{high:>10.1f}   limit {limit:g}{missed}"


def _type(page: Any, letters: str) -> list[tuple[float, float]]:
    for letter in letters:
        told = page.evaluate("window.took.length")
        page.keyboard.press(letter)
        page.wait_for_function("told => window.took.length > told", arg=told)
    return page.evaluate("window.took")


def _search(browser: Any, address: str, word: str) -> list[tuple[float, float]]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate(TIMED)
    page.locator("#bp-query").focus()
    took = _type(page, word[:LETTERS])
    context.close()
    return took


def main() -> None:
    """Print bytes loaded, raw and packed, then milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--badges", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    files = site_of(given.badges)
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{f'bytes, of {given.badges} badges':<44}{'raw':>12}{'gzip':>12}")
    raw, packed = _weight(files, {"badges/index.html"})
    print(f"{'the page itself':<44}{raw:>12,}{packed:>12,}")
    raw, packed = _weight(files, {path for path in files if _is_search(path)})
    print(f"{'index and script, all there is':<44}{raw:>12,}{packed:>12,}")
    first: list[tuple[float, float]] = []
    later: list[tuple[float, float]] = []
    asked: list[str] = []
    loaded: dict[str, tuple[int, int]] = {}
    with _served(files, asked) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for word in WORDS:
            for _ in range(given.runs):
                asked.clear()
                took = _search(browser, f"{address}badges/", word)
                first.append(took[0])
                later += took[1:]
            loaded[word] = _weight(files, set(filter(_is_search, asked)))
        browser.close()
    for word, (raw, packed) in loaded.items():
        name = f"index and script, “{word[:LETTERS]}” typed"
        missed = "" if packed <= BUDGET else "  MISSED"
        print(f"{name:<44}{raw:>12,}{packed:>12,}   limit {BUDGET:,}{missed}")
    print(f"{'ms in Chromium':<44}{'least':>10}{'median':>10}{'most':>10}")
    for name, times in (("first key", first), ("each further key", later)):
        print(_row(f"{name}, until its results stand", [stood for stood, _ in times], 100))
        print(_row(f"{name}, painted", [painted for _, painted in times], 100))


if __name__ == "__main__":
    main()
