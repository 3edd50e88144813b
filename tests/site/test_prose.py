import json

import pytest

from generator.site.links import is_safe_link
from generator.site.prose import prose
from tests.corpora import corpus
from tests.site.reading import read

REL = ' rel="noopener noreferrer"'
CASES = {
    "paragraphs": ("One *two*.\n\nThree.", "<p>One <em>two</em>.</p>\n<p>Three.</p>\n"),
    "list": ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
    "headings begin at the third level": (
        "# A\n\n###### B",
        "<h3>A</h3>\n<h6>B</h6>\n",
    ),
    "web link": ("[a](https://a.example)", f'<p><a href="https://a.example"{REL}>a</a></p>\n'),
    "mail link": ("<a@b.example>", f'<p><a href="mailto:a@b.example"{REL}>a@b.example</a></p>\n'),
    "relative link": ("[a](../b/)", f'<p><a href="up/../b/"{REL}>a</a></p>\n'),
    "fragment": ("[a](#b)", f'<p><a href="up/#b"{REL}>a</a></p>\n'),
    "script link": ("[a](javascript:alert(1))", f"<p><a{REL}>a</a></p>\n"),
    "script link in disguise": ("[a](java&#x0A;script:alert(1))", f"<p><a{REL}>a</a></p>\n"),
    "other host without scheme": ("[a](//evil.example)", f"<p><a{REL}>a</a></p>\n"),
    "other host by backslash": ("[a](/\\\\evil.example)", f"<p><a{REL}>a</a></p>\n"),
    "data link": ("[a](data:text/html;base64,x)", f"<p><a{REL}>a</a></p>\n"),
    "picture": ("![a](https://a.example/p.png)", "<p></p>\n"),
    "raw element": ("<script>alert(1)</script>", "\n"),
    "raw element in a line": ("a <b onclick=x>b</b>", "<p>a b</p>\n"),
    "raw style": ("<p style='x'>a</p>", "\n"),
    "code stays text": ("`<script>`", "<p><code>&lt;script&gt;</code></p>\n"),
    "comment": ("a <!-- b --> c", "<p>a  c</p>\n"),
    "title with quotes": (
        "[a](b 'x\" onmouseover=\"y')",
        f'<p><a href="up/b" title="x&quot; onmouseover=&quot;y"{REL}>a</a></p>\n',
    ),
}


@pytest.mark.parametrize(("text", "html"), CASES.values(), ids=CASES.keys())
def test_prose_becomes_safe_html(text, html):
    assert prose(text, base="up/") == html


ALLOWED = {
    *(("a", ("href", "rel")), ("a", ("href", "title", "rel")), ("a", ("rel",))),
    *(("a", ("title", "rel")), ("ol", ()), ("ol", ("start",))),
    *((tag, ()) for tag in ("blockquote", "br", "code", "em", "hr", "li", "p", "pre", "strong")),
    *((tag, ()) for tag in ("ul", "h3", "h4", "h5", "h6")),
}


def _payloads():
    folder = corpus("xss-payload-list") / "Intruder"
    for path in sorted(folder.iterdir()):
        yield from path.read_text(encoding="utf-8", errors="replace").splitlines()
    yield from json.loads((corpus("blns") / "blns.json").read_text(encoding="utf-8"))


def test_no_payload_gets_through_prose():
    seen = 0
    for payload in _payloads():
        for text in (payload, f"[a](<{payload}>)"):
            page = read(prose(text))
            assert set(page.elements) <= ALLOWED, payload
            assert all(is_safe_link(link) for link in page.links), payload
            seen += 1
    assert seen > 14_000
