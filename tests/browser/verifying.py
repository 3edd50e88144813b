"""A reader with the verifier's page open: what is given to it, what it answers, what it does.

The page is the committed bundle in a real browser. Addresses are answered by the test, at once
and at nobody's cost; everything the page did that a reader would not want is written down.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from tests.browser.bundle import DIST
from tests.verify.cases.world import AS_OF, SITE

PAGE = DIST / "verify.html"
VERIFY = f"{SITE}verify/"
TRUST = f"{VERIFY}trust.json"
HTML = "text/html; charset=utf-8"

# Before the page's own script: the moment of judging, and a record of what must not happen.
# Payloads love to call alert; here that is written down and goes on. `took` is the time from the
# last file given to its answer, `gap` the longest that no frame was drawn since, in milliseconds.
WATCH = """
(() => {
    const now = NOW
    const Real = Date
    if (now) globalThis.Date = class extends Real {
        constructor(...parts) { super(...(parts.length ? parts : [now])) }
        static now() { return now }
    }
    const seen = { ran: [], blocked: [], gap: 0, since: 0, took: 0 }
    Object.defineProperty(window, "__seen", { value: seen })
    for (const name of ["alert", "confirm", "prompt", "open"]) {
        window[name] = (...given) => { seen.ran.push(`${name}(${String(given[0]).slice(0, 100)})`) }
    }
    window.print = () => {}
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
        seen.blocked.push(`${violatedDirective} ${blockedURI} ${sample}`))
    let last = performance.now()
    const frame = () => {
        const at = performance.now()
        seen.gap = Math.max(seen.gap, at - last)
        last = at
        requestAnimationFrame(frame)
    }
    frame()
    const begin = ({ type, target }) => {
        if (type !== "drop" && target.type !== "file") return
        Object.assign(seen, { since: performance.now(), took: 0, gap: 0 })
        last = seen.since
    }
    addEventListener("drop", begin, true)
    addEventListener("change", begin, true)
    const isAnswered = () => document.querySelector("#verdict, #result > [role=alert]")
        || /files checked/.test(document.querySelector(".many [role=status]")?.textContent)
    new MutationObserver(() => {
        if (seen.since && !seen.took && isAnswered()) seen.took = performance.now() - seen.since
    }).observe(document, { childList: true, subtree: true, characterData: true })
})()
"""

# Elements and attributes that the page makes; whatever else is there came in with a badge.
STRANGE = """(() => {
    const tags = new Set(`html head meta title link style body script a main h1 h2 h3 p button input form label
        textarea details summary section div ul li dl dt dd span b bdi code pre svg circle path table caption
        thead tbody tr th td select option progress wbr time strong em noscript output fieldset legend ol hr small
        figure figcaption blockquote
        `.trim().split(/\\s+/))
    const own = /^(https:\\/\\/|#main$|\\.\\.\\/$|data:,$)/
    const loads = new Set(["src", "srcdoc", "srcset", "action", "formaction", "data", "poster", "background", "style", "xlink:href"])
    const found = []
    if (document.scripts.length !== 1) found.push(`${document.scripts.length} scripts`)
    for (const each of document.querySelectorAll("*")) {
        if (!tags.has(each.localName)) found.push(`<${each.localName}>`)
        for (const { name, value } of each.attributes) {
            if (/^on/i.test(name) || loads.has(name)) found.push(`${each.localName} ${name}`)
            if (name === "href" && !own.test(value)) found.push(`${each.localName} href=${value}`)
        }
    }
    return [...new Set(found)]
})()"""


@dataclass
class Reader:
    """One page of the verifier; `asked` holds each address, the page's own included."""

    page: Any
    documents: dict[str, bytes]
    as_of: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def give(self, files: dict[str, bytes]) -> None:
        """Chooses files, by their names."""
        payloads = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            for name, data in files.items()
        ]
        self.page.locator("#files").set_input_files(payloads)

    def drop(self, *paths: object) -> None:
        """Drops files and folders of this computer on the page, as a hand would."""
        session = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            session.send(
                "Input.dispatchDragEvent", {"type": kind, "x": 200, "y": 200, "data": data}
            )
        session.detach()

    def answered(self, timeout: float = 30_000) -> str:
        """The headline of the answer to one badge, or what the page says instead of one."""
        place = self.page.locator("#verdict, #result > [role=alert]")
        place.first.wait_for(timeout=timeout)
        text: str = place.first.inner_text()
        return text

    def tone(self) -> str:
        """What the verdict looks like: good, care or bad."""
        kind: str = self.page.locator(".verdict").get_attribute("class")
        return kind.removeprefix("verdict").strip()

    def judge(self, name: str, data: bytes) -> str:
        """Gives one file and waits for its own answer."""
        self.page.evaluate("document.querySelector('#result').replaceChildren()")
        self.give({name: data})
        return self.answered()

    def settled(self, within: float = 60_000) -> None:
        """Waits until the last file given is answered."""
        waiting = """within => new Promise((resolve, reject) => {
            const look = () => {
                if (__seen.took) resolve()
                else if ((within -= 10) < 0) reject(new Error("No answer came."))
                else setTimeout(look, 10)
            }
            look()
        })"""
        self.page.evaluate(waiting, within)

    def took(self) -> tuple[float, float]:
        """Milliseconds from the last file given to its answer, and the longest without a frame."""
        seen = self.page.evaluate("__seen")
        return seen["took"], seen["gap"]

    def tabled(self, timeout: float = 60_000) -> str:
        """What the table says once every file was checked."""
        status = self.page.locator(".many [role=status]").filter(has_text="files checked")
        status.wait_for(timeout=timeout)
        text: str = status.inner_text()
        while self.page.locator(".many button.open").count() < int(text.split(maxsplit=1)[0]):
            self.page.wait_for_timeout(20)  # rows are put in order a few at a time
        return text

    def outcomes(self) -> dict[str, str]:
        """Each check's outcome, as the page tells it."""
        said = self.page.locator(".checks .word").all_text_contents()
        return dict(line.split(": ") for line in said)

    def ran(self) -> list[str]:
        """Whatever ran, was blocked, or stands in the page and is not the page's own."""
        seen = self.page.evaluate("__seen")
        strange: list[str] = self.page.evaluate(STRANGE)
        return [*seen["ran"], *seen["blocked"], *strange, *self.complaints]

    def foreign(self) -> list[str]:
        """What was asked outside of the page's own site."""
        return [url for url in self.asked if not url.startswith((SITE, "blob:", "data:"))]

    def _answer(self, route: Any) -> None:
        url = route.request.url.partition("#")[0]
        self.asked.append(url)
        body = PAGE.read_bytes() if url == VERIFY else self.documents.get(url)
        date = format_datetime(datetime.fromisoformat(self.as_of), usegmt=True)
        headers = {"Date": date, "Access-Control-Allow-Origin": "*"}
        kind = HTML if url == VERIFY else "application/json"
        status = 404 if body is None else 200
        route.fulfill(status=status, body=body or b"", headers={**headers, "Content-Type": kind})

    def _said(self, message: Any) -> None:
        if message.type in {"error", "warning"} and "404" not in message.text:
            self.complaints.append(message.text)


