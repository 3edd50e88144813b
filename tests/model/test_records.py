"""What records answer beyond their fields."""

from datetime import date

import pytest
from pydantic import ValidationError

from generator.model import addresses
from generator.model.award import Award
from generator.model.badge import Rubric
from generator.model.earner import Earner
from generator.model.issuer import Issuer
from generator.model.pathway import Pathway, badges_in, pathways_in
from generator.model.recognizer import Recognition, Recognizer
from generator.model.site_config import SiteConfig
from generator.model.trust import TrustList
from tests.source.small import KEY

BASE = "https://badges.example.org/demo/"


def config(base: str = BASE) -> SiteConfig:
    home = {"statement": "x", "run_by": {"office": "x"}}
    return SiteConfig.model_validate(
        {"site_name": "x", "description": "x", "base_url": base, "home": home}
    )


def issuer(**more: object) -> Issuer:
    said = {
        "slug": "fenwick",
        "name": "x",
        "summary": "x",
        "url": "https://x.example/",
        "contact": {"office": "x"},
        "keys": [{"public_key": KEY, "created": "2026-01-01T00:00:00Z"}],
    }
    return Issuer.model_validate(said | more)


def recognizer(**more: object) -> Recognizer:
    said = {
        "slug": "college",
        "name": "x",
        "kind": "college",
        "summary": "x",
        "url": "https://x.example/",
        "contact": {"office": "x"},
    }
    return Recognizer.model_validate(said | more)


DIDS = {  # case: (base_url, issuer, its DID, the path of its document)
    "under a path": (
        BASE,
        {},
        "did:web:badges.example.org:demo:issuers:fenwick",
        "issuers/fenwick/did.json",
    ),
    "at a domain": (
        "https://badges.example.org/",
        {},
        "did:web:badges.example.org:issuers:fenwick",
        "issuers/fenwick/did.json",
    ),
    "the root under a path": (
        BASE,
        {"root": "true"},
        "did:web:badges.example.org:demo",
        "did.json",
    ),
    "the root of a domain": (
        "https://badges.example.org/",
        {"root": "true"},
        "did:web:badges.example.org",
        ".well-known/did.json",
    ),
    "a domain of its own": (
        BASE,
        {"did": "did:web:fenwick.example"},
        "did:web:fenwick.example",
        "issuers/fenwick/did.json",
    ),
}


@pytest.mark.parametrize(("base", "more", "did", "path"), DIDS.values(), ids=DIDS.keys())
def test_the_did_of_an_issuer_and_where_its_document_stands(base, more, did, path):
    assert addresses.issuer_did(config(base), issuer(**more)) == did
    assert addresses.did_path(config(base), issuer(**more)) == path


def test_the_did_of_a_recognizer():
    assert (
        addresses.recognizer_did(config(), recognizer())
        == "did:web:badges.example.org:demo:recognizers:college"
    )
    own = "did:web:college.example.org"
    assert addresses.recognizer_did(config(), recognizer(did=own)) == own


def test_every_address_lies_under_the_base():
    assert [
        addresses.badge_page(BASE, "a"),
        addresses.achievement(BASE, "a"),
        addresses.earlier_achievement(BASE, "a", "1.0"),
        addresses.badge_image(BASE, "a"),
        addresses.pathway_page(BASE, "p"),
        addresses.recognizer_page(BASE, "r"),
        addresses.issuer_page(BASE, "i"),
        addresses.earner_page(BASE, "e"),
        addresses.credential_page(BASE, "t"),
        addresses.credential(BASE, "t"),
        addresses.status_list(BASE, "i", 1),
    ] == [
        f"{BASE}badges/a/",
        f"{BASE}badges/a/achievement.json",
        f"{BASE}badges/a/achievement-1.0.json",
        f"{BASE}badges/a/image.svg",
        f"{BASE}pathways/p/",
        f"{BASE}recognizers/r/",
        f"{BASE}issuers/i/",
        f"{BASE}earners/e/",
        f"{BASE}credentials/t/",
        f"{BASE}credentials/t/credential.json",
        f"{BASE}issuers/i/status/1.json",
    ]


def test_a_rule_names_its_badges_and_pathways_in_order():
    said = {
        "slug": "x",
        "issuer": "i",
        "name": "x",
        "summary": "x",
        "audience": ["anyone"],
        "stages": [
            {"name": "1", "rule": "a"},
            {
                "name": "2",
                "rule": {
                    "choose": "1",
                    "of": ["b", {"pathway": "p"}, {"any": ["c", {"hours": "3", "of": ["d"]}]}],
                },
            },
        ],
    }
    requirement = Pathway.model_validate(said).requirement
    assert list(badges_in(requirement)) == ["a", "b", "c", "d"]
    assert list(pathways_in(requirement)) == ["p"]


def test_the_levels_of_a_rubric_are_ranked_lowest_first():
    rubric = Rubric.model_validate(
        {
            "levels": [{"id": "low", "name": "L"}, {"id": "high", "name": "H"}],
            "passes": "high",
            "criteria": [{"id": "a", "name": "A", "levels": {"low": "x", "high": "y"}}],
        }
    )
    assert [rubric.rank("low"), rubric.rank("high")] == [0, 1]


def test_a_person_is_private_unless_they_agreed_to_more():
    earner = Earner.model_validate({"slug": "x", "name": "Ada Lee"})
    assert (earner.visibility, earner.page_name, earner.is_minor) == ("private", None, False)


def test_an_award_is_known_by_badge_earner_and_date_or_by_its_own_id():
    award = Award(badge="a", earner="e", awarded=date(2026, 5, 3))
    assert award.identity == "a/e/2026-05-03"
    assert award.model_copy(update={"award_id": "x1"}).identity == "x1"


def test_a_trust_list_finds_by_did():
    trust = TrustList.model_validate(
        {"issuers": [{"did": "did:web:a.example", "name": "A", "since": "2026-01-01"}]}
    )
    assert trust.find("did:web:a.example").name == "A"
    assert trust.find("did:web:b.example") is None


def test_a_recognition_begins_with_from_and_nothing_else():
    worth = {"kind": "interview", "text": "x"}
    basis = {"kind": "policy", "url": "https://x.example/"}
    said = {"badges": ["x"], "worth": worth, "basis": basis, "from": "2026-01-01"}
    assert Recognition.model_validate(said).start == date(2026, 1, 1)
    with pytest.raises(ValidationError):
        Recognition.model_validate({**said, "start": said.pop("from")})
