"""Check "document" for badges attached to a PDF, as certificates have them."""

import zlib

from generator.openbadges.pdf import MAX_ATTACHMENTS
from generator.openbadges.strict_json import MAX_BYTES, dump_json
from tests.verify.cases.pictures import DATA, GOOD, NO
from tests.verify.cases.world import case, change, documents, ends, trusting

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
TAIL = b"trailer\n<</Root 9 0 R>>\n%%EOF\n"
PACKED = zlib.compress(DATA, 9)
MARKS = "/Type/EmbeddedFile/Filter/FlateDecode"


def attached(body, marks=MARKS, *, length=None, number=1):
    """One object of a PDF: a stream with `marks` in its dictionary."""
    told = f"/Length {len(body)}" if length is None else length
    return f"{number} 0 obj\n<<{told}{marks}>>\nstream\n".encode() + body + b"\nendstream\nendobj\n"


def paper(*objects):
    return HEAD + b"".join(objects) + TAIL


def pdf(about, data, checks=NO, **settings):
    return case(about, data, checks, file="credential.pdf", **settings)


OTHER = dump_json(change(GOOD, ["id"], "https://badges.example.org/base/credentials/other"))
TWO = paper(attached(PACKED), attached(zlib.compress(OTHER, 9), number=2))
DAMAGED = paper(attached(PACKED), attached(PACKED[:-9], number=2))
WHOLE = paper(attached(b"q Q", ""), attached(PACKED))

CASES = {
    "pdf": pdf("A PDF to which the badge is attached.", WHOLE, ends()),
    "pdf_plain": pdf(
        "The attachment is not packed.", paper(attached(DATA, "/Type/EmbeddedFile")), ends()
    ),
    "pdf_spaced": pdf(
        "Names with spaces, lines that end in two marks, a filter in brackets.",
        paper(attached(PACKED, "/Type /EmbeddedFile /Filter [ /FlateDecode ]")).replace(
            b"stream\n", b"stream\r\n"
        ),
        ends(),
    ),
    "pdf_params": pdf(
        "The dictionary holds another one.",
        paper(attached(PACKED, MARKS + "/Params<</Size 9/CheckSum(12345)>>")),
        ends(),
    ),
    "pdf_other_files": pdf(
        "Other files are attached too.",
        paper(
            attached(b"<a/>", "/Type/EmbeddedFile"),
            attached(PACKED),
            attached(b"", "/Type/EmbeddedFile"),
        ),
        ends(),
    ),
    "pdf_names_only": pdf(
        "The list of attachments is no attachment.",
        paper(
            b"9 0 obj\n<</Names<</EmbeddedFiles 4 0 R>>/Type /EmbeddedFiles>>\nendobj\n",
            attached(PACKED),
        ),
        ends(),
    ),
    "pdf_changed": pdf(
        "A PDF that carries a changed badge.",
        paper(attached(zlib.compress(dump_json(change(GOOD, ["name"], "Rocket science"))))),
        ends("signature", "failed"),
        documents=documents(),
        trust=trusting(),
    ),
    "pdf_without": pdf("A PDF without a badge.", paper(attached(b"q Q", ""))),
    "pdf_other": pdf("Another file is attached.", paper(attached(zlib.compress(b"<a/>")))),
    "pdf_white_space": pdf(
        "The badge stands behind white space.", paper(attached(zlib.compress(b" " + DATA)))
    ),
    "pdf_two": pdf("Two badges: not judged as one.", TWO),
    "pdf_twice": pdf("One badge twice.", paper(attached(PACKED), attached(PACKED, number=2))),
    "pdf_one_damaged": pdf("A badge, and an attachment that is damaged.", DAMAGED),
    "pdf_badges_too_large": pdf(
        "Two badges that are read one by one, and are too large together.",
        paper(*[attached(zlib.compress(DATA + b" " * (MAX_BYTES * 2 // 3), 9))] * 2),
    ),
    "pdf_two_versions": pdf(
        "The attachment was changed and the old one kept.",
        WHOLE + attached(zlib.compress(b"{}")) + TAIL,
    ),
    "pdf_most_files": pdf(
        "As many files as are read.",
        paper(attached(PACKED), *[attached(b"<a/>", "/Type/EmbeddedFile")] * (MAX_ATTACHMENTS - 1)),
        ends(),
    ),
    "pdf_many_files": pdf(
        "More files than are read.",
        paper(attached(PACKED), *[attached(b"<a/>", "/Type/EmbeddedFile")] * MAX_ATTACHMENTS),
    ),
    "pdf_length_elsewhere": pdf(
        "The length stands elsewhere.", paper(attached(PACKED, length="/Length 7 0 R"))
    ),
    "pdf_no_length": pdf("No length.", paper(attached(PACKED, length=""))),
    "pdf_two_lengths": pdf("Two lengths.", paper(attached(PACKED, MARKS + "/Length 9"))),
    "pdf_length_too_long": pdf(
        "The length is that of something longer.",
        paper(attached(PACKED, length=f"/Length {len(PACKED) + 4}")),
    ),
    "pdf_other_filter": pdf(
        "Packed in another way.", paper(attached(PACKED, "/Type/EmbeddedFile/Filter/LZWDecode"))
    ),
    "pdf_two_filters": pdf(
        "Packed twice.",
        paper(attached(PACKED, "/Type/EmbeddedFile/Filter[/ASCII85Decode/FlateDecode]")),
    ),
    "pdf_filter_of_another_name": pdf(
        "A name that begins like that of a filter.",
        paper(attached(DATA, "/Type/EmbeddedFile/FilterX/FlateDecode")),
        ends(),
    ),
    "pdf_damaged": pdf("Damaged.", paper(attached(b"x\x9c" + b"\xff" * 60))),
    "pdf_cut": pdf("Cut off.", WHOLE[: WHOLE.index(PACKED) + len(PACKED) // 2]),
    "pdf_bomb": pdf(
        "Too large when unpacked.", paper(attached(zlib.compress(b"{" * (MAX_BYTES + 1), 9)))
    ),
    "pdf_far_stream": pdf(
        "The stream begins far from the mark.", paper(attached(PACKED, MARKS + " " * 1_000))
    ),
    "pdf_far_object": pdf(
        "The object begins far from the mark.", paper(attached(PACKED, " " * 1_000 + MARKS))
    ),
    "pdf_no_object": pdf(
        "A mark outside of any object.", HEAD + b"/Type/EmbeddedFile\nstream\n" + DATA
    ),
    "pdf_no_stream": pdf(
        "A mark without a stream.", HEAD + b"1 0 obj\n<</Type/EmbeddedFile/Length 3>>\nendobj\n"
    ),
    "pdf_byte_order_mark": pdf("A byte order mark before it: no PDF.", b"\xef\xbb\xbf" + WHOLE),
    "pdf_only_head": pdf("Nothing but its first bytes.", b"%PDF-"),
}
