"""Papers keep the rules of PDF/UA-1 and PDF/A-3a, and the checker sees it where they don't."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

from tests.paper.rules import checker, faults, lengths_are_exact

KINDS = {  # kind of paper: one file of it, in English and in Spanish
    "certificate": (
        "handouts/ana-silva/planning-2026-04-01-certificate.pdf",
        "handouts/ben-k/planning-2026-04-02-certificate.pdf",
    ),
    "transcript": ("handouts/ana-silva/transcript.pdf", "handouts/ben-k/transcript.pdf"),
    "letter": ("handouts/ana-silva/letter.pdf", "handouts/cai/letter.pdf"),
    "feedback": (
        "handouts/dora-lind/feedback-planning-2026-05-01.pdf",
        "handouts/ben-k/feedback-planning-2026-05-01.pdf",
    ),
    "consent form": ("ana-silva-consent.pdf", "cai-consent.pdf"),
    "score sheet": ("en.pdf", "es.pdf"),
    "key backup": ("key.pdf",),
}
Edit = Callable[[PdfWriter], None]


def test_there_is_one_of_every_kind(papers):
    assert {name for names in KINDS.values() for name in names} <= set(papers)


def test_every_paper_keeps_every_rule(papers):
    page = checker()
    broken = {name: found for name, pdf in papers.items() if (found := faults(pdf, page))}
    assert broken == {}


def test_every_table_has_headers_that_say_what_they_head(papers):
    for name, pdf in papers.items():
        for table in _nodes(PdfReader(BytesIO(pdf)).trailer["/Root"], "/Table"):
            headers = [cell for row in _nodes(table, "/TR") for cell in _nodes(row, "/TH")]
            assert headers, name
            for cell in headers:
                about = cell["/A"].get_object()
                every = about if isinstance(about, ArrayObject) else [about]
                assert any(each.get_object().get("/Scope") == "/Column" for each in every), name


def test_what_is_attached_says_what_it_is(papers):
    for name, pdf in papers.items():
        root = PdfReader(BytesIO(pdf)).trailer["/Root"]
        files = [each.get_object() for each in root.get("/AF", ())]
        assert bool(files) is ("certificate" in name or "transcript" in name)
        for file in files:
            assert file["/AFRelationship"] == "/Source"
            assert file["/Desc"]
            assert file["/UF"].endswith("credential.json")
            assert file["/EF"]["/F"]["/Subtype"] == "/application/vc"


def test_lengths_are_told_from_lengths_that_lie():
    stream = b"1 0 obj\n<</Length %d>>\nstream\nabc\r\nendstream\nendobj\n"
    assert lengths_are_exact(stream % 3)
    assert lengths_are_exact(stream % 4)
    assert not lengths_are_exact(stream % 2)
    assert not lengths_are_exact(stream % 7)


def _nodes(node: Any, kind: str) -> list[Any]:
    """All nodes of that kind below a node of the tag tree, or of a document."""
    node = node.get_object()
    if isinstance(node, DictionaryObject) and "/StructTreeRoot" in node:
        return _nodes(node["/StructTreeRoot"], kind)
    if isinstance(node, ArrayObject):
        return [found for kid in node for found in _nodes(kid, kind)]
    if not isinstance(node, DictionaryObject):
        return []
    own = [node] if node.get("/S") == kind else []
    return own + (_nodes(node.raw_get("/K"), kind) if "/K" in node else [])


def without(key: str) -> Edit:
    """The document's own entry, taken away."""

    def edit(writer: PdfWriter) -> None:
        del writer.root_object[key]

    return edit


def without_in(tag: str, key: str) -> Edit:
    """An entry of every such tag, taken away."""

    def edit(writer: PdfWriter) -> None:
        for node in _nodes(writer.root_object, tag):
            del node[key]

    return edit


def renamed(tag: str, other: str) -> Edit:
    """One tag for another."""

    def edit(writer: PdfWriter) -> None:
        for node in _nodes(writer.root_object, tag):
            node[NameObject("/S")] = NameObject(other)

    return edit


