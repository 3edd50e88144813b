"""A credential in an SVG: JSON in ``<openbadges:credential>`` (Open Badges 3.0, section 5.3.2).

The drawing's own bytes are never rewritten: text is cut out and put in, at places the
parser names. A document type is refused, and with it every entity.
"""

import re
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from generator.openbadges.baking import BakingError

MAX_BYTES = 4_000_000  # a badge's picture has some 50 kB; larger ones take seconds to read

_SVG = "http://www.w3.org/2000/svg svg"
_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_CREDENTIAL = f"{_NAMESPACE} credential"
_DECLARATION = f' xmlns:openbadges="{_NAMESPACE}"'.encode()
# The end of a start tag: quoted values may hold ">".
_REST_OF_TAG = re.compile(rb"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_SPACE = " \t\r\n"
_XML_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def bake_svg(svg: bytes, credential: bytes) -> bytes:
    """`svg` carrying `credential`, in place of the one it had; the rest stays as it is.

    Raises:
        BakingError: not an SVG that we read, or a credential that is no XML text.

    """
    text = _text(credential)
    kept, parts = 0, []
    for start, end in _scan(svg).places:
        parts.append(svg[kept:start])
        kept = end
    svg = b"".join([*parts, svg[kept:]])
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
    return "".join(drawing.text).strip(_SPACE).encode("utf-8")


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
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartNamespaceDeclHandler = self._namespace
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def read(self) -> _Drawing:
        try:
            self.parser.Parse(self.svg, True)
        except expat.ExpatError:
            raise _not_well_formed() from None
        return self.drawing

    def _tag_end(self, start: int) -> int:
        match = _REST_OF_TAG.match(self.svg, start)
        if match is None:  # expat has read the tag, so it ends
            raise BakingError("The SVG has a tag without an end.")
        return match.end()

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() != "utf-8":
            raise BakingError("The SVG is not in UTF-8.")

    def _document_type(self, *_: object) -> NoReturn:  # a second wall: `_scan` has seen it
        raise BakingError("The SVG has a document type (<!DOCTYPE>), which we do not read.")

    def _instruction(self, target: str, _data: str) -> None:
        _check_names(target)

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        _check_names(prefix or "")
        if self.drawing.tag_start < 0 and prefix == "openbadges":
            self.drawing.declared = uri

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        _check_names(name, *attributes)
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
    text = _decoded(svg, "The SVG is not in UTF-8.")
    if "\0" in text:
        raise BakingError("The SVG is not in UTF-8.")
    if _XML_UNFIT.search(text):
        raise _not_well_formed()
    if _has_document_type(text):
        raise BakingError("The SVG has a document type (<!DOCTYPE>), which we do not read.")
    return _Reader(svg).read()


def _has_document_type(text: str) -> bool:
    """Whether one comes before the root: seen before anything else is judged, as in JavaScript."""
    at = _past_space(text, 1 if text.startswith("\ufeff") else 0)
    while True:
        close = "-->" if text.startswith("<!--", at) else "?>" if text.startswith("<?", at) else ""
        end = text.find(close, at) if close else -1
        if end < 0:
            return text.startswith("<!DOCTYPE", at)
        at = _past_space(text, end + len(close))


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _check_names(*names: str) -> None:
    """Names of elements, attributes, prefixes and instructions in ASCII, as drawings have them.

    Which other letters a name may have differs between XML's editions, and so between readers.
    """
    if not all(name.rpartition(" ")[2].isascii() for name in names):
        raise _not_well_formed()


def _not_well_formed() -> BakingError:
    return BakingError("The SVG is not well-formed.")


def _text(credential: bytes) -> str:
    """The credential as text that XML can hold."""
    text = _decoded(credential, "The credential is not UTF-8.")
    if _XML_UNFIT.search(text):
        raise BakingError("The credential holds a character that no SVG can hold.")
    return text


def _decoded(data: bytes, problem: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BakingError(problem) from None
