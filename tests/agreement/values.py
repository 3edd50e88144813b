"""What is put into documents: values that languages, JSON-LD and our own rules treat with care."""

import json
from functools import cache

from generator.openbadges.contexts import OB_V3, OB_V3_EXTENSIONS, VC_V2, pinned_context
from tests.verify.cases.world import (
    DID_URL,
    EVIL_KEY,
    ID,
    INDEX,
    ISSUER,
    KEY,
    LIST_URL,
    OTHER_KEY,
    SITE,
)

TEXTS = (
    *("", " ", "x", "Welding", "7", "-0", "true", "null", "A\u030a", "\u00c5", "\ufeff", "\u200b"),
    *("\u2028", "\u0085", "\U0001f525", "\uff21", "\ufffe", "\U0010ffff", "\u202etxt", "a\tb\r\nc"),
    *('"', "\\", "<b>&amp;</b>", "]]>", "'", "{}", "constructor", "__proto__", "toString", "then"),
    *("@id", "@type", "@vocab", "@json", "@none", "id", "type", "name", "Profile", "Achievement"),
    *("did:web:", ISSUER, f"{ISSUER}:x", "did:web:evil.example", "did:key:z6Mk", "DID:web:x"),
    *(f"{ISSUER}#{KEY.multibase}", f"{ISSUER}#{OTHER_KEY.multibase}", KEY.multibase),
    *(EVIL_KEY.multibase, "z", "u", "z1", "zzzz", "uAAAA", "z" + "2" * 87, "z" + "1" * 64),
    *(ID, LIST_URL, DID_URL, SITE, f"{LIST_URL}#{INDEX}", str(INDEX), "131071", "131072", "007"),
    *("https://", "https:///x", "http://a", "https://a b", "https://x/%zz", "https://x/%7E"),
    *("urn:x", "urn:x y", "urn:", "_:b0", "_:", "//x", "?", "#x", "mailto:a@b", "data:,x", "a:b"),
    *("https://[::1]/", "https://u:p@x/", "https://x:99999/", "https://\u0435.org/", "tel:+1"),
    *("2026-01-15T00:00:00Z", "2026-01-15T00:00:00.1234567Z", "2026-01-15T00:00:00+14:00"),
    *("2026-01-15T00:00:00+14:01", "2026-02-29T00:00:00Z", "2028-02-29T23:59:59-00:00"),
    *(
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "2026-01-15",
        "2026-01-15T24:00:00Z",
    ),
    *(
        "2026-01-15T00:00:60Z",
        "2026-1-15T00:00:00Z",
        "2026-01-15t00:00:00z",
        "2029-05-03T12:00:00Z",
    ),
    *("revocation", "suspension", "message", "name", "emailAddress", "assertionMethod", "Multikey"),
    *("DataIntegrityProof", "eddsa-rdfc-2022", "eddsa-jcs-2022", "BitstringStatusListEntry"),
    *(VC_V2, OB_V3, OB_V3_EXTENSIONS, "https://schema.org/", "x" * 300, "\u00e9" * 250),
)
NUMBERS = (
    *("0", "-0", "1", "-1", "7", "1.0", "1e0", "-0.0", "0.1", "2.5", "1e-6", "9e-7", "1e-400"),
    *("9007199254740991", "9007199254740992", "-9007199254740992", "9007199254740993", "1e15"),
    *("1e16", "1e21", "1e400", "0.30000000000000004", "123456.789012", "1.5e300", "4.9e-324"),
    *(
        "100000000000000000000",
        "0.1e1",
        "12345678901234567",
        "3.0000000000000004",
        "1E+2",
        "5e-324",
    ),
)
ODD_NUMBERS = (
    "01",
    "+1",
    ".5",
    "1.",
    "1e",
    "0x1",
    "NaN",
    "Infinity",
    "-Infinity",
    "-",
    "--1",
    "1_0",
)
LITERALS = ("true", "false", "null")
NAMES = (
    *("id", "type", "@id", "@type", "@context", "@graph", "@value", "@list", "@set", "@none"),
    *("@language", "@reverse", "@included", "@nest", "@json", "@index", "@direction", "@x"),
    *("", " ", "0", "1", "7", "-1", "01", "constructor", "toString", "__proto__", "hasOwnProperty"),
    *(
        "valueOf",
        "then",
        "length",
        "prototype",
        "__lookupGetter__",
        "grade",
        "Name",
        "name ",
        "x:y",
    ),
    *(
        "https://schema.org/name",
        "https://www.w3.org/2018/credentials#validUntil",
        "\ud800",
        "\ufeffid",
    ),
)
IRIS = (
    *("urn:x", "urn:uuid:0d4ff0a2-6a0e-4c4d-9a59-6b5a5f3c2d11", ID, LIST_URL, ISSUER, "a:b"),
    *(
        "https://example.org/",
        "https://example.org/a?b#c",
        "https://example.org/\u00e9",
        "tag:x,1:y",
    ),
    *(
        "https://example.org/%7Ea",
        "did:web:evil.example",
        "mailto:a@b.example",
        "HTTPS://EXAMPLE.ORG",
    ),
)
INSTANTS = (
    *("2026-01-15T00:00:00Z", "2020-02-29T23:59:59.999999999+13:45", "2031-01-01T00:00:00-08:00"),
    *(
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2026-05-03T12:00:00Z",
        "2026-05-03T14:00:00+02:00",
    ),
)


