"""Pictures that are drawn as SVG and published as PNG."""

from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import resvg_py

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
        kept = self.cache / f"{self._digest(drawing.body)}.png"
        if kept.is_file():
            return File(drawing.path, kept.read_bytes())
        body = bytes(
            resvg_py.svg_to_bytes(
                svg_string=drawing.body.decode(),
                skip_system_fonts=True,
                font_files=[str(font) for font in self.fonts],
                font_family=_FAMILY,
                sans_serif_family=_FAMILY,
            )
        )
        self.cache.mkdir(parents=True, exist_ok=True)
        new = kept.with_suffix(".new")
        new.write_bytes(body)
        new.replace(kept)  # a build that is stopped leaves no half picture
        return File(drawing.path, body)

    def _digest(self, svg: bytes) -> str:
        parts = [version("resvg-py").encode(), svg, *(font.read_bytes() for font in self.fonts)]
        return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()
