"""Check "document": it is a badge, and can be read in one way only.

1. take the credential out of a PNG, SVG or PDF;
2. parse it as strict JSON within limits;
3. allow only lists of terms that are pinned, and members that they define;
4. require what Open Badges 3.0 requires.

A form that is honest but foreign to us (a JWT, an older version) is unknown, not failed.
"""

import re

from generator.openbadges.baking import BakingError
from generator.openbadges.credential_json import parse_credential
from generator.openbadges.pdf import START as _PDF
from generator.openbadges.pdf import unbake_pdf
from generator.openbadges.png import unbake_png
from generator.openbadges.strict_json import MAX_BYTES, StrictJsonError
from generator.openbadges.svg import unbake_svg
from generator.verify.case import Case
from generator.verify.credential import read_badge
from generator.verify.finding import Finding, failed, unknown
from generator.verify.report import Check, Outcome
from generator.verify.words import say

ID = "document"

_PNG = b"\x89PNG"
_JWT = re.compile(rb"\s*eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\s*")
# Its parts are bounded, so that no picture takes long to search.
_JWT_IN_SVG = re.compile(
    rb"""<[A-Za-z0-9_.:-]{0,64}credential\s[^<>]{0,200}verify\s{0,20}=\s{0,20}["']\s{0,20}eyJ"""
)
_WHITE = b" \t\r\n\xef\xbb\xbf"


def check_document(case: Case) -> Check:
    """Read the case's data; sets `case.credential`."""
    try:
        json = credential_in(case.data)
        if len(json) <= MAX_BYTES and _JWT.fullmatch(json):
            raise unknown("document.jwt", ask="ask.earner")
        try:
            document = parse_credential(json)
        except StrictJsonError as error:
            raise failed("document.unreadable", reason=error) from None
        case.credential = read_badge(document)
    except Finding as finding:
        return finding.as_check(ID)
    return Check(ID, Outcome.PASSED, say("document.passed"))


def credential_in(data: bytes) -> bytes:
    """The credential that `data` is, or carries where it is a PNG, an SVG or a PDF.

    Raises:
        Finding: a picture from which none can be read.

    """
    try:
        if data.startswith(_PNG):
            return unbake_png(data)
        if data.startswith(_PDF):
            return unbake_pdf(data)
        if data[:1024].lstrip(_WHITE).startswith(b"<"):
            return unbake_svg(data)
    except BakingError as error:
        if _JWT_IN_SVG.search(data):
            raise unknown("document.jwt", ask="ask.earner") from None
        raise failed("document.picture", reason=error) from None
    return data
