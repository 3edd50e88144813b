"""A site's seal: which edition of its digest list its issuer stands behind, and until when.

A credential of the general kind (VC Data Model 2.0), so that any program for these can check
it. Its subject is the digest list, its edition after ``#``; the digest is a multihash (SHA-256)
in multibase base16 (Controlled Identifiers 1.0, sections 2.4 and 2.5).
"""

import re
from datetime import datetime

from generator.openbadges.contexts import VC_V2
from generator.openbadges.instants import format_instant
from generator.openbadges.strict_json import JsonObject

SEAL = "seal.json"
SEALED = "catalog.json"

_SHA256 = "f1220"
_EDITION = re.compile(r"[1-9][0-9]{0,15}")  # as many digits as JavaScript counts exactly


def seal_credential(
    *,
    site: str,
    issuer: str,
    version: int,
    digest: bytes,
    valid_from: datetime,
    valid_until: datetime,
) -> JsonObject:
    """The seal of `site` as a credential, not yet signed; `digest` is of its digest list."""
    return {
        "@context": [VC_V2],
        "id": site + SEAL,
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "validFrom": format_instant(valid_from),
        "validUntil": format_instant(valid_until),
        "credentialSubject": {
            "id": f"{site}{SEALED}#{version}",
            "digestMultibase": sealed_digest(digest),
        },
    }


def sealed_digest(digest: bytes) -> str:
    """A SHA-256 as a seal says it."""
    return _SHA256 + digest.hex()


def sealed_version(subject_id: str, site: str) -> int | None:
    """The edition that a seal of `site` is about; None where it is of something else."""
    place, _, edition = subject_id.partition("#")
    if place != site + SEALED or not _EDITION.fullmatch(edition):
        return None
    return int(edition)
