"""Python and JavaScript say the same of what is on the wire: results and sentences."""

import base64
import gzip
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from generator.openbadges import (
    add_proof,
    assertion_key,
    bake_png,
    bake_svg,
    decode_bits,
    decode_public_key,
    did_document,
    document_url,
    encode_bits,
    parse_instant,
    proof_is_genuine,
    unbake_png,
    unbake_svg,
    verify_signature,
)
from generator.openbadges.did_web import DidKey
from generator.openbadges.instants import format_instant
from generator.openbadges.multikey import decode_base58btc, encode_base58btc
from tests.corpora import PROJECT, corpus
from tests.openbadges import test_did_web, test_keys, test_png, test_svg
from tests.openbadges import test_instants as instants
from tests.openbadges import test_status_list as lists
from tests.openbadges.wire import DID, KEY, METHOD, MULTIKEY, PUBLIC_KEY, credential
from tests.twins import Twin, answer

NASTY = [
    "",
    " ",
    "\0",
    "\n",
    "é",
    "\ud800",
    "\udc00",
    "😀" * 300,
    "'",
    '"',
    "\\",
    "\ufeff",
    "\u2028",
]


@pytest.fixture(scope="module")
def differences() -> Iterator[Callable[..., list[Any]]]:
    """Of all inputs, those that the function and its twin answer differently."""
    with ExitStack() as stack:
        twins: dict[tuple[str, str], Twin] = {}

        def compare(function, module, export, inputs):
            key = (module, export)
            if key not in twins:
                twins[key] = stack.enter_context(Twin(f"src/openbadges/{module}.js", export))
            pairs = [(each, answer(function, *each), twins[key].call(*each)) for each in inputs]
            assert pairs
            return [(each, ours, theirs) for each, ours, theirs in pairs if ours != theirs]

        yield compare


def spoiled(seeds, count, alphabet):
    """`count` texts, each a seed with up to three places replaced, removed or put in."""
    chance = random.Random(3)
    for _ in range(count):
        text = chance.choice(seeds)
        for _ in range(chance.randint(1, 3)):
            at = chance.randint(0, len(text))
            text = text[:at] + chance.choice(alphabet) + text[at + chance.randint(0, 2) :]
        yield text


def test_instants(differences):
    seeds = [*instants.GOOD, *instants.BAD]
    texts = [
        *seeds,
        *NASTY,
        *(year + "-02-29T00:00:00Z" for year in ("1900", "2000", "2023", "0004")),
    ]
    texts += spoiled(seeds, 4_000, [*"0123456789-+:.TZ ", "٣", "\n", "😀", "14:00"])
    assert differences(parse_instant, "instants", "parseInstant", [[text] for text in texts]) == []
    moments = [[parse_instant(text)] for text in instants.GOOD]
    assert differences(format_instant, "instants", "formatInstant", moments) == []


def test_multikeys(differences):
    keys = [encode_base58btc(b"\xed\x01" + raw) for raw, _ in test_keys.SMALL_ORDER.values()]
    seeds = [MULTIKEY, *keys, *(text for text, _ in test_keys.BAD_MULTIKEYS.values())]
    texts = [*seeds, *NASTY, *("z" + text for text in NASTY), "z" + "1" * 127, "z" + "1" * 128]
    texts += ["z" + "😀" * 127, "z" + "😀" * 128]
    texts += spoiled([text[:200] for text in seeds], 2_000, [*"0123zIlO", "\n", "😀"])
    inputs = [[text] for text in texts]
    assert differences(decode_public_key, "multikey", "decodePublicKey", inputs) == []
    assert differences(decode_base58btc, "multikey", "decodeBase58btc", inputs) == []
    data = [bytes(zeros) + random.Random(zeros).randbytes(20) for zeros in range(30)]
    inputs = [[encode_base58btc(each)] for each in data]
    assert differences(decode_base58btc, "multikey", "decodeBase58btc", inputs) == []


def test_signatures(differences):
    signature = KEY.sign(b"message")
    places = range(0, 512, 3)
    flipped = [
        [PUBLIC_KEY, b"message", (int.from_bytes(signature, "big") ^ 1 << at).to_bytes(64, "big")]
        for at in places
    ]
    keys = [
        [(int.from_bytes(PUBLIC_KEY, "big") ^ 1 << at).to_bytes(32, "big"), b"message", signature]
        for at in range(256)
    ]
    small = [
        [raw, b"message", raw[:32].ljust(32, b"\0") + bytes(32)]
        for raw, _ in test_keys.SMALL_ORDER.values()
    ]
    inputs = [[PUBLIC_KEY, b"message", signature], *flipped, *keys, *small]
    assert differences(verify_signature, "ed25519", "verifySignature", inputs) == []


