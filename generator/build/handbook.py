"""Two pages for the people who run a program: who does what, and what the year brings.

The words are Markdown in ``generator/_scaffold/``; what `init` lays out begins with them too.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from string import Template

from generator.model.catalog import Catalog
from generator.site import words
from generator.source import Loaded
from generator.source.year import Due, year_ahead

HANDBOOK, CALENDAR = "handbook.md", "calendar.md"
_SCAFFOLD = Path(__file__).resolve().parent.parent / "_scaffold"
"""Lies inside the package, so that a wheel carries it as a clone does."""
_MARK = re.compile(rb"\n<!-- As badgepress wrote it: ([0-9a-f]{64}) -->\n\Z")


def handbook_files(loaded: Loaded, as_of: datetime) -> dict[str, bytes]:
    """The pages by their names, to lie beside the configuration."""
    config, today = loaded.config, as_of.date()
    said = {
        "site_name": config.site_name,
        "base_url": config.base_url,
        "host": config.host,
        "today": words.long_date(today),
        "keys": "\n".join(_key_places(loaded.catalog)),
        "months": "\n".join(_months(year_ahead(loaded, as_of), today)).rstrip(),
    }
    return {
        name: _marked(Template(_text(name)).substitute(said).encode())
        for name in (HANDBOOK, CALENDAR)
    }


def is_edited(body: bytes) -> bool:
    """Whether somebody changed a page since it was written: its last line tells its digest."""
    body = body.replace(b"\r\n", b"\n")  # as a version control may store it
    found = _MARK.search(body)
    return found is None or _digest(body[: found.start()]) != found[1]


def _marked(page: bytes) -> bytes:
    return page + b"\n<!-- As badgepress wrote it: " + _digest(page) + b" -->\n"


def _digest(page: bytes) -> bytes:
    return hashlib.sha256(page).hexdigest().encode()


def _text(name: str) -> str:
    return (_SCAFFOLD / name).read_text(encoding="utf-8")


def _key_places(catalog: Catalog) -> Iterator[str]:
    for slug, issuer in catalog.issuers.items():
        for what in ("key file", "key on paper", "passphrase, on paper", "recovery key, on paper"):
            yield f"| {what} of {issuer.name} (`{slug}`) | __________ | __________ |"


def _months(due: tuple[Due, ...], today: date) -> Iterator[str]:
    """What is overdue, twelve months from this one, and what comes after them."""
    yearly = _yearly()
    first = today.replace(day=1)
    yield from _section("Now, because its day has passed", due, date.min, today, [])
    for _ in range(12):
        after = _next_month(first)
        title = words.long_date(first).partition(" ")[2]
        yield from _section(title, due, max(first, today), after, yearly[first.month - 1])
        first = after
    yield from _section("Later", due, first, date.max, [])


def _section(
    title: str, due: tuple[Due, ...], start: date, end: date, yearly: list[str]
) -> Iterator[str]:
    """The days from `start` to before `end`, then what is done every year."""
    lines = [f"- [ ] {each.on}: {each.text}" for each in due if start <= each.on < end]
    if lines or yearly:
        yield from (f"## {title}", "", *lines, *yearly, "")


def _yearly() -> list[list[str]]:
    """What every January brings, and so on."""
    _, *months = _text("months.md").split("\n## ")
    return [[line for line in month.splitlines() if line.startswith("- ")] for month in months]


def _next_month(first: date) -> date:
    month = first.month % 12 + 1
    return date(first.year + (month == 1), month, 1)
