"""One function for each kind of input: bytes in, nothing out, an exception where we are wrong.

What is refused with words of ours is right. The first byte chooses between ways to read the rest,
so that what only whole checksums let through is reached too.
"""

import io
import json
import struct
import zipfile
import zlib
from contextlib import suppress
from functools import cache
from html.parser import HTMLParser

from generator.model.site_config import DateOrder, SiteConfig
from generator.model.trust import TrustList
from generator.openbadges.baking import BakingError
from generator.openbadges.pdf import unbake_pdf
from generator.openbadges.png import bake_png, unbake_png
from generator.openbadges.status_list import StatusListError, _multibase, decode_bits, is_set
from generator.openbadges.strict_json import StrictJsonError, dump_json, parse_value
from generator.openbadges.svg import bake_svg, unbake_svg
from generator.site.links import is_safe_link
from generator.site.prose import prose
from generator.source import CatalogError, load, problems
from generator.source.awards import read_awards
from generator.source.document import read_document
from generator.source.draft import KINDS
from generator.source.parse import parse
from generator.source.pictures import wrong_with_picture
from generator.source.scores import read_rows
from generator.verify import Document, Unavailable, Verdict, verify, words
from generator.verify.words import SENTENCES
from tests.corpora import PROJECT
from tests.verify.cases.world import (
    AS_OF,
    DID_URL,
    KEY,
    LIST_URL,
    badge,
    did_document,
    moment,
    signed,
    status_list,
    trusting,
    unsigned_list,
)

PIECE = b"\n%%\n"  # parts an input that is several
SHOWN = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
SHOWN |= {f"h{level}" for level in range(1, 7)}


def _mode(data: bytes, modes: int) -> tuple[int, bytes]:
    return (data[0] % modes, data[1:]) if data else (0, data)


def _is_told(error: CatalogError) -> None:
    """Every mistake has a place, and words that a terminal may be shown."""
    assert error.problems
    for problem in error.problems:
        assert problem.where.line >= 1
        assert problem.where.column >= 1
        assert problem.code
        assert all(map(_is_plain, str(problem).split("\n"))), repr(str(problem))


def _is_plain(text: str) -> bool:
    return problems.printable(text) == text


def _is_shown(error: Exception) -> None:
    assert words.printable(str(error)) == str(error), repr(str(error))


# ── the catalog ──────────────────────────────────────────────────────────────────────────

MODELS = (*KINDS.values(), SiteConfig, TrustList)


def try_yaml(data: bytes) -> None:
    """A record of each kind, and awards."""
    mode, data = _mode(data, len(MODELS) + 1)
    try:
        if mode == len(MODELS):
            read_awards("a.yml", data, dates=None)
            return
        document = read_document("a.yml", data)
        model = MODELS[mode]
        given = {"slug": "a"} if "slug" in model.model_fields else {}
        parse(model, document, given=given)
    except CatalogError as error:
        _is_told(error)


@cache
def _catalog():
    return load(PROJECT / "site-config.yml").catalog


SHEETS = ("a.csv", "a.xlsx", "a.xlsx", "a.ods", "a.ods")


def try_table(data: bytes) -> None:
    """A table of awards or scores: CSV, a workbook as it is, or one of these sheets."""
    mode, data = _mode(data, len(SHEETS))
    packed = {2: xlsx_of, 4: ods_of}.get(mode, bytes)(data)
    for dates in (None, DateOrder.MDY):
        try:
            read_rows(SHEETS[mode], packed, _catalog(), dates=dates)
        except CatalogError as error:
            _is_told(error)


def xlsx_of(data: bytes) -> bytes:
    """A workbook whose sheet, shared texts and styles are the pieces of `data`."""
    sheet, texts, styles = (*data.split(PIECE, 2), b"", b"")[:3]
    parts = {
        "[Content_Types].xml": (
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            b'<sheets><sheet name="A" sheetId="1" r:id="rId0"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet,
        **({"xl/sharedStrings.xml": texts} if texts else {}),
        **({"xl/styles.xml": styles} if styles else {}),
    }
    return zip_of(parts)


def _relations(*each: tuple[str, str]) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}{name}" Target="{target}"/>'
        for number, (name, target) in enumerate(each)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inside}</Relationships>'.encode()


def ods_of(data: bytes) -> bytes:
    """A workbook whose content is `data`."""
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zip_of({"mimetype": kind, "content.xml": data, "META-INF/manifest.xml": b"<manifest/>"})


def zip_of(parts: dict[str, bytes]) -> bytes:
    """A zip of these files, stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in parts.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()


def try_markdown(data: bytes) -> None:
    """Prose: only the elements that are let through, and links that lead where links may."""
    mode, data = _mode(data, 2)
    text = data.decode("utf-8", "replace")
    base = "../" if mode else ""
    reader = _Shown(base)
    reader.feed(str(prose(text, base=base)))
    reader.close()


class _Shown(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base

    def handle_starttag(self, tag, attributes):
        assert tag in SHOWN, tag
        allowed = {"a": {"href", "title", "rel"}, "ol": {"start"}}.get(tag, set())
        assert {name for name, _ in attributes} <= allowed, attributes
        for name, value in attributes:
            if name == "href":
                assert is_safe_link(value.removeprefix(self.base) or "."), value

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


# ── what carries a badge ─────────────────────────────────────────────────────────────────


def try_json(data: bytes) -> None:
    """Strict JSON: what is read means the same to Python's own parser, and is written so."""
    try:
        value = parse_value(data)
    except StrictJsonError as error:
        _is_shown(error)
        return
    assert json.loads(data) == value
    assert parse_value(dump_json(value)) == value


