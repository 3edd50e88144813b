"""What papers are made of: data and files for a template, and pieces that several of them share."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import segno

from generator.model.issuer import Issuer
from generator.site.quick_qr import MASK

_LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO"})
"""Countries that print on Letter paper; all others on A4."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a template reads."""

    data: Mapping[str, Any]
    files: Mapping[str, bytes]


def paper_size(issuer: Issuer) -> str:
    """What the issuer's country prints on, by Typst's name."""
    return "us-letter" if issuer.country in _LETTER else "a4"


def qr_picture(address: str) -> bytes:
    """The QR code of an address as an SVG."""
    svg = segno.make_qr(address, error="m", mask=MASK).svg_inline(border=4, omitsize=True)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()


def contact_line(issuer: Issuer) -> str:
    """The office to ask, in one line."""
    contact = issuer.contact
    return " · ".join(filter(None, (contact.office, contact.email, contact.phone, contact.url)))


def named(name: str, path: str) -> str:
    """The name under which a template finds a picture of the catalog: its ending tells the kind."""
    return f"{name}{PurePosixPath(f'x{path}').suffix.lower()}"
