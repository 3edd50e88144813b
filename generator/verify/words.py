"""Every sentence of the checks, as ``sentences.json`` has them for verifiers in any language.

The key is the check's id and what was found; the braces are filled by `say`. No sentence
may make a withdrawn or expired badge read like a forgery.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import resources

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

MAX_VALUE = 200  # characters of a foreign value that a sentence repeats

# Controls, formats, surrogates, private use and separators but the space, written out
# (Unicode 16), so that verifiers built on other versions of Unicode replace the same.
_UNPRINTABLE = re.compile(
    "[\\x00-\\x1f\\x7f-\\xa0\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u1680"
    "\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u2066-\\u206f\\u3000\\ud800-\\uf8ff"
    "\\ufeff\\ufff9-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001343f\\U0001bca0-\\U0001bca3"
    "\\U0001d173-\\U0001d17a\\U000e0001\\U000e0020-\\U000e007f\\U000f0000-\\U000ffffd"
    "\\U00100000-\\U0010fffd]"
)

SENTENCES: Mapping[str, str] = json.loads(
    resources.files(__package__).joinpath("sentences.json").read_text("utf-8")
)


def say(sentence: str, **values: object) -> str:
    """The sentence of that key; datetimes as ``3 May 2027``, other values cut to `MAX_VALUE`."""
    return SENTENCES[sentence].format_map({name: _worded(value) for name, value in values.items()})


def plain_date(moment: datetime) -> str:
    """``3 May 2027``: the day in UTC, the same in every locale."""
    day = moment.astimezone(UTC)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def printable(text: str) -> str:
    """`text` with a replacement character for each that is invisible or commands a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return _UNPRINTABLE.sub("\ufffd", text)


def _worded(value: object) -> str:
    if isinstance(value, datetime):
        return plain_date(value)
    text = printable(str(value)[: MAX_VALUE + 1])
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"
