"""The text of documents as their readers see it, by the libraries that know the formats."""

import logging
import re
from io import BytesIO

_MAX_PAGES = 1_000
_ENCRYPT = re.compile(rb"/Encrypt\s+[0-9]+\s+[0-9]+\s+R|/Encrypt\s*<<")


def sheet_text(body: bytes) -> bytes:
    """The cells of a workbook, a row a line; empty where `body` is none.

    Rows, because a name whose parts stand in two columns stands nowhere as one.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(body))
        rows = [
            " ".join(str(cell) for cell in row if cell != "")
            for name in workbook.sheet_names
            for row in workbook.get_sheet_by_name(name).to_python()
        ]
    except (CalamineError, ValueError, OSError):
        return b""
    return "\n".join(rows).encode("utf-8", "replace")


def looks_encrypted(body: bytes) -> bool:
    """Whether a PDF is encrypted, be it with an empty password."""
    return _ENCRYPT.search(body) is not None


def pdf_text(body: bytes) -> bytes:
    """The text of a PDF's pages, in whose streams letters may be mere numbers of glyphs."""
    from pypdf import PdfReader  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    texts = []
    try:
        for number, page in enumerate(PdfReader(BytesIO(body)).pages):
            if number == _MAX_PAGES:
                break
            texts.append(page.extract_text())
    except Exception:  # noqa: BLE001 - whatever it raises, the streams are searched as they are
        return "\n".join(texts).encode("utf-8", "replace")
    return "\n".join(texts).encode("utf-8", "replace")
