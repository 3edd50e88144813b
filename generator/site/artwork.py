"""The picture of a badge that brings none of its own: one look for a whole catalog.

Drawn from level, topic and issuer alone, so it stays the same from build to build. All
three can be told apart without colour: the level by outline and number of marks, the topic
by its emblem, the issuer by its rim and initials.
"""

import math
import re
from hashlib import sha256
from xml.sax.saxutils import escape

from generator.model.badge import Badge, Level
from generator.model.issuer import Issuer

_CENTER = 100
_COLORS = (  # dark, light: white on dark has a contrast of at least 7 to 1
    ("#123f6d", "#2f6fb0"),
    ("#14504a", "#2b8577"),
    ("#5a2a63", "#93509f"),
    ("#7a2f1d", "#b8573c"),
    ("#3c3f86", "#666bc4"),
    ("#6b2343", "#a94a73"),
    ("#1d4f2b", "#3d8a50"),
    ("#5c4311", "#96742a"),
    ("#17495e", "#2f8099"),
    ("#4a3170", "#7c5cb0"),
    ("#4b4a1c", "#83822f"),
    ("#37424f", "#65778a"),
)
_RIMS = ("", "3 5", "12 6", "1 7", "18 4 3 4", "8 3", "2 4 10 4", "24 8")
_NOT_IN_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")
_MARKS = {Level.FOUNDATION: 1, Level.INTERMEDIATE: 2, Level.ADVANCED: 3, Level.EXPERT: 4}

_EMBLEMS = (  # strokes in a box of 64 by 64
    # open book
    "M32 14C24 8 12 8 6 11v38c6-3 18-3 26 3 8-6 20-6 26-3V11c-6-3-18-3-26 3zM32 14v38",
    # peaks
    "M4 52L24 18l12 20 8-12 16 26zM19 27l5 5 5-5",
    # two links
    "M26 40a14 14 0 1 1 12-20M38 24a14 14 0 1 1-12 20",
    # spark
    "M32 4l6 22 22 6-22 6-6 22-6-22-22-6 22-6z",
    # leaf
    "M10 54C6 26 22 8 56 8c2 30-14 48-40 42M10 54C18 38 28 28 42 22",
    # waves
    (
        "M4 20c9-10 19-10 28 0s19 10 28 0M4 34c9-10 19-10 28 0s19 10 28 0M4 48c9-10 19-10 28 0s19"
        " 10 28 0"
    ),
    # blocks
    "M8 34h22v22H8zM34 34h22v22H34zM21 8h22v22H21z",
    # orbits
    (
        "M32 26a6 6 0 1 1 0 12a6 6 0 1 1 0-12M6 46c-6-10 6-26 22-34s34-6 34 4-14 26-28 32-24 "
        "6-28-2zM18 8c8-8 24 2 32 16s12 30 4 36-24-4-32-18S10 16 18 8z"
    ),
    # compass
    "M32 4a28 28 0 1 1 0 56a28 28 0 1 1 0-56M44 20l-7 17-17 7 7-17z",
    # steps
    "M6 56V44h14V32h14V20h14V8h10M6 56h52V8",
    # two speech bubbles
    "M6 8h36v24H24l-10 9v-9H6zM46 22h12v24h-8v9l-10-9H26v-8",
    # sprout
    (
        "M32 58V30M32 34C32 20 22 12 8 12c0 14 8 22 24 22zM32 28c0-12 8-20 24-20 0 14-8 20-24 "
        "20zM20 58h24"
    ),
    # target
    (
        "M32 6a26 26 0 1 1 0 52a26 26 0 1 1 0-52M32 18a14 14 0 1 1 0 28a14 14 0 1 1 0-28M32 29a3 "
        "3 0 1 1 0 6a3 3 0 1 1 0-6"
    ),
    # lantern
    (
        "M20 24a12 12 0 1 1 24 0c0 8-6 10-6 18H26c0-8-6-10-6-18zM26 50h12M28 57h8M32 4v-2M10 "
        "12l-2-2M54 12l2-2"
    ),
)


