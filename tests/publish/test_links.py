"""Links inside the site lead to a file of it."""

import pytest

from generator.publish import BrokenLink, Tree, broken_links, staging
from generator.publish.links import links_of

FILES = [
    "index.html",
    "badges/index.html",
    "badges/sql/achievement.json",
    "a b.pdf",
    "es/index.html",
]

GOOD = {
    "up": '<a href="../">',
    "home": '<a href="../../">',
    "file": '<a href="achievement.json">',
    "query and fragment": '<a href="../?topic=sql#list">',
    "fragment": '<a href="#top">',
    "escaped": '<a href="../../a%20b.pdf">',
    "entity": '<a href="&#46;./">',
    "absolute path": '<a href="/demo/badges/">',
    "whole address": '<link href="https://b.example/demo/badges/" rel="canonical">',
    "another site": '<a href="https://other.example/nowhere">',
    "elsewhere on the domain": '<a href="/privacy">',
    "the domain's own home": '<a href="https://b.example/">',
    "the domain without a slash": '<a href="https://b.example">',
    "mail": '<a href="mailto:a@b.example">',
    "data": '<img src="data:image/png;base64,AA">',
    "text that looks like one": '<code>href="nowhere"</code>',
    "in a comment": '<!-- <a href="nowhere"> -->',
    "in a script": """<script>say('<a href="nowhere">')</script>""",
    "in a style": """<style>a::after{content:'<a href="nowhere">'}</style>""",
    "in a comment with the start of a script": "<!-- <script> <a href='nowhere'> -->",
    "in a value": """<p title='<a href="nowhere">'>""",
}
BAD = {
    "missing page": ('<a href="../nosql/">', "../nosql/"),
    "missing picture": ("<img alt='' src='image.svg'>", "image.svg"),
    "no slash": ('<a href="../../badges">', "../../badges"),
    "above the site": ('<a href="../../../">', "../../../"),
    "absolute path": ('<a href="/demo/nowhere/">', "/demo/nowhere/"),
    "whole address": (
        '<a href="https://b.example/demo/nowhere/">',
        "https://b.example/demo/nowhere/",
    ),
    "after a '>' in a value": ('<a title="a > b" href="nowhere">', "nowhere"),
    "a script": ('<script src="nowhere.js">x</script>', "nowhere.js"),
    "after a script": ('<script>1 < 2</script><a href="nowhere">', "nowhere"),
    "after a script in a comment": ('<!-- <script> --><a href="nowhere">', "nowhere"),
    "malformed": ('<a href="http://[">', "http://["),
}


@pytest.fixture(params=["https://b.example/demo/", ""], ids=["remembered", "read at the end"])
def tree(request, tmp_path):
    (tmp_path / "tree").mkdir()
    tree = Tree(tmp_path / "tree", file_mode=0o644, folder_mode=0o755, base_url=request.param)
    for path in FILES:
        tree.write(path, b"")
    return tree


@pytest.mark.parametrize("html", GOOD.values(), ids=GOOD.keys())
def test_good(tree, html):
    tree.write("badges/sql/index.html", html.encode())
    assert list(broken_links(tree, "https://b.example/demo/")) == []


@pytest.mark.parametrize(("html", "link"), BAD.values(), ids=BAD.keys())
def test_broken(tree, html, link):
    tree.write("badges/sql/index.html", html.encode())
    assert list(broken_links(tree, "https://b.example/demo/")) == [
        BrokenLink("badges/sql/index.html", link)
    ]


def test_a_site_at_the_root_of_its_domain(tree):
    tree.write("badges/sql/index.html", b'<a href="/badges/"><a href="/nowhere">')
    assert list(broken_links(tree, "https://b.example/")) == [
        BrokenLink("badges/sql/index.html", "/nowhere")
    ]


def test_of_pages_that_stand_those_are_asked_that_lead_to_what_is_gone(tmp_path):
    def publish(pages: dict[str, str]) -> list[BrokenLink]:
        with staging(tmp_path / "site", base_url="https://b.example/") as tree:
            for name, html in pages.items():
                if not tree.keep(name, of=html.encode()):
                    with tree.unit(name, of=html.encode()) as unit:
                        unit.write(f"{name}/index.html", html.encode())
            return list(broken_links(tree, "https://b.example/"))

    pages = {"a": '<a href="../b/">', "b": "", "c": '<a href="#x"><a href="../a/">'}
    assert publish(pages) == []
    assert publish(pages | {"c": '<a href="../d/">'}) == [BrokenLink("c/index.html", "../d/")]
    del pages["b"]
    assert publish(pages) == [BrokenLink("a/index.html", "../b/")]


def test_links_come_in_order_unescaped():
    assert list(links_of("<a href=\"?a&amp;b\"><IMG SRC='c'>")) == ["?a&b", "c"]


BASE = "https://b.example/demo/"
# A file that names others, what it says, and what of that leads nowhere.
LISTED = {
    "the map of the site": (
        "sitemap.xml",
        f"<urlset><url><loc>{BASE}</loc></url><url><loc>{BASE}a&amp;b/</loc></url></urlset>",
        [f"{BASE}a&b/"],
    ),
    "the index of the search": (
        "search/search_index.json",
        '{"docs": [{"location": "badges/"}, {"location": "gone/"}, {"location": ""}]}',
        ["gone/"],
    ),
    "data": (
        "badges/sql/badge.json",
        f'{{"id": "{BASE}badges/sql/achievement.json", "of": [{{"x": "{BASE}nowhere/"}}]}}',
        [f"{BASE}nowhere/"],
    ),
    "data of another site": ("more.json", '["https://other.example/demo/nowhere/"]', []),
    "what is signed": ("credentials/1/credential.json", f'["{BASE}nowhere/"]', []),
    "no data": ("notes.json", "{", []),
    "deep": ("deep.json", "[" * 100_000, []),
}


@pytest.mark.parametrize(("path", "text", "broken"), LISTED.values(), ids=LISTED.keys())
def test_what_is_listed_is_there(tmp_path, path, text, broken):
    tree = Tree(tmp_path, file_mode=0o644, folder_mode=0o755)
    for file in FILES:
        tree.write(file, b"{}")
    tree.write(path, text.encode())
    assert list(broken_links(tree, BASE)) == [BrokenLink(path, link) for link in broken]
