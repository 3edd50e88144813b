"""The list of what was honestly signed with a stolen key: its form, and what fills it up."""

import hashlib

import pytest

from generator.openbadges.attested import (
    DIGEST_BYTES,
    MAX_DIGESTS,
    STEP,
    attested_digest,
    is_attested,
    join_digests,
    split_digests,
)
from generator.openbadges.strict_json import MAX_BYTES
from tests.issue.world import counter

VALUE = "z3u2en7t5LR2WtQH5PfFqMqwVHgeXouLzo6haApm8XHqvjxq"


def some(count: int) -> set[str]:
    return {attested_digest(f"z{number}") for number in range(count)}


def test_a_credential_is_told_by_half_the_digest_of_its_signature():
    assert attested_digest(VALUE) == hashlib.sha256(VALUE.encode()).hexdigest()[:32]
    joined = join_digests({attested_digest(VALUE)}, counter())
    assert is_attested(joined, VALUE)
    assert not is_attested(joined, VALUE + "x")


@pytest.mark.parametrize("value", [None, 5, ["z"], {}, ""])
def test_what_is_no_signature_is_never_on_the_list(value):
    assert not is_attested(join_digests(some(3), counter()), value)


@pytest.mark.parametrize(("honest", "told"), [(0, 1), (1, 1), (1_024, 1), (1_025, 2)])
def test_the_list_tells_how_many_there_are_in_thousands_only(honest, told):
    joined = join_digests(some(honest), counter())
    assert len(split_digests(joined)) == told * STEP
    assert split_digests(joined) >= some(honest)


def test_the_same_list_is_not_filled_up_again():
    first = join_digests(some(5), counter("first"))
    assert join_digests(split_digests(first), counter("second")) == first


def test_the_longest_list_is_one_that_verifiers_read():
    assert 2 * DIGEST_BYTES * MAX_DIGESTS + 2_000 < MAX_BYTES
