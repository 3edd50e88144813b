"""What the content security policy of a page lets run, and what it stops."""

import base64
import hashlib

import pytest

from generator.build.policy import inline_scripts, policy, what_the_policy_stops, with_policy


def test_a_script_in_the_page_is_named_by_its_hash():
    digest = base64.b64encode(hashlib.sha256(b" hi('\xc3\xa9') ").digest()).decode()
    assert inline_scripts("<script> hi('é') </script>") == {f"'sha256-{digest}'"}


NO_SCRIPTS = {
    "a file": '<script src="a.js"></script>',
    "data": '<script type="application/json">{"a": 1}</script>',
    "structured data": "<script type='application/ld+json'>{}</script>",
    "none": "<p>script</p>",
}


@pytest.mark.parametrize("html", NO_SCRIPTS.values(), ids=NO_SCRIPTS.keys())
def test_no_leave_is_given_where_none_is_needed(html):
    assert inline_scripts(html) == frozenset()


@pytest.mark.parametrize("opening", ["<script>", '<script type="module">', "<SCRIPT async>"])
def test_every_script_that_runs_is_found(opening):
    assert len(inline_scripts(f"{opening}x\n{{}}</script>")) == 1


def test_the_policy_lets_nothing_come_from_elsewhere():
    assert policy(["'sha256-b'", "'sha256-a'"]) == (
        "default-src 'none'; script-src 'self' 'sha256-a' 'sha256-b'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; "
        "worker-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'none'"
    )


def test_the_policy_is_first_in_the_head():
    html = with_policy("<html><head>\n<meta charset=utf-8></head></html>", [])
    assert html.startswith('<html><head>\n    <meta http-equiv="Content-Security-Policy" content="')
    assert html.index("charset") < 1024  # where browsers look for it


def test_a_page_without_head_is_refused():
    with pytest.raises(ValueError, match="without <head>"):
        with_policy("<p>", [])


STOPPED = {
    "script": ("<script>x()</script>", ["a script written into the page"]),
    "style attribute": ('<p style="color: red">', ["the attribute 'style' (<p>)"]),
    "handler": ("<img alt='>' onerror=x()>", ["the attribute 'onerror' (<img>)"]),
    "style element": ("<style>p{}</style>", ["the element <style>"]),
    "frame": ('<iframe src="a.html"></iframe>', ["the element <iframe>"]),
    "form": ("<form action=x>", ["the element <form>"]),
    "picture from elsewhere": (
        '<img src="https://other.example/a.png">',
        ["a file from another site (https://other.example/a.png)"],
    ),
    "script from elsewhere": (
        "<script src='//other.example/a.js'></script>",
        ["a file from another site (//other.example/a.js)"],
    ),
    "a handler behind a slash": (
        "<b/onclick=x>",
        ["the attribute 'onclick' (<b>)"],
    ),
    "a drawing in the page": ("<svg></svg>", ["the element <svg>"]),
    "a page that leads away": (
        "<meta http-equiv=refresh content='0;url=//evil.example'>",
        ["the element <meta>"],
    ),
    "another base": ("<base href='//evil.example/'>", ["the element <base>"]),
    "a style from elsewhere": ("<link rel=stylesheet href=x.css>", ["the element <link>"]),
    "a script as a link": (
        "<a href=' java&#10;script:alert(1)'>",
        ["a link that is neither http(s) nor mailto nor relative (java script:alert(1))"],
    ),
    "a page as a link": (
        "<area href='data:text/html,x'>",
        ["a link that is neither http(s) nor mailto nor relative (data:text/html,x)"],
    ),
    "a script that never ends": ("<script>x()", ["a script written into the page"]),
    "a picture from elsewhere, with a backslash": (
        "<img src='\\\\other.example/a.png'>",
        ["a file from another site (\\\\other.example/a.png)"],
    ),
    "two things, one twice": (
        '<p style="a"><p style="b"><style></style>',
        ["the attribute 'style' (<p>)", "the element <style>"],
    ),
}
WORKS = {
    "link elsewhere": '<a href="https://other.example/">',
    "picture": '<img src="../a.png">',
    "a letter": '<a href="mailto:a@b.example?subject=x y">',
    "the page itself": '<a href="">',
    "another page": '<link rel="canonical" href="https://other.example/">',
    "words that look like it": "<p>style=&quot;x&quot; onclick=</p>",
    "the theme's search": '<form class="md-search__form" name="search">',
}


@pytest.mark.parametrize(("html", "found"), STOPPED.values(), ids=STOPPED.keys())
def test_what_would_not_work_is_told(html, found):
    assert what_the_policy_stops(html, frozenset()) == found


@pytest.mark.parametrize("html", WORKS.values(), ids=WORKS.keys())
def test_what_works_is_not(html):
    assert what_the_policy_stops(html, frozenset()) == []


def test_a_script_with_leave_runs():
    html = "<script>theirs()</script>"
    assert what_the_policy_stops(html, inline_scripts(html)) == []
