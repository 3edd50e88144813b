"""Is a stored endorsement its recognizer's own? Whether it is in force is left to its dates."""

from collections.abc import Mapping
from datetime import datetime

from generator.model.trust import TrustList
from generator.openbadges.strict_json import StrictJsonError, parse_json
from generator.verify.case import Case
from generator.verify.finding import failed
from generator.verify.issuer_key import find_key
from generator.verify.resolver import FixedResolver
from generator.verify.signature import require_genuine
from generator.verify.signed import read_signed, require_type


def require_endorsement(
    body: bytes, did: str, documents: Mapping[str, bytes], as_of: datetime
) -> None:
    """`body` is an endorsement that `did` signed with a key of its own.

    `documents` are DID documents of ours, by URL.

    Raises:
        Finding: it is not so, or can't be told.

    """
    try:
        document = parse_json(body)
    except StrictJsonError as error:
        raise failed("document.unreadable", reason=error) from None
    signed = read_signed(document, types=("EndorsementCredential",))
    require_type(signed.subject, "credentialSubject.type", "EndorsementSubject")
    if signed.issuer != did:
        raise failed("issuer-key.foreign")
    case = Case(b"", as_of, FixedResolver(documents, handed=False), TrustList())
    require_genuine(signed, find_key(signed, case).raw)
