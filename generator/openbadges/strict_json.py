"""JSON as we read and write it: one meaning for every byte sequence, or none.

What two parsers may understand differently is refused (generator/README, trap 8): repeated
members, numbers that do not survive every parser, lone surrogates, ``__proto__``.
"""

import json
from collections.abc import Iterable
from itertools import chain
from typing import Any, NoReturn

JsonObject = dict[str, Any]

MAX_BYTES = 2_000_000  # the largest real credential seen, embedded pictures and all, is 0.5 MB
MAX_DEPTH = 32  # a CLR nests about 12 deep
MAX_INTEGER = 2**53 - 1  # past this, JavaScript's parser rounds

_REFUSED_NAMES = frozenset({"__proto__"})  # assigning it changes an object's class in JavaScript
# A terminal obeys some of them, XML holds none of them, and no badge needs any.
_REFUSED_CONTROLS = {code: None for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r"}


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
        value = _DECODER.decode(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise StrictJsonError(f"The JSON is not UTF-8 (byte {error.start + 1}).") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise StrictJsonError(f"Not JSON: {error.msg} ({where}).") from None
    except RecursionError:
        raise _too_deep() from None
    _check(value)
    return value


def dump_json(value: Any) -> bytes:
    """The one form in which we write JSON: UTF-8, two spaces, members as given, final newline."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def _check(root: Any) -> None:
    """Depth and text, level by level, without recursion."""
    _check_text(root)
    level = [root]  # objects and lists
    for _ in range(MAX_DEPTH):
        inner = [each for value in level for each in _within(value)]
        for each in inner:
            _check_text(each)
        level = [each for each in inner if isinstance(each, dict | list)]
    if level:
        raise _too_deep()


def _within(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return chain(value.keys(), value.values())
    return value if isinstance(value, list) else ()


def _check_text(text: Any) -> None:
    if not isinstance(text, str) or (text.isascii() and text.isprintable()):
        return
    if len(text.translate(_REFUSED_CONTROLS)) != len(text):
        code = next(ord(character) for character in text if ord(character) in _REFUSED_CONTROLS)
        raise StrictJsonError(f"A text holds the control character U+{code:04X}.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise StrictJsonError("A text holds half of a surrogate pair.") from None


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


def _too_large(text: str) -> StrictJsonError:
    return StrictJsonError(f"The number {text[:24]} is too large to be read alike everywhere.")


def _too_deep() -> StrictJsonError:
    return StrictJsonError(f"The JSON nests deeper than {MAX_DEPTH} levels.")


def _quoted(name: str) -> str:
    return ascii(name[:40])


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_decimal,
    parse_constant=_constant,
    strict=True,
)
