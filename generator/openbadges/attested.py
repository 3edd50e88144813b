"""The list of what an issuer itself signed with a key that was stolen; a form of our own.

A signature binds every signed byte, even against who holds the key: to find another content
for it is to break SHA-512. So a credential is told by the digest of its ``proofValue``. Ids
in credentials are random, so the digests tell nobody anything who has not got the credential;
and there are always as many as to the next `STEP`, so that they don't tell how many there are.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from hashlib import sha256
from typing import Any

from generator.openbadges.contexts import VC_V2
from generator.openbadges.instants import format_instant
from generator.openbadges.strict_json import JsonObject

STEP = 1_024
MAX_DIGESTS = 60 * STEP  # some 2 MB, the most that verifiers read of a document
DIGEST_BYTES = 16  # nobody chooses the ids of an honest credential, so collisions are of no use
_BASE16 = "f"  # multibase


def attested_digest(proof_value: str) -> str:
    """The credential with that ``proofValue``, as the list says it."""
    return sha256(proof_value.encode()).hexdigest()[: 2 * DIGEST_BYTES]


def is_attested(digests: str, proof_value: Any) -> bool:
    """Whether the list's `digests` hold the credential with that ``proofValue``."""
    return isinstance(proof_value, str) and attested_digest(proof_value) in digests


def attested_list_credential(
    *, url: str, issuer: str, key: str, digests: str, valid_from: datetime
) -> JsonObject:
    """The list as a credential, not yet signed; `key` is the stolen one's public key.

    It has no end: what was signed with a key that signs no more stays the same for ever.
    """
    return {
        "@context": [VC_V2],
        "id": url,
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "validFrom": format_instant(valid_from),
        "credentialSubject": {"id": f"{issuer}#{key}", "digestMultibase": digests},
    }


def join_digests(digests: Collection[str], random_bytes: Callable[[int], bytes]) -> str:
    """As ``digestMultibase``: one after another in order, filled up with random ones."""
    found = set(digests)
    while len(found) % STEP or not found:
        found.add(random_bytes(DIGEST_BYTES).hex())
    return _BASE16 + "".join(sorted(found))


def split_digests(joined: str) -> set[str]:
    """What `join_digests` joined."""
    digits, size = joined[1:], 2 * DIGEST_BYTES
    return {digits[at : at + size] for at in range(0, len(digits), size)}
