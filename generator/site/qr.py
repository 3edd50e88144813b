"""An address as a QR code, for paper and for phones that look at a screen."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

_QUIET = 4
"""Light modules around the code (ISO/IEC 18004, section 6.3.8)."""
MASK = 0
"""A checkerboard. Any mask can be read; trying all eight for the prettiest takes twice as long."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """The code as a template draws it: dark modules as one path in a square box."""

    size: int
    """Modules along a side, the light ones around it included."""
    path: str


@lru_cache(maxsize=256)  # one page may show its own code and its print's
def qr_code(address: str) -> QrCode:
    """The code of `address`, which up to 15 % of dirt leave readable."""
    matrix = segno.make_qr(address, error="m", boost_error=False, mask=MASK).matrix
    return QrCode(
        size=len(matrix) + 2 * _QUIET,
        path="".join(_row(line, number) for number, line in enumerate(matrix, _QUIET)),
    )


def _row(line: bytearray, number: int) -> str:
    """The dark runs of one line, each as a rectangle one module high."""
    parts, start = [], _QUIET
    for dark, run in groupby(line):
        width = len(tuple(run))
        if dark:
            parts.append(f"M{start} {number}h{width}v1h-{width}z")
        start += width
    return "".join(parts)
