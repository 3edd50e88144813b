"""JSON as we read and write it: one meaning for every byte sequence, or none.

What two parsers may understand differently is refused (generator/README, trap 8): repeated
members, numbers that do not survive every parser, lone surrogates, ``__proto__``.
"""

import json
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NoReturn

from pydantic_core import to_json

JsonObject = dict[str, Any]

MAX_BYTES = 2_000_000  # the largest real credential seen, embedded pictures and all, is 0.5 MB
MAX_DEPTH = 32  # a CLR nests about 12 deep
MAX_INTEGER = 2**53 - 1  # past this, JavaScript's parser rounds

_REFUSED_NAMES = frozenset({"__proto__"})  # assigning it changes an object's class in JavaScript
# A terminal obeys some of them, XML holds none of them, and no badge needs any.
_REFUSED_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SUSPECT = ("\\u", "\\b", "\\f", "\x7f")  # written else, JSON itself refuses the others
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSHOWN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\ud800-\udfff]")

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_COMMA = re.compile(r",[ \t\n\r]*")
# Numbers that `json` and the faster writer may spell in two ways: exponents, and no numbers.
_SPELLED_APART = tuple(
    re.compile(before + rb"-?(?:[0-9]+(?:\.[0-9]+)?e|0\.000|N|I)")
    for before in (b'": ', rb"\n *+", rb"\A")
)


class StrictJsonError(ValueError):
    """Why the bytes are not JSON as we accept it; one sentence."""


def parse_json(data: bytes) -> JsonObject:
    """The JSON object in `data`.

    Raises:
        StrictJsonError: not UTF-8, not JSON, not an object, or past a limit above.

    """
    value = parse_value(data)
    if not isinstance(value, dict):
        raise StrictJsonError("The JSON is not an object at its top level.")
    return value


