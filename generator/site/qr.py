"""An address as a QR code, for paper and for phones that look at a screen."""

import re
from dataclasses import dataclass
from functools import lru_cache

import segno

from generator.site.quick_qr import MASK, matrix_of

_QUIET = 4
"""Light modules around the code (ISO/IEC 18004, section 6.3.8)."""
_DARK = re.compile("1+")


@dataclass(frozen=True, slots=True)
class QrCode:
    """The code as a template draws it: dark modules as one path in a square box."""

    size: int
    """Modules along a side, the light ones around it included."""
    path: str


@lru_cache(maxsize=256)  # one page may show its own code and its print's
def qr_code(address: str) -> QrCode:
    """The code of `address`, which up to 15 % of dirt leave readable."""
    rows = matrix_of(address.encode()) if address.isascii() and address != address.upper() else None
    if rows is None:  # longer than a code in print should be, or packed otherwise
        rows = in_full(address)
    return QrCode(
        size=len(rows) + 2 * _QUIET,
        path="".join(_row(line, number) for number, line in enumerate(rows, _QUIET)),
    )


def in_full(address: str) -> list[str]:
    """The rows of any code, dark as "1"; takes its time."""
    made = segno.make_qr(address, error="m", boost_error=False, mask=MASK)
    return ["".join("01"[module] for module in line) for line in made.matrix]


def _row(line: str, number: int) -> str:
    """The dark runs of one line, each as a rectangle one module high."""
    parts = []
    for run in _DARK.finditer(line):
        start, end = run.span()
        parts.append(f"M{start + _QUIET} {number}h{end - start}v1h-{end - start}z")
    return "".join(parts)
