"""A PDF as a screen reader says it: the text of its tag tree, in the tree's order."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NumberObject

BLOCKS = re.compile(r"/(?:H[1-6]|P|TH|TD|Lbl|LBody|Figure|Caption)$")
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")

GLUED = "\u00a6"
"""Stands where two words would be read as one: a line, size or font ends between them, and no space."""

Line = tuple[str, str]
"""A tag without its slash, and what is said of it: its text, or a picture's description."""

_PIECE = "\u2060"  # where a piece of text begins that was set by itself


def read_aloud(pdf: bytes) -> list[Line]:
    """Every block of the document in reading order."""
    reader = PdfReader(BytesIO(pdf))
    texts = {
        (page.indirect_reference.idnum, mark): text
        for page in reader.pages
        for mark, text in _marked_text(page, reader).items()
    }
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    return [line for kid in _kids(root) for line in _lines(kid, texts, 0)]


def spoken_faults(lines: list[Line]) -> list[str]:
    """What a listener would stumble over; the break of a long address is none."""
    loose = [f"outside any block: {text}" for tag, text in lines if tag == "loose"]
    glued = [
        f"read as one word: {text}"
        for _, text in lines
        if GLUED in re.sub(r"https://\S+", "", text)
    ]
    return loose + glued


def tags(pdf: bytes) -> list[tuple[int, str]]:
    """Every tag with its depth, in the tree's order."""
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]

    def walk(node: Any, depth: int) -> Iterator[tuple[int, str]]:
        if isinstance(node, DictionaryObject) and "/S" in node:
            yield depth, node["/S"][1:]
            for kid in _kids(node):
                yield from walk(kid, depth + 1)

    return [each for kid in _kids(root) for each in walk(kid, 0)]


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", ArrayObject())
    kids = kids.get_object()
    every = kids if isinstance(kids, ArrayObject) else [kids]
    return [each.get_object() for each in every]


def _lines(node: Any, texts: dict[tuple[int, int], str], page: int) -> Iterator[Line]:
    """Each block; text that stands in none is told as loose."""
    if not isinstance(node, DictionaryObject) or _is_inline(node):
        if text := _plain(_said(node, texts, page)):
            yield "loose", text
        return
    page = _page(node, page)
    if BLOCKS.match(str(node.get("/S", ""))):
        yield node["/S"][1:], _plain(_said(node, texts, page))
        return
    for kid in _kids(node):
        yield from _lines(kid, texts, page)


def _plain(said: str) -> str:
    words = re.sub(rf"(?<=\w){_PIECE}+(?=\w)", GLUED, said).replace(_PIECE, "")
    return " ".join(words.split())


def _is_inline(node: DictionaryObject) -> bool:
    return "/MCID" in node or node.get("/S") in {"/Span", "/Link", "/Strong", "/Em", "/Code"}


def _said(node: Any, texts: dict[tuple[int, int], str], page: int) -> str:
    if isinstance(node, NumberObject):
        return texts.get((page, int(node)), "")
    if not isinstance(node, DictionaryObject):
        return ""
    page = _page(node, page)
    if "/MCID" in node:
        return texts.get((page, int(node["/MCID"])), "")
    if "/Alt" in node:
        return f" [{node['/Alt']}] "
    inner = "".join(_said(kid, texts, page) for kid in _kids(node))
    return f" {inner} " if BLOCKS.match(str(node.get("/S", ""))) else inner


def _page(node: DictionaryObject, page: int) -> int:
    return node.raw_get("/Pg").idnum if "/Pg" in node else page


def _marked_text(page: Any, reader: PdfReader) -> dict[int, str]:
    """The text of a page's content stream by mark (ISO 32000-1, section 14.7.4.2)."""
    fonts = {
        name: _unicode(font.get_object())
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    found: dict[int, str] = {}
    marks: list[int | None] = []
    letters: dict[int, str] = {}
    for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            about = operands[1] if operator == b"BDC" else {}
            marks.append(about.get("/MCID") if isinstance(about, DictionaryObject) else None)
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator in {b"Tj", b"TJ"}:
            mark = next((each for each in reversed(marks) if each is not None), None)
            parts = operands[0] if operator == b"TJ" else operands
            text = _PIECE + "".join(_decoded(part, letters) for part in parts)
            if mark is not None:
                found[mark] = found.get(mark, "") + text
    return found


def _decoded(part: Any, letters: dict[int, str]) -> str:
    if not hasattr(part, "original_bytes"):
        return ""  # how far to move
    data = part.original_bytes
    codes = (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
    return "".join(letters[code] for code in codes)


def _unicode(font: DictionaryObject) -> dict[int, str]:
    """A font's ToUnicode map (ISO 32000-1, section 9.10.3)."""
    text = font["/ToUnicode"].get_data().decode("ascii")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letter in _PAIR.findall(block):
            letters[int(code, 16)] = bytes.fromhex(letter).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, letter in _RANGE.findall(block):
            for code in range(int(first, 16), int(last, 16) + 1):
                letters[code] = chr(int(letter, 16) + code - int(first, 16))
    return letters