def parse_value(data: bytes) -> Any:
    """As `parse_json`, for JSON with anything at its top level."""
    if len(data) > MAX_BYTES:
        raise StrictJsonError(f"The JSON is larger than {MAX_BYTES:,} bytes.")
    if data.startswith(b"\xef\xbb\xbf"):
        raise StrictJsonError("The JSON begins with a byte order mark.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StrictJsonError(f"The JSON is not UTF-8 (byte {error.start + 1}).") from None
    value = _quickly(text, _PLAIN_DECODER)
    return _slowly(text) if value is _UNSURE else value


def parse_filled(
    before: bytes, after: bytes, place: tuple[str, str], value: Any
) -> JsonObject | None:
    """The object that `before`, `value` and `after` make; None where `parse_json` has to tell.

    So it is also where the value would stand anywhere but at `place`, a member of a member.
    """
    data = before + _HOLE_TEXT + after
    try:
        document = _quickly(data.decode("utf-8"), _HOLED_DECODER)
    except UnicodeDecodeError:
        return None
    holder = document.get(place[0]) if isinstance(document, dict) else None
    if data.count(_HOLE_TEXT) > 1 or not isinstance(holder, dict):
        return None
    if holder.get(place[1]) is not _HOLE:
        return None
    holder[place[1]] = value
    return document  # type: ignore[no-any-return]


def _quickly(text: str, decoder: json.JSONDecoder) -> Any:
    """What `_slowly` gives where all is well, which the parser in C alone can tell.

    Of two members with one name it keeps the last, so there are fewer than colons outside of
    texts.
    """
    if "\x7f" in text or any(name in text for name in _REFUSED_NAMES):
        return _UNSURE
    if "\\" in text and any(escape in text for escape in _SUSPECT):
        return _UNSURE
    try:
        value = decoder.decode(text)
    except (ValueError, RecursionError):
        return _UNSURE
    depth, members = extent(value)
    plain = text.replace(r"\\", "").replace(r"\"", "") if "\\" in text else text
    colons = "".join(plain.split('"')[::2]).count(":")
    return value if depth <= MAX_DEPTH and members == colons else _UNSURE


def extent(value: Any) -> tuple[int, int]:
    """How deep it nests, and how many members all objects within have."""
    depth = members = 0
    level = [value] if isinstance(value, _HOLDERS) else []
    while level:
        depth += 1
        held: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                members += len(each)
                held += each.values()
            else:
                held += each
        level = [each for each in held if isinstance(each, _HOLDERS)]
    return depth, members


def _slowly(text: str) -> Any:
    """The value, or the first reason why there is none."""
    if _nests_too_deep(text):
        raise StrictJsonError(f"The JSON nests deeper than {MAX_DEPTH} levels.")
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _not_json(error) from None
    if any(escape in text for escape in _SUSPECT):
        _check_texts(value)
    return value


def dump_json(value: Any) -> bytes:
    """The one form in which we write JSON: UTF-8, two spaces, members as given, final newline."""
    body: bytes = to_json(value, indent=2)
    if any(number.search(body) for number in _SPELLED_APART):
        text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
        return (text + "\n").encode("utf-8")
    return body + b"\n"


def _nests_too_deep(text: str) -> bool:
    """Asked before all else: how deep the parser itself goes depends on who calls it."""
    outside = _STRING.sub("", text) if "\\" in text else "".join(text.split('"')[::2])
    brackets = _BRACKET.findall(outside)
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > MAX_DEPTH


def _not_json(error: json.JSONDecodeError) -> StrictJsonError:
    """With the place alone: every language's verifier finds it, but words it differently."""
    # From Python 3.13 on, a comma before a bracket is the mistake, and no longer the bracket.
    comma = _COMMA.match(error.doc, error.pos) if "trailing comma" in error.msg else None
    place = json.JSONDecodeError("", error.doc, comma.end()) if comma else error
    return StrictJsonError(f"Not JSON (line {place.lineno}, column {place.colno}).")


def _check_texts(root: Any) -> None:
    """Their characters; the least one to be refused, since not all parsers keep an order."""
    texts = "\n".join(_texts(root))
    controls = _REFUSED_CONTROL.findall(texts)
    if controls:
        raise StrictJsonError(f"A text holds the control character U+{ord(min(controls)):04X}.")
    if _SURROGATE.search(texts):
        raise StrictJsonError("A text holds half of a surrogate pair.")


def _texts(root: Any) -> Iterator[str]:
    """Every name and text within."""
    pending = [root]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise StrictJsonError(f"The member {_quoted(name)} is there twice.")
            seen.add(name)
    for name in _REFUSED_NAMES & result.keys():
        raise StrictJsonError(f"The member {_quoted(name)} is not accepted.")
    return result


def _integer(text: str) -> int:
    if len(text) <= len(str(-MAX_INTEGER)):  # also keeps int() cheap
        value = int(text)
        if -MAX_INTEGER <= value <= MAX_INTEGER:
            return value
    raise _too_large(text)


def _decimal(text: str) -> float:
    value = float(text)
    if not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise _too_large(text)
    return value


def _constant(text: str) -> NoReturn:
    raise StrictJsonError(f"Not JSON: {text} is not a number.")


def _hole(text: str) -> object:
    return _HOLE if text.encode() == _HOLE_TEXT else _constant(text)


def _too_large(text: str) -> StrictJsonError:
    return StrictJsonError(f"The number {text[:24]} is too large to be read alike everywhere.")


def _quoted(name: str) -> str:
    """`name` as a terminal can be shown it: its characters are not looked at yet."""
    return "'" + _UNSHOWN.sub("\ufffd", name[:40]) + "'"


_UNSURE, _HOLE = object(), object()
_HOLE_TEXT = b"-Infinity"  # the parser asks us what that is, and JSON has no such number
_HOLDERS = (dict, list)
_PLAIN_DECODER = json.JSONDecoder(
    parse_int=_integer, parse_float=_decimal, parse_constant=_constant, strict=True
)
_HOLED_DECODER = json.JSONDecoder(
    parse_int=_integer, parse_float=_decimal, parse_constant=_hole, strict=True
)
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_decimal,
    parse_constant=_constant,
    strict=True,
)
