"""The inputs of a run: input number n of a seed is the same on every computer."""

import gzip
import json
import random
import struct
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import Any

from generator.openbadges.canonical import CanonicalizationError
from generator.openbadges.png import bake_png
from generator.openbadges.svg import bake_svg
from generator.verify import Document
from tests.agreement.text_edits import edit_bytes, edit_encoded, edit_tokens
from tests.agreement.tree_edits import HONEST, TREE, edit_tree
from tests.agreement.values import NUMBERS, TEXTS
from tests.verify.cases import endorsed, look_alikes, papers, pictures, stacked, stolen
from tests.verify.cases.world import (
    AS_OF,
    DID_URL,
    INDEX,
    ISSUER,
    KEY,
    LIST_URL,
    OTHER_KEY,
    badge,
    change,
    did_document,
    moment,
    signed,
    status_list,
    trusting,
    unsigned_list,
)


@dataclass(frozen=True)
class Input:
    """One thing to judge, and its world."""

    kind: str
    data: bytes
    documents: Mapping[str, Document] = field(default_factory=dict)
    trust: Mapping[str, Any] = field(default_factory=trusting)
    as_of: str = AS_OF
    given: Mapping[str, bytes] = field(default_factory=dict)  # handed in together with it, by id


@dataclass(frozen=True)
class _World:
    """What inputs are made from; made once a process."""

    small: dict[str, Any]  # unsigned, without a status
    full: dict[str, Any]  # unsigned, with one
    small_signed: bytes
    full_signed: bytes
    did: bytes
    list: bytes
    withdrawn: bytes
    pdf: bytes
    pdf_of_two: bytes
    png: bytes
    svg: bytes

    @property
    def documents(self) -> dict[str, Document]:
        return {DID_URL: Document(self.did), LIST_URL: Document(self.list)}


@cache
def world() -> _World:
    small = look_alikes.minimal(ISSUER)
    full = {**badge(), "evidence": badge()["evidence"]}
    small_signed = signed(small)
    return _World(
        small=small,
        full=full,
        small_signed=_compact(small_signed),
        full_signed=_compact(signed(full)),
        did=did_document(KEY, OTHER_KEY),
        list=status_list(),
        withdrawn=status_list(withdrawn=[INDEX]),
        pdf=papers.paper(papers.attached(zlib.compress(_compact(small_signed)))),
        pdf_of_two=papers.paper(
            *(
                papers.attached(zlib.compress(_compact(each)), number=number)
                for number, each in enumerate((small_signed, signed(full)), start=1)
            )
        ),
        png=bake_png(pictures.PLAIN, _compact(small_signed)),
        svg=bake_svg(pictures.SVG, _compact(small_signed)),
    )


def make(seed: int, number: int, only: str | None = None) -> Input:
    """The input of that number; `only` of one kind, where that is to be looked at."""
    chance = random.Random(f"{seed}/{number}")
    if only is not None:
        return KINDS[only][0](only, chance)
    kind = chance.choices(tuple(KINDS), weights=[share for _, share in KINDS.values()])[0]
    maker, _ = KINDS[kind]
    return maker(kind, chance)


def _badge_bytes(kind, chance):
    return _judged(kind, edit_bytes(chance, _some(chance)))


def _badge_tokens(kind, chance):
    return _judged(kind, edit_tokens(chance, _some(chance)))


def _badge_encoded(kind, chance):
    return _judged(kind, edit_tokens(chance, _some(chance), (edit_encoded,)))


def _badge_tree(kind, chance):
    return _judged(kind, _written(chance, edit_tree(chance, json.loads(_some(chance)))))


def _badge_rewritten(kind, chance):
    """The same document in other words, which must verify or be refused by both."""
    document = json.loads(_some(chance))
    return _judged(kind, _written(chance, edit_tree(chance, document, HONEST[6:8] + HONEST[10:11])))


def _badge_resigned(kind, chance):
    """Changed, then signed by its issuer: only a rule or a date may object."""
    base = world().full if chance.random() < 0.15 else world().small
    edits = HONEST if chance.random() < 0.7 else TREE
    document = edit_tree(chance, base, edits)
    return _judged(kind, _written(chance, _signed(chance, document)))


