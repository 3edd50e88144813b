"""The text of a PDF as Chromium prints it, page by page; of other programs' PDFs it knows nothing."""

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj|\[(.*?)\] TJ|(\bBT\b)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"beginbf(char|range)\n(.*?)\nendbf", re.DOTALL)


def pages_text(pdf: bytes) -> list[str]:
    """What each page says, in the order it was drawn, a line for each piece of text."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    return [_text(body, objects) for body in objects.values() if _PAGE.search(body)]


def _text(page: bytes, objects: dict[int, bytes]) -> str:
    fonts = {name: _letters(objects[int(font)], objects) for name, font in _FONT.findall(page)}
    said, letters = [], {}
    for font, shown, pieces, begun in _SHOWN.findall(_stream(_named("Contents", page, objects))):
        if font:
            letters = fonts[font]
        elif begun:
            said.append("\n")
        else:
            glyphs = shown or b"".join(_HEX.findall(pieces))
            said += [
                letters.get(glyphs[at : at + 4].upper(), "?") for at in range(0, len(glyphs), 4)
            ]
    return "".join(said)


def _letters(font: bytes, objects: dict[int, bytes]) -> dict[bytes, str]:
    """What the glyphs of a font mean, by their numbers in hexadecimal."""
    meant: dict[bytes, str] = {}
    for kind, body in _SECTION.findall(_stream(_named("ToUnicode", font, objects))):
        for line in body.splitlines():
            first, *rest = (each.upper() for each in _HEX.findall(line))
            last = rest[0] if kind == b"range" else first
            start = rest[-1]
            for step in range(int(last, 16) - int(first, 16) + 1):
                code = bytes.fromhex(start.decode()).decode("utf-16-be")
                meant[b"%04X" % (int(first, 16) + step)] = code[:-1] + chr(ord(code[-1]) + step)
    return meant


def _named(name: str, body: bytes, objects: dict[int, bytes]) -> bytes:
    """The object that `body` refers to by that name."""
    return objects[int(re.search(rb"/%s (\d+) 0 R" % name.encode(), body)[1])]


def _stream(body: bytes) -> bytes:
    packed = re.search(rb"stream\n(.*)\nendstream", body, re.DOTALL)[1]
    return zlib.decompress(packed)
