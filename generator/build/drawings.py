"""Pictures that are drawn as SVG and published as PNG."""

from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import resvg_py

from generator.build.kept import made_once
from generator.site.output import Drawing, File

_FAMILY = "Noto Sans"


@dataclass(frozen=True, slots=True)
class Painter:
    """Paints with the theme's fonts alone, so that the same drawing gives the same bytes.

    A picture takes tens of milliseconds, so each is kept under the digest of all that it
    was made from.
    """

    fonts: tuple[Path, ...]
    cache: Path

    def paint(self, drawing: Drawing) -> File:
        """The drawing as PNG."""
        place = self.cache / self._digest(drawing.body)
        return File(drawing.path, made_once(place, lambda: self._painted(drawing.body)))

    def _painted(self, svg: bytes) -> bytes:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg.decode(),
                skip_system_fonts=True,
                font_files=[str(font) for font in self.fonts],
                font_family=_FAMILY,
                sans_serif_family=_FAMILY,
            )
        )

    def _digest(self, svg: bytes) -> str:
        parts = [version("resvg-py").encode(), svg, *(font.read_bytes() for font in self.fonts)]
        return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()
