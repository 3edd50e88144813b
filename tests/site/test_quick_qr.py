"""Codes made fast are the very codes that segno makes."""

import pytest

from generator.site.qr import in_full, qr_code
from generator.site.quick_qr import matrix_of

LONGEST = 213  # bytes in a code of version 10, level M (ISO/IEC 18004, table 7)


@pytest.mark.parametrize("length", range(1, LONGEST + 1))
def test_every_length_gives_the_same_code(length):
    address = ("https://badges.example.org/badges/some-badge-of-ours/?q=~%20&x=" * 9)[:length]
    assert matrix_of(address.encode()) == in_full(address)


def test_what_is_longer_still_has_a_code():
    address = "https://badges.example.org/" + "a" * LONGEST
    assert matrix_of(address.encode()) is None
    assert qr_code(address).size == len(in_full(address)) + 8


def test_what_can_be_packed_tighter_is():
    assert qr_code("HTTPS://A.B/1").size == len(in_full("HTTPS://A.B/1")) + 8
