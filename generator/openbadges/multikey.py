"""Ed25519 public keys as Multikey text, and base58-btc (Controlled Identifiers 1.0)."""

from functools import lru_cache

from generator.openbadges.ed25519 import public_key_problem

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_GROUP = 10  # digits that are counted together, within what a processor counts at once
_POWERS = [58**digits for digits in range(_GROUP + 1)]
_ED25519_PUB = b"\xed\x01"  # multicodec, as a varint
_MAX_CHARACTERS = 128  # a signature takes 88; decoding costs the square of the length


class MultikeyError(ValueError):
    """Why a text is not base58-btc, or not an Ed25519 public key; one sentence."""


def encode_public_key(raw32: bytes) -> str:
    """``z6Mk...`` for the 32 bytes of an Ed25519 public key.

    Raises:
        MultikeyError: a key that `decode_public_key` would refuse.

    """
    problem = public_key_problem(raw32)
    if problem:
        raise MultikeyError(problem)
    return encode_base58btc(_ED25519_PUB + raw32)


@lru_cache(maxsize=1_000)  # of `_MAX_CHARACTERS` at most
def decode_public_key(multibase: str) -> bytes:
    """The 32 bytes of the key; the text must be the one encoding of them.

    Raises:
        MultikeyError: another base or kind of key, another length, or a point that is
            not canonical or of small order.

    """
    data = decode_base58btc(multibase)
    if not data.startswith(_ED25519_PUB):
        raise MultikeyError("The key is not an Ed25519 public key.")
    raw = data.removeprefix(_ED25519_PUB)
    problem = public_key_problem(raw)
    if problem:
        raise MultikeyError(problem)
    return raw


def encode_base58btc(data: bytes) -> str:
    """`data` as multibase text: ``z`` and base58 in Bitcoin's alphabet."""
    number = int.from_bytes(data, "big")
    digits: list[str] = []
    while number:
        number, part = divmod(number, _POWERS[_GROUP])
        for _ in range(_GROUP):
            part, digit = divmod(part, 58)
            digits.append(_ALPHABET[digit])
    while digits and digits[-1] == _ALPHABET[0]:  # of the last group
        digits.pop()
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + _ALPHABET[0] * zeros + "".join(reversed(digits))


def decode_base58btc(multibase: str) -> bytes:
    """The bytes of a multibase text; each byte string has exactly one such text.

    Raises:
        MultikeyError: another base, a foreign character, or too long.

    """
    if not multibase.startswith("z"):
        raise MultikeyError("The text is not in base58-btc: it does not begin with 'z'.")
    if len(multibase) > _MAX_CHARACTERS:
        raise MultikeyError("The base58-btc text is too long.")
    number = 0
    for at in range(1, len(multibase), _GROUP):
        group = multibase[at : at + _GROUP]
        part = 0
        for character in group:
            if character not in _VALUES:
                raise MultikeyError(f"'{character}' is not a character of base58-btc.")
            part = part * 58 + _VALUES[character]
        number = number * _POWERS[len(group)] + part
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    zeros = len(multibase) - 1 - len(multibase[1:].lstrip(_ALPHABET[0]))
    return b"\0" * zeros + body
