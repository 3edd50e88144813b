"""One good credential and one key, for tests to spoil; N-Quads as the W3C's tests keep them."""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.openbadges import CONTEXT, JsonObject, encode_public_key
from generator.openbadges.rdfc import Quad, literal

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))  # of no use to anybody
PUBLIC_KEY = KEY.public_key().public_bytes_raw()
MULTIKEY = encode_public_key(PUBLIC_KEY)
DID = "did:web:badges.example"
METHOD = f"{DID}#{MULTIKEY}"

_CREDENTIAL: JsonObject = {
    "@context": CONTEXT,
    "id": "https://badges.example/credentials/1/credential.json",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": DID, "type": ["Profile"], "name": "Example Agency"},
    "validFrom": "2026-01-02T03:04:05Z",
    "validUntil": "2028-01-02T03:04:05Z",
    "credentialSubject": {
        "id": "urn:uuid:6f1d3b53-2d2a-4f55-a0b7-0f3f3f9d9b01",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://badges.example/badges/sql/achievement.json",
            "type": ["Achievement"],
            "name": "SQL basics",
            "description": "Reads and writes a table.",
            "criteria": {"narrative": "Pass the quiz."},
            "tag": ["data", "sql"],
        },
        "result": [
            {"type": ["Result"], "resultDescription": "urn:r1", "value": "3"},
            {"type": ["Result"], "resultDescription": "urn:r2", "value": "4"},
        ],
    },
    "evidence": [
        {"type": ["Evidence"], "name": "Quiz"},
        {"id": "https://badges.example/e/2", "type": ["Evidence"], "name": "Project"},
    ],
}


def credential(path: str = "", value: Any = None) -> JsonObject:
    """The good credential; with `path` ("a/b/0"), the value there is set, or removed by None."""
    document = copy.deepcopy(_CREDENTIAL)
    if path:
        *parents, last = (int(step) if step.isdigit() else step for step in path.split("/"))
        target: Any = document
        for step in parents:
            target = target[step]
        if value is REMOVED:
            del target[last]
        else:
            target[last] = value
    return document


REMOVED = object()


def dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


_TERM = r'(<[^>]*>|_:[^\s]+|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[A-Za-z0-9-]+)?)'
_QUAD = re.compile(rf"\s*{_TERM}\s*{_TERM}\s*{_TERM}\s*(?:{_TERM})?\s*\.\s*(?:#.*)?")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def parse_nquads(text: str) -> list[Quad]:
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    return [tuple(_term(term) for term in _QUAD.fullmatch(line).groups()) for line in lines]


def _term(term: str | None) -> str:
    if not term or term.startswith("_:"):
        return term or ""
    if term.startswith("<"):
        return _unescaped(term)
    end = term.rindex('"')
    value, suffix = _unescaped(term[1:end]), term[end + 1 :]
    if suffix.startswith("@"):
        return literal(value, language=suffix[1:])
    datatype = _unescaped(suffix[3:-1])
    return literal(value, "" if datatype == _XSD_STRING else datatype)


def _unescaped(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        short, long, letter = match.groups()
        return _LETTERS.get(letter, letter) if letter else chr(int(short or long, 16))

    return _ESCAPE.sub(plain, text)


def message_of(call: Callable[[], object], error: type[Exception]) -> str:
    """What `call` raises as `error`; "" when it returns."""
    try:
        call()
    except error as raised:
        return str(raised)
    return ""
