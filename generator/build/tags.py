"""Start tags of HTML, read as browsers read them (HTML Standard, section 13.2.5).

Comments and raw text are not told apart from the rest: what looks like a tag in them is named too,
so nothing is missed where a browser ends them earlier than we would.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

_OPEN = re.compile(r"<([A-Za-z][^\t\n\f\r />]*)")
_ATTRIBUTE = re.compile(
    r"[\t\n\f\r /]*(?:([^\t\n\f\r />=][^\t\n\f\r />=]*|=[^\t\n\f\r />=]*)"  # its name
    r"(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)(?:\"|\Z)|'([^']*)(?:'|\Z)|([^\t\n\f\r >]*)))?)"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """One start tag; names in lower case, values with their entities resolved."""

    name: str
    attributes: Mapping[str, str]
    """Of a repeated one the first, which is the one that counts."""


def start_tags(html: str) -> Iterator[Tag]:
    """Every start tag, in order."""
    at = 0
    while opened := _OPEN.search(html, at):
        at = opened.end()
        attributes: dict[str, str] = {}
        while found := _ATTRIBUTE.match(html, at):
            at = found.end()
            name, *values = found.groups()
            value = next((each for each in values if each is not None), "")
            attributes.setdefault(name.lower(), unescape(value))
        yield Tag(opened[1].lower(), attributes)