def try_png(data: bytes) -> None:
    """A PNG as it is, or made of these chunks, each with the checksum that it needs."""
    mode, data = _mode(data, 2)
    if mode:
        data = png_of(data)
    wrong_with_picture(data, is_png=True)
    _bakes(data, bake_png, unbake_png)


def png_of(data: bytes) -> bytes:
    """Chunks of a kind and a content each, in pieces."""
    chunks = data.split(PIECE)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
        if len(chunk) >= 4
    )


def try_svg(data: bytes) -> None:
    """An SVG that carries a badge, or that a record names as its picture."""
    wrong_with_picture(data, is_png=False)
    _bakes(data, bake_svg, unbake_svg)


def _bakes(data, bake, unbake):
    """What stands in the sentences of a refusal is made plain where it is shown."""
    with suppress(BakingError):
        unbake(data)
    with suppress(BakingError):
        baked = bake(data, b'{"a": "]]>"}')
        assert unbake(baked) == b'{"a": "]]>"}'
        assert bake(baked, b'{"a": "]]>"}') == baked


def try_pdf(data: bytes) -> None:
    """A PDF as it is, or with this as what is attached, packed."""
    mode, data = _mode(data, 2)
    if mode:
        packed = zlib.compress(data)
        data = (
            b"%%PDF-1.7\n1 0 obj\n<</Type /EmbeddedFile /Filter /FlateDecode /Length %d>>\nstream\n"
            % len(packed)
        ) + packed
    try:
        found = unbake_pdf(data)
    except BakingError as error:
        _is_shown(error)
    else:
        assert found.startswith(b"{")


# ── verifying ────────────────────────────────────────────────────────────────────────────

MOMENT = moment(AS_OF)
TRUST = TrustList.model_validate(trusting())
GOOD = badge()


@cache
def _good() -> dict[str, bytes]:
    return {DID_URL: did_document(), LIST_URL: status_list()}


class _Resolver:
    def __init__(self, documents):
        self.documents = documents

    def get(self, url):
        if url not in self.documents:
            raise Unavailable("Not there.")
        return Document(self.documents[url], handed=False)


def _judged(data: bytes, **changed: bytes):
    urls = {"did": DID_URL, "status": LIST_URL}
    documents = _good() | {urls[name]: body for name, body in changed.items()}
    report = verify(data, as_of=MOMENT, resolver=_Resolver(documents), trust=TRUST)
    assert len(report.checks) >= 6
    for check in report.checks:
        assert check.detail != SENTENCES["fault"], check
        assert words.printable(check.detail) == check.detail, repr(check.detail)
    return report


@cache
def _badge_bytes() -> bytes:
    return dump_json(signed(GOOD))


def try_status(data: bytes) -> None:
    """A list's text, what it packs, the document around it, and a document signed anew."""
    mode, data = _mode(data, 4)
    if mode < 2:
        text = data.decode("latin-1") if mode == 0 else _multibase(data)
        try:
            bits = decode_bits(text)
        except StatusListError as error:
            _is_shown(error)
        else:
            assert not is_set(bits, 0) or bits[0] >= 0x80
    elif mode == 2:
        _judged(_badge_bytes(), status=data)
    else:
        document = _merged(unsigned_list(), data)
        if document is not None:
            _judged(_badge_bytes(), status=dump_json(document))


def try_verify(data: bytes) -> None:
    """Any file; any DID document; the good badge merged with this and signed anew, or not."""
    mode, data = _mode(data, 4)
    if mode == 0:
        report = _judged(data)
        if report.verdict is Verdict.VERIFIED:
            assert report.issuer == GOOD["issuer"]["id"]  # only the seeds have its signatures
    elif mode == 1:
        _judged(_badge_bytes(), did=data)
    else:
        document = _merged(GOOD if mode == 2 else json.loads(_badge_bytes()), data)
        if document is not None:
            _judged(dump_json(document))


def _merged(good, data: bytes):
    """`good` changed by a JSON merge patch (RFC 7396), signed anew where that can be."""
    try:
        patch = parse_value(data)
    except StrictJsonError:
        return None
    document = _patched(good, patch)
    if not isinstance(document, dict):
        return None
    if "proof" in document:
        return document
    try:
        return signed(document, key=KEY)
    except Exception:  # noqa: BLE001 - what can't be signed is not the verifier's to judge
        return None


def _patched(value, patch):
    if not isinstance(patch, dict):
        return patch
    merged = dict(value) if isinstance(value, dict) else {}
    for name, each in patch.items():
        if each is None:
            merged.pop(name, None)
        else:
            merged[name] = _patched(merged.get(name), each)
    return merged


TARGETS = {
    "yaml": try_yaml,
    "table": try_table,
    "json": try_json,
    "png": try_png,
    "svg": try_svg,
    "pdf": try_pdf,
    "markdown": try_markdown,
    "status": try_status,
    "verify": try_verify,
}
