"""Payloads, packed: as many in one text as its field has room for."""

import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import count

from generator.site.prose import prose
from generator.source.text import HIDDEN
from tests.corpora import corpus

_NO_URL = re.compile(r"[^!$&'()*+,;=:@/?A-Za-z0-9._~-]")
_NO_MAIL = re.compile(r"[@\s<>\"']")
MARK = "pöison"  # begins each text, so that it can be looked for

# What broke others, and what only this house has: its templates, Typst, spreadsheets, search.
OWN = (
    "{{ 7 * 7 }}{% include '/etc/passwd' %}{#",
    "</script><script>alert(1)</script>",
    "</title></style></textarea></template></noscript><img src=x onerror=alert(1)>",
    "]]><script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script><![CDATA[",
    "--><svg/onload=alert(1)><!--",
    '#read("/etc/passwd") #eval("1") $ x $ @label <label> *b* _i_ `raw` // comment',
    '\\u{41} #{panic()} #set page(fill: red) #import "@preview/a:1.0.0"',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1|x",
    "-2+3",
    "[a](javascript:alert(1)) ![b](https://evil.example/x.png) <javascript:alert(1)>",
    "[a](data:text/html,<script>alert(1)</script>) [b](//evil.example) [c](\\\\evil.example)",
    "[x]: javascript:alert(1)\n[x]",
    "!!python/object/apply:os.system ['x'] &a *a",
    "\u2028alert(1)\u2029",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0;url=https://evil.example>",
    "<form action=https://evil.example><button formaction=javascript:alert(1)>x</button></form>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "&lt;img src=x onerror=alert(1)&gt; &amp;lt;b&amp;gt; &#x3c;script&#x3e;",
    "@@PLACE@@ __BODY__ ${7*7} <%= 7*7 %> #{7*7}",
)


def payloads() -> list[str]:
    """Every payload of the corpora that any text of a catalog may hold, ours first."""
    lines = (
        line
        for path in sorted((corpus("xss-payload-list") / "Intruder").iterdir())
        for line in path.read_text("utf-8", errors="replace").splitlines()
    )
    naughty = json.loads((corpus("blns") / "blns.json").read_text("utf-8"))
    return list(dict.fromkeys(filter(None, map(_allowed, (*OWN, *naughty, *lines)))))


def _allowed(text: str) -> str:
    """`text` without what the catalog refuses as hidden."""
    kept = HIDDEN.sub("", text.replace("\t", " "))
    kept = "".join(
        each for each in kept if each == "\n" or unicodedata.category(each) not in {"Cc", "Cs"}
    )
    return unicodedata.normalize("NFC", kept).strip()


def _leads_into_the_site(payload: str) -> bool:
    """Whether prose makes a relative link of it."""
    return any(
        not link.startswith(("http:", "https:", "mailto:"))
        for link in re.findall('href="([^"]*)"', str(prose(payload)).lower())
    )


class Stream:
    """Hands out payloads one after the other, for ever; `taken` counts them."""

    def __init__(self, texts: list[str], start: int = 0) -> None:
        self._texts = texts
        self._next = (start + each for each in count())
        self._left: list[str] = []
        self.taken = 0

    def text(self, most: int, *, lines: bool = False, without: str = "") -> str:
        """As many as fit into `most` characters, each beside a mark; one that is left over waits."""
        between = "\n\n" if lines else " "
        parts = [MARK]
        size = len(MARK)
        for _ in range(500):
            payload = self._taken(most - len(MARK) - len(between))
            if lines and _leads_into_the_site(payload):
                continue  # a link that leads nowhere is a mistake of the catalog
            if not lines:
                payload = " ".join(payload.split())
            payload = "".join(each for each in payload if each not in without)
            size += len(payload) + len(between)
            if size > most:
                self._left.append(payload)
                break
            parts.append(payload)
            self.taken += 1
        return unicodedata.normalize("NFC", between.join(filter(None, parts)))[:most].strip()

    def url(self) -> str:
        """A web address that ends in what of a payload an address may hold."""
        rest = _NO_URL.sub("", next(self._all()).replace("\n", ""))
        self.taken += 1
        return f"https://evil.example/{self.taken}?{rest}"[:1_900]

    def email(self) -> str:
        """An address that begins with what of a payload an address may begin with."""
        self.taken += 1
        return f"{re.sub(_NO_MAIL, '', next(self._all()))[:200]}x@evil.example"

    def _taken(self, most: int) -> str:
        """The next that fits at all."""
        while self._left:
            payload = self._left.pop()
            if len(payload) <= most:
                return payload
        return next(each for each in self._all() if len(each) <= most)

    def _all(self) -> Iterator[str]:
        for number in self._next:
            yield self._texts[number % len(self._texts)]
