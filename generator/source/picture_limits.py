"""How much a picture may ask of whoever draws it: a browser, or our own build.

A kilobyte of SVG can ask for hours by drawing copies of copies, and a small PNG can unpack to
gigabytes; one that nests a hundred thousand groups ends the process. All is counted beforehand,
so that what is refused does not depend on how busy a machine is.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from xml.etree import ElementTree  # noqa: ICN001  # the caller lets no document type through

MAX_SIDE = 10_000  # pixels
MAX_PIXELS = 16_000_000  # 64 MB unpacked; a badge's picture has some 400 by 400
MAX_DEPTH = 64
MAX_WORK = 100_000  # elements drawn, copies counted: a rich illustration has some thousand

_LAYER_WORK = 20  # what is masked, clipped or see-through is drawn aside first
_PIXELS_A_WORK = 1_000
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_DATA = re.compile(r"\s*data:image/(?:png|jpe?g);base64,(.*)", re.DOTALL | re.IGNORECASE)
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*#([^'\")\s]+)")
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_LAYERS = re.compile(r"opacity|mask|clip|blend")


def too_much_in_png(data: bytes) -> str:
    """What a PNG asks too much, or nothing."""
    size = _png_size(data)
    return "is a PNG without a size" if size is None else _too_large(*size)


def too_much_in_svg(root: ElementTree.Element) -> str:
    """What a drawing asks too much, or nothing."""
    if _is_too_deep(root):
        return f"nests deeper than {MAX_DEPTH} levels"
    for each in root.iter():
        style = (each.text or "") if _local(each) == "style" else ""
        style += each.get("style", "")
        if _local(each) == "filter" or each.get("filter") or re.search(r"\bfilter\s*:", style):
            return "uses a filter, which can take hours to draw; export it without effects"
        if wrong := _wrong_image(each):
            return wrong
    if _Work(root).of(root) > MAX_WORK:
        return f"draws more than {MAX_WORK:,} shapes, copies counted; simplify it"
    return ""


def _too_large(width: int, height: int) -> str:
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        most = f"at most {MAX_PIXELS // 1_000_000} million, no side longer than {MAX_SIDE:,}"
        return f"has {width:,} by {height:,} pixels; {most}, so scale it down"
    return ""


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_PNG) or len(data) < 33:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Of the first frame (ITU T.81, annex B)."""
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = data[at + 5 : at + 7], data[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _embedded(address: str) -> tuple[int, int] | None:
    """The size of a picture in a data URL, if it is a PNG or JPEG, by what it holds."""
    found = _DATA.fullmatch(address)
    try:
        data = base64.b64decode(re.sub(r"\s+", "", found[1]), validate=True) if found else b""
    except binascii.Error:
        return None
    return _png_size(data) or _jpeg_size(data)


def _wrong_image(element: ElementTree.Element) -> str:
    for address in _addresses(element):
        if address.lower().startswith("data:"):
            size = _embedded(address)
            if size is None:
                return "embeds a picture that is neither PNG nor JPEG"
            if wrong := _too_large(*size):
                return f"embeds a picture that {wrong}"
    return ""


def _is_too_deep(root: ElementTree.Element) -> bool:
    row = [root]
    for _ in range(MAX_DEPTH):
        row = [child for each in row for child in each]
    return bool(row)


class _Work:
    """What drawing an element takes, with all it refers to; each is reckoned once."""

    def __init__(self, root: ElementTree.Element) -> None:
        self._named = {each.get("id", ""): each for each in root.iter()}
        self._known: dict[ElementTree.Element, int] = {}
        styles = [each.text or "" for each in root.iter() if _local(each) == "style"]
        self._in_styles = set(_REFERENCE.findall(" ".join(styles)))

    def of(self, element: ElementTree.Element, depth: int = 0) -> int:
        """A circle counts once, since nothing draws it twice."""
        if depth > 4 * MAX_DEPTH:
            return MAX_WORK + 1
        if element not in self._known:
            self._known[element] = 0
            parts = [*element, *(self._named[name] for name in self._referred(element))]
            work = sum(self.of(part, depth + 1) for part in parts)
            self._known[element] = min(work + _own_work(element), MAX_WORK + 1)
        return self._known[element]

    def _referred(self, element: ElementTree.Element) -> Iterator[str]:
        names = [name for value in element.attrib.values() for name in _REFERENCE.findall(value)]
        names += [each[1:] for each in _addresses(element) if each.startswith("#")]
        names += self._in_styles if element.get("class") else ()
        yield from (name for name in names if name in self._named)


def _own_work(element: ElementTree.Element) -> int:
    layers = sum(
        bool(_REFERENCE.search(value)) or bool(_LAYERS.search(f"{name}{value}"))
        for name, value in element.attrib.items()
        if name != "d"
    )
    sizes = [size for address in _addresses(element) if (size := _embedded(address))]
    pixels = sum(width * height for width, height in sizes)
    return 1 + layers * _LAYER_WORK + pixels // _PIXELS_A_WORK


def _addresses(element: ElementTree.Element) -> list[str]:
    return [
        value.strip()
        for name, value in element.attrib.items()
        if name.rpartition("}")[2].lower() in {"href", "src"}
    ]


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
