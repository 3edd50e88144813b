"""Entries of a key log: written so that each can be signed, and held against the one before.

What is signed is `_PREFIX` and the entry as JSON without its signature: nothing that a proof
of a credential signs begins so, and no badge can be taken for a change of keys.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256

from generator.model.key_set import KeySet, KeySetEntry, LoggedKeySet
from generator.openbadges.ed25519 import verify_signature
from generator.openbadges.instants import format_instant
from generator.openbadges.multikey import (
    MultikeyError,
    decode_base58btc,
    decode_public_key,
    encode_base58btc,
)
from generator.openbadges.strict_json import JsonObject

_PREFIX = b"badgepress key set 1\n"


def log_entry(
    keys: KeySet,
    *,
    of: str,
    at: datetime,
    after: LoggedKeySet | None,
    signed_by: str,
    sign: Callable[[bytes], bytes],
) -> LoggedKeySet:
    """`keys` of the record `of` (``issuers/brook``) as the entry that comes `after` another."""
    said: JsonObject = {"of": of, "at": format_instant(at)}
    if after is not None:
        said["previous"] = _digest(after.line)
    said |= keys.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    said["signed_by"] = signed_by
    said["signature"] = encode_base58btc(sign(_signed_bytes(said)))
    return LoggedKeySet(KeySetEntry.model_validate(said), _line(said), said)


def chain_flaw(entries: Sequence[LoggedKeySet], of: str) -> tuple[int, str] | None:
    """The first line that does not follow from the one before it, and why; lines count from 1.

    The first entry is trusted as it stands (trust on first use), if a key of its own signed it.
    """
    before: LoggedKeySet | None = None
    for number, each in enumerate(entries, start=1):
        flaw = _flaw(each, before, of)
        if flaw:
            return number, flaw
        before = each
    return None


def _flaw(each: LoggedKeySet, before: LoggedKeySet | None, of: str) -> str:
    """Why `each` does not follow `before`; empty when it does."""
    entry = each.entry
    known = before.entry if before is not None else entry
    if entry.of != of:
        return f"the entry is about '{entry.of}', not '{of}'"
    if entry.previous != (_digest(before.line) if before is not None else None):
        return "the entry does not follow the one before it"
    if entry.at < known.at:
        return "the entry is older than the one before it"
    return _signer_flaw(entry, known) or (
        "" if _is_signed(each) else "the entry was changed since it was signed"
    )


def _signer_flaw(entry: KeySetEntry, known: KeySet) -> str:
    """Why whom `entry` names may not sign for a change of `known`; empty when they may."""
    if entry.signed_by == known.recovery_key:
        return ""
    if known.recovery_key not in {None, entry.recovery_key}:
        return "the recovery key was changed, which only the recovery key itself may sign"
    listed = next((key for key in known.keys if key.public_key == entry.signed_by), None)
    if listed is None:
        return f"the entry was signed by {entry.signed_by}, which is not one of the keys till then"
    if not listed.signs_badges(entry.at):
        return f"the entry was signed by {entry.signed_by}, which may not sign for keys then"
    return ""


def _is_signed(each: LoggedKeySet) -> bool:
    try:
        key = decode_public_key(each.entry.signed_by)
        signature = decode_base58btc(each.entry.signature)
    except MultikeyError:
        return False
    return verify_signature(key, _signed_bytes(each.said), signature)


def _signed_bytes(said: JsonObject) -> bytes:
    return _PREFIX + _line({name: value for name, value in said.items() if name != "signature"})


def _line(said: JsonObject) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()


def _digest(line: bytes) -> str:
    return f"sha256:{sha256(line).hexdigest()}"
