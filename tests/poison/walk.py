"""Opens every page of a built site in a browser, uses it, and tells what a payload did there."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.web import Web
from tests.poison.program import AS_OF
from tests.poison.texts import MARK

BASE = "https://badges.lakeland.example/demo/"

# Before any script of the page. Payloads love to call these; whatever the policy stops is told too,
# since that only hides that something got out of its element.
WATCH = """(() => {
    const seen = []
    Object.defineProperty(window, "__seen", { value: seen })
    for (const name of ["alert", "confirm", "prompt", "open"]) {
        window[name] = (...given) => { seen.push(`${name}(${String(given[0]).slice(0, 100)})`) }
    }
    window.print = () => {} // a button of ours
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
        seen.push(`${violatedDirective} ${blockedURI} ${sample}`))
})()"""

# What an element is made of; a payload that got out of its text is a shape that no page has.
SHAPES = """root => {
    const shapes = new Set()
    for (const each of root.querySelectorAll("*")) {
        const names = [...each.attributes].map(({ name }) => name).sort()
        shapes.add([each.localName, ...names].join(" "))
    }
    return [...shapes]
}"""
OF_FILES = (
    f"htmls => htmls.map(html => ({SHAPES})(new DOMParser().parseFromString(html, 'text/html')))"
)

# What no page of ours may have, however it was made.
STRANGE = """(() => {
    const found = []
    for (const each of document.querySelectorAll("*")) {
        if (/^(iframe|frame|object|embed|base|style|applet|math|foreignobject)$/i.test(each.localName)) found.push(each.outerHTML.slice(0, 200))
        for (const { name, value } of each.attributes) {
            if (/^on|^srcdoc$|^formaction$/i.test(name)) found.push(`${each.localName} ${name}=${value}`)
            if (/^(href|src|action|data|poster|xlink:href)$/i.test(name)) {
                const { protocol } = new URL(value, document.baseURI)
                const picture = protocol === "data:" && each.localName === "img" || protocol === "blob:"
                if (!/^(https?|mailto):$/.test(protocol) && !picture) found.push(`${each.localName} ${name}=${value}`)
            }
        }
    }
    return found
})()"""

USED = """() => {
    document.querySelectorAll("details").forEach(each => { each.open = true })
    document.querySelectorAll("article button, main button, article input[type=checkbox]").forEach(each => each.click())
    for (const type of ["mouseover", "mouseenter", "focus", "pointerover"]) {
        document.querySelectorAll("main *").forEach(each => each.dispatchEvent(new Event(type, { bubbles: true })))
    }
}"""


@dataclass
class Found:
    """What went wrong, by page; nothing if all is well."""

    pages: int = 0
    executions: list[str] = field(default_factory=list)
    """Also what the policy stopped."""
    strange: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    """Pages on which no payload was to be read."""


def pages_of(site: Path) -> Iterator[str]:
    """The addresses of all pages, below the site's."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix().removesuffix("index.html")


def shapes_of(browser: Any, site: Path) -> dict[str, set[str]]:
    """The shapes in each page's file, as a browser reads it without running it."""
    pages = list(pages_of(site))
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    files = [
        site / (f"{each}index.html" if each.endswith("/") or not each else each) for each in pages
    ]
    found = page.evaluate(OF_FILES, [file.read_text("utf-8") for file in files])
    context.close()
    return dict(zip(pages, map(set, found), strict=True))


def walk(browser: Any, site: Path, most: int | None = None) -> Found:
    """Open each page, or of many alike so many, and use what it offers."""
    found = Found()
    context = browser.new_context()
    context.add_init_script(WATCH)
    web = Web(context, {BASE: site}, AS_OF)
    page = context.new_page()
    page.clock.set_fixed_time(AS_OF)
    kinds: Counter[str] = Counter()
    for path in pages_of(site):
        kind = re.sub(r"^(es/)?([a-z]+/)[^/]+/", r"\1\2*/", path)
        kinds[kind] += 1
        if most is not None and kinds[kind] > most:
            continue
        found.pages += 1
        page.goto(BASE + path)
        _use(page, path)
        found.executions += [f"{path}: {each}" for each in page.evaluate("__seen")]
        if path not in _PLAIN:
            found.strange += [f"{path}: {each}" for each in page.evaluate(STRANGE)]
        if MARK not in page.content() and path not in _PLAIN:
            found.unmarked.append(path)
    found.foreign = web.foreign(BASE)
    found.executions += [each for each in web.complaints if "File chooser" not in each]
    context.close()
    return found


_PLAIN = {"verify/"}  # the same bytes on every site: test_verifier_xss
PROSE = {"blockquote", "a rel", "a href rel title", "ol start", "pre", "code", "hr", "em", "h6"}
"""Shapes that only prose has; which of them a harmless site has is chance."""


def new_shapes(browser: Any, site: Path, harmless: Path) -> dict[str, list[str]]:
    """Shapes that no page of a harmless site has, each with the pages that have it."""
    known = set().union(*shapes_of(browser, harmless).values()) | PROSE
    found: dict[str, list[str]] = {}
    for path, shapes in shapes_of(browser, site).items():
        for shape in shapes - known:
            found.setdefault(shape, []).append(path)
    return found


def _use(page: Any, path: str) -> None:
    """What a reader does: search, open, click, point."""
    if path in {"badges/", "pathways/", "recognizers/"}:
        box = page.locator("main input[type=search]")
        if box.count():
            box.first.fill(MARK)
            page.wait_for_timeout(300)
    if path in {"", "about/"} and page.locator("[data-md-component=search-query]").count():
        page.locator("[data-md-component=search-query]").click()
        page.keyboard.type(MARK)
        page.locator(".md-search-result__item").first.wait_for(state="attached")
        page.keyboard.press("Escape")
    if path.startswith("credentials/"):
        page.wait_for_timeout(50)
    page.evaluate(USED)