def draw_badge(badge: Badge, issuer: Issuer) -> bytes:
    """The badge as an SVG of 200 by 200 units."""
    digest = sha256(badge.topics[0].casefold().encode()).digest()
    dark, light = _COLORS[digest[0] % len(_COLORS)]
    emblem = _EMBLEMS[digest[1] % len(_EMBLEMS)]
    rim = _RIMS[sha256(issuer.slug.encode()).digest()[0] % len(_RIMS)]
    dashes = f' stroke-dasharray="{rim}"' if rim else ""
    outer, inner = _outline(badge.level, 94), _outline(badge.level, 87)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" role="img">\n'
        f"<title>{_text(badge.name)}</title>\n"
        f'<path d="{outer}" fill="{dark}"/>\n'
        f'<path d="{_outline(badge.level, 80)}" fill="{light}"/>\n'
        f'<path d="{inner}" fill="none" stroke="#fff" stroke-width="3"{dashes}/>\n'
        f'<path d="{_outline(badge.level, 75)}" fill="{dark}"/>\n'
        '<g transform="translate(63 40) scale(1.15)" fill="none" stroke="#fff" stroke-width="4" '
        f'stroke-linecap="round" stroke-linejoin="round"><path d="{emblem}"/></g>\n'
        f"{_marks(_MARKS[badge.level])}\n"
        '<text x="100" y="157" fill="#fff" font-family="system-ui, sans-serif" font-size="13" '
        f'font-weight="700" letter-spacing="1" text-anchor="middle">{_text(initials(issuer.name))}'
        "</text>\n</svg>\n"
    ).encode()


def initials(name: str) -> str:
    """Up to four letters that stand for an organization."""
    capitals = [word[0] for word in name.split() if word[0].isupper() or word[0].isdigit()]
    return "".join(capitals[:4]) or name[:1].upper()


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))


def _outline(level: Level, radius: float) -> str:
    """The silhouette of a level: disc, hexagon, shield, star."""
    match level:
        case Level.FOUNDATION:
            top = f"M{_CENTER} {_CENTER - radius:g}"
            half = f"A{radius:g} {radius:g} 0 1 1 {_CENTER}"
            return f"{top}{half} {_CENTER + radius:g}{half} {_CENTER - radius:g}z"
        case Level.INTERMEDIATE:
            return _polygon([(radius, 60 * side - 90) for side in range(6)])
        case Level.ADVANCED:
            return _shield(radius)
        case Level.EXPERT:
            points = [(radius if side % 2 else radius * 0.88, 15.0 * side) for side in range(24)]
            return _polygon(points)


def _polygon(points: list[tuple[float, float]]) -> str:
    corners = (
        f"{_CENTER + radius * math.cos(math.radians(angle)):.1f} "
        f"{_CENTER + radius * math.sin(math.radians(angle)):.1f}"
        for radius, angle in points
    )
    return "M" + "L".join(corners) + "z"


def _shield(radius: float) -> str:
    """Straight shoulders, and a point below."""
    unit = radius / 94

    def x(value: float) -> str:
        return f"{_CENTER + value * unit:.1f}"

    left, right = x(-80), x(80)
    return (
        f"M{x(0)} {x(-94)}L{right} {x(-72)}V{x(20)}"
        f"C{right} {x(58)} {x(40)} {x(82)} {x(0)} {x(94)}"
        f"C{x(-40)} {x(82)} {left} {x(58)} {left} {x(20)}V{x(-72)}z"
    )


def _marks(count: int) -> str:
    first = _CENTER - 7 * (count - 1)
    circles = "".join(
        f'<circle cx="{first + 14 * number}" cy="133" r="4.5"/>' for number in range(count)
    )
    return f'<g fill="#fff">{circles}</g>'
