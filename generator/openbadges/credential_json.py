"""Parsing a credential: the badge in it, its larger part, is the same for all who earned it.

A badge is told by its very bytes, and the rest is parsed with a number in its place.
"""

import json
import re
from dataclasses import dataclass

from generator.openbadges.constant import Constant
from generator.openbadges.memory import Memory
from generator.openbadges.strict_json import (
    MAX_BYTES,
    MAX_DEPTH,
    JsonObject,
    extent,
    parse_filled,
    parse_json,
)

_NAME = b'"achievement"'
_COLON = re.compile(rb'"achievement"[ \t\n\r]*:[ \t\n\r]*(?=\{)')
_KEY_BYTES = 1_000  # of the badge, which is mostly enough to tell it and its version
_MAX_BADGE = 64_000  # bytes; more are pictures, which are parsed quickly
_WEIGHT = 16  # bytes of memory a byte of the badge, what is read off it included
_PLACE = ("credentialSubject", "achievement")


@dataclass(frozen=True, slots=True)
class _Badge:
    text: bytes
    """The member, from its name to the end of its value."""
    value: Constant
    depth: int


_badges: Memory[bytes, _Badge] = Memory(64_000_000)
"""Some 700 of the badges met lately, by how they begin."""


def parse_credential(data: bytes) -> JsonObject:
    """As `parse_json`; the badge within can't be changed, as other documents may hold it too.

    Raises:
        StrictJsonError: as there.

    """
    at = data.find(_NAME)
    if at < 0 or len(data) > MAX_BYTES:
        return parse_json(data)
    badge = _badges.get(data[at : at + _KEY_BYTES])
    document = _around(badge, data, at) if badge is not None else None
    if document is None:
        document = parse_json(data)
        _learn(data, at)
    return document


def _around(badge: _Badge, data: bytes, at: int) -> JsonObject | None:
    """The document, if `badge` stands in it at `at` and where badges do; None to be asked anew.

    Where a member could begin, what follows is that member, or the whole is no JSON: a text
    that ended there instead would be followed by a bare word.
    """
    before = data[:at]
    if not data.startswith(badge.text, at) or not before.rstrip().endswith((b"{", b",")):
        return None
    if badge.depth + len(_PLACE) > MAX_DEPTH:
        return None
    after = data[at + len(badge.text) :]
    return parse_filled(before + _NAME + b":", after, _PLACE, badge.value)


def _learn(data: bytes, at: int) -> None:
    colon = _COLON.match(data, at)
    if colon is None:
        return
    rest = data[colon.end() :].decode()
    try:
        _, end = json.JSONDecoder().raw_decode(rest)
        text = data[at : colon.end()] + rest[:end].encode()
        member = parse_json(b"{" + text + b"}")
    except ValueError:  # the name did not stand where it seemed to
        return
    if len(text) > _MAX_BADGE:
        return
    value = Constant(member["achievement"])
    badge = _Badge(text, value, extent(value)[0])
    _badges.keep(data[at : at + _KEY_BYTES], badge, _KEY_BYTES + _WEIGHT * len(text))
