"""Proofs with `eddsa-rdfc-2022` (Data Integrity EdDSA Cryptosuites 1.0, section 3.2)."""

import re
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from generator.openbadges.canonical import Secured, canonicalize
from generator.openbadges.ed25519 import SIGNATURE_BYTES, verify_signature
from generator.openbadges.instants import format_instant
from generator.openbadges.memory import Memory
from generator.openbadges.multikey import MultikeyError, decode_base58btc, encode_base58btc
from generator.openbadges.strict_json import JsonObject

_TYPE = "DataIntegrityProof"
_CRYPTOSUITE = "eddsa-rdfc-2022"
_PURPOSE = "assertionMethod"


class ProofError(ValueError):
    """Why a document has no proof that we can check; one sentence."""


def hash_data(credential: JsonObject, options: JsonObject) -> bytes:
    """The 64 bytes that eddsa-rdfc-2022 signs (section 3.2.4).

    SHA-256 of the canonical proof options, then SHA-256 of the canonical credential
    without its proof. `options` is the proof without ``proofValue``, with the
    credential's ``@context``.

    Raises:
        CanonicalizationError: either has no canonical form.

    """
    return _hash_data(options, lambda: canonicalize(credential))


def _hash_data(options: JsonObject, content: Callable[[], bytes]) -> bytes:
    return sha256(_canonical_options(options)).digest() + sha256(content()).digest()


_SAME = ("type", "cryptosuite", "verificationMethod", "proofPurpose")
_CREATED = re.compile(r"[0-9TZ:.+-]{1,40}")
_forms: Memory[tuple[str, ...], tuple[bytes, bytes]] = Memory(4_000_000)
"""What stands before and after the moment of signing, in the canonical form of proofs."""


def _canonical_options(options: JsonObject) -> bytes:
    """As `canonicalize`; of all that an issuer signs, only the moment differs."""
    context, created = options.get("@context"), options.get("created")
    same = [options.get(name) for name in _SAME]
    key = (*context, *same) if isinstance(context, list) else (None,)
    usual = len(options) == len(_SAME) + 2 and all(isinstance(each, str) for each in key)
    if not (usual and isinstance(created, str) and _CREATED.fullmatch(created)):
        return canonicalize(options)
    form = _forms.get(key)
    if form is not None:
        return form[0] + created.encode() + form[1]
    canonical = canonicalize(options)
    before, *after = canonical.split(created.encode())
    if len(after) == 1:  # a method's name may hold it too
        _forms.keep(key, (before, after[0]), 3 * len(canonical) + 1_000)
    return canonical


def add_proof(
    document: JsonObject,
    *,
    sign: Callable[[bytes], bytes],
    verification_method: str,
    created: datetime,
) -> JsonObject:
    """`document` with one proof, in a one-element list (generator/README, the credential).

    `sign` gets the 64 bytes of `hash_data` and gives the 64 of the signature.

    Raises:
        CanonicalizationError: the document has no canonical form.
        ProofError: it already has a proof.

    """
    if "proof" in document:
        raise ProofError("The document already has a proof.")
    proof: JsonObject = {
        "type": _TYPE,
        "cryptosuite": _CRYPTOSUITE,
        "created": format_instant(created),
        "verificationMethod": verification_method,
        "proofPurpose": _PURPOSE,
    }
    signature = sign(hash_data(document, {"@context": document.get("@context"), **proof}))
    return {**document, "proof": [{**proof, "proofValue": encode_base58btc(signature)}]}


def proof_of(document: JsonObject) -> JsonObject:
    """The document's one proof, of the one kind we check.

    Raises:
        ProofError: none, several, or another kind.

    """
    proofs = document.get("proof")
    if isinstance(proofs, dict):
        proofs = [proofs]
    if not isinstance(proofs, list) or len(proofs) != 1 or not isinstance(proofs[0], dict):
        raise ProofError("The document does not have exactly one proof.")
    proof: JsonObject = proofs[0]
    for member, expected in (
        ("type", _TYPE),
        ("cryptosuite", _CRYPTOSUITE),
        ("proofPurpose", _PURPOSE),
    ):
        if proof.get(member) != expected:
            raise ProofError(f"The proof's {member} is not '{expected}'.")
    for member in ("verificationMethod", "proofValue"):
        if not isinstance(proof.get(member), str):
            raise ProofError(f"The proof has no {member}.")
    if "previousProof" in proof:  # section 4.3 of Data Integrity: it would have to be here too
        raise ProofError("The proof builds on another proof, which is not there.")
    return proof


def proof_is_genuine(document: JsonObject, public_key: bytes, read: Secured | None = None) -> bool:
    """Whether the owner of `public_key` (32 bytes) signed exactly this content (section 3.2.2).

    `read` is what was read of the document before.

    Raises:
        ProofError: no proof that we can check.
        CanonicalizationError: the document has no canonical form.

    """
    proof = proof_of(document)
    context = document.get("@context")
    if proof.get("@context", context) != context:
        raise ProofError("The proof has another @context than its document.")
    try:
        signature = decode_base58btc(proof["proofValue"])
    except MultikeyError as error:
        raise ProofError(f"The proof's value cannot be read: {error}") from None
    if len(signature) != SIGNATURE_BYTES:
        raise ProofError(f"The signature does not have {SIGNATURE_BYTES} bytes.")
    options = {member: value for member, value in proof.items() if member != "proofValue"}
    content = (read or Secured(document)).content
    data = _hash_data({**options, "@context": context}, content)
    return verify_signature(public_key, data, signature)