def _badge_numbers(kind, chance):
    """Signed with one number, written as another."""
    number = json.loads(chance.choice(NUMBERS))
    document = _signed(chance, change(world().small, [*_ACHIEVEMENT, "creditsAvailable"], number))
    text = _written(chance, document).decode()
    written = f'"creditsAvailable": {json.dumps(number)}'
    other = chance.choice(
        (chance.choice(NUMBERS), json.dumps(number), f"{number:.3f}", f"{number:e}")
    )
    return _judged(kind, text.replace(written, f'"creditsAvailable": {other}').encode())


def _badge_dates(kind, chance):
    """Signed dates of any form, judged at any moment."""
    names = chance.sample(("validFrom", "validUntil", "awardedDate"), k=2)
    document = {**world().small, **{name: _instant(chance) for name in names}}
    document = _signed(chance, document, created=_instant(chance))
    judged = _judged(kind, _written(chance, document))
    as_of = f"{chance.randrange(2020, 2032)}-{chance.randrange(1, 13):02}-01T00:00:00Z"
    return Input(kind, judged.data, judged.documents, judged.trust, as_of)


def _badge_endorsed(kind, chance):
    """Signed with an endorsement within, which was changed before its own signing or after."""
    about = world().small["credentialSubject"]["achievement"]["id"]
    given = endorsed.endorsement(about=about)
    match chance.randrange(4):
        case 0:
            given = edit_tree(chance, given)
        case 1:
            del given["proof"]
            given = edit_tree(chance, given, HONEST)
            method = f"{endorsed.ENDORSER}#{endorsed.ENDORSER_KEY.multibase}"
            with suppress(CanonicalizationError, LookupError, TypeError):
                given = signed(given, key=endorsed.ENDORSER_KEY, method=method)
        case 2:
            given = json.loads(edit_encoded_tokens(chance, _compact(given)))
    holder = chance.choice(((), ("credentialSubject", "achievement")))
    several = chance.choice((given, [given], [endorsed.endorsement(number=2), given]))
    document = _signed(chance, change(world().small, [*holder, "endorsement"], several))
    keys = did_document(endorsed.ENDORSER_KEY, did=endorsed.ENDORSER)
    documents = {**world().documents, endorsed.ENDORSER_URL: _served(chance, keys)}
    return Input(kind, _written(chance, document), documents)


def _badge_stacked(kind, chance):
    """Signed with the addresses of two others, of which one was changed before its signing or after."""
    part = {**world().small, "id": stacked.url_of(1)}
    match chance.randrange(4):
        case 0:
            body = _written(chance, edit_tree(chance, signed(part)))
        case 1:
            body = edit_tokens(chance, _compact(signed(part)))
        case 2:
            body = _compact(stacked.component(edit=(stacked.NAME, chance.choice(TEXTS))))
        case _:
            body = _written(chance, _signed(chance, edit_tree(chance, part, HONEST)))
    other = chance.choice((stacked.url_of(2), stacked.url_of(3), chance.choice(TEXTS)))
    evidence = stacked.named(stacked.url_of(1), other)
    document = _signed(
        chance, {**world().small, "evidence": chance.choice((evidence, evidence[0]))}
    )
    given = {stacked.url_of(1): body} if chance.random() < 0.3 else {}
    documents = {**world().documents, stacked.url_of(2): Document(world().small_signed)}
    if chance.random() < 0.8:
        documents[stacked.url_of(1)] = _served(chance, body)
    return Input(kind, _written(chance, document), documents, given=given)


def _did(kind, chance):
    edit = chance.choice((edit_bytes, edit_tokens, edit_encoded_tokens, edit_json, edit_json))
    documents = {**world().documents, DID_URL: _served(chance, edit(chance, world().did))}
    trust = trusting(*chance.choice(((), (KEY,), (OTHER_KEY,))))
    return Input(kind, world().small_signed, documents, trust)


def _stolen(kind, chance):
    """Signed with a key that was stolen; the issuer's keys or its list were changed in some way."""
    keys, told = stolen.stolen_keys(), stolen.unsigned_attested(json.loads(world().small_signed))
    if chance.random() < 0.5:
        told = edit_tree(chance, told, HONEST if chance.random() < 0.7 else TREE)
    key = chance.choice((OTHER_KEY, OTHER_KEY, OTHER_KEY, KEY))
    body = _written(chance, _signed(chance, told, key=key))
    match chance.randrange(4):
        case 0:
            body = chance.choice((edit_tokens, edit_encoded_tokens, edit_json))(chance, body)
        case 1:
            keys = chance.choice((edit_tokens, edit_json, edit_json))(chance, keys)
    documents = {
        **world().documents,
        DID_URL: _served(chance, keys),
        stolen.LISTED_URL: _served(chance, body),
    }
    trust = trusting(*chance.choice(((), (KEY, OTHER_KEY))))
    return Input(kind, world().small_signed, documents, trust)