def test_did_web_addresses(differences):
    seeds = [did for did, _ in test_did_web.URLS.values()]
    seeds += [did[:300] for did, _ in test_did_web.BAD_DIDS.values()]
    dids = [*seeds, *NASTY, *(f"did:web:h.example:{text}" for text in NASTY)]
    dids += ["did:web:" + "a" * 2_040, "did:web:" + "a" * 2_041, "did:web:" + "😀" * 2_041]
    dids += ["did:web:" + ".".join(["a" * 60] * 4) + "." + "b" * length for length in (9, 10)]
    dids += spoiled(seeds, 3_000, [*"abz019.:%-_~/?#@ !", "%3A", "%2F", "..", ":", "\n", "é", "😀"])
    assert differences(document_url, "did-web", "documentUrl", [[did] for did in dids]) == []


def test_did_web_documents(differences):
    def as_members(document, did, method):
        key = assertion_key(document, did, method)
        return {
            "publicKeyMultibase": key.public_key_multibase,
            "expires": key.expires,
            "revoked": key.revoked,
            "attested": key.attested,
            "listsOnly": key.lists_only,
        }

    good = did_document(DID, [DidKey(MULTIKEY)])
    inputs = [[made, DID, METHOD] for made in test_did_web.FOUND.values()]
    inputs += [[made, DID, name] for made, name, _ in test_did_web.NOT_FOUND.values()]
    values = [None, True, 0, 1.5, "", "x", "2026-05-03T12:00:00.5Z", [], {}, METHOD, f"#{MULTIKEY}"]
    values += [[METHOD], [None], [{}], [[METHOD]], {"id": METHOD}, {"id": 5}, {"constructor": {}}]
    for member in ("id", "verificationMethod", "assertionMethod", "toString"):
        inputs += [[{**good, member: value}, DID, METHOD] for value in values]
    method = good["verificationMethod"][0]
    for member in ("id", "type", "controller", "publicKeyMultibase", "expires", "revoked"):
        for value in values:
            changed = {**method, member: value}
            inputs.append([{**good, "verificationMethod": [changed]}, DID, METHOD])
            inputs.append(
                [{**good, "verificationMethod": [], "assertionMethod": changed}, DID, METHOD]
            )
    url = "https://h.example/list.json"
    for name in (f"{METHOD}-attested", f"#{MULTIKEY}-attested", f"{METHOD}-status", METHOD, None):
        for value in [*values, url, f"{url}#x", "http://h.example/", "https:/h", "https://\n#"]:
            service = {"id": name, "serviceEndpoint": value}
            for services in (service, [service], [value, service, {**service, "x": 1}]):
                inputs.append([{**good, "service": services}, DID, METHOD])
    assert differences(as_members, "did-web", "assertionKey", inputs) == []


def test_proofs(differences):
    signed = add_proof(
        credential(),
        sign=KEY.sign,
        verification_method=METHOD,
        created=parse_instant("2026-05-03T12:00:00Z"),
    )
    [proof] = signed["proof"]
    values = [None, True, 0, "", "x", [], {}, [proof], [proof, proof], [[proof]], [None]]
    documents = [signed, {**signed, "proof": proof}, {**signed, "name": "x"}, credential()]
    documents += [{**signed, "proof": value} for value in values]
    documents += [{**signed, "@context": value} for value in values]
    contexts = [signed["@context"], signed["@context"][:1], signed["@context"][::-1]]
    changes = [("@context", value) for value in [*values, *contexts]]
    changes += [(member, value) for member in proof for value in values[:-5]]
    changes += [("previousProof", "x"), ("proofPurpose", "authentication"), ("name", "x")]
    changes += [("created", "2026-05-03T12:00:01Z"), ("created", "yesterday")]
    changes += [("proofValue", text) for text in ("z", "z0", "u", "z" + "2" * 200, "z" + "1" * 64)]
    changes += [("proofValue", proof["proofValue"][:-1] + "x")]
    documents += [{**signed, "proof": [{**proof, member: value}]} for member, value in changes]
    for member in proof:
        kept = {name: value for name, value in proof.items() if name != member}
        documents.append({**signed, "proof": [kept]})
    inputs = [[document, PUBLIC_KEY] for document in documents]
    assert answer(proof_is_genuine, signed, PUBLIC_KEY) is True
    assert differences(proof_is_genuine, "proof", "proofIsGenuine", inputs) == []


