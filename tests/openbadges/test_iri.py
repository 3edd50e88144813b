import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.openbadges import is_absolute_iri

GOOD = [
    "https://badges.example",
    "https://badges.example/a/b?c=d&e#f",
    "https://user@badges.example:8443/",
    "https://[2001:db8::1]:8/",
    "http://é.example/ü?\ue000",
    "urn:uuid:6f1d3b53-2d2a-4f55-a0b7-0f3f3f9d9b01",
    "did:web:badges.example%3A8443:issuers:a",
    "did:key:z6Mk#z6Mk",
    "data:image/png;base64,iVBOR/+==",
    "mailto:a@b.example",
    "a+b.c-1:",
    "x:\U00010000",
]

BAD = {
    "relative": "badge.json",
    "relative to the root": "/badges/",
    "relative to the scheme": "//badges.example/",
    "fragment alone": "#key",
    "empty": "",
    "blank node": "_:b0",
    "keyword": "@id",
    "space": "https://badges.example/a b",
    "leading space": " https://badges.example/",
    "newline at the end": "https://badges.example/\n",
    "NUL": "https://badges.example/\0",
    "no-break space": "https://badges.example/a\u00a0b",
    "line separator": "https://badges.example/\u2028",
    "ideographic space": "urn:\u3000",
    "zero-width no-break space": "urn:a\ufeff",
    "no-break scheme": "1a:b",
    "angle bracket": "https://badges.example/<",
    "quote": 'https://badges.example/"',
    "brace": "https://badges.example/{a}",
    "bar": "https://badges.example/|",
    "caret": "https://badges.example/^",
    "backtick": "https://badges.example/`",
    "backslash": "https://badges.example\\@evil.example/",
    "two fragments": "urn:a#b#c",
    "cut escape": "https://badges.example/%4",
    "escape of no hex": "https://badges.example/%zz",
    "bracket in a path": "https://badges.example/[a]",
    "no host": "https:///a",
    "no slashes": "https:badges.example",
    "port of no digits": "https://badges.example:8x/",
    "right-to-left mark": "https://badges.example/\u200f",
    "right-to-left override": "https://badges.example/\u202egnp.exe",
    "private use outside the query": "https://badges.example/\ue000",
    "lone surrogate": "https://badges.example/\ud800",
    "noncharacter": "https://badges.example/\uffff",
    "control of the second set": "https://badges.example/\u0085",
}


@pytest.mark.parametrize("text", GOOD)
def test_an_absolute_iri(text):
    assert is_absolute_iri(text)


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_anything_else_is_none(text):
    assert not is_absolute_iri(text)


@given(st.text(max_size=40))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_what_passes_needs_no_escape_in_nquads(text):
    if is_absolute_iri("urn:" + text):
        assert not set(text) & set('<>"{}|^`\\ ')
        assert all(character > " " for character in text)


def test_a_long_iri_takes_no_longer():
    assert is_absolute_iri("data:x," + "a%41" * 400_000)
    assert not is_absolute_iri("data:x," + "a%41" * 400_000 + " ")
