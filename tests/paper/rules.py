"""The rules of PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3), as another program checks them.

``page`` (the package ``page-validation``) is an independent checker that follows veraPDF's rules and
passes its test files: 104 rules of PDF/UA-1 and 156 of PDF/A-3a, in its version 0.11.
"""

import re
from types import ModuleType

import pytest

PROFILES = ("PDF_UA_1", "PDF_A_3A")
_LENGTH_RULE = "PDFA3A-STREAM-LENGTH-001"
_STREAM = re.compile(rb">>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length ([0-9]+)(?! [0-9]+ R)")
_END = re.compile(rb"\r?\n?endstream\b")


def checker() -> ModuleType:
    """The checker; a test that asks for it skips without."""
    return pytest.importorskip("page", reason="PDF/UA and PDF/A need the package page-validation")


def faults(pdf: bytes, page: ModuleType) -> list[str]:
    """What breaks a rule; empty where the file keeps them all.

    Where packed data end in a byte that also ends lines, the checker takes it for no part of the
    data and finds the stated length wrong; so that one rule is judged here.
    """
    found = []
    for profile in PROFILES:
        report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile[profile])
        found += [(failure.rule_id, failure.message) for failure in report.failures]
    exact = lengths_are_exact(pdf)
    return [f"{rule}: {why}" for rule, why in found if rule != _LENGTH_RULE or not exact]


def lengths_are_exact(pdf: bytes) -> bool:
    """Whether every stream ends where its dictionary says (ISO 32000-1, section 7.3.8)."""
    streams = list(_STREAM.finditer(pdf))
    for stream in streams:
        dictionary = pdf[pdf.rindex(b" obj", 0, stream.start()) : stream.start()]
        length = _LENGTH.search(dictionary)
        if length is None or not _END.match(pdf, stream.end() + int(length[1])):
            return False
    return bool(streams)
