"""Badges by others: never mistaken for verified, and never called forged either."""

import pytest

from generator.model.trust import TrustList
from generator.verify import OfflineResolver, Verdict, verify
from tests.corpora import corpus
from tests.verify.cases.world import AS_OF, moment

SAMPLES = {  # file of 1EdTech's own: (the check that could not be made, its sentence)
    "simple.json": (
        "issuer-key",
        (
            "The issuer is named as https://example.com/issuers/876543; this verifier finds the keys "
            "of did:web issuers only."
        ),
    ),
    "simple-json.png": (
        "issuer-key",
        (
            "The issuer is named as https://example.com/issuers/876543; this verifier finds the keys "
            "of did:web issuers only."
        ),
    ),
    "simple-jwt.svg": (
        "document",
        "It is signed as a JWT, a form that this verifier cannot check.",
    ),
    "simple.jwt": (
        "document",
        "It is signed as a JWT, a form that this verifier cannot check.",
    ),
    "simple_v1.json": (
        "document",
        "It is in an older form (Verifiable Credentials 1.1) that this verifier cannot check.",
    ),
    "derivedcredential.json": (
        "signature",
        "It is signed with ecdsa-sd-2023, which this verifier cannot check.",
    ),
}


@pytest.mark.parametrize(("name", "told"), SAMPLES.items(), ids=SAMPLES.keys())
def test_a_badge_by_others_is_unconfirmed(name, told):
    data = (corpus("1edtech-ob30-samples") / name).read_bytes()
    report = verify(data, as_of=moment(AS_OF), resolver=OfflineResolver(), trust=TrustList())
    assert report.verdict is Verdict.UNCONFIRMED
    assert (report.deciding.id, report.deciding.detail) == told


def test_every_sample_is_looked_at():
    found = {path.name for path in corpus("1edtech-ob30-samples").iterdir()}
    assert found - {"LICENSE"} == set(SAMPLES)
