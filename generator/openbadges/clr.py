"""All that somebody earned as one Comprehensive Learner Record 2.0, ``ClrCredential``.

The record holds the page copies themselves, each with its own proof, as they stand in the
catalog: whoever doubts the record can check each of them without it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.model import addresses
from generator.model.catalog import Catalog
from generator.model.earner import Earner, Visibility
from generator.model.ledger import Copy, Issued, Revoked
from generator.model.site_config import SiteConfig
from generator.openbadges.contexts import RECORD_CONTEXT
from generator.openbadges.instants import InstantError, format_instant, parse_instant
from generator.openbadges.profile import profile
from generator.openbadges.strict_json import JsonObject, StrictJsonError, parse_json


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """Whose record is to be, and of what."""

    earner: Earner
    rows: tuple[Issued, ...]
    """Of the badges in it, in the order in which they were earned."""
    is_partial: bool
    """The page shows badges that others awarded, too."""

    @property
    def issuers(self) -> tuple[str, ...]:
        """Slugs of those who awarded these badges; one of them signs."""
        return tuple(dict.fromkeys(row.issuer for row in self.rows))


def learner_records(catalog: Catalog) -> dict[str, LearnerRecord]:
    """What goes into the record of everybody who has a page and a badge on it, by slug.

    All of our badges that the page shows and that were not withdrawn. One whose time is over
    stays: it was earned, and says itself how long it was valid. So what a record holds changes
    with the catalog only, never with the day.
    """
    rows = {row.credential: row for row in catalog.ledger if isinstance(row, Issued)}
    gone = {row.credential for row in catalog.ledger if isinstance(row, Revoked)}
    gone |= {old for row in rows.values() for old in row.replaces}
    others = {adopted.record.earner for adopted in catalog.adopted.values()}
    found: dict[str, list[Issued]] = {}
    for token in catalog.assertions:
        row = rows[token]
        if token not in gone and row.copy_ is Copy.PAGE:
            found.setdefault(row.earner, []).append(row)
    return {
        slug: LearnerRecord(
            catalog.earners[slug], tuple(sorted(found[slug], key=_earned)), slug in others
        )
        for slug in sorted(found)
        if catalog.earners[slug].visibility is not Visibility.PRIVATE
    }


def unsigned_record(
    record: LearnerRecord,
    catalog: Catalog,
    config: SiteConfig,
    *,
    issuer: str,
    subject: str,
    signed_at: datetime,
) -> JsonObject:
    """The record, to which a proof is to be added (CLR 2.0, section 3.1, ClrCredential).

    `subject` is an opaque ``urn:uuid``, new in each record as in each badge, so that it joins
    no two of them. The name is the one on the page.
    """
    earner = record.earner
    wire: JsonObject = {
        "@context": list(RECORD_CONTEXT),
        "id": addresses.learner_record(config.base_url, earner.page_address),
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": f"Badges earned by {earner.page_name}" if earner.page_name else "Badges earned",
        "issuer": profile(catalog.issuers[issuer], config),
        "validFrom": format_instant(signed_at),
    }
    if record.is_partial:
        wire["partial"] = True
    about: JsonObject = {"id": subject, "type": ["ClrSubject"]}
    if earner.page_name:
        about["identifier"] = [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": earner.page_name,
                "identityType": "name",
            }
        ]
    about["verifiableCredential"] = [
        parse_json(catalog.assertions[row.credential].body) for row in record.rows
    ]
    wire["credentialSubject"] = about
    return wire


def signer_of(
    body: bytes, issuers: Iterable[str], catalog: Catalog, config: SiteConfig
) -> str | None:
    """Which of `issuers` the record in `body` names as its own."""
    named = _member(_member(_read(body), "issuer"), "id")
    dids = {addresses.issuer_did(config, catalog.issuers[slug]): slug for slug in issuers}
    return dids.get(named) if isinstance(named, str) else None


def is_current(body: bytes, record: LearnerRecord, catalog: Catalog, config: SiteConfig) -> bool:
    """Whether the record in `body` says word for word what would be signed today.

    Its proof is another question.
    """
    document = _read(body)
    issuer = signer_of(body, record.issuers, catalog, config)
    subject = _member(_member(document, "credentialSubject"), "id")
    if issuer is None or not isinstance(subject, str):
        return False
    try:
        signed_at = parse_instant(str(document.get("validFrom")))
    except InstantError:
        return False
    unproved = {member: value for member, value in document.items() if member != "proof"}
    return unproved == unsigned_record(
        record, catalog, config, issuer=issuer, subject=subject, signed_at=signed_at
    )


def _earned(row: Issued) -> tuple[Any, ...]:
    return row.award.awarded, row.signed_at, row.credential


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _read(body: bytes) -> JsonObject:
    try:
        return parse_json(body)
    except StrictJsonError:
        return {}
