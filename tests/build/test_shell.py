"""Material's chrome, our pages in it, and the pages people wrote."""

import errno
import json
import re

import pytest

from generator.build import engine
from generator.build.shell import make_chrome
from generator.build.theme_files import theme_files
from generator.site.output import Page
from generator.source import CatalogError

pytestmark = pytest.mark.usefixtures("no_shelf")

SLOT_WORDS = "badgepress-slot-title badgepress-slot-head"


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def chrome(small, cache):
    return make_chrome(
        small.config, small.catalog.pages, theme_files(), languages=["es", "tlh"], cache=cache
    )


def wrapped(chrome, path: str = "badges/welding/", **more: object) -> str:
    page = Page(path=path, title="A & B", description='"D"', body="<h1>Hi</h1>", **more)
    return chrome.wrap(page).decode()


def test_a_page_is_put_into_the_shell(chrome):
    html = wrapped(chrome, head='<meta name="x" content="y">')
    assert '<html lang="en"' in html
    assert "<title>A &amp; B - Fenwick &quot;B&amp;B&quot; Badges</title>" in html
    assert '<meta name="description" content="&quot;D&quot;">' in html
    assert '<meta name="x" content="y">' in html.partition("</head>")[0]
    assert '<div id="main-content"><h1>Hi</h1></div>' in html
    assert '<a href="mailto:badges@fenwick.example">Fenwick &amp; Sons</a>' in html
    assert "badgepress-slot" not in html


def test_what_is_put_in_is_never_filled_again(chrome):
    page = Page(path="", title=SLOT_WORDS, description=SLOT_WORDS, body=SLOT_WORDS)
    html = chrome.wrap(page).decode()
    assert html.count(SLOT_WORDS) == 4  # both titles, description, body


@pytest.mark.parametrize("depth", range(engine.DEEPEST + 1))
def test_links_of_the_chrome_fit_the_depth(chrome, depth):
    html = wrapped(chrome, "badges/" + "x/" * (depth - 1) if depth else "")
    assert f'href="{"../" * depth}assets/stylesheets/main.' in html
    assert f'src="{"../" * depth}assets/javascripts/bundle.' in html


TABS = {"": None, "badges/": "Badges", "badges/x/": "Badges", "pathways/x/": "Pathways",
        "recognizers/x/": "Recognizers", "verify/": "Check a badge", "issuers/x/": None,
        "credentials/x/": None, "earners/x/": None}  # fmt: skip


@pytest.mark.parametrize(("path", "tab"), TABS.items(), ids=[path or "home" for path in TABS])
def test_a_page_stands_under_its_tab(chrome, path, tab):
    active = re.search(r"md-tabs__item--active.*?>([^<]+)</a>", wrapped(chrome, path), re.DOTALL)
    assert (active.group(1) if active else None) == tab


def test_a_page_speaks_its_language(chrome):
    html = wrapped(chrome, language="es")
    assert '<html lang="es"' in html
    assert ">Insignias</a>" in html


def test_a_language_material_does_not_know_falls_back(chrome):
    assert '<html lang="en"' in wrapped(chrome, language="tlh")


def test_only_a_listed_page_wants_to_be_found(chrome):
    address = "https://badges.fenwick.example/program/badges/welding/"
    listed, unlisted = wrapped(chrome), wrapped(chrome, listed=False)
    assert listed.count(f'<link rel="canonical" href="{address}">') == 1
    assert "noindex" not in listed
    assert '<meta name="robots" content="noindex">' in unlisted
    assert "canonical" not in unlisted


def test_authored_pages_are_made_and_their_files_come_along(chrome):
    assert chrome.authored == ("about/", "more/words/")
    html = chrome.files["about/index.html"].decode()
    assert "<title>About &amp; us - Fenwick &quot;B&amp;B&quot; Badges</title>" in html
    assert 'href="../more/words/#steel"' in html
    assert "style=" not in html
    assert chrome.files["dot.svg"].startswith(b"<svg")


def test_nothing_of_mkdocs_own_is_left(chrome):
    names = set(chrome.files)
    assert not {name for name in names if "badgepress-slot" in name or name.endswith(".map")}
    assert not {"sitemap.xml", "sitemap.xml.gz", "index.html", "badges/index.html"} & names
    assert b"lunr" not in b"".join(name.encode() for name in names)


def test_search_knows_the_authored_pages_only(chrome):
    assert [each["location"] for each in chrome.search["docs"]] == [
        "about/",
        "more/words/",
        "more/words/#steel",
    ]


