"""Badges' pictures with the signed badges in them."""

from collections.abc import Callable

from generator.build.build import CACHE
from generator.build.drawings import Painter
from generator.build.theme_files import ThemeFiles
from generator.model.badge import Badge
from generator.openbadges.png import bake_png
from generator.site.artwork import draw_badge
from generator.site.output import Drawing
from generator.source import Loaded


def baker_for(loaded: Loaded, theme: ThemeFiles) -> Callable[[Badge, bytes], bytes]:
    """Makes a badge's picture as PNG with a credential in it."""
    painter = Painter(theme.fonts, loaded.root / CACHE / "drawings")

    def bake(badge: Badge, signed: bytes) -> bytes:
        if badge.image is not None and badge.image.lower().endswith(".png"):
            return bake_png(loaded.catalog.images[badge.image], signed)
        drawn = draw_badge(badge, loaded.catalog.issuers[badge.issuer])
        svg = loaded.catalog.images[badge.image] if badge.image else drawn
        return bake_png(painter.paint(Drawing("badge.png", svg)).body, signed)

    return bake
