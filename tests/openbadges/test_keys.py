"""Multikey and Ed25519: exact encodings, and no key or signature that fits anything."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.openbadges import (
    MultikeyError,
    decode_public_key,
    encode_public_key,
    verify_signature,
)
from generator.openbadges.ed25519 import public_key_problem
from generator.openbadges.multikey import decode_base58btc, encode_base58btc
from tests.corpora import corpus
from tests.openbadges.wire import KEY, MULTIKEY, PUBLIC_KEY, message_of

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
SMALL = "The key is of small order, so that one signature would fit any message."
NOT_CANONICAL = "The key is not in its canonical form."


def little(number):
    return number.to_bytes(32, "little")


# The eight points of small order in every encoding, as libsodium and others list them.
SMALL_ORDER = {
    "0 (order 4)": (little(0), SMALL),
    "0, sign": (little(2**255), SMALL),
    "1 (order 1)": (little(1), SMALL),
    "1, sign": (little(1 + 2**255), SMALL),
    "-1 (order 2)": (little(P - 1), SMALL),
    "-1, sign": (little(P - 1 + 2**255), SMALL),
    "order 8": (
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        SMALL,
    ),
    "order 8, sign": (
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
        SMALL,
    ),
    "order 8, other": (
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        SMALL,
    ),
    "order 8, other, sign": (
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
        SMALL,
    ),
    "p": (little(P), NOT_CANONICAL),
    "p, sign": (little(P + 2**255), NOT_CANONICAL),
    "p + 1": (little(P + 1), NOT_CANONICAL),
    "p + 1, sign": (little(P + 1 + 2**255), NOT_CANONICAL),
    "all ones": (b"\xff" * 32, NOT_CANONICAL),
    "off the curve": (little(2), "The key is not a point of the curve."),
    "short": (PUBLIC_KEY[:31], "The key has 31 bytes where Ed25519 has 32."),
    "long": (PUBLIC_KEY + b"\0", "The key has 33 bytes where Ed25519 has 32."),
}


@pytest.mark.parametrize(("raw", "problem"), SMALL_ORDER.values(), ids=SMALL_ORDER.keys())
def test_a_key_not_to_rely_on_is_refused_everywhere(raw, problem):
    assert public_key_problem(raw) == problem
    multibase = encode_base58btc(b"\xed\x01" + raw)
    assert message_of(lambda: decode_public_key(multibase), MultikeyError) == problem
    assert message_of(lambda: encode_public_key(raw), MultikeyError) == problem
    assert not verify_signature(raw, b"message", raw[:32].ljust(32, b"\0") + bytes(32))


def test_a_good_signature_and_its_neighbours():
    signature = KEY.sign(b"message")
    scalar = int.from_bytes(signature[32:], "little")
    assert verify_signature(PUBLIC_KEY, b"message", signature)
    for case, message, changed in (
        ("other message", b"massage", signature),
        ("other scalar", b"message", signature[:32] + little(scalar ^ 1)),
        ("scalar past the order", b"message", signature[:32] + little(scalar + L)),
        ("small-order commitment", b"message", little(1) + signature[32:]),
        ("commitment past the field", b"message", little(P + 1) + signature[32:]),
        ("short", b"message", signature[:63]),
        ("long", b"message", signature + b"\0"),
        ("empty", b"message", b""),
    ):
        assert not verify_signature(PUBLIC_KEY, message, changed), case


def test_wycheproof():
    vectors = json.loads(
        (corpus("wycheproof") / "testvectors_v1" / "ed25519_test.json").read_bytes()
    )
    wrong, count = [], 0
    for group in vectors["testGroups"]:
        key = bytes.fromhex(group["publicKey"]["pk"])
        for test in group["tests"]:
            count += 1
            message, signature = bytes.fromhex(test["msg"]), bytes.fromhex(test["sig"])
            if verify_signature(key, message, signature) != (test["result"] == "valid"):
                wrong.append(test["tcId"])
    assert wrong == []
    assert count == 151


# Taming the Many EdDSAs, table 6: 0-2 small order; 3 a mixed-order key whose equation holds
# with and without the cofactor, accepted by all; 4-5 only with it; 6-7 scalar past the
# order; 8-11 encodings past the field.
SPECCHECK = [False, False, False, True, False, False, False, False, False, False, False, False]


def test_speccheck():
    cases = json.loads((corpus("ed25519-speccheck") / "cases.json").read_bytes())
    answers = [
        verify_signature(
            *(bytes.fromhex(case[part]) for part in ("pub_key", "message", "signature"))
        )
        for case in cases
    ]
    assert answers == SPECCHECK


BAD_MULTIKEYS = {
    "empty": ("", "The text is not in base58-btc: it does not begin with 'z'."),
    "another base": (
        "u" + MULTIKEY[1:],
        "The text is not in base58-btc: it does not begin with 'z'.",
    ),
    "character that is none": (MULTIKEY[:-1] + "0", "'0' is not a character of base58-btc."),
    "space": (MULTIKEY + " ", "' ' is not a character of base58-btc."),
    "other kind of key": (
        "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
        "The key is not an Ed25519 public key.",
    ),
    "private key": (
        encode_base58btc(b"\x80\x26" + bytes(32)),
        "The key is not an Ed25519 public key.",
    ),
    "leading zero": ("z1" + MULTIKEY[1:], "The key is not an Ed25519 public key."),
    "cut off": (MULTIKEY[:-1], "The key is not an Ed25519 public key."),
    "endless": ("z" + "2" * 1_000_000, "The base58-btc text is too long."),
}


@pytest.mark.parametrize(("text", "message"), BAD_MULTIKEYS.values(), ids=BAD_MULTIKEYS.keys())
def test_a_bad_multikey_says_why(text, message):
    assert message_of(lambda: decode_public_key(text), MultikeyError) == message


def test_the_example_of_the_specification():
    """Controlled Identifiers 1.0, section 2.2.2, example 5."""
    example = "z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5cxu"
    assert encode_public_key(decode_public_key(example)) == example


@given(st.binary(max_size=80))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_base58_has_one_text_for_each_bytes(data):
    text = encode_base58btc(data)
    assert decode_base58btc(text) == data


@given(st.text("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", max_size=100))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_base58_has_one_bytes_for_each_text(text):
    assert encode_base58btc(decode_base58btc("z" + text)) == "z" + text
