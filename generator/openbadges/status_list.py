"""Bitstring Status Lists (Bitstring Status List 1.0)."""

import base64
import binascii
import re
import struct
import zlib
from collections.abc import Iterable
from datetime import datetime

from generator.openbadges.contexts import VC_V2
from generator.openbadges.instants import format_instant
from generator.openbadges.strict_json import JsonObject

MINIMUM_ENTRIES = 131_072  # section 3.1: fewer would say who it is about
MAX_ENTRIES = 2**25  # 4 MiB unpacked, so that a small file cannot fill the memory

_ENCODED = re.compile(r"u[A-Za-z0-9_-]*")
# Magic, deflate, no flags, no time, best compression, "unknown" system: the same anywhere.
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class StatusListError(ValueError):
    """Why a status list cannot be read; one sentence."""


def encode_bits(bits: bytes) -> str:
    """`bits` as ``encodedList``: multibase base64url of gzip; equal bits give equal text."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(bits) + deflate.flush()
    packed = _GZIP_HEADER + body + struct.pack("<II", zlib.crc32(bits), len(bits) % 2**32)
    return _multibase(packed)


def decode_bits(encoded: str) -> bytes:
    """The bits of an ``encodedList``.

    Raises:
        StatusListError: another encoding, damaged, fewer than `MINIMUM_ENTRIES` or more
            than `MAX_ENTRIES`.

    """
    if len(encoded) > MAX_ENTRIES // 4 or _ENCODED.fullmatch(encoded) is None:
        raise StatusListError("The status list is not base64url text that begins with 'u'.")
    try:
        packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-(len(encoded) - 1) % 4))
    except binascii.Error:
        raise StatusListError("The status list's base64url text is cut off.") from None
    if _multibase(packed) != encoded:  # unused bits were set
        raise StatusListError("The status list's base64url text is not in its canonical form.")
    bits = _unpacked(packed)
    if len(bits) * 8 < MINIMUM_ENTRIES:
        raise StatusListError(f"The status list has fewer than {MINIMUM_ENTRIES:,} entries.")
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """The entry at `index`, which counts from the leftmost bit (section 3.1).

    Raises:
        StatusListError: the list has no such entry.

    """
    _check_index(bits, index)
    return bool(bits[index // 8] & _mask(index))


def with_set(bits: bytes, indexes: Iterable[int]) -> bytes:
    """`bits` with the entries at `indexes` set.

    Raises:
        StatusListError: the list has no such entry.

    """
    changed = bytearray(bits)
    for index in indexes:
        _check_index(bits, index)
        changed[index // 8] |= _mask(index)
    return bytes(changed)


def status_list_credential(
    *,
    url: str,
    issuer: str | JsonObject,
    bits: bytes,
    valid_from: datetime,
    valid_until: datetime,
) -> JsonObject:
    """The list as a credential, not yet signed (section 2.2).

    An `issuer` object may hold only what `VC_V2` defines: a `Profile` is not.
    """
    return {
        "@context": [VC_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": format_instant(valid_from),
        "validUntil": format_instant(valid_until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode_bits(bits),
        },
    }


def _unpacked(packed: bytes) -> bytes:
    """One gzip member; damage and size share a sentence, since readers find either first."""
    unzip = zlib.decompressobj(_GZIP_WINDOW)
    try:
        bits = unzip.decompress(packed, MAX_ENTRIES // 8 + 1)
        if unzip.eof and not unzip.unused_data and len(bits) <= MAX_ENTRIES // 8:
            return bits
    except zlib.error:
        pass
    raise StatusListError(
        f"The status list's gzip data is damaged, or has more than {MAX_ENTRIES:,} entries."
    )


def _multibase(packed: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def _check_index(bits: bytes, index: int) -> None:
    if not 0 <= index < len(bits) * 8:
        raise StatusListError(f"The status list has no entry {index}.")


def _mask(index: int) -> int:
    return 0x80 >> index % 8