def without_anywhere(key: str, kind: str = "") -> Edit:
    """An entry of every object, or of those of one type."""

    def edit(writer: PdfWriter) -> None:
        for each in writer._objects:
            if isinstance(each, DictionaryObject) and (not kind or each.get("/Type") == kind):
                each.pop(key, None)

    return edit


def told_otherwise(old: bytes, new: bytes) -> Edit:
    """Another text in the metadata."""

    def edit(writer: PdfWriter) -> None:
        data = writer.root_object["/Metadata"].get_data()
        assert old in data
        stream = DecodedStreamObject()
        stream.set_data(data.replace(old, new))
        stream[NameObject("/Type")] = NameObject("/Metadata")
        stream[NameObject("/Subtype")] = NameObject("/XML")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)

    return edit


def with_untagged_line(writer: PdfWriter) -> None:
    """A line that is neither in the tag tree nor marked as decoration."""
    page = writer.pages[0]
    stream = DecodedStreamObject()
    stream.set_data(b"0 0 m 10 10 l S\n" + page["/Contents"].get_object().get_data())
    page[NameObject("/Contents")] = writer._add_object(stream)


BROKEN = {  # what was done to a transcript: the rule that is broken
    "no language": (without("/Lang"), "PDFUA1-TEXT-LANGUAGE-001"),
    "not marked as tagged": (without("/MarkInfo"), "PDFUA1-TAGGED-DOCUMENT-001"),
    "no tag tree": (without("/StructTreeRoot"), "PDFUA1-STRUCT-TREE-ROOT-001"),
    "title not shown": (without("/ViewerPreferences"), "PDFUA1-VIEWER-PREFERENCES-001"),
    "no metadata": (without("/Metadata"), "PDFUA1-ID-SCHEMA-001"),
    "no title": (told_otherwise(b"dc:title", b"dc:other"), "PDFUA1-METADATA-TITLE-001"),
    "another part of PDF/UA": (
        told_otherwise(b"uaid:part>1<", b"uaid:part>2<"),
        "PDFUA1-ID-PART-001",
    ),
    "another part of PDF/A": (
        told_otherwise(b"faid:part>3<", b"faid:part>2<"),
        "PDFA3A-ID-PART-001",
    ),
    "attached to nothing": (without("/AF"), "PDFA3A-FILE-SPEC-ASSOCIATION-001"),
    "attached without a relation": (
        without_anywhere("/AFRelationship"),
        "PDFA3A-FILE-SPEC-AF-RELATIONSHIP-001",
    ),
    "attached without a type": (
        without_anywhere("/Subtype", "/EmbeddedFile"),
        "PDFA3A-EMBEDDED-FILE-MIME-001",
    ),
    "a picture without words": (
        without_in("/Figure", "/Alt"),
        "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001",
    ),
    "a heading skipped": (renamed("/H2", "/H4"), "PDFUA1-HEADING-NESTING-001"),
    "a list without items": (renamed("/LI", "/P"), "PDFUA1-L-KIDS-001"),
    "letters without meaning": (without_anywhere("/ToUnicode"), "PDFUA1-FONT-UNICODE-MAPPING-001"),
    "a font left out": (without_anywhere("/FontFile3"), "PDFA3A-FONT-EMBEDDING-001"),
    "no order for the keyboard": (without_anywhere("/Tabs"), "PDFUA1-PAGE-TABS-001"),
    "a link without words": (without_anywhere("/Contents", "/Annot"), "PDFUA1-LINK-CONTENTS-001"),
    "a link outside the tree": (without_anywhere("/StructParent"), "PDFUA1-LINK-LINK-TAG-001"),
    "a line without a tag": (with_untagged_line, "PDFUA1-CONTENT-TAGGING-001"),
}


@pytest.mark.parametrize(("edit", "rule"), BROKEN.values(), ids=BROKEN.keys())
def test_a_rule_that_is_broken_is_seen(papers, edit, rule):
    page = checker()
    good = papers["handouts/ana-silva/transcript.pdf"]
    assert faults(_saved(good, lambda _: None), page) == []
    assert any(found.startswith(f"{rule}: ") for found in faults(_saved(good, edit), page))


def _saved(pdf: bytes, edit: Edit) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    edit(writer)
    body = BytesIO()
    writer.write(body)
    return body.getvalue()