@contextmanager
def reading(
    browser: Any,
    documents: dict[str, bytes] | None = None,
    *,
    trust: dict[str, Any] | None = None,
    as_of: str = AS_OF,
    script: str = "",
    at: str = VERIFY,
    **options: Any,
) -> Iterator[Reader]:
    """A page at `at`, which may be a file; `trust` is its site's list, `script` runs before it."""
    context = browser.new_context(**options)
    context.set_default_timeout(30_000)
    milliseconds = int(datetime.fromisoformat(as_of).timestamp() * 1000)
    context.add_init_script(WATCH.replace("NOW", str(milliseconds), 1) + script)
    listed = {} if trust is None else {TRUST: json.dumps(trust).encode()}
    reader = Reader(context.new_page(), {**listed, **(documents or {})}, as_of)
    if at.startswith("https:"):
        context.route("**/*", reader._answer)
    reader.page.on("dialog", lambda dialog: (reader.complaints.append("dialog"), dialog.dismiss()))
    reader.page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    reader.page.on("console", reader._said)
    reader.page.goto(at)
    try:
        yield reader
    finally:
        context.close()


def bodies(documents: dict[str, tuple[bytes, bool]]) -> dict[str, bytes]:
    """The documents of a case as the web has them."""
    return {url: body for url, (body, *_) in documents.items()}


def zipped(files: dict[str, bytes], *, level: int = 6) -> bytes:
    """A zip of `files`, by paths."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()
