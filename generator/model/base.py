"""What every type of the catalog is built from."""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


class CatalogModel(BaseModel):
    """A frozen record that refuses what it does not know.

    Its values come from YAML as text (see `source`), so numbers, dates and booleans are
    read from text here and nowhere else.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})")
_HOST_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Names a slug may not take: they are addresses of the site, or devices on some systems.
RESERVED_SLUGS = frozenset(
    {"index", "assets", "search", "feed", "status", "page", "new", "es", "en"}
    | {"con", "prn", "aux", "nul"}
    | {f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10)}
)


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value) or len(value) > 80:
        raise ValueError(
            "must be a slug: lower-case letters, digits and single hyphens, at most 80 characters"
        )
    if value in RESERVED_SLUGS:
        raise ValueError(f"'{value}' is reserved for the site itself")
    return value


def _plain(value: str) -> str:
    """Text without control and bidi characters and half surrogates, in Unicode form NFC."""
    if not value.replace("\n", "").isprintable():  # whatever is hidden is not; nor are some spaces
        for character in value:
            hidden = unicodedata.category(character) in {"Cc", "Cs"} and character != "\n"
            if hidden or character in _BIDI:
                raise ValueError(f"holds the hidden character U+{ord(character):04X}; remove it")
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def _one_line(value: str) -> str:
    if "\n" in value.strip("\n"):
        raise ValueError("must be one line")
    return " ".join(value.split())


def _web_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be a web address that starts with https:// or http://")
    unfit = re.search(r"[\s<>\"{}|\\^`\[\]\x00-\x1f\x7f]|%(?![0-9A-Fa-f]{2})|#.*#", value)
    if unfit or parts.username is not None:
        raise ValueError("holds a character that a web address cannot hold; percent-encode it")
    return value


def _base_url(value: str) -> str:
    _web_url(value)
    parts = urlsplit(value)
    if parts.scheme != "https" or parts.query or parts.fragment:
        raise ValueError("must start with https:// and have no '?' or '#'")
    if parts.port is not None:
        raise ValueError("must have no port: the address is inside every signature")
    host = parts.netloc
    labels = host.split(".")
    if len(labels) < 2 or not all(_HOST_LABEL.fullmatch(label) for label in labels):
        raise ValueError("must name a domain in lower case (punycode for other scripts)")
    segments = [segment for segment in parts.path.split("/") if segment]
    if "/".join(segments) != parts.path.strip("/") or any(
        not re.fullmatch(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*", segment) for segment in segments
    ):
        raise ValueError("its path may hold letters, digits and . _ ~ - only")
    return value if value.endswith("/") else value + "/"


def _date(value: Any) -> Any:
    if not isinstance(value, date) and not (isinstance(value, str) and _DATE.fullmatch(value)):
        raise ValueError(f"must be a date like 2026-05-03, found '{value}'")
    return value


def _month(value: str) -> str:
    if not _MONTH.fullmatch(value):
        raise ValueError(f"must be a month like 2031-06, found '{value}'")
    return value


def _instant(value: Any) -> Any:
    if isinstance(value, str) and not _INSTANT.fullmatch(value):
        raise ValueError(f"must be an instant like 2026-05-03T12:00:00Z, found '{value}'")
    return value


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("must say its time zone, for example 2026-05-03T12:00:00Z")
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("must lie between the years 1 and 9999, UTC") from None


def _asset(value: str) -> str:
    parts = value.split("/")
    if value.startswith("/") or "\\" in value or any(part in {"", ".", ".."} for part in parts):
        raise ValueError("must be a path inside the catalog's folder, without '..'")
    if not value.lower().endswith((".png", ".svg")):
        raise ValueError("must be a .png or .svg file")
    return value


def _did_web(value: str) -> str:
    if not re.fullmatch(r"did:web:[A-Za-z0-9.-]+(?:%3A[0-9]+)?(?::[A-Za-z0-9._~-]+)*", value):
        raise ValueError("must be a did:web identifier, for example did:web:badges.example.org")
    if {".", ".."} & set(value.split(":")):
        raise ValueError("must have no '.' or '..' between its colons")
    return value


def _multikey(value: str) -> str:
    if not re.fullmatch(r"z6Mk[1-9A-HJ-NP-Za-km-z]{44}", value):
        raise ValueError("must be an Ed25519 public key in multibase form, which starts with z6Mk")
    return value


Slug = Annotated[str, AfterValidator(_slug)]
Text = Annotated[str, AfterValidator(_plain)]
"""Text of any length, without hidden characters."""
Line = Annotated[
    str, AfterValidator(_plain), AfterValidator(_one_line), Field(min_length=1, max_length=300)
]
"""One line of plain text, white space folded."""
Name = Annotated[
    str, AfterValidator(_plain), AfterValidator(_one_line), Field(min_length=1, max_length=120)
]
Note = Annotated[str, AfterValidator(_plain), Field(min_length=1, max_length=2000)]
"""Plain text of a few lines."""
Markdown = Annotated[str, AfterValidator(_plain), Field(min_length=1, max_length=20_000)]
"""CommonMark prose; rendered in safe mode, links http(s), mailto or relative only."""
WebUrl = Annotated[str, AfterValidator(_web_url), Field(max_length=2000)]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
"""The site's address, always with a trailing slash."""
Date = Annotated[date, BeforeValidator(_date)]
Month = Annotated[str, AfterValidator(_month)]
Instant = Annotated[datetime, BeforeValidator(_instant), AfterValidator(_utc)]
Asset = Annotated[str, AfterValidator(_asset)]
"""A picture's path, relative to the catalog's folder."""
Did = Annotated[str, AfterValidator(_did_web)]
PublicKey = Annotated[str, AfterValidator(_multikey)]
Email = Annotated[str, Field(pattern=r"^[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+$", max_length=254)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(?:-[A-Z]{2})?$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Version = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+-]{0,19}$")]


class Contact(CatalogModel):
    """An office that answers, never a private person's address."""

    office: Name
    """The office or role that answers."""
    email: Email | None = None
    url: WebUrl | None = None
    phone: Line | None = None


class Signatory(CatalogModel):
    """The person in whose name a badge is awarded."""

    name: Name
    title: Name
    signature: Asset | None = None
    """A picture of the signature, for certificates only; the site never shows it."""
