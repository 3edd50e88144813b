"""A key was stolen: what its owner itself signed with it is confirmed with another.

The ledger says what an issuer signed; its signed files, each held against its row, have the
signatures. What the thief signed stands in no row, whatever date it bears.

1. The list of what the stolen key honestly signed (`openbadges.attested`).
2. Earlier such lists, learner records, and a recognizer's endorsements that the stolen key
   signed are signed anew, under their own addresses.
3. The status lists likewise: one that the stolen key signed never counts again.

The record of keys is changed last, by the caller. A kill anywhere leaves a catalog that loads,
and the same command finishes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from generator.issue.book import open_book
from generator.issue.clr import carry_out, plan_records
from generator.issue.desk import Desk, Finished, finish
from generator.issue.draft import RandomBytes
from generator.issue.endorse import sign_endorsement
from generator.issue.key_file import SigningKey
from generator.model.addresses import attested_list, issuer_did
from generator.model.catalog import stolen_keys
from generator.model.issuer import Issuer
from generator.model.ledger import Issued
from generator.model.recognizer import Recognizer
from generator.model.trust import TrustList
from generator.openbadges.attested import (
    MAX_DIGESTS,
    attested_digest,
    attested_list_credential,
    join_digests,
    split_digests,
)
from generator.openbadges.did_web import did_document, document_url
from generator.openbadges.endorsement import find_endorsements
from generator.openbadges.profile import did_keys
from generator.openbadges.proof import add_proof
from generator.openbadges.strict_json import JsonObject, StrictJsonError, dump_json, parse_json
from generator.verify.case import Case
from generator.verify.finding import Finding, unknown
from generator.verify.issuer_key import attested_digests
from generator.verify.resolver import FixedResolver


@dataclass(frozen=True, slots=True)
class Honest:
    """What a key of an issuer signed, as the ledger says."""

    rows: tuple[Issued, ...]
    """Those whose signed file is there, in the order of the ledger."""
    digests: frozenset[str]
    """Of their signatures; and of those that were erased since and left good."""
    left: tuple[str, ...]
    """Sentences about rows whose signature can't be told."""

    @property
    def is_too_much(self) -> bool:
        """Whether verifiers would not read a list so long."""
        return len(self.digests) > MAX_DIGESTS


def honest(desk: Desk, issuer: str, public_key: str) -> Honest:
    """What `issuer` itself signed with `public_key`."""
    book = open_book(desk.catalog.ledger)
    rows, left = [], []
    digests = {each for row in book.erased for each in row.signatures.get(public_key, ())}
    for row in book.issued.values():
        if (row.issuer, row.key) != (issuer, public_key):
            continue
        value = signature_of(desk, row)
        if value is not None:
            rows.append(row)
            digests.add(attested_digest(value))
        elif book.standing(row):
            left.append(_why_not(desk, row))
    return Honest(tuple(rows), frozenset(digests), tuple(left))


def signature_of(desk: Desk, row: Issued) -> str | None:
    """The ``proofValue`` of the signed file of `row`; None where that is not what the row says."""
    document = _read(desk.signed.read(row)) if desk.signed.has(row) else {}
    unproved = {member: value for member, value in document.items() if member != "proof"}
    if "sha256:" + sha256(dump_json(unproved)).hexdigest() != row.digest:
        return None
    value = _proof(document).get("proofValue")
    return value if isinstance(value, str) else None


def _why_not(desk: Desk, row: Issued) -> str:
    path = desk.credential(row)
    what = "is not what its ledger row says" if desk.signed.has(row) else "is missing"
    return (
        f"{path}: {row.credential} {what}: restore it from a backup and run this again, "
        f"or withdraw it: badgepress revoke {row.credential}"
    )


@dataclass(frozen=True, slots=True)
class Theft:
    """Whose key was stolen, and the key that signs in its place."""

    desk: Desk
    owner: Issuer | Recognizer
    public_key: str
    """The stolen one."""
    key: SigningKey
    at: datetime
    random_bytes: RandomBytes


def sign_anew(theft: Theft, digests: frozenset[str]) -> tuple[Finished, tuple[str, ...]]:
    """Steps 1 to 3: what was signed of an interrupted run and of lists, and what else was told.

    `digests` are those of what the stolen key honestly signed.
    """
    if isinstance(theft.owner, Recognizer):
        return Finished((), (), ()), tuple(_endorsements(theft, theft.owner))
    theft = replace(theft, desk=_marked(theft, theft.owner))
    _attested_lists(theft, digests)
    told = tuple(_records(theft))
    return finish(theft.desk, [theft.key], as_of=theft.at), told


