"""Text as whoever searches for a name sees it: without case, accents, escapes and markup.

In two steps, because the second loses what stood between words: `loosened` keeps every mark
of ASCII and the case of its letters, `folded` is words with one space around each.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import unquote_to_bytes

View = Callable[[bytes], bytes]
"""One way of reading the bytes of a file as `loosened` text."""

_LETTERS = str.maketrans(  # what Unicode does not take apart, as people type it without
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
    | {"ħ": "h", "Ħ": "H", "\u0131": "i", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "Ŋ": "N", "ẞ": "SS"}
    | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ß": "ss"}
)
_FEW = 40  # letters beyond ASCII that are replaced one by one, faster than all at once
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
_WORDS = bytes(
    byte if byte >= 0x80 or chr(byte).isalnum() else 0x20 for byte in bytes(range(256)).lower()
)
_LATIN = b"".join(
    bytes([byte])
    if byte < 0x80
    else (unicodedata.normalize("NFKD", chr(byte).translate(_LETTERS)).encode("ascii", "ignore"))[
        :1
    ]
    or b" "
    for byte in range(256)
)
"""Bytes of ISO 8859-1 without accents; two letters for one are cut to the first."""

# Each begins with one letter, which is found a hundred times as fast as one of several.
_PERCENT = re.compile(rb"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_BACKSLASH = re.compile(
    rb"\\(?:u[0-9A-Fa-f]{4}(?:\\u[0-9A-Fa-f]{4})*|x[0-9A-Fa-f]{2}|[nrtbf\"/\\'])"
)
_BYTE_ORDER = re.compile(rb"\xff\xfe|\xfe\xff")
_SIMPLE = {b"n": b"\n", b"r": b"\n", b"t": b"\t", b"b": b" ", b"f": b" "}
_TAG = re.compile(rb"<[^<>]*>")
_ENTITY = re.compile(rb"&(?:#[0-9xX]|[a-zA-Z])")
_SPACELESS = "\u0e00"  # from Thai on, most scripts put no space between words
_ROUNDS = 3  # an escape in an escape in an escape, as in a link within JSON within a page


def folded(loose: bytes) -> bytes:
    """The words of `loosened` text in lower case, each with one space before and after."""
    return b" " + b" ".join(loose.translate(_WORDS).split()) + b" "


def loosened(body: bytes) -> bytes:
    """Text without accents, hidden characters and punctuation beyond ASCII."""
    if body.isascii():
        return body
    try:
        letters = {letter for letter in set(body.decode()) if not letter.isascii()}
    except UnicodeDecodeError:
        letters = set()
    if not letters or len(letters) > _FEW:
        return _NOT_ASCII.sub(lambda found: _loose(found[0]), body)
    for letter in letters:
        body = body.replace(encoded := letter.encode(), _loose(encoded))
    return body


@lru_cache(maxsize=65_536)
def _loose(run: bytes) -> bytes:
    try:
        text = run.decode()
    except UnicodeDecodeError:
        text = run.decode("cp1252", "replace")
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_LETTERS)
    return "".join(map(_letter, plain)).encode()


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return ""  # accents, soft hyphens, joiners
    return letter.casefold() if letter.isalnum() else " "


def readings(body: bytes) -> Iterator[tuple[View, bytes]]:
    """Every way in which `body` should be read, and how it reads so."""
    if is_text(body):
        plain = decoded(body)
        yield loosened, loosened(body)
        if plain != body:
            yield _decoded_view, loosened(plain)
        if b"</" in plain or b"/>" in plain:
            yield _untagged_view, loosened(_TAG.sub(b" ", plain))
    else:
        ways: list[View] = [_latin_view, _stray_view]
        if b"\0" in body:
            ways.append(_wide_view)
        yield from ((way, way(body)) for way in ways)


def is_text(body: bytes) -> bool:
    """Whether `body` is UTF-8 text; what is not may still hold some."""
    if b"\0" in body:
        return False
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def decoded(body: bytes) -> bytes:
    """`body` without percent-encoding, HTML's character references and backslash escapes."""
    for _ in range(_ROUNDS):
        before = body
        if b"%" in body:
            body = _PERCENT.sub(_from_percent, body)
        if b"&" in body and _ENTITY.search(body):
            body = unescape(body.decode("utf-8", "replace")).encode("utf-8", "replace")
        if b"\\" in body:
            body = _BACKSLASH.sub(_from_backslash, body)
        if body == before:
            break
    return body


def _from_percent(found: re.Match[bytes]) -> bytes:
    """Where that is no text, such as in "50%Ada", it was no percent-encoding."""
    plain = unquote_to_bytes(found[0])
    return plain if is_text(plain) else found[0]


def _from_backslash(found: re.Match[bytes]) -> bytes:
    said = found[0]
    if said[1:2] == b"u":
        units = bytes.fromhex(said.replace(rb"\u", b"").decode())
        return units.decode("utf-16-be", "replace").encode()
    if said[1:2] == b"x":
        return bytes.fromhex(said[2:].decode()).decode("latin-1").encode()
    return _SIMPLE.get(said[1:], said[1:])


def _decoded_view(body: bytes) -> bytes:
    return loosened(decoded(body))


def _untagged_view(body: bytes) -> bytes:
    return loosened(_TAG.sub(b" ", decoded(body)))


def _latin_view(body: bytes) -> bytes:
    return body.translate(_LATIN)


def _stray_view(body: bytes) -> bytes:
    """UTF-8 wherever it stands among other bytes, such as in what a camera wrote."""
    return loosened(body.decode("utf-8", "ignore").encode())


def _wide_view(body: bytes) -> bytes:
    """UTF-16 of the letters that most names have."""
    return _BYTE_ORDER.sub(b" ", body).replace(b"\0", b"").translate(_LATIN)


def offset_of(view: View, body: bytes, position: int) -> int:
    """The offset in `body` of what stands at `position` in a view of it, or close to it."""
    low, high = 0, len(body)
    while low < high:
        middle = (low + high) // 2
        if len(view(body[:middle])) > position:
            high = middle
        else:
            low = middle + 1
    return max(0, low - 1)


def word_list(text: str) -> list[str]:
    """The words of `text`, as `folded` would have them."""
    return folded(loosened(text.encode())).decode().split()


def is_spaceless(word: str) -> bool:
    """Whether a word is in letters that are written without spaces between words."""
    return any(letter >= _SPACELESS for letter in word)
