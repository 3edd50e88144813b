"""What we sign, before the judges: good credentials, withdrawn and expired ones, forgeries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from generator.model.trust import KnownIssuer, TrustList
from generator.openbadges.canonical import canonicalize
from generator.openbadges.contexts import OB_V3
from generator.openbadges.did_web import DidKey, did_document, document_url
from generator.openbadges.strict_json import JsonObject, dump_json
from generator.verify import FixedResolver, Report, Verdict, verify
from tests.judges import made
from tests.judges.forgeries import forged, signed_by_another
from tests.judges.judging import OLDER_OB_V3, World, ask, what_is_signed

pytestmark = pytest.mark.judges

JUDGES = ("vc", "dcc")
TRUST = TrustList(
    issuers=(
        KnownIssuer(
            did=made.DID,
            name="Fenwick",
            since=made.SIGNED_AT.date(),
            keys=(made.OURS.public, made.RETIRED.public),
        ),
    )
)


def _status(number: int) -> JsonObject:
    return made.signed(made.row(20 + number, made.PLAIN, status_list=number), made.PLAIN)


def _by(slug: str) -> JsonObject:
    issuer = made.ISSUER.model_copy(update={"slug": slug})
    return made.signed(made.row(30, made.PLAIN), made.PLAIN, issuer=issuer)


def _sites_documents() -> dict[str, JsonObject]:
    """Documents of the issuer, of a foreigner, and some that are wrong."""
    lists = {
        1: made.status_list(1),
        2: {**made.status_list(2), "validUntil": "2099-01-01T00:00:00Z"},
        3: made.status_list(3, signer=made.FOREIGN, did=made.FOREIGN_DID),
        4: made.status_list(4, valid_days=30),
        5: {member: value for member, value in made.status_list(5).items() if member != "proof"},
    }
    documents = {each["id"]: each for each in lists.values()}
    documents[made.DID_URL] = made.key_document()
    foreign = did_document(made.FOREIGN_DID, [DidKey(made.FOREIGN.public)])
    documents[document_url(made.FOREIGN_DID)] = foreign
    unlisted = made.key_document(_did("unlisted"))
    documents[document_url(_did("unlisted"))] = {**unlisted, "assertionMethod": []}
    controlled = made.key_document(_did("controlled"))
    for method in controlled["verificationMethod"]:
        method["controller"] = made.FOREIGN_DID
    documents[document_url(_did("controlled"))] = controlled
    documents[document_url(_did("another"))] = made.key_document()
    return documents


def _did(slug: str) -> str:
    return made.DID.replace("fenwick", slug, 2).replace(f"badges.{slug}", "badges.fenwick")


ISSUED = {name: made.signed(*each) for name, each in {**made.IN_FORCE, **made.NOT_IN_FORCE}.items()}
FORGED = {**forged(ISSUED["rich"]), **signed_by_another(ISSUED["rich"])}
UNSURE = {  # the credential is right, and what stands around it is not
    "status list changed": _status(2),
    "status list by a foreigner": _status(3),
    "status list past its end": _status(4),
    "status list without proof": _status(5),
    "status list missing": _status(6),
    "key not listed for assertions": _by("unlisted"),
    "key controlled by somebody else": _by("controlled"),
    "DID document of somebody else": _by("another"),
    "DID document missing": _by("missing"),
}


def _tricks() -> dict[str, bytes]:
    """Forgeries that at least one judge lets through, and that we do not."""
    plain = ISSUED["plain"]
    inline = {**plain, "@context": [*plain["@context"], {"honours": "https://schema.org/award"}]}
    late = made.row(40, made.PLAIN, key=made.RETIRED.public)
    return {
        "a member said twice": dump_json(plain).replace(b"{", b'{"name": "Rocket science",', 1),
        "an inline context that renames nothing": dump_json(inline),
        "a retired key, after its end": dump_json(made.signed(late, made.PLAIN)),
    }


TRICKS = _tricks()
LENIENT = {  # who accepts what all should refuse; a judge that mends its ways is welcome
    "a member said twice": {"vc", "dcc"},
    "an inline context that renames nothing": {"vc", "dcc"},
    "a retired key, after its end": {"vc", "dcc"},
    "status list by a foreigner": {"dcc"},
}


@dataclass(frozen=True)
class Court:
    """One site, what the judges say of all credentials, and what we say."""

    answers: Mapping[str, Mapping[str, Any]]
    ours: Mapping[str, Report]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("site")
    made.write_site(folder, _sites_documents())
    return World(made.AS_OF, {made.BASE: folder})


@pytest.fixture(scope="module")
def court(world: World) -> Court:
    on_site = {url: dump_json(document) for url, document in _sites_documents().items()}
    resolver = FixedResolver(on_site, handed=False)
    documents = {name: dump_json(each) for name, each in {**ISSUED, **FORGED, **UNSURE}.items()}
    documents |= TRICKS
    return Court(
        answers={judge: ask(judge, world, documents) for judge in (*JUDGES, "schema")},
        ours={
            name: verify(body, as_of=made.AS_OF, resolver=resolver, trust=TRUST)
            for name, body in documents.items()
        },
    )


@pytest.mark.parametrize("judge", [*JUDGES, "schema"])
@pytest.mark.parametrize("name", made.IN_FORCE)
def test_what_is_in_force_is_accepted(court: Court, judge: str, name: str) -> None:
    assert court.answers[judge][name]["accepted"], court.answers[judge][name]


@pytest.mark.parametrize("name", made.IN_FORCE)
def test_what_is_in_force_is_verified_by_us(court: Court, name: str) -> None:
    assert court.ours[name].verdict is Verdict.VERIFIED, court.ours[name]


@pytest.mark.parametrize("judge", JUDGES)
def test_the_withdrawn_is_seen_as_withdrawn(court: Court, judge: str) -> None:
    answer = court.answers[judge]["revoked"]
    assert (answer["accepted"], answer["revoked"]) == (False, True), answer
    assert court.answers[judge]["plain"]["revoked"] is False


@pytest.mark.parametrize("judge", JUDGES)
def test_the_expired_is_not_accepted(court: Court, judge: str) -> None:
    assert not court.answers[judge]["expired"]["accepted"]


@pytest.mark.parametrize("name", made.NOT_IN_FORCE)
def test_what_is_not_in_force_still_has_the_official_shape(court: Court, name: str) -> None:
    assert court.answers["schema"][name]["accepted"], court.answers["schema"][name]


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("name", FORGED)
def test_a_forgery_is_refused(court: Court, judge: str, name: str) -> None:
    assert not court.answers[judge][name]["accepted"], court.answers[judge][name]


@pytest.mark.parametrize("name", FORGED)
def test_a_forgery_is_refused_by_us(court: Court, name: str) -> None:
    unknown = name == "another suite"  # its signature we can't check
    expected = Verdict.UNCONFIRMED if unknown else Verdict.INVALID
    assert court.ours[name].verdict is expected, court.ours[name]


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_is_refused_by_us(court: Court, name: str) -> None:
    assert court.ours[name].verdict is Verdict.INVALID, court.ours[name]


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("name", [*UNSURE, *TRICKS])
def test_who_accepts_what_should_not_be(court: Court, judge: str, name: str) -> None:
    answer = court.answers[judge][name]
    assert answer["accepted"] == (judge in LENIENT.get(name, ())), answer


@pytest.mark.parametrize("name", UNSURE)
def test_a_wrong_document_around_it_is_not_verified_by_us(court: Court, name: str) -> None:
    assert court.ours[name].verdict in {Verdict.UNCONFIRMED, Verdict.INVALID}, court.ours[name]


@pytest.mark.parametrize("older", [False, True], ids=["current context", "older context"])
def test_the_canonical_bytes_are_the_same(older: bool) -> None:  # noqa: FBT001
    files = {OB_V3: OLDER_OB_V3} if older else {}
    documents = {name: dump_json(each) for name, each in ISSUED.items()}
    documents |= {
        url: dump_json(each) for url, each in _sites_documents().items() if "proof" in each
    }
    answers = ask("canonical", World(made.AS_OF, files=files), documents)
    for name, body in documents.items():
        unsecured, options = what_is_signed(json.loads(body))
        assert answers[name]["document"].get("nquads", "").encode() == canonicalize(unsecured), name
        assert answers[name]["options"].get("nquads", "").encode() == canonicalize(options), name
