"""Learner records: what people earned, signed as one by an issuer of theirs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from generator.issue.disk import Disk
from generator.issue.draft import RandomBytes
from generator.issue.key_file import SigningKey
from generator.issue.sign import CannotSignError
from generator.model.addresses import issuer_did
from generator.model.catalog import Catalog
from generator.model.site_config import SiteConfig
from generator.openbadges.canonical import CanonicalizationError
from generator.openbadges.clr import (
    LearnerRecord,
    is_current,
    learner_records,
    signer_of,
    unsigned_record,
)
from generator.openbadges.proof import add_proof
from generator.openbadges.strict_json import MAX_BYTES, dump_json


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """What is to be signed by whom, what is to be removed, and where somebody must choose."""

    missing: tuple[tuple[LearnerRecord, str], ...]
    """With the issuer's slug."""
    outdated: tuple[str, ...]
    """Slugs of earners whose record goes: they have no page any more, or no badge on it."""
    undecided: tuple[LearnerRecord, ...]
    """Several issuers awarded these badges, and nobody said which of them signs."""


def plan_records(
    catalog: Catalog,
    config: SiteConfig,
    *,
    earners: Collection[str] = (),
    issuer: str | None = None,
) -> RecordPlan:
    """Compare what lies there with what should; of `earners` only, where some are given.

    A record is signed by the issuer of its badges; where there are several, by `issuer`, or
    else by the one that signed the last one.
    """
    records = learner_records(catalog)
    missing: list[tuple[LearnerRecord, str]] = []
    undecided: list[LearnerRecord] = []
    for slug, record in records.items():
        if earners and slug not in earners:
            continue
        stored = catalog.records.get(slug)
        last = signer_of(stored.body, record.issuers, catalog, config) if stored else None
        named = issuer if issuer in record.issuers else None
        only = record.issuers[0] if len(record.issuers) == 1 else None
        signer = named or last or only
        if signer is None:
            undecided.append(record)
        elif (
            stored is None or signer != last or not is_current(stored.body, record, catalog, config)
        ):
            missing.append((record, signer))
    outdated = (
        slug for slug in catalog.records if slug not in records and (not earners or slug in earners)
    )
    return RecordPlan(tuple(missing), tuple(outdated), tuple(undecided))


def carry_out(
    plan: RecordPlan,
    keys: Mapping[str, SigningKey],
    folder: Path,
    catalog: Catalog,
    config: SiteConfig,
    *,
    disk: Disk,
    random_bytes: RandomBytes,
    signed_at: datetime,
) -> tuple[str, ...]:
    """Sign what is missing and remove what is outdated; `keys` are by issuer.

    Each file is put there whole or not at all, and running it again goes on where it stopped.
    Answers why some could not be signed, one sentence each; their old file is removed.
    """
    left = []
    for slug in plan.outdated:
        (folder / f"{slug}.json").unlink()
    for record, issuer in plan.missing:
        subject = UUID(bytes=random_bytes(16), version=4).urn
        path = folder / f"{record.earner.slug}.json"
        try:
            body = sign_record(
                record, keys[issuer], issuer, catalog, config, subject=subject, signed_at=signed_at
            )
        except CannotSignError as error:
            left.append(f"'{record.earner.slug}' gets no record: {error}")
            path.unlink(missing_ok=True)
            continue
        disk.replace(path, body)
    return tuple(left)


def sign_record(
    record: LearnerRecord,
    key: SigningKey,
    issuer: str,
    catalog: Catalog,
    config: SiteConfig,
    *,
    subject: str,
    signed_at: datetime,
) -> bytes:
    """The signed record; the same arguments give the same bytes.

    Raises:
        CannotSignError: no signature would hold for everyone, or nobody would read it.

    """
    unsigned = unsigned_record(
        record, catalog, config, issuer=issuer, subject=subject, signed_at=signed_at
    )
    did = issuer_did(config, catalog.issuers[issuer])
    try:
        signed = add_proof(
            unsigned,
            sign=key.sign,
            verification_method=f"{did}#{key.public_key}",
            created=signed_at,
        )
    except CanonicalizationError as error:
        raise CannotSignError(f"its badges can't be signed together: {error}") from None
    body = dump_json(signed)
    if len(body) > MAX_BYTES:
        raise CannotSignError(f"{len(record.rows)} badges make more than {MAX_BYTES:,} bytes")
    return body
