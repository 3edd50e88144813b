import base64
import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.openbadges import (
    MINIMUM_ENTRIES,
    StatusListError,
    add_proof,
    decode_bits,
    encode_bits,
    is_set,
    proof_is_genuine,
    status_list_credential,
    with_set,
)
from generator.openbadges.status_list import MAX_ENTRIES
from tests.openbadges.wire import DID, KEY, METHOD, PUBLIC_KEY, message_of

EMPTY = bytes(MINIMUM_ENTRIES // 8)


def text(packed):
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def test_the_first_entry_is_the_leftmost_bit():
    """Bitstring Status List 1.0, section 3.1."""
    bits = with_set(EMPTY, [0, 9, MINIMUM_ENTRIES - 1])
    assert (bits[0], bits[1], bits[-1]) == (0b1000_0000, 0b0100_0000, 0b0000_0001)
    assert is_set(bits, 9)
    assert not is_set(bits, 8)
    assert with_set(bits, [0]) == bits
    assert not any(EMPTY)


@pytest.mark.parametrize("index", [-1, MINIMUM_ENTRIES, 10**9])
def test_there_is_no_entry_outside_the_list(index):
    message = f"The status list has no entry {index}."
    assert message_of(lambda: is_set(EMPTY, index), StatusListError) == message
    assert message_of(lambda: with_set(EMPTY, [index]), StatusListError) == message


@given(st.sets(st.integers(0, MINIMUM_ENTRIES - 1), max_size=50))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_bits_survive_their_encoding(indexes):
    bits = decode_bits(encode_bits(with_set(EMPTY, indexes)))
    assert all(is_set(bits, index) for index in indexes)
    assert sum(byte.bit_count() for byte in bits) == len(indexes)
    assert encode_bits(bits) == encode_bits(with_set(EMPTY, indexes))


def test_the_encoding_holds_no_time_and_no_system():
    packed = base64.urlsafe_b64decode(encode_bits(EMPTY)[1:] + "===")
    assert packed[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    assert gzip.decompress(packed) == EMPTY


def test_lists_of_others_are_read():
    assert decode_bits(text(gzip.compress(EMPTY))) == EMPTY
    example = (  # Bitstring Status List 1.0, example 2
        "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    )
    assert decode_bits(example) == EMPTY
    largest = bytes(MAX_ENTRIES // 8)
    assert decode_bits(encode_bits(largest)) == largest


def bomb(mebibytes):
    """A gzip stream of nothing but zeros, which packs a thousandfold."""
    return text(gzip.compress(bytes(mebibytes << 20), 9))


BASE = "The status list is not base64url text that begins with 'u'."
UNFIT = "The status list's gzip data is damaged, or has more than 33,554,432 entries."
PACKED = gzip.compress(EMPTY, mtime=0)
BAD = {  # case: (text, the whole message)
    "empty": ("", BASE),
    "only its base": ("u", UNFIT),
    "another base": ("z" + encode_bits(EMPTY)[1:], BASE),
    "no base": (encode_bits(EMPTY)[1:], BASE),
    "plain base64": ("u+/", BASE),
    "padding": (text(PACKED) + "==", BASE),
    "space": (text(PACKED) + "\n", BASE),
    "impossible length": ("uAAAAA", "The status list's base64url text is cut off."),
    "unused bits set": ("uAB", "The status list's base64url text is not in its canonical form."),
    "not gzip": (text(EMPTY), UNFIT),
    "zlib": (text(b"\x78\x9c\x03\x00\x00\x00\x00\x01"), UNFIT),
    "cut off": (text(PACKED[:-1]), UNFIT),
    "wrong checksum": (text(PACKED[:-8] + bytes(4) + PACKED[-4:]), UNFIT),
    "two members": (text(PACKED * 2), UNFIT),
    "more behind it": (text(PACKED + b"x"), UNFIT),
    "too few entries": (encode_bits(EMPTY[1:]), "The status list has fewer than 131,072 entries."),
    "no entries": (encode_bits(b""), "The status list has fewer than 131,072 entries."),
    "one byte too many": (encode_bits(bytes(MAX_ENTRIES // 8 + 1)), UNFIT),
    "bomb": (bomb(64), UNFIT),
    "text without end": ("u" + "A" * (MAX_ENTRIES // 4), BASE),
}


@pytest.mark.parametrize(("encoded", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_list_says_why_and_at_once(encoded, message):
    assert message_of(lambda: decode_bits(encoded), StatusListError) == message


@given(st.binary(max_size=100))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_is_read_or_refused(data):
    message_of(lambda: decode_bits(text(data)), StatusListError)
    message_of(lambda: decode_bits(text(PACKED[:20] + data)), StatusListError)


def test_the_list_is_a_credential_that_can_be_signed():
    start = datetime(2026, 5, 3, 12, tzinfo=UTC)
    url = "https://badges.example/issuers/a/status/1.json"
    unsigned = status_list_credential(
        url=url, issuer=DID, bits=EMPTY, valid_from=start, valid_until=start.replace(year=2027)
    )
    assert unsigned == {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": DID,
        "validFrom": "2026-05-03T12:00:00Z",
        "validUntil": "2027-05-03T12:00:00Z",
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode_bits(EMPTY),
        },
    }
    signed = add_proof(unsigned, sign=KEY.sign, verification_method=METHOD, created=start)
    assert proof_is_genuine(signed, PUBLIC_KEY)
    signed["credentialSubject"]["encodedList"] = encode_bits(with_set(EMPTY, [7]))
    assert not proof_is_genuine(signed, PUBLIC_KEY)
