"""Check "document" for badges carried by pictures."""

import struct
import zlib

from generator.openbadges.png import bake_png
from generator.openbadges.strict_json import dump_json
from generator.openbadges.svg import bake_svg
from tests.verify.cases.world import badge, case, change, documents, ends, signed, trusting

GOOD = signed(badge())
DATA = dump_json(GOOD)
NO = ends("document", "failed")
SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HEADER = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PIXELS = chunk(b"IDAT", zlib.compress(b"\0\0", 9))
END = chunk(b"IEND", b"")
PLAIN = SIGNATURE + HEADER + PIXELS + END
TEXT = chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + DATA)
BAKED = bake_png(PLAIN, DATA)

SVG = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>Welding</title></svg>\n'
)
BAKED_SVG = bake_svg(SVG, DATA)
ELEMENT = BAKED_SVG[BAKED_SVG.index(b"<openbadges:credential") :]
ELEMENT = ELEMENT[: ELEMENT.index(b"</openbadges:credential>") + len(b"</openbadges:credential>")]


def png(about, data, checks=NO, **settings):
    return case(about, data, checks, file="credential.png", **settings)


def svg(about, data, checks=NO, **settings):
    return case(about, data, checks, file="credential.svg", **settings)


def svg_with(about, old, new, checks=NO):
    assert old in BAKED_SVG, old
    return svg(about, BAKED_SVG.replace(old, new, 1), checks)