def _list(kind, chance):
    base = chance.choice((world().list, world().withdrawn))
    edit = chance.choice((edit_bytes, edit_tokens, edit_encoded_tokens, edit_json))
    documents = {**world().documents, LIST_URL: _served(chance, edit(chance, base))}
    return Input(kind, world().full_signed, documents, trusting(KEY))


def _list_resigned(kind, chance):
    document = unsigned_list(withdrawn=chance.choice(((), (INDEX,))))
    match chance.randrange(3):
        case 0:
            document["credentialSubject"]["encodedList"] = _packed(chance)
        case 1:
            document = edit_tree(chance, document, HONEST)
        case _:
            document = edit_tree(chance, document)
    body = _written(chance, _signed(chance, document))
    documents = {**world().documents, LIST_URL: _served(chance, body)}
    return Input(kind, world().full_signed, documents, trusting(KEY))


def _png(kind, chance):
    """Bytes of the file, or chunks moved, with checksums made right again."""
    if chance.random() < 0.4:
        return _judged(kind, edit_bytes(chance, world().png))
    chunks = [list(each) for each in _chunks(world().png)]
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.randrange(len(chunks))
        match chance.randrange(6):
            case 0:
                del chunks[at]
            case 1:
                chunks.insert(chance.randrange(len(chunks) + 1), list(chunks[at]))
            case 2:
                chunks[at][0] = chance.choice(
                    (b"tEXt", b"zTXt", b"iTXt", b"IEND", b"IDAT", b"abCd", b"\0\0\0\0")
                )
            case 3:
                chance.shuffle(chunks)
            case _:
                data = chunks[at][1]
                head = data[:40] if chance.random() < 0.7 else data
                chunks[at][1] = edit_bytes(chance, head) + data[len(head) :]
        chunks = chunks or [[b"IEND", b""]]
    data = pictures.SIGNATURE + b"".join(pictures.chunk(*each) for each in chunks)
    return _judged(kind, data)


def _pdf(kind, chance):
    """Bytes of the file, or what a PDF has between its streams, put somewhere or taken away."""
    data = world().pdf if chance.random() < 0.5 else world().pdf_of_two
    if chance.random() < 0.3:
        return _judged(kind, edit_bytes(chance, data))
    for _ in range(chance.choice((1, 1, 2, 3))):
        piece = chance.choice(_IN_PDF)
        begins, ends = 0, len(data)
        if chance.random() < 0.8:  # in one of the dictionaries, or just before it
            ends = (data.find if chance.random() < 0.5 else data.rfind)(b"\nstream\n") + 1
            begins = data.rfind(b"endstream", 0, ends) + 1
        at = chance.randrange(begins, ends + 1)
        if chance.random() < 0.3 and piece in data:
            data = data.replace(piece, b"", 1)
        else:
            data = data[:at] + piece + data[at:]
    return _judged(kind, data)


def _svg(kind, chance):
    data = world().svg
    if chance.random() < 0.3:
        return _judged(kind, edit_bytes(chance, data))
    for _ in range(chance.choice((1, 1, 2, 3))):
        if chance.random() < 0.5:  # what XML allows nearly everywhere
            pieces, marks = chance.choice(((_BETWEEN, b"<"), (_IN_TAGS, b" ")))
            places = [at for at, byte in enumerate(data[:420]) if byte in marks]
            at = end = chance.choice(places or [0])
        else:
            pieces = _XML
            places = [at for at, byte in enumerate(data) if byte in b"<>&\"'=/ :?"]
            head = [at for at in places if at < 420] or places
            at = chance.choice(head if chance.random() < 0.8 else places)
            end = at + chance.choice((0, 0, 0, 1, 2, 6))
        data = data[:at] + chance.choice(pieces) + data[end:]
    return _judged(kind, data)


