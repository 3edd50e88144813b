"""Digests of what a unit of work is made of."""

from generator.build.made_of import code_digest, digest_of


def test_parts_cannot_pass_for_others():
    parts = ((b"ab", b"c"), (b"a", b"bc"), (b"abc",), (b"abc", b""), ())
    assert len({digest_of(*each) for each in parts}) == len(parts)


def test_the_code_is_the_same_all_along():
    assert len(code_digest()) == 64
    assert code_digest() == code_digest()
