"""The wire: Open Badges 3.0 and what it stands on, and nothing that is ours.

Bytes and JSON in, bytes and JSON out. This room knows pinned contexts, strict JSON, the
canonical form, the proof, keys, ``did:web``, status lists and the baking of pictures. It
touches no disk (but the contexts in its own package), network, chance or clock.
"""

from generator.openbadges.baking import BakingError
from generator.openbadges.canonical import CanonicalizationError, canonicalize, find_undefined
from generator.openbadges.contexts import (
    ALLOWED_CONTEXTS,
    CONTEXT,
    OB_V3,
    VC_V2,
    UnknownContextError,
    pinned_context,
)
from generator.openbadges.did_web import (
    DidError,
    DidKey,
    assertion_key,
    did_document,
    did_for_url,
    document_url,
)
from generator.openbadges.ed25519 import verify_signature
from generator.openbadges.instants import InstantError, format_instant, parse_instant
from generator.openbadges.iri import is_absolute_iri
from generator.openbadges.multikey import MultikeyError, decode_public_key, encode_public_key
from generator.openbadges.png import bake_png, unbake_png
from generator.openbadges.proof import (
    ProofError,
    add_proof,
    hash_data,
    proof_is_genuine,
    proof_of,
)
from generator.openbadges.status_list import (
    MINIMUM_ENTRIES,
    StatusListError,
    decode_bits,
    encode_bits,
    is_set,
    status_list_credential,
    with_set,
)
from generator.openbadges.strict_json import JsonObject, StrictJsonError, dump_json, parse_json
from generator.openbadges.svg import bake_svg, unbake_svg

__all__ = [
    "ALLOWED_CONTEXTS",
    "CONTEXT",
    "MINIMUM_ENTRIES",
    "OB_V3",
    "VC_V2",
    "BakingError",
    "CanonicalizationError",
    "DidError",
    "DidKey",
    "InstantError",
    "JsonObject",
    "MultikeyError",
    "ProofError",
    "StatusListError",
    "StrictJsonError",
    "UnknownContextError",
    "add_proof",
    "assertion_key",
    "bake_png",
    "bake_svg",
    "canonicalize",
    "decode_bits",
    "decode_public_key",
    "did_document",
    "did_for_url",
    "document_url",
    "dump_json",
    "encode_bits",
    "encode_public_key",
    "find_undefined",
    "format_instant",
    "hash_data",
    "is_absolute_iri",
    "is_set",
    "parse_instant",
    "parse_json",
    "pinned_context",
    "proof_is_genuine",
    "proof_of",
    "status_list_credential",
    "unbake_png",
    "unbake_svg",
    "verify_signature",
    "with_set",
]
