"""Addresses within a built site, and which addresses a link may lead to."""

import re
from dataclasses import dataclass

_COLON_FIRST = re.compile(r"[^/?#]*:")  # a scheme; no relative reference has one there
_WEB = re.compile(r"https?://[^/?#\\\s]", re.IGNORECASE)
_HIDDEN = re.compile(r"[\x00-\x20\x7f\\]")


def relative(from_path: str, to_path: str) -> str:
    """The address of `to_path` as a page at `from_path` links to it.

    Both are addresses under `base_url`; those of pages end in a slash or are empty (home).
    So a site works under any path, and from a folder.
    """
    here = from_path.split("/")[:-1]
    there, fragment = to_path.partition("#")[::2]
    steps = there.split("/")
    shared = 0
    while shared < min(len(here), len(steps) - 1) and here[shared] == steps[shared]:
        shared += 1
    answer = "../" * (len(here) - shared) + "/".join(steps[shared:])
    return (answer or "./") + (f"#{fragment}" if fragment else "")


def is_web_address(address: str) -> bool:
    """Whether `address` is absolute and http(s), so that a link may lead there."""
    return _WEB.match(address) is not None and _HIDDEN.search(address) is None


def is_safe_link(address: str) -> bool:
    """Whether a link in prose may lead to `address`: http(s), mailto or relative.

    An address with a leading slash or backslash would leave the site's own path, or, with
    two of them, the site; a hidden character makes browsers see another scheme than we do.
    """
    if not address or _HIDDEN.search(address):
        return False
    if _COLON_FIRST.match(address) is not None:
        return _WEB.match(address) is not None or address.lower().startswith("mailto:")
    return not address.startswith("/")


@dataclass(frozen=True, slots=True)
class Place:
    """A page's own address, from which its links are reckoned."""

    path: str

    def to(self, path: str) -> str:
        """The link to `path` from here."""
        return relative(self.path, path)
