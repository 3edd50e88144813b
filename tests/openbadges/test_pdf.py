"""A credential in a PDF: found where other people's programs put it, and only one."""

import zlib
from contextlib import suppress
from io import BytesIO

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from generator.openbadges.baking import BakingError
from generator.openbadges.pdf import MAX_ATTACHMENTS, unbake_pdf
from generator.openbadges.strict_json import MAX_BYTES

SIGNED = b'{"id": "https://a.example/1", "proof": [{}]}'


def by_typst(folder, *names: str) -> bytes:
    """As certificates are made."""
    for name in names:
        (folder / name).write_bytes(SIGNED)
    attached = "\n".join(
        f'#pdf.attach("{name}", mime-type: "application/vc", relationship: "source", description: "x")'
        for name in names
    )
    (folder / "a.typ").write_text(f'#set document(title: "A")\n{attached}\nA page.')
    return typst.compile(folder / "a.typ", pdf_standards="a-3b", timestamp=0)


def by_pypdf(*contents: bytes, name: str = "credential.json") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for content in contents:
        writer.add_attachment(name, content)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def stream(body: bytes, *, length: str = "", keys: str = "/Filter/FlateDecode") -> bytes:
    """A PDF with one attachment, written by hand."""
    entries = length or f"/Length {len(body)}"
    head = f"%PDF-1.7\n1 0 obj\n<<{entries}/Type/EmbeddedFile{keys}>>\nstream\n"
    return head.encode() + body + b"\nendstream\nendobj\n%%EOF\n"


def test_what_typst_attached_is_read(tmp_path):
    assert unbake_pdf(by_typst(tmp_path, "credential.json")) == SIGNED


def test_what_another_library_attached_is_read():
    assert unbake_pdf(by_pypdf(SIGNED)) == SIGNED


def test_a_certificate_that_another_program_saved_again_is_read(tmp_path):
    writer = PdfWriter(clone_from=BytesIO(by_typst(tmp_path, "credential.json")))
    writer.compress_identical_objects()
    assert unbake_pdf(written(writer)) == SIGNED


def test_other_attachments_do_not_matter():
    assert unbake_pdf(by_pypdf(b"<xml/>", SIGNED, b"")) == SIGNED


UNREAD = "attachment of the PDF is damaged, or packed in a way that we do not read"
BROKEN = {
    "nothing attached": (by_pypdf(), "carries no credential"),
    "another file attached": (by_pypdf(b"<xml/>"), "carries no credential"),
    "two badges": (by_pypdf(SIGNED, SIGNED), "more than one credential"),
    "too many files": (by_pypdf(*[b"<a/>"] * (MAX_ATTACHMENTS + 1)), "more than 100 files"),
    "no length": (stream(SIGNED, length="/Size 9", keys=""), UNREAD),
    "a length elsewhere": (stream(SIGNED, length="/Length 12 0 R", keys=""), UNREAD),
    "two lengths": (stream(SIGNED, length="/Length 9/Length 8", keys=""), UNREAD),
    "another filter": (stream(SIGNED, keys="/Filter/LZWDecode"), UNREAD),
    "two filters": (
        stream(SIGNED, keys="/Filter[/ASCII85Decode/FlateDecode]"),
        UNREAD,
    ),
    UNREAD: (stream(b"x" * 50), UNREAD),
    "cut off": (stream(zlib.compress(SIGNED)[:-9]), UNREAD),
    "more behind it": (stream(zlib.compress(SIGNED)[:-4] + b"....more"), UNREAD),
    "a bomb": (stream(zlib.compress(b"{" * (MAX_BYTES + 1))), UNREAD),
    "empty": (stream(b""), UNREAD),
    "no dictionary": (b"%PDF-1.7\n/Type /EmbeddedFile\nstream\n{}", UNREAD),
    "no stream": (b"%PDF-1.7\n1 0 obj <</Type /EmbeddedFile>>", UNREAD),
}


@pytest.mark.parametrize(("pdf", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_says_why(pdf, words):
    with pytest.raises(BakingError, match=words):
        unbake_pdf(pdf)


@given(st.lists(st.sampled_from([
    b"%PDF-", b"1 0 obj", b"<<", b">>", b"/Type", b" ", b"/EmbeddedFile", b"s", b"/Length 9", b"/Length 0",
    b"/Filter", b"/FlateDecode", b"stream\n", b"\nendstream", SIGNED, zlib.compress(SIGNED), b"\xff",
])))  # fmt: skip
def test_it_never_fails_otherwise(parts):
    with suppress(BakingError):
        assert unbake_pdf(b"".join(parts)).startswith(b"{")
