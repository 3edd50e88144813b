"""Is a signed file of the catalog its signer's own? Whether it is in force is left to its dates."""

from collections.abc import Collection, Mapping
from datetime import datetime

from generator.model.trust import TrustList
from generator.openbadges.contexts import ALLOWED_CONTEXTS, RECORD_CONTEXT
from generator.openbadges.strict_json import StrictJsonError, parse_json
from generator.verify.case import Case
from generator.verify.finding import failed
from generator.verify.issuer_key import find_key
from generator.verify.resolver import FixedResolver
from generator.verify.signature import require_genuine
from generator.verify.signed import Signed, read_signed, require_type


def require_endorsement(
    body: bytes, did: str, documents: Mapping[str, bytes], as_of: datetime
) -> None:
    """`body` is an endorsement that `did` signed with a key of its own.

    `documents` are DID documents of ours, by URL.

    Raises:
        Finding: it is not so, or can't be told.

    """
    types = ("EndorsementCredential", "EndorsementSubject")
    signed = _read(body, types, ALLOWED_CONTEXTS)
    _require_signed_by({did}, signed, documents, as_of)


def require_record(
    body: bytes, dids: Collection[str], documents: Mapping[str, bytes], as_of: datetime
) -> None:
    """`body` is a learner record that one of `dids` signed; each badge in it is judged by itself.

    Raises:
        Finding: it is not so, or can't be told.

    """
    signed = _read(body, ("ClrCredential", "ClrSubject"), {tuple(RECORD_CONTEXT)})
    _require_signed_by(dids, signed, documents, as_of)


def _read(body: bytes, types: tuple[str, str], contexts: Collection[tuple[str, ...]]) -> Signed:
    """`types` are those of the credential and of its subject."""
    try:
        document = parse_json(body)
    except StrictJsonError as error:
        raise failed("document.unreadable", reason=error) from None
    signed = read_signed(document, types=types[:1], contexts=contexts)
    require_type(signed.subject, "credentialSubject.type", types[1])
    return signed


def _require_signed_by(
    dids: Collection[str], signed: Signed, documents: Mapping[str, bytes], as_of: datetime
) -> None:
    if signed.issuer not in dids:
        raise failed("issuer-key.foreign")
    case = Case(b"", as_of, FixedResolver(documents, handed=False), TrustList())
    require_genuine(signed, find_key(signed, case).raw)