def gzipped(data, *, flags=0, extra=b"", body=None, method=8):
    """One gzip member with any header (RFC 1952)."""
    if body is None:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = deflate.compress(data) + deflate.flush()
    head = b"\x1f\x8b" + bytes([method, flags]) + bytes(6) + extra
    return head + body + struct.pack("<II", zlib.crc32(data), len(data) % 2**32)


def header_checksum(flags, extra=b""):
    head = b"\x1f\x8b\x08" + bytes([flags]) + bytes(6) + extra
    return extra + struct.pack("<H", zlib.crc32(head) & 0xFFFF)


def test_status_lists(differences):
    bits = random.Random(5).randbytes(300) + bytes(lists.MINIMUM_ENTRIES // 8)
    largest = bytes(lists.MAX_ENTRIES // 8)
    stored = b"".join(
        bytes([at == 0]) + struct.pack("<HH", 20_000, 20_000 ^ 0xFFFF) + bytes(20_000)
        for at in (1, 0)
    )
    packed = [
        gzip.compress(bits),
        gzipped(bits),
        gzipped(bits) + b"\0",
        gzipped(bits) + gzipped(bits)[-8:],
        gzipped(bits) * 2,
        gzipped(bits) + gzipped(b""),
        gzipped(bits)[:-9] + gzipped(bits)[-8:],
        gzipped(bits)[:-8] + b"\0" + gzipped(bits)[-8:],
        gzipped(bytes(40_000), body=stored),
        gzipped(bytes(40_000), body=stored + b"junk"),
        gzipped(largest),
        gzipped(largest + b"\0"),
        gzipped(largest + b"\0")[:-9],
        gzipped(bits, flags=1),
        gzipped(bits, flags=2, extra=header_checksum(2)),
        gzipped(bits, flags=2, extra=b"\0\0"),
        gzipped(bits, flags=4, extra=b"\3\0abc"),
        gzipped(bits, flags=4, extra=b"\xff\xffabc"),
        gzipped(bits, flags=8, extra=b"name\0"),
        gzipped(bits, flags=8, extra=b"\0"),
        gzipped(bits, flags=16, extra=b"comment\0"),
        gzipped(bits, flags=24, extra=b"name\0comment\0"),
        gzipped(bits, flags=31, extra=header_checksum(31, b"\2\0abname\0comment\0")),
        *(gzipped(bits, flags=1 << flag) for flag in range(8)),
        gzipped(bits, method=7),
        gzipped(b"", body=b"\x03\x00"),
        gzipped(b"", body=b""),
        gzipped(b"", body=b"\x03"),
        zlib.compress(bits),
        b"",
        b"\x1f\x8b",
        b"\x1f\x8b\x08" + bytes(7),
        b"\x1f\x8b\x08\x08" + bytes(6) + b"endless name",
    ]
    packed += [gzipped(bits)[:length] for length in range(0, 60, 7)]
    texts = [lists.text(data) for data in packed]
    texts += [text for text, _ in lists.BAD.values()]
    texts += [encode_bits(bits)[:-cut] for cut in range(1, 9)]
    texts += ["u" + text for text in NASTY]
    texts += spoiled([encode_bits(bits), encode_bits(bits)[:40]], 1_500, "Au_-0z=/")
    assert differences(decode_bits, "status-list", "decodeBits", [[text] for text in texts]) == []


def test_pictures(differences):
    pictures = [png for png, _ in (*test_png.BAD.values(), *test_png.NOT_CARRYING.values())]
    pictures += [test_png.chunk(bytes([code]) * 4) for code in (0, 10, 39, 128, 159, 255)]
    pictures += [
        test_png.SIGNATURE + b"\0\0\0\0" + bytes([code]) * 4 + bytes(4) for code in range(256)
    ]
    baked = bake_png(test_png.ONE_PIXEL, test_png.CREDENTIAL)
    pictures += [baked[:length] for length in range(len(baked))]
    pictures += [baked[:at] + bytes([baked[at] ^ 1]) + baked[at + 1 :] for at in range(len(baked))]
    assert differences(bake_png, "png", "bakePng", [[png, b"{}"] for png in pictures]) == []
    assert differences(unbake_png, "png", "unbakePng", [[png] for png in pictures]) == []


def test_pngsuite(differences):
    files = sorted((corpus("pngsuite") / "png").rglob("*.png"))
    inputs = [[file.read_bytes(), test_png.CREDENTIAL] for file in files]
    assert len(inputs) == 161 + len(test_png.REFUSED)
    assert differences(bake_png, "png", "bakePng", inputs) == []


def test_pictures_baked_by_1edtech(differences):
    folder = corpus("1edtech-ob30-samples")
    png, svg = ((folder / name).read_bytes() for name in ("simple-json.png", "simple-jwt.svg"))
    assert differences(unbake_png, "png", "unbakePng", [[png]]) == []
    assert differences(unbake_svg, "svg", "unbakeSvg", [[svg]]) == []


# A credential whose text comes in several parts.
IN_PARTS = (
    "<b:credential xmlns:b='https://purl.imsglobal.org/ob/v3p0'>"
    "<!--a-->1<![CDATA[ 2 ]]>&#51;\r\n</b:credential>"
)

# What expat and other readers of XML are known to differ on, or get wrong; put in at `%`.
PIECES = [
    "",
    "<a/>",
    "<a></a>",
    "<a></b>",
    "<a></a >",
    "< a/>",
    "<a / >",
    "<a/ >",
    "</a>",
    "<a",
    "<a b/>",
    "<a b=c/>",
    "<a b='1'c='2'/>",
    "<a b='1' b='2'/>",
    "<a b = '1'\n\tc\r\n=\r'2' />",
    "<a b='<'/>",
    "<a b='>'/>",
    "<a b='&lt;&#60;'/>",
    "<a b='&x;'/>",
    "<a b='&'/>",
    "<a b='\t\r\n'/>",
    "<a:b/>",
    "<:a/>",
    "<a:/>",
    "<a:b:c xmlns:a='u'/>",
    "<a:b xmlns:a='u'/>",
    "<a:b xmlns:a=''/>",
    "<a:1 xmlns:a='u'/>",
    "<a b:c='1'/>",
    "<a xmlns:b='u' b:c='1' c='1'/>",
    "<a xmlns:b='u' xmlns:d='u' b:c='1' d:c='1'/>",
    "<a xmlns:b='u' xmlns:d='&#117;' b:c='1' d:c='1'/>",
    "<a xmlns:b='u' b:c='1' b:c='1'/>",
    "<a xmlns:b='u'/><b:c/>",
    "<a xmlns='' b='1'/>",
    "<a xmlns='u'><b/></a>",
    "<a xmlns='u v'/>",
    "<a xmlns:b='u v'/>",
    "<a xmlns:b='u\nv'/>",
    "<a xmlns:b='u&#10;v'/>",
    "<a xmlns:b='u&#32;v'/>",
    "<a xmlns:b='é'/>",
    "<xml:a/>",
    "<a xml:lang='en'/>",
    "<a xml:space='odd'/>",
    "<xmlns:a/>",
    "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
    "<a xmlns:xml='u'/>",
    "<a xmlns:x='http://www.w3.org/XML/1998/namespace'/>",
    "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
    "<a xmlns:xmlns='u'/>",
    "<a xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>",
    "<a xmlns:x='http://www.w3.org/2000/xmlns/'/>",
    "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
    "<a xmlns:='u'/>",
    "<a xmlns:a:b='u'/>",
    "<é/>",
    "<aé/>",
    "<a é='1'/>",
    "<a xmlns:é='u'/>",
    "<?é?>",
    "<a-._9/>",
    "<-a/>",
    "<9/>",
    "<_/>",
    "<a b='é😀'/>",
    "&lt;&gt;&amp;&quot;&apos;",
    "&nbsp;",
    "&é;",
    "&lt",
    "& ",
    "&;",
    "&#0;",
    "&#1;",
    "&#9;",
    "&#13;",
    "&#x41;",
    "&#X41;",
    "&#xd800;",
    "&#xfffe;",
    "&#x10ffff;",
    "&#x110000;",
    "&#99999999999999999999;",
    "&#-1;",
    "&# 1;",
    "&#x;",
    "&#;",
    "]]>",
    "]] >",
    "]]",
    "]]]>",
    ">",
    "'\"",
    "é😀",
    "\x7f\x80\x9f",
    "\ufeff",
    "\ufffd",
    "\ufdd0",
    "\ufffe",
    "\x01",
    "\x00",
    "\x0b",
    "\r",
    "\r\n",
    "\u2028",
    "\x85",
    "<!-- a -->",
    "<!-- a -- b -->",
    "<!-- a --->",
    "<!--->",
    "<!---->",
    "<!-->",
    "<!-- <a> ]]> & -->",
    "<!- a -->",
    "<! a>",
    "<![CDATA[<a>&]] >]]>",
    "<![CDATA[]]]]>",
    "<![CDATA[a",
    "<![cdata[a]]>",
    "<![CDATA [a]]>",
    "<?a?>",
    "<?a b?>",
    "<?a?b?>",
    "<?a ??>",
    "<?a b? >?>",
    "<? a?>",
    "<?a",
    "<?a:b c?>",
    "<?xml?>",
    "<?xml version='1.0'?>",
    "<?XML a?>",
    "<?xMl?>",
    "<?xml-stylesheet a?>",
    "<?xmla?>",
    "<!DOCTYPE svg>",
    "<!DOCTYPE>",
    "<!doctype svg>",
    "<!ELEMENT a ANY>",
    "<!-- <!DOCTYPE a> -->",
    "<![CDATA[<!DOCTYPE a>]]>",
    "<svg/>",
    "<script>alert(1)</script>",
    "<credential xmlns='https://purl.imsglobal.org/ob/v3p0'>{}</credential>",
    "<credential xmlns='https://purl.imsglobal.org/ob/v3p0' verify='a'/>",
    "<credential xmlns='https://purl.imsglobal.org/ob/v3p0' x:verify='a' xmlns:x='u'/>",
    "<credential xmlns='https://purl.imsglobal.org/ob/v3p0'/>",
    IN_PARTS,
    "<b:credential xmlns:b='https://purl.imsglobal.org/ob/v3p0'>\u00a0 \r\r\n 1 &#13;\u2003</b:credential>",
    "<b:credential xmlns:b='https://purl.imsglobal.org/ob/v3p0'>1<a/></b:credential>",
    "<b:credential xmlns:b='https://purl.imsglobal.org/ob/v3p0'>\ufeff{}\ufeff</b:credential >",
    "<b:credential xmlns:b='https://purl.imsglobal.org/ob/v3p0 '>1</b:credential>",
    "<b:credential xmlns:b='https://purl.imsglobal.org/ob/v3p&#48;'>1</b:credential>",
    "<credential>{}</credential>",
]
FRAMES = [
    f"<svg {test_svg.NS}>%</svg>",
    f"%<svg {test_svg.NS}/>",
    f"<svg {test_svg.NS}/>%",
    f"<svg {test_svg.NS} %/>",
    f"<svg {test_svg.NS} a='%'/>",
    f"<svg {test_svg.NS} {test_svg.OB}><openbadges:credential>%</openbadges:credential></svg>",
]
DECLARATIONS = [
    "<?xml version='1.0'?>",
    '<?xml version="1.1"?>',
    "<?xml version=''?>",
    "<?xml version='a b'?>",
    "<?xml version='é'?>",
    "<?xml version='1.0\"?>",
    "<?xml version=1.0?>",
    "<?xml\tversion\n=\r'1.0'\n?>",
    "<?xml?>",
    "<?xml ?>",
    "<?xml encoding='utf-8'?>",
    "<?xml version='1.0' encoding='utf-8'?>",
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>",
    "<?xml version='1.0' standalone='no' ?>",
    "<?xml version='1.0' standalone='maybe'?>",
    "<?xml version='1.0' standalone='yes' encoding='utf-8'?>",
    "<?xml version='1.0' encoding='utf-8'standalone='yes'?>",
    "<?xml version='1.0'encoding='utf-8'?>",
    "<?xml version='1.0' encoding='utf8'?>",
    "<?xml version='1.0' encoding='ISO-8859-1'?>",
    "<?xml version='1.0' encoding='x-unknown'?>",
    "<?xml version='1.0' encoding=''?>",
    "<?xml version='1.0' encoding='8'?>",
    "<?xml version='1.0' encoding='utf-8' other='1'?>",
    "<?xml version='1.0' encoding='latin1' other='1'?>",
    "<?xml version='1.0'? >",
    "<?xml version='1.0'",
    "<?xmlversion='1.0'?>",
    "<?XML version='1.0'?>",
    " <?xml version='1.0'?>",
    "<!-- --><?xml version='1.0'?>",
    "\ufeff<?xml version='1.0'?>",
    "\ufeff\ufeff<?xml version='1.0'?>",
    "<?xml version='1.0'?><?xml version='1.0'?>",
    "<?xml version='1.0'?><?a?><!DOCTYPE svg>",
    "<?xml version='1.0' encoding='latin1'?><!DOCTYPE svg>",
]


def svgs():
    texts = [frame.replace("%", piece) for frame in FRAMES for piece in PIECES]
    texts += [start + frame.replace("%", "") for start in DECLARATIONS for frame in FRAMES[:2]]
    texts += [drawing.replace("%s", "") for pair in test_svg.BAKED.values() for drawing in pair]
    texts += ["", " ", "\ufeff", "<", "<svg", "é"]
    data = [text.encode() for text in texts]
    data += [svg for svg, _ in (*test_svg.BAD.values(), *test_svg.NOT_CARRYING.values())]
    data += [
        b"<svg>\xed\xa0\x80</svg>",
        b"<svg>\xc0\x80</svg>",
        b"<svg a='\xff'/>",
        b"\xef\xbb<svg/>",
    ]
    return data


def test_drawings(differences):
    inputs = [[svg] for svg in svgs()]
    assert differences(unbake_svg, "svg", "unbakeSvg", inputs) == []
    inputs = [[svg, test_svg.CREDENTIAL] for svg in svgs()]
    assert differences(bake_svg, "svg", "bakeSvg", inputs) == []


def test_spoiled_drawings(differences):
    good = [svg for svg in svgs() if isinstance(answer(bake_svg, svg, b"{}"), bytes)]
    fitting = [piece for piece in PIECES if FRAMES[0].replace("%", piece).encode() in good]
    marks = [*"<>&;'\"=/:!?-[] \t\nax\r1", "xmlns:a='u'", "xmlns=", " a:b='1'", "-->", "?>"]
    texts = [svg.decode() for svg in good]
    inputs = [[text.encode()] for text in spoiled(texts, 10_000, [*PIECES, *marks])]
    inputs += [[text.encode()] for text in spoiled(texts, 10_000, [*fitting, "", "\n", " a='1'"])]
    assert differences(unbake_svg, "svg", "unbakeSvg", inputs) == []
    assert differences(bake_svg, "svg", "bakeSvg", [[svg, b"{}"] for [svg] in inputs]) == []


def test_credentials_to_bake(differences):
    credentials = [
        *(text for _, text, _ in test_svg.UNFIT.values()),
        b"]]>]]]>",
        b"\xef\xbb\xbf{}",
        b"",
    ]
    inputs = [[test_svg.PLAIN, text] for text in credentials]
    inputs += [[svg, b"{}"] for svg, _, _ in test_svg.UNFIT.values()]
    assert differences(bake_svg, "svg", "bakeSvg", inputs) == []


def test_the_sample_s_drawings(differences):
    drawings = sorted((PROJECT / "catalog").rglob("*.svg"))
    assert drawings
    inputs = [[file.read_bytes(), test_svg.CREDENTIAL] for file in drawings]
    assert differences(bake_svg, "svg", "bakeSvg", inputs) == []


def test_drawings_deep_and_wide(differences):
    deep = f"<svg {test_svg.NS}>" + "<g>" * 200_000 + "</g>" * 200_000 + "</svg>"
    wide = f"<svg {test_svg.NS}>" + "<a/>" * 200_000 + "</svg>"
    many = f"<svg {test_svg.NS} " + " ".join(f"a{at}=''" for at in range(50_000)) + "/>"
    bound = f"<svg {test_svg.NS}>" + "<g xmlns:a='u'>" * 50_000 + "</g>" * 50_000 + "</svg>"
    text = f"<svg {test_svg.NS}>" + "&amp;é" * 100_000 + "</svg>"
    comments = "<!---->" * 100_000 + f"<svg {test_svg.NS}/>"
    taken = f"<svg {test_svg.NS}>" + IN_PARTS * 20_000 + "</svg>"
    inputs = [[each.encode(), b"{}"] for each in (deep, wide, many, bound, text, comments, taken)]
    assert differences(bake_svg, "svg", "bakeSvg", inputs) == []


def test_the_same_base64url(differences):
    def encoded(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    inputs = [[random.Random(length).randbytes(length)] for length in range(70)]
    assert differences(encoded, "base64url", "encodeBase64url", inputs) == []
