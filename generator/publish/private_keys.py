"""Private keys in what would be published, in whatever form they are written.

Forms that say what they are (PEM, OpenSSH, JWK, …) count whosever key it is. A bare seed
looks like any digest, so each is tried: whether the public key it makes is one that the
catalog lists. So nothing secret has to be known to find what is secret.
"""

import base64
import re
import string
from collections.abc import Iterable, Iterator
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.openbadges.multikey import MultikeyError, decode_base58btc
from generator.publish.unpacking import base64_bytes

Found = tuple[int, str]
"""Where, and what it is; never the key itself."""

OURS = "the private key of a key that the catalog lists"

MARKS = (
    *(b" private key ", b"openssh key v1", b"b3blbnnzac1rzxktdje", b" z3u2", b" z42t", b" z3we"),
    *(b"mc4caqawbqydk2vwbcie", b"302e020100300506032b65700422", b"badanbgkqhkig9w0baqef"),
    *(b"ageambmgbyqgsm49", b"putty user key file", b"age secret key 1", b" kty "),
)
"""Words of `folded` text without which a text holds no form of `_FORMS`."""
_FORMS = {
    "a private key (PEM)": rb"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----",
    "a private key (OpenSSH)": rb"openssh-key-v1\x00|b3BlbnNzaC1rZXktdjE",
    "a private key (PKCS #8)": rb"MC4CAQAwBQYDK2VwBCIE|302e020100300506032b65700422"
    rb"|IBADANBgkqhkiG9w0BAQEF|AgEAMBMGByqGSM49",
    "a private key (multibase)": rb"\bz(?:3u2|42t|3we)[1-9A-HJ-NP-Za-km-z]{40,52}\b",
    "a private key (PuTTY)": rb"PuTTY-User-Key-File-",
    "a private key (age)": rb"AGE-SECRET-KEY-1[0-9A-Z]{40,}",
}
_PATTERNS = {
    what: re.compile(form, re.IGNORECASE * (b"302e" in form)) for what, form in _FORMS.items()
}
_JWK = re.compile(rb"""["']?\bd\b["']?\s*[:=]\s*["']?[A-Za-z0-9_-]{43,}""")
_KTY = re.compile(rb"\bkty\b")
_AROUND = 4_000  # bytes between the members of one JWK; one of RSA is long

# What is long enough is found in a copy of the text that has one letter for each of a class.
_TOKEN_LETTERS = string.ascii_letters + string.digits + "+/=_-"
_TOKENS = bytes(
    0x61 if byte < 0x80 and chr(byte) in _TOKEN_LETTERS else 0x20 for byte in range(256)
)
_SHORTEST = b"a" * 43
_LENGTHS = frozenset({*range(43, 49), *range(52, 58), *range(64, 70), *range(86, 94)}) | {
    *range(128, 134)
}
_PAIRS = bytes(
    0x68 if chr(byte) in "0123456789abcdefABCDEF" else 0x3A if chr(byte) in ": ,-" else 0x2E
    for byte in range(256)
)
_SEVERAL_PAIRS = (b"hh:" * 12, b"hh::" * 12)
_SPACED = re.compile(rb"[0-9a-fA-F]{2}(?:[: ,-]{1,2}[0-9a-fA-F]{2}){31,63}(?![0-9a-fA-F])")
_NUMBERS = re.compile(rb"[\[({]\s*[0-9]{1,3}(?:\s*,\s*[0-9]{1,3}){31,63}\s*[\])}]")
_SEED = 32


def named_forms(text: bytes) -> Iterator[Found]:
    """Keys that say what they are; the first of each form."""
    for what, pattern in _PATTERNS.items():
        if found := pattern.search(text):
            yield found.start(), what
    for kty in _KTY.finditer(text):
        if found := _JWK.search(text, max(0, kty.start() - _AROUND), kty.end() + _AROUND):
            yield found.start(), "a private key (JWK)"
            return


def bare_seeds(text: bytes, listed: frozenset[bytes]) -> Iterator[Found]:
    """Seeds of `listed` public keys in hexadecimal, base64, base58, base32 or as numbers."""
    for start, token in _long_words(text):
        if not listed.isdisjoint(_public_keys_of(token)):
            yield start, OURS
    for found in _spaced(text):
        if not listed.isdisjoint(_made_by(_from_spaced(found[0]))):
            yield found.start(), OURS
    for found in _NUMBERS.finditer(text):
        if not listed.isdisjoint(_made_by(_from_numbers(found[0]))):
            yield found.start(), OURS


def _long_words(text: bytes) -> Iterator[tuple[int, bytes]]:
    classes = text.translate(_TOKENS)
    start = classes.find(_SHORTEST)
    while start >= 0:
        end = classes.find(b" ", start)
        end = end if end >= 0 else len(text)
        for begin in {start, text.find(b"=", start, end) + 1 or start}:  # key=value
            if end - begin in _LENGTHS:
                yield begin, text[begin:end]
        start = classes.find(_SHORTEST, end)


def _spaced(text: bytes) -> Iterator[re.Match[bytes]]:
    classes = text.translate(_PAIRS)
    for pairs in _SEVERAL_PAIRS:
        start = classes.find(pairs)
        while start >= 0:
            found = _SPACED.match(text, start)
            if found is not None:
                yield found
            start = classes.find(pairs, found.end() if found is not None else start + 1)


def raw_seeds(body: bytes, listed: Iterable[bytes]) -> Iterator[Found]:
    """Seeds as they are, beside their public keys, as libraries write a key of 64 bytes."""
    for public in listed:
        at = body.find(public)
        while at >= 0:
            for start in (at - _SEED, at + _SEED):
                if start >= 0 and public in _made_by(body[start : start + _SEED]):
                    yield start, OURS
            at = body.find(public, at + 1)


@lru_cache(maxsize=65_536)
def _public_keys_of(token: bytes) -> frozenset[bytes]:
    """The keys that `token` makes in any of its readings."""
    return frozenset(key for data in _readings(token) for key in _made_by(data))


def _readings(token: bytes) -> Iterator[bytes]:
    text = token.decode()
    bare = text.rstrip("=")
    for each in {bare, bare[1:]}:  # with a letter of multibase in front, or without
        for read in (bytes.fromhex, _base58, _base32, _base64):
            try:
                yield read(each)
            except (ValueError, MultikeyError):
                continue


def _base58(text: str) -> bytes:
    return decode_base58btc(f"z{text}")


def _base32(text: str) -> bytes:
    return base64.b32decode(text.upper() + "=" * (-len(text) % 8))


def _base64(text: str) -> bytes:
    return base64_bytes(text.encode())


def _made_by(data: bytes) -> Iterator[bytes]:
    """The public key of `data` as a seed, alone, with its public key, or after a multicodec."""
    if len(data) in {_SEED + 2, 2 * _SEED + 2}:
        data = data[2:]
    if len(data) in {_SEED, 2 * _SEED}:
        yield Ed25519PrivateKey.from_private_bytes(data[:_SEED]).public_key().public_bytes_raw()


def _from_spaced(text: bytes) -> bytes:
    return bytes.fromhex(re.sub(rb"[^0-9a-fA-F]", b"", text).decode())


def _from_numbers(text: bytes) -> bytes:
    numbers = [int(each) for each in re.findall(rb"[0-9]+", text)]
    return bytes(numbers) if max(numbers) < 256 else b""