_BETWEEN = (
    *(
        b"<!-- x -->",
        b"<!---->",
        b"<?x y?>",
        b"<?x?>",
        b"<g/>",
        b"\n",
        b"\r\n",
        b"&#x41;",
        b"&amp;",
        b"&gt;",
    ),
    *(
        b"<![CDATA[<g>]]>",
        b"<g><g a='>'/></g>",
        b"\xf0\x9f\x94\xa5",
        b"\xc2\x85",
        b"<g xmlns='urn:x'/>",
    ),
    *(
        b"<x:g xmlns:x='urn:x' x:a='1'/>",
        b"<g xmlns:openbadges='urn:x'/>",
        b"<\xc3\xa9/>",
        b"]]",
        b">",
    ),
    *(
        b"<c:credential xmlns:c='https://purl.imsglobal.org/ob/v3p0'/>",
        b"<openbadges:x/>",
        b"<g\n/>",
    ),
)
_IN_TAGS = (
    *(
        b' a="1"',
        b" a='1'",
        b'\n\ta = "&lt;>"',
        b' xmlns:x="urn:x"',
        b" x='&#10;\n\t'",
        b' verify="x"',
    ),
    *(
        b' xml:lang="en"',
        b" xmlns:openbadges='https://purl.imsglobal.org/ob/v3p0'",
        b" ",
        b"\r",
        b' a=">"',
    ),
)
_XML = (
    *(
        b"<!-- x -->",
        b"<!-- -- -->",
        b"<!---->",
        b"<?x y?>",
        b"<?xml version='1.0'?>",
        b"<g/>",
        b"<g>",
    ),
    *(
        b"</g>",
        b"&lt;",
        b"&amp;",
        b"&#x41;",
        b"&#65;",
        b"&#0;",
        b"&#xD800;",
        b"&#x110000;",
        b"&ouml;",
    ),
    *(
        b"&",
        b"<",
        b">",
        b"]]>",
        b"<![CDATA[",
        b"<![CDATA[]]>",
        b'"',
        b"'",
        b" ",
        b"\n",
        b"\r\n",
        b"\t",
    ),
    *(
        b' a="1"',
        b" a='1'",
        b' a="<"',
        b' a="&amp;"',
        b" a",
        b' xmlns:x="urn:x"',
        b' xmlns="urn:x"',
    ),
    *(
        b' xmlns:openbadges=""',
        b' xmlns:xml="urn:x"',
        b' xmlns:xmlns="urn:x"',
        b' x:y="1"',
        b" xmlns=''",
    ),
    *(
        b"<x:g/>",
        b"<:g/>",
        b"<g:/>",
        b"<1/>",
        b"<g\xc3\xa9/>",
        b"<openbadges:credential/>",
        b"</svg>",
    ),
    *(
        b"<!DOCTYPE svg>",
        b"<!ENTITY a 'b'>",
        b"\x00",
        b"\x01",
        b"\x7f",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
    ),
    *(
        b"\xef\xbf\xbf",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xf0\x9f\x94\xa5",
        b' verify="eyJ.e30.A"',
    ),
    *(
        b"<a:b:c/>",
        b'<g xmlns:a="urn:1" xmlns:b="urn:1" a:x="1" b:x="2"/>',
        b'<g a="1" a="2"/>',
        b"/>",
        b"=",
    ),
    *(
        b'<?xml version="1.1"?>',
        b' standalone="yes"',
        b' encoding="utf-8"',
        b' encoding="UTF8"',
        b"<?XML x?>",
    ),
)
_ACHIEVEMENT = ("credentialSubject", "achievement")


def edit_encoded_tokens(chance, data):
    return edit_tokens(chance, data, (edit_encoded,))


def edit_json(chance, data):
    return _written(chance, edit_tree(chance, json.loads(data)))


def _some(chance):
    return world().full_signed if chance.random() < 0.15 else world().small_signed


def _judged(kind, data):
    return Input(kind, data, world().documents)


def _served(chance, body):
    """From its own address, or handed over; now and then by a host whose clock is off."""
    days = chance.choice((None, None, None, 0, -0.99, 1, 1.01, -40))
    date = None if days is None else moment(AS_OF) + timedelta(days=days)
    return Document(body, handed=chance.random() < 0.2, date=date)


