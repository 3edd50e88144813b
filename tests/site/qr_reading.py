"""What a phone reads from a QR code on a page: the path is drawn again and read by zxing."""

import re

import zxingcpp

_RECT = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")
_CODE = re.compile(
    r'<svg class="bp-qr[^"]*" viewBox="0 0 (\d+) \1"[^>]*><path d="([^"]*)"(?:/>|></path>)</svg>'
)
_PIXELS = 4  # a module's side


def codes_asked_for(html: str) -> list[str]:
    """The texts whose codes the page's script draws."""
    return re.findall(r'data-qr="([^"]*)"', html)


def codes_on(html: str) -> list[str]:
    """The text of every QR code of a page; one that can't be read is an empty text."""
    return [read_code(int(size), path) for size, path in _CODE.findall(html)]


def read_code(size: int, path: str) -> str:
    rows = [bytearray(b"\xff" * size) for _ in range(size)]
    assert _RECT.sub("", path) == ""
    for x, y, width, back in (map(int, each) for each in _RECT.findall(path)):
        assert width == back
        rows[y][x : x + width] = bytes(width)
    wide = (b"".join(bytes([value]) * _PIXELS for value in row) for row in rows)
    image = memoryview(b"".join(row * _PIXELS for row in wide))
    side = size * _PIXELS
    found = zxingcpp.read_barcodes(image.cast("B", (side, side)))
    return found[0].text if found else ""