def _marked(theft: Theft, owner: Issuer) -> Desk:
    """The desk as it is once the record says that the key was stolen."""
    desk = theft.desk
    keys = tuple(
        each.model_copy(update={"compromised": each.compromised or theft.at})
        if each.public_key == theft.public_key
        else each
        for each in owner.keys
    )
    issuers = {**desk.catalog.issuers, owner.slug: owner.model_copy(update={"keys": keys})}
    return replace(desk, catalog=replace(desk.catalog, issuers=issuers))


def _attested_lists(theft: Theft, digests: frozenset[str]) -> None:
    """The list of the stolen key, and those of other keys that can't be relied on any more.

    What a good list held stays on it: what fills it up must not change, or two editions
    together would tell how many are honest.
    """
    desk, slug = theft.desk, theft.owner.slug
    wanted = {theft.public_key: set(digests)}
    for issuer, name in stolen_keys(desk.catalog):
        if issuer == slug:
            held = _held(theft, name)
            if name == theft.public_key:
                wanted[name] |= held
            elif not held:
                wanted[name] = set(honest(desk, slug, name).digests)
    did = issuer_did(desk.config, desk.catalog.issuers[slug])
    for name, each in wanted.items():
        unsigned = attested_list_credential(
            url=attested_list(desk.config.base_url, slug, name),
            issuer=did,
            key=name,
            digests=join_digests(each, theft.random_bytes),
            valid_from=theft.at,
        )
        body = dump_json(
            add_proof(
                unsigned,
                sign=theft.key.sign,
                verification_method=f"{did}#{theft.key.public_key}",
                created=theft.at,
            )
        )
        desk.disk.replace(desk.catalog_dir / "attested" / slug / f"{name}.json", body)


def _held(theft: Theft, name: str) -> set[str]:
    """What the list of the key `name` holds; nothing where there is no good one.

    A file that somebody put there, or the thief signed, must not confirm anything.
    """
    desk, slug = theft.desk, theft.owner.slug
    stored = desk.catalog.attested.get((slug, name))
    if stored is None:
        return set()
    owner = desk.catalog.issuers[slug]
    did = issuer_did(desk.config, owner)
    url = attested_list(desk.config.base_url, slug, name)
    documents = {
        document_url(did): dump_json(did_document(did, did_keys(owner, desk.config))),
        url: stored.body,
    }
    case = Case(b"", theft.at, FixedResolver(documents, handed=False), TrustList())
    try:
        return split_digests(attested_digests(url, did, f"{did}#{name}", case, _untold))
    except Finding:
        return set()


def _untold(reason: object) -> Finding:
    return unknown("status.untrue", reason=reason)


def _records(theft: Theft) -> Iterator[str]:
    """Sign learner records anew that the stolen key signed; tell how many."""
    desk = theft.desk
    records = desk.catalog.records
    stolen = {
        slug for slug, each in records.items() if _signed_with(_read(each.body), theft.public_key)
    }
    if not stolen:
        return
    others = {slug: each for slug, each in records.items() if slug not in stolen}
    catalog = replace(desk.catalog, records=others)
    slug = theft.owner.slug
    plan = plan_records(catalog, desk.config, earners=stolen, issuer=slug)
    left = carry_out(
        plan,
        {slug: theft.key},
        desk.people_dir / "records",
        catalog,
        desk.config,
        disk=desk.disk,
        random_bytes=theft.random_bytes,
        signed_at=theft.at,
    )
    yield f"Learner records signed anew: {len(plan.missing) - len(left)}"
    yield from left


def _endorsements(theft: Theft, owner: Recognizer) -> Iterator[str]:
    """Sign endorsements anew that the stolen key signed; tell how many.

    One that no statement says any more is left to `endorse`, which removes it.
    """
    desk, count = theft.desk, 0
    for each, name in find_endorsements(owner, desk.catalog, desk.config):
        stored = desk.catalog.endorsements.get((owner.slug, name or ""))
        if stored is None or name is None or not _signed_with(_read(stored.body), theft.public_key):
            continue
        body = sign_endorsement(each, name, theft.key, desk.config, theft.at)
        desk.disk.replace(desk.catalog_dir / "endorsements" / owner.slug / f"{name}.json", body)
        count += 1
    yield f"Endorsements signed anew: {count}"


def _signed_with(document: JsonObject, public_key: str) -> bool:
    return str(_proof(document).get("verificationMethod")).endswith(f"#{public_key}")


def _proof(document: JsonObject) -> dict[str, Any]:
    proofs = document.get("proof")
    proof = proofs[0] if isinstance(proofs, list) and len(proofs) == 1 else proofs
    return proof if isinstance(proof, dict) else {}


def _read(body: bytes) -> JsonObject:
    try:
        return parse_json(body)
    except StrictJsonError:
        return {}