def _signed(chance, document, key=None, **proof):
    """Signed as it is, or with the good proof's likeness where it can't be."""
    key = key or (KEY if chance.random() < 0.9 else OTHER_KEY)
    try:
        return signed(document, key=key, did=ISSUER, **proof)
    except (CanonicalizationError, LookupError, TypeError):
        return {**document, "proof": json.loads(world().small_signed)["proof"]}


def _packed(chance):
    """Bits packed in a way of their own; now and then damaged."""
    bits = bytes(chance.choice((16_383, 16_384, 16_384, 20_000, 524_288)))
    way = chance.randrange(4)
    if way == 0:
        packed = zlib.compress(bits)
    elif way == 1:
        packed = gzip.compress(bits, mtime=chance.choice((0, 1_777_777_777)))
    else:
        flags = chance.choice((0, 1, 2, 4, 8, 16, 24, 32, 64, 128))
        extra = chance.choice((b"", b"\0", b"x\0", b"\2\0ab", b"x\0y\0", b"\0\0"))
        body = zlib.compress(bits, chance.choice((1, 9)))[2:-4]
        trailer = struct.pack("<II", zlib.crc32(bits), len(bits))
        packed = struct.pack("<BBBBIBB", 31, 139, 8, flags, 0, 2, 255) + extra + body + trailer
    if chance.random() < 0.4:
        packed = edit_bytes(chance, packed)
    text = urlsafe_b64encode(packed).decode()
    return "u" + (text.rstrip("=") if chance.random() < 0.95 else text)


def _instant(chance):
    if chance.random() < 0.1:
        return chance.choice(TEXTS)
    year = chance.choice((1, 1900, 2020, 2024, 2026, 2026, 2026, 2030, 9999))
    day = f"{year:04}-{chance.randrange(1, 13):02}-{chance.randrange(1, 32):02}"
    clock = (
        f"{chance.randrange(25):02}:{chance.choice((0, 59, 60)):02}:{chance.choice((0, 59, 60)):02}"
    )
    fraction = chance.choice(("", "", ".1", ".123456", ".1234567", ".999999999", ".0", "."))
    zone = chance.choice(
        ("Z", "Z", "+00:00", "-00:00", "+14:00", "-14:00", "+05:45", "+14:01", "+13:60", "", "z")
    )
    return f"{day}T{clock}{fraction}{zone}"


def _chunks(png):
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _written(chance, document):
    """As JSON, in one of the ways in which programs write it."""
    match chance.randrange(3):
        case 0:
            text = json.dumps(document)
        case 1:
            text = json.dumps(document, ensure_ascii=False)
        case _:
            text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "surrogatepass")


def _compact(document):
    return json.dumps(document, ensure_ascii=False).encode()


_IN_PDF = (
    *(b"%PDF-1.7\n", b"1 0 obj\n", b"7 0 R", b"<<", b">>", b"[", b"]", b"/", b" ", b"\r", b"\n"),
    *(b"/Type", b"/EmbeddedFile", b"/EmbeddedFiles", b"/Length ", b"/Length 9", b"/Length", b"0"),
    *(b"/Filter", b"/FlateDecode", b"/LZWDecode", b"stream\n", b"stream\r\n", b"endstream\n"),
    *(b"x", b"_", b"\xa0", b"\x85", b"\x0b", b"\xff", b"\x80", b"{", b"endobj\n"),
)

KINDS = {  # name: (maker, share of a hundred)
    "bytes": (_badge_bytes, 16),
    "tokens": (_badge_tokens, 19),
    "encodings": (_badge_encoded, 4),
    "structure": (_badge_tree, 12),
    "rewritten": (_badge_rewritten, 2),
    "re-signed": (_badge_resigned, 16),
    "numbers": (_badge_numbers, 2),
    "dates": (_badge_dates, 3),
    "endorsed": (_badge_endorsed, 3),
    "stacked": (_badge_stacked, 2),
    "did.json": (_did, 5),
    "stolen": (_stolen, 3),
    "list": (_list, 3),
    "re-signed list": (_list_resigned, 3),
    "pdf": (_pdf, 2),
    "png": (_png, 3),
    "svg": (_svg, 5),
}


def every_bit(original: Input, bit: int) -> Input:
    """The same with one bit of its data turned."""
    at = bit // 8
    data = original.data
    data = data[:at] + bytes([data[at] ^ 1 << bit % 8]) + data[at + 1 :]
    return replace(original, data=data)
