"""A credential in an SVG: JSON in ``<openbadges:credential>`` (Open Badges 3.0, section 5.3.2).

The drawing's own bytes are never rewritten: text is cut out and put in, at places the
parser names. A document type is refused, and with it every entity.
"""

import codecs
import re
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from generator.openbadges.baking import BakingError

MAX_BYTES = 20_000_000  # a badge's picture has some 50 kB

_SVG = "http://www.w3.org/2000/svg svg"
_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_CREDENTIAL = f"{_NAMESPACE} credential"
_DECLARATION = f' xmlns:openbadges="{_NAMESPACE}"'.encode()
# The end of a start tag: quoted values may hold ">".
_REST_OF_TAG = re.compile(rb"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
_XML_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def bake_svg(svg: bytes, credential: bytes) -> bytes:
    """`svg` carrying `credential`, in place of the one it had; the rest stays as it is.

    Raises:
        BakingError: not an SVG that we read, or a credential that is no XML text.

    """
    text = _text(credential)
    drawing = _scan(svg)
    for start, end in reversed(drawing.places):
        svg = svg[:start] + svg[end:]
    root = _scan(svg)
    tag = svg[root.tag_start : root.tag_end]
    if root.declared not in (None, _NAMESPACE):
        raise BakingError("The SVG uses the name 'openbadges' for something else.")
    if root.declared is None:
        name = re.match(rb"<[^\s/>]+", tag)
        cut = name.end() if name else len(tag)
        tag = tag[:cut] + _DECLARATION + tag[cut:]
    closing = b""
    if tag.endswith(b"/>"):
        name = re.match(rb"<([^\s/>]+)", tag)
        tag, closing = tag[:-2] + b">", b"</" + (name[1] if name else b"svg") + b">"
    cdata = "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
    element = f"<openbadges:credential>{cdata}</openbadges:credential>".encode()
    return svg[: root.tag_start] + tag + element + closing + svg[root.tag_end :]


def unbake_svg(svg: bytes) -> bytes:
    """The credential that `svg` carries.

    Raises:
        BakingError: not an SVG that we read, none, several, or another kind of credential.

    """
    drawing = _scan(svg)
    if not drawing.places:
        raise BakingError("The SVG carries no credential.")
    if len(drawing.places) > 1:
        raise BakingError("The SVG carries more than one credential.")
    if drawing.tokens:
        raise BakingError("The SVG carries a signed token (VC-JWT), which we do not read.")
    return "".join(drawing.text).strip().encode("utf-8")


@dataclass(slots=True)
class _Drawing:
    """What one pass over an SVG found; places count bytes."""

    tag_start: int = -1  # the root's start tag
    tag_end: int = -1
    declared: str | None = None  # what the root's xmlns:openbadges says
    places: list[tuple[int, int]] = field(default_factory=list)  # credential elements, whole
    text: list[str] = field(default_factory=list)  # in them
    tokens: bool = False  # one has a `verify` attribute


class _Reader:
    """Expat's handlers over one SVG."""

    def __init__(self, svg: bytes) -> None:
        self.svg = svg
        self.drawing = _Drawing()
        self.credential_start = -1  # of the credential element being read
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.parser.StartNamespaceDeclHandler = self._namespace
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def read(self) -> _Drawing:
        try:
            self.parser.Parse(self.svg, True)
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            where = f"line {error.lineno}, column {error.offset + 1}"
            raise BakingError(f"The SVG is not well-formed: {what} ({where}).") from None
        return self.drawing

    def _tag_end(self, start: int) -> int:
        match = _REST_OF_TAG.match(self.svg, start)
        if match is None:  # expat has read the tag, so it ends
            raise BakingError("The SVG has a tag without an end.")
        return match.end()

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() != "utf-8":
            raise BakingError("The SVG is not in UTF-8.")

    def _document_type(self, *_: object) -> NoReturn:
        raise BakingError("The SVG has a document type (<!DOCTYPE>), which we do not read.")

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if self.drawing.tag_start < 0 and prefix == "openbadges":
            self.drawing.declared = uri

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        position = self.parser.CurrentByteIndex
        if self.drawing.tag_start < 0:
            if name != _SVG:
                raise BakingError("The file is not an SVG.")
            self.drawing.tag_start = position
            self.drawing.tag_end = self._tag_end(position)
        if self.credential_start >= 0:
            raise BakingError("The SVG's credential holds markup.")
        if name == _CREDENTIAL:
            self.credential_start = position
            self.drawing.tokens = self.drawing.tokens or "verify" in attributes

    def _end(self, name: str) -> None:
        if name == _CREDENTIAL:
            end = self._tag_end(self.credential_start)
            if not self.svg.endswith(b"/>", 0, end):
                end = self._tag_end(self.parser.CurrentByteIndex)
            self.drawing.places.append((self.credential_start, end))
            self.credential_start = -1

    def _characters(self, text: str) -> None:
        if self.credential_start >= 0:
            self.drawing.text.append(text)


def _scan(svg: bytes) -> _Drawing:
    if len(svg) > MAX_BYTES:
        raise BakingError(f"The SVG is larger than {MAX_BYTES:,} bytes.")
    if svg.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)) or b"\0" in svg:
        raise BakingError("The SVG is not in UTF-8.")
    return _Reader(svg).read()


def _text(credential: bytes) -> str:
    """The credential as text that XML can hold."""
    try:
        text = credential.decode("utf-8")
    except UnicodeDecodeError:
        raise BakingError("The credential is not UTF-8.") from None
    if _XML_UNFIT.search(text):
        raise BakingError("The credential holds a character that no SVG can hold.")
    return text
