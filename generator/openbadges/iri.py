"""Absolute IRIs, strictly (RFC 3987).

JSON-LD processors differ in what they take for an IRI, and some drop a whole statement
over one space (generator/README, trap 4). So an identifier is an IRI by this grammar, or it
is wrong.
"""

import re

# RFC 3987, section 2.2, but no white space, which jsonld.js takes for the end of an IRI; the
# bidirectional marks of section 4.1 are in no range below.
_UCS = (
    "\u00a1-\u167f\u1681-\u1fff\u200b-\u200d\u2010-\u2027\u2030-\u205e\u2060-\u2fff"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_UNRESERVED = rf"A-Za-z0-9\-._~{_UCS}"
_SUB_DELIMS = "!$&'()*+,;="
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def _run(extra: str = "") -> str:
    """Any number of unreserved characters, sub-delimiters, escapes and `extra`.

    A "%" may stand anywhere here: that each begins an escape is asked beforehand. (A group
    repeated possessively would say both, but Python 3.11.2 matches those wrongly.)
    """
    return rf"[{_UNRESERVED}{_SUB_DELIMS}{extra}%]*"


_USER = rf"(?:{_run(':')}@)?"
_HOST = rf"(?:\[[0-9A-Fa-f:.]{{2,45}}\]|{_run()})"
_AUTHORITY = rf"//{_USER}{_HOST}(?::[0-9]*)?(?=[/?#]|\Z)"
_IRI = re.compile(
    rf"(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*):"
    rf"(?:{_AUTHORITY}|(?!//))"
    rf"{_run(':@/')}"
    rf"(?:\?{_run(':@/?' + _PRIVATE)})?"
    rf"(?:\#{_run(':@/?')})?"
)
_WEB = re.compile(r"https?://[^/?#:@]", re.IGNORECASE)


def is_absolute_iri(text: str) -> bool:
    """Is `text` an absolute IRI, a fragment allowed? ``http`` and ``https`` need a host too."""
    match = _IRI.fullmatch(text)
    if match is None or _STRAY_PERCENT.search(text):
        return False
    return match["scheme"].lower() not in ("http", "https") or _WEB.match(text) is not None