def test_the_page_for_nothing_works_at_any_depth(chrome):
    html = chrome.files["404.html"].decode()
    assert 'href="/program/badges/"' in html
    assert 'href="/program/assets/stylesheets/main.' in html
    assert "badgepress-slot" not in html


def test_every_page_has_a_policy_and_its_charset_early(chrome):
    pages = {name: body.decode() for name, body in chrome.files.items() if name.endswith(".html")}
    for name, html in {**pages, "ours": wrapped(chrome)}.items():
        assert html.count("Content-Security-Policy") == 1, name
        assert html.index("charset") < 1024, name


def test_the_cache_is_used_and_may_be_deleted(small, tmp_path, monkeypatch):
    theme = theme_files()

    def make():
        return make_chrome(small.config, small.catalog.pages, theme, languages=[], cache=tmp_path)

    first = make()
    with monkeypatch.context() as patch:
        patch.setattr(engine, "_mkdocs", pytest.fail)  # a second run would start it
        assert make().files == first.files
    for entry in tmp_path.iterdir():
        entry.rename(entry.with_name("x"))
    assert make().files == first.files
    changed = small.config.model_copy(update={"base_url": "https://other.example/"})
    assert (
        make_chrome(changed, small.catalog.pages, theme, languages=[], cache=tmp_path).files
        != first.files
    )


DAMAGES = {
    "cut short": lambda body: body[:-1],
    "empty": lambda _: b"",
    "a bit flipped": lambda body: body[:900] + bytes([body[900] ^ 1]) + body[901:],
    "something else": lambda body: b"x" * len(body),
}


def test_a_damaged_cache_is_noticed_and_made_anew(small, tmp_path, monkeypatch):
    theme = theme_files()

    def make():
        return make_chrome(small.config, small.catalog.pages, theme, languages=[], cache=tmp_path)

    first = make().files
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    with monkeypatch.context() as patch:

        class AnewError(Exception):
            pass

        def mkdocs(_):
            raise AnewError

        patch.setattr(engine, "_mkdocs", mkdocs)
        for damage in DAMAGES.values():
            kept.write_bytes(damage(whole))
            with pytest.raises(AnewError):
                make()
    assert make().files == first
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [whole]


def test_a_disk_that_refuses_is_no_mistake_of_a_page(tmp_path, monkeypatch):
    """MkDocs dies of it with a traceback; what is told is the disk's reason."""
    failing = tmp_path / "python"
    failing.write_text(
        "#!/bin/sh\necho 'Traceback (most recent call last):' >&2\n"
        "echo \"OSError: [Errno 28] No space left on device: '/x/site/index.html'\" >&2\nexit 1\n"
    )
    failing.chmod(0o755)
    monkeypatch.setattr(engine.sys, "executable", str(failing))
    with pytest.raises(OSError, match="No space left on device") as caught:
        engine._mkdocs(tmp_path)
    assert caught.value.errno == errno.ENOSPC


WRONG = {
    "dead link": (
        {"about.md": "[x](nowhere.md)"},
        (
            "catalog/pages/about.md:1:1: error: Doc file 'about.md' contains a link 'nowhere.md', but "
            "the target is not found among documentation files. [authored-page]"
        ),
    ),
    "taken address": (
        {"badges.md": "# Ours"},
        (
            "catalog/pages/badges.md:1:1: error: the address 'badges/' belongs to the site itself "
            "[taken-address]\n  hint: choose another file name"
        ),
    ),
    "home": (
        {"index.md": "# Ours"},
        (
            "catalog/pages/index.md:1:1: error: the address '/' belongs to the site itself "
            "[taken-address]\n  hint: choose another file name"
        ),
    ),
    "script": (
        {"about.md": "# A\n\n<script>x()</script>\n"},
        (
            "catalog/pages/about.md:1:1: error: a script written into the page does not work: a page "
            "here shows and runs only what the site itself holds [blocked-content]\n"
            "  hint: put the file beside the page, or link to the other site"
        ),
    ),
}


@pytest.mark.parametrize(("pages", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_page_says_where_and_what(small, cache, pages, message):
    files = {name: text.encode() for name, text in pages.items()}
    with pytest.raises(CatalogError) as caught:
        make_chrome(small.config, files, theme_files(), languages=[], cache=cache / "wrong")
    assert str(caught.value) == message


def test_the_shell_costs_little(chrome):
    assert len(wrapped(chrome)) < 16_000
    assert json.dumps(chrome.search)