CASES = {
    "png": png("A PNG that carries the badge.", BAKED, ends()),
    "png_early_chunk": png(
        "The chunk stands before the pixels.", SIGNATURE + HEADER + TEXT + PIXELS + END, ends()
    ),
    "png_language": png(
        "The chunk names a language.",
        SIGNATURE + HEADER + PIXELS + chunk(b"iTXt", KEYWORD + b"\0\0\0en\0badge\0" + DATA) + END,
        ends(),
    ),
    "png_changed": png(
        "A PNG that carries a changed badge.",
        bake_png(PLAIN, dump_json(change(GOOD, ["name"], "Rocket science"))),
        ends("signature", "failed"),
        documents=documents(),
        trust=trusting(),
    ),
    "png_without": png("A PNG without a badge.", PLAIN),
    "png_two": png("Two badges.", SIGNATURE + HEADER + TEXT + TEXT + PIXELS + END),
    "png_two_kinds": png(
        "A badge, and another in an older kind of chunk.",
        SIGNATURE + HEADER + TEXT + chunk(b"tEXt", KEYWORD + b"\0" + b"{}") + PIXELS + END,
    ),
    "png_compressed": png(
        "The badge packed.",
        SIGNATURE
        + HEADER
        + chunk(b"iTXt", KEYWORD + b"\0\1\0\0\0" + zlib.compress(DATA))
        + PIXELS
        + END,
    ),
    "png_text_chunk": png(
        "The badge in a chunk of Latin-1 text.",
        SIGNATURE + HEADER + chunk(b"tEXt", KEYWORD + b"\0" + DATA) + PIXELS + END,
    ),
    "png_bad_checksum": png(
        "A wrong checksum.", SIGNATURE + HEADER + TEXT[:-1] + b"\0" + PIXELS + END
    ),
    "png_bad_pixels_checksum": png(
        "A wrong checksum elsewhere.", SIGNATURE + HEADER + TEXT + PIXELS[:-1] + b"\0" + END
    ),
    "png_after_end": png("A badge after the end.", PLAIN + TEXT),
    "png_data_after_end": png("A web page after the end.", BAKED + b"<html>"),
    "png_cut": png("Cut off.", BAKED[:-20]),
    "png_no_end": png("Without its end.", BAKED.removesuffix(END)),
    "png_long_chunk": png(
        "A chunk that claims to be longer than the file.",
        SIGNATURE + HEADER + struct.pack(">I", 2**31 - 1) + TEXT[4:] + END,
    ),
    "png_no_header": png("Without its header.", SIGNATURE + TEXT + PIXELS + END),
    "png_only_signature": png("A PNG's first eight bytes.", SIGNATURE),
    "png_not_text": png(
        "A badge that is not UTF-8.",
        SIGNATURE + HEADER + chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0\xff\xfe") + PIXELS + END,
    ),
    "png_packed_text": png(
        "The badge in a chunk of packed Latin-1 text.",
        SIGNATURE + HEADER + chunk(b"zTXt", KEYWORD + b"\0\0" + zlib.compress(DATA)) + PIXELS + END,
    ),
    "png_two_packed": png(
        "A badge, and a packed one after the pixels.",
        SIGNATURE
        + HEADER
        + TEXT
        + PIXELS
        + chunk(b"zTXt", KEYWORD + b"\0\0" + zlib.compress(b"{}"))
        + END,
    ),
    "png_two_languages": png(
        "Two badges in two languages.",
        SIGNATURE
        + HEADER
        + TEXT
        + chunk(b"iTXt", KEYWORD + b"\0\0\0es\0insignia\0" + DATA)
        + PIXELS
        + END,
    ),
    "png_other_method": png(
        "Not packed, by a method that does not exist.",
        SIGNATURE + HEADER + chunk(b"iTXt", KEYWORD + b"\0\0\1\0\0" + DATA) + PIXELS + END,
    ),
    "png_keyword_case": png(
        "A keyword in capitals is another one.",
        SIGNATURE + HEADER + chunk(b"iTXt", b"OpenBadgeCredential\0\0\0\0\0" + DATA) + PIXELS + END,
    ),
    "png_other_chunks": png(
        "Chunks of other programs, one of them with another keyword.",
        SIGNATURE
        + HEADER
        + chunk(b"tIME", bytes(7))
        + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta/>")
        + PIXELS
        + TEXT
        + chunk(b"zzZz", b"openbadgecredential\0")
        + END,
        ends(),
    ),
    "png_no_language": png(
        "The chunk ends before its text.",
        SIGNATURE + HEADER + chunk(b"iTXt", KEYWORD + b"\0\0\0en") + PIXELS + END,
    ),
    "png_empty_text": png(
        "The chunk holds no text.",
        SIGNATURE + HEADER + chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0") + PIXELS + END,
    ),
    "png_overlong": png(
        "Overlong UTF-8.",
        SIGNATURE
        + HEADER
        + chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + DATA.replace(b"Acme", b"\xc1\x81cme"))
        + PIXELS
        + END,
    ),
    "png_two_headers": png("Two headers.", SIGNATURE + HEADER + HEADER + TEXT + PIXELS + END),
    "png_no_pixels": png("No pixels.", SIGNATURE + HEADER + TEXT + END),
    "png_two_ends": png("Two ends.", BAKED + END),
    "png_line_ends": png(
        "Line ends rewritten by a careless transfer.", BAKED.replace(b"\r\n", b"\n")
    ),
    "png_token": png(
        "A JWT in the picture: an honest form that we cannot check.",
        bake_png(PLAIN, b"eyJhbGciOiJSUzI1NiJ9.e30.AAAA"),
        ends("document", "unknown"),
    ),
    "svg": svg("An SVG that carries the badge.", BAKED_SVG, ends()),
    "svg_split_cdata": svg(
        "A text that holds the end of a CDATA section.",
        bake_svg(SVG, dump_json(signed(badge(description="a ]]> b")))),
        ends(),
    ),
    "svg_changed": svg(
        "An SVG that carries a changed badge.",
        bake_svg(SVG, dump_json(change(GOOD, ["name"], "Rocket science"))),
        ends("signature", "failed"),
        documents=documents(),
        trust=trusting(),
    ),
    "svg_without": svg("An SVG without a badge.", SVG),
    "svg_two": svg_with("Two badges.", ELEMENT, ELEMENT + ELEMENT),
    "svg_two_apart": svg_with(
        "Two badges, one hidden deep.", b"</svg>", b"<g>" + ELEMENT + b"</g></svg>"
    ),
    "svg_other_namespace": svg_with(
        "The badge in somebody's own namespace.",
        b"https://purl.imsglobal.org/ob/v3p0",
        b"https://evil.example/ob/v3p0",
    ),
    "svg_doctype": svg_with("A document type.", b"<svg", b"<!DOCTYPE svg><svg"),
    "svg_entity": svg_with(
        "An entity that reads a file.",
        b"<svg",
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg',
    ),
    "svg_laughs": svg_with(
        "Entities that grow.",
        b"<svg",
        b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><svg',
    ),
    "svg_cut": svg("Cut off.", BAKED_SVG[:-30]),
    "svg_not_svg": svg("An HTML page.", b"<!doctype html><title>A badge</title>"),
    "svg_utf16": svg("UTF-16.", BAKED_SVG.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
    "svg_token": svg(
        "A JWT in the picture: an honest form that we cannot check.",
        SVG.replace(
            b"<title>",
            b'<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" '
            b'verify="eyJhbGciOiJSUzI1NiJ9.e30.AAAA"/><title>',
        ),
        ends("document", "unknown"),
    ),
}
