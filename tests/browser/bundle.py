"""The committed bundle ``theme/verifier/dist/verifier.js``, run as a worker of a real Chromium."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.conftest import CHROMIUM, FLAGS
from tests.corpora import PROJECT

DIST = PROJECT / "theme" / "verifier" / "dist"

PAGE = (
    b"""<!doctype html><meta charset="utf-8"><title>Judge</title><script src="/page.js"></script>"""
)

# A page that answers the worker's questions from what came with each job.
SCRIPT = b"""
const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
const plain = value => JSON.parse(JSON.stringify(value, (_, each) => typeof each === "bigint" ? String(each) : each))
const entry = issuer => ({ note: null, keys: [], ...issuer })

function start() {
    const worker = new Worker("/verifier.js")
    const waiting = new Map()
    let said
    const ready = new Promise((resolve, reject) => {
        said = resolve
        worker.addEventListener("error", event => reject(new Error(event.message)))
    })
    worker.addEventListener("message", ({ data }) => {
        if (data.type === "ready") return said()
        const { documents, resolve } = waiting.get(data.job)
        if (data.type === "report") return resolve(plain(data.report))
        const found = Object.hasOwn(documents, data.url) ? documents[data.url] : null
        worker.postMessage({
            type: "document",
            job: data.job,
            url: data.url,
            body: found && bytes(found.body).buffer,
            handed: found?.handed ?? false,
            date: found?.date ? BigInt(found.date) : null,
            reason: found ? "" : `There is no document for ${data.url}.`,
        })
    })
    let jobs = 0
    return async ({ data, asOf, trust, documents, given }) => {
        await ready
        const job = ++jobs
        const answered = new Promise(resolve => waiting.set(job, { documents, resolve }))
        const known = { site: null, issuers: (trust.issuers ?? []).map(entry) }
        const together = new Map(Object.entries(given).map(([id, body]) => [id, bytes(body)]))
        const world = { asOf: BigInt(asOf), trust: known, given: together }
        worker.postMessage({ type: "verify", job, data: bytes(data).buffer, ...world })
        const report = await answered
        waiting.delete(job)
        return report
    }
}

const judge = start()

globalThis.judgeAll = async text => {
    const reports = []
    for (const each of JSON.parse(text)) reports.push(await judge(each))
    return JSON.stringify(reports)
}
"""


class BundleWorker:
    """A page whose worker judges; inputs as `tests.agreement.sides.message` makes them."""

    def __init__(self, browser: Any, stack: ExitStack) -> None:
        self._stack = stack
        self.page = stack.enter_context(closing(browser.new_page()))
        self.page.goto(stack.enter_context(_served()))

    @classmethod
    def start(cls) -> Self:
        """With a browser of its own."""
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, few runs need it

        stack = ExitStack()
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        return cls(stack.enter_context(closing(browser)), stack)

    def judge(self, messages: Sequence[Any]) -> list[Any]:
        """The reports, one after the other; moments are microseconds in text."""
        reports = self.page.evaluate("text => judgeAll(text)", json.dumps(messages))
        answer: list[Any] = json.loads(reports)
        return answer

    def close(self) -> None:
        self._stack.close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        files = {"/": ("text/html", PAGE), "/page.js": ("text/javascript", SCRIPT)}
        if self.path == "/verifier.js":
            files[self.path] = ("text/javascript", (DIST / "verifier.js").read_bytes())
        kind, body = files.get(self.path, ("text/plain", b""))
        self.send_response(200 if self.path in files else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is told of single requests."""


@contextmanager
def _served() -> Iterator[str]:
    """The page's address, while it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()
