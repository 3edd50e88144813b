"""What the site room hands out: pages to be put into the shell, and finished files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page, to be joined with the shell of its depth and language."""

    path: str
    """Its address under `base_url`: ``badges/x/``; the home page is the empty text."""
    title: str
    """Plain text."""
    description: str
    """Plain text, one sentence."""
    body: str
    """A safe HTML fragment for the content block."""
    head: str = ""
    """Safe HTML for the end of ``<head>``."""
    listed: bool = True
    """In the sitemap; a page that is not listed also asks not to be indexed."""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG, to be written as PNG."""

    path: str
    """Ends in ``.png``."""
    body: bytes


@dataclass(frozen=True, slots=True)
class File:
    """One file, written as it is."""

    path: str
    body: bytes
