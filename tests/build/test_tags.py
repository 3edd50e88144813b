"""Start tags as browsers read them, where patterns for neat HTML see none."""

import pytest

from generator.build.tags import start_tags

TAGS = {  # case: (HTML, names and attributes)
    "neat": ("<a href=\"x\" title='y'>", [("a", {"href": "x", "title": "y"})]),
    "a slash for a space": ("<svg/onload=alert(1)>", [("svg", {"onload": "alert(1)"})]),
    "no end": ("<img src=x onerror=y", [("img", {"src": "x", "onerror": "y"})]),
    "an entity": ("<a href=java&#115;cript:x>", [("a", {"href": "javascript:x"})]),
    "a quote for a name": ('<a "x=1 onclick=y>', [("a", {'"x': "1", "onclick": "y"})]),
    "quotes that hide a tag": ('<img """><script>', [("img", {'"""': ""}), ("script", {})]),
    "an equals sign for a name": ("<a = onclick = x>", [("a", {"=": "", "onclick": "x"})]),
    "the end within a value": ("<a b='>' onclick=x>", [("a", {"b": ">", "onclick": "x"})]),
    "a repeated name": ("<a b=1 B=2>", [("a", {"b": "1"})]),
    "in a comment that browsers end": ("<!--><b x=1>-->", [("b", {"x": "1"})]),
    "capitals": ("<IMG ONERROR=x>", [("img", {"onerror": "x"})]),
    "no tag": ("a < b <3 </p> <!doctype html> <?x?>", []),
}


@pytest.mark.parametrize(("html", "tags"), TAGS.values(), ids=TAGS.keys())
def test_tags_are_read_as_browsers_do(html, tags):
    assert [(tag.name, dict(tag.attributes)) for tag in start_tags(html)] == tags
