"""The small types that every record is built from."""

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.model.base import (
    Asset,
    BaseUrl,
    Date,
    Did,
    Email,
    Instant,
    Language,
    Line,
    Markdown,
    Month,
    PublicKey,
    Slug,
    Version,
    WebUrl,
)
from tests.source.small import KEY

GOOD = {  # case: (type, text, value as text)
    "a slug": (Slug, "sql-basics-2", "sql-basics-2"),
    "a slug of digits": (Slug, "12345", "12345"),
    "a folded line": (Line, "  a \t b\n".replace("\t", " "), "a b"),
    "a line in NFC": (Line, "e\u0301", "\u00e9"),
    "prose": (Markdown, "a\n\nb", "a\n\nb"),
    "a web address": (WebUrl, "https://example.org/a?b#c", "https://example.org/a?b#c"),
    "a base URL gets its slash": (
        BaseUrl,
        "https://badges.example.org/demo",
        "https://badges.example.org/demo/",
    ),
    "a punycode domain": (
        BaseUrl,
        "https://xn--bcher-kva.example/",
        "https://xn--bcher-kva.example/",
    ),
    "a date": (Date, "2026-05-03", "2026-05-03"),
    "a month": (Month, "2031-12", "2031-12"),
    "an instant": (Instant, "2026-05-03T12:00:00Z", "2026-05-03 12:00:00+00:00"),
    "an instant elsewhere": (Instant, "2026-05-03T12:00:00+02:00", "2026-05-03 10:00:00+00:00"),
    "a picture": (Asset, "images/a.PNG", "images/a.PNG"),
    "a DID": (Did, "did:web:example.org%3A8443:issuers:x", "did:web:example.org%3A8443:issuers:x"),
    "a key": (PublicKey, KEY, KEY),
    "an address": (Email, "a.b+c@x.example", "a.b+c@x.example"),
    "a language": (Language, "es-MX", "es-MX"),
    "a version": (Version, "1.10", "1.10"),
}


@pytest.mark.parametrize(("kind", "text", "value"), GOOD.values(), ids=GOOD.keys())
def test_what_is_right_is_read(kind, text, value):
    assert str(TypeAdapter(kind).validate_python(text)) == value


BAD = {  # case: (type, text)
    "a capital": (Slug, "Sql"),
    "two hyphens": (Slug, "a--b"),
    "a hyphen at the end": (Slug, "a-"),
    "a line break after a slug": (Slug, "a\n"),
    "another script's letter": (Slug, "\u0430"),
    "another script's digit": (Slug, "\u0661"),
    "a path": (Slug, "../a"),
    "a long slug": (Slug, "a" * 81),
    "a device": (Slug, "com1"),
    "an address of the site": (Slug, "index"),
    "two lines": (Line, "a\nb"),
    "only white space": (Line, " \n "),
    "a bidi override": (Line, "a\u202eb"),
    "half a surrogate pair": (Line, "a\ud800"),
    "a NUL in prose": (Markdown, "a\0b"),
    "a script": (WebUrl, "javascript:alert(1)"),
    "no host": (WebUrl, "https:///a"),
    "a space": (WebUrl, "https://example.org/a b"),
    "a name and password": (WebUrl, "https://a:b@example.org/"),
    "a line break after an address": (WebUrl, "https://example.org/\n"),
    "half an IPv6 address": (WebUrl, "https://[::1"),
    "no TLS": (BaseUrl, "http://example.org/"),
    "a port": (BaseUrl, "https://example.org:8443/"),
    "a port that is none": (BaseUrl, "https://example.org:99999/"),
    "one label": (BaseUrl, "https://localhost/"),
    "capital letters": (BaseUrl, "https://Example.org/"),
    "another script": (BaseUrl, "https://bücher.example/"),
    "dots in the path": (BaseUrl, "https://example.org/a/../b/"),
    "a question": (BaseUrl, "https://example.org/?a"),
    "two slashes": (BaseUrl, "https://example.org/a//b/"),
    "an American date": (Date, "5/3/2026"),
    "a date with a time": (Date, "2026-05-03T00:00:00"),
    "a day that is none": (Date, "2026-02-30"),
    "Arabic digits": (Date, "٢٠٢٦-٠٥-٠٣"),
    "month 13": (Month, "2031-13"),
    "an instant nowhere": (Instant, "2026-05-03T12:00:00"),
    "an instant before time": (Instant, "0001-01-01T00:00:00+14:00"),
    "a number for an instant": (Instant, "1700000000"),
    "a picture outside": (Asset, "../a.png"),
    "a picture elsewhere": (Asset, "https://example.org/a.png"),
    "an absolute picture": (Asset, "/a.png"),
    "a Windows path": (Asset, "images\\a.png"),
    "a JPEG": (Asset, "a.jpg"),
    "another DID method": (Did, "did:key:z6Mk"),
    "an empty DID segment": (Did, "did:web:example.org::x"),
    "a DID that climbs": (Did, "did:web:example.org:.."),
    "a line break after a DID": (Did, "did:web:example.org\n"),
    "a short key": (PublicKey, KEY[:-1]),
    "a P-256 key": (PublicKey, "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169"),
    "no at sign": (Email, "a.example"),
    "two at signs": (Email, "a@b@c.example"),
    "a language in words": (Language, "english"),
    "a long version": (Version, "1" * 21),
    "a path for a version": (Version, "../1"),
}


@pytest.mark.parametrize(("kind", "text"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_refused(kind, text):
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)