@cache
def terms():
    """Type: the names that its own context defines; under "" what is defined everywhere."""
    found = {"": {}}
    for url in (VC_V2, OB_V3, OB_V3_EXTENSIONS):
        for each in _contexts(pinned_context(url)["@context"]):
            for name, definition in each.items():
                if name.startswith("@"):
                    continue
                found[""][name] = definition
                if isinstance(definition, dict):
                    for inner in _contexts(definition.get("@context")):
                        known = found.setdefault(name, {})
                        known |= {term: value for term, value in inner.items() if term[0] != "@"}
    return {
        name: tuple(sorted(defined.items(), key=lambda item: item[0]))
        for name, defined in found.items()
    }


@cache
def types():
    """Every name that stands for a class: it begins with a capital."""
    return tuple(sorted(name for name, _ in terms()[""] if name[:1].isupper()))


def _contexts(context):
    return [
        each
        for each in (context if isinstance(context, list) else [context])
        if isinstance(each, dict)
    ]


def text_token(chance):
    """A text as JSON writes it, in one way or another."""
    text = chance.choice(TEXTS)
    return json.dumps(text, ensure_ascii=chance.random() < 0.3)


def token(chance):
    """A JSON value in one token, often a wrong one."""
    match chance.randrange(10):
        case 0:
            return chance.choice(LITERALS)
        case 1 | 2:
            return chance.choice(NUMBERS)
        case 3:
            return chance.choice(ODD_NUMBERS)
        case _:
            return text_token(chance)


def value(chance, depth=2):
    """A JSON value of any kind, as Python holds it."""
    match chance.randrange(12):
        case 0:
            return chance.choice((True, False))
        case 1:
            return chance.choice((None, [], {}))
        case 2 | 3:
            return json.loads(chance.choice(NUMBERS))
        case 4 if depth:
            return [value(chance, depth - 1) for _ in range(chance.randrange(1, 4))]
        case 5 | 6 if depth:
            return {
                chance.choice(NAMES): value(chance, depth - 1)
                for _ in range(chance.randrange(1, 3))
            }
        case _:
            return chance.choice(TEXTS)


def fitting(chance, definition, depth=2):
    """A value such as the term so defined takes; now and then several, or another."""
    if chance.random() < 0.1:
        return value(chance)
    if chance.random() < 0.2:
        return [_one(chance, definition, depth) for _ in range(chance.randrange(1, 4))]
    return _one(chance, definition, depth)


def _one(chance, definition, depth):
    kind = definition.get("@type", "") if isinstance(definition, dict) else ""
    if kind in ("@id", "@vocab"):
        if chance.random() < 0.4 and depth:
            return node(chance, depth - 1)
        return chance.choice(types() if kind == "@vocab" and chance.random() < 0.5 else IRIS)
    if "date" in kind.lower():
        return chance.choice(INSTANTS)
    if "boolean" in kind:
        return chance.choice((True, False, "true"))
    if any(name in kind.lower() for name in ("float", "integer", "double", "decimal")):
        return json.loads(chance.choice(NUMBERS))
    return (
        chance.choice(TEXTS)
        if kind or not depth or chance.random() < 0.5
        else node(chance, depth - 1)
    )


def node(chance, depth=1):
    """An object of some type, with a few members that its type's context defines."""
    made = {"id": f"urn:x:{chance.randrange(40)}"} if chance.random() < 0.6 else {}
    type_ = chance.choice(types())
    made["type"] = [type_] if chance.random() < 0.7 else type_
    for _ in range(chance.randrange(4)):
        name, definition = chance.choice(terms().get(type_, terms()[""]))
        made[name] = fitting(chance, definition, depth)
    return made
