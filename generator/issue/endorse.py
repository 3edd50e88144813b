"""Recognizers' statements, signed with their own keys."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.issue.disk import Disk
from generator.issue.draft import RandomBytes
from generator.issue.key_file import SigningKey
from generator.model.addresses import recognizer_did
from generator.model.catalog import Catalog
from generator.model.recognizer import Recognizer
from generator.model.site_config import SiteConfig
from generator.openbadges.endorsement import Endorsed, find_endorsements, unsigned_endorsement
from generator.openbadges.proof import add_proof
from generator.openbadges.strict_json import dump_json

_OURS = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class EndorsementPlan:
    """What is to be signed for one recognizer, and what no longer counts."""

    recognizer: Recognizer
    missing: tuple[Endorsed, ...]
    outdated: tuple[str, ...]
    """Names of files that we signed and that no statement says any more."""


def plan_endorsements(
    recognizer: Recognizer, catalog: Catalog, config: SiteConfig, *, badge: str | None = None
) -> EndorsementPlan:
    """Compare what `recognizer` says is signed with what lies there; with `badge`, of it only.

    A file that a statement names was signed elsewhere, and is left alone.
    """
    missing, found = [], set()
    for each, name in find_endorsements(recognizer, catalog, config):
        if name is not None:
            found.add(name)
        elif each.recognition.basis.file is None and badge in {None, each.slug}:
            missing.append(each)
    outdated = (
        name
        for folder, name in catalog.endorsements
        if folder == recognizer.slug and name not in found and _OURS.fullmatch(name)
    )
    return EndorsementPlan(recognizer, tuple(missing), tuple(outdated) if badge is None else ())


def carry_out(
    plans: Iterable[EndorsementPlan],
    keys: Mapping[str, SigningKey],
    folder: Path,
    config: SiteConfig,
    *,
    disk: Disk,
    random_bytes: RandomBytes,
    signed_at: datetime,
) -> None:
    """Sign what is missing and remove what is outdated; `keys` are by recognizer.

    Each file is put there whole or not at all, and running it again goes on where it stopped.
    """
    for plan in plans:
        place = folder / plan.recognizer.slug
        for each in plan.missing:
            name = random_bytes(16).hex()
            body = sign_endorsement(each, name, keys[plan.recognizer.slug], config, signed_at)
            disk.replace(place / f"{name}.json", body)
        for name in plan.outdated:
            (place / f"{name}.json").unlink()


def sign_endorsement(
    of: Endorsed, name: str, key: SigningKey, config: SiteConfig, signed_at: datetime
) -> bytes:
    """The signed endorsement, under the random `name`."""
    did = recognizer_did(config, of.recognizer)
    return dump_json(
        add_proof(
            unsigned_endorsement(of, name, config),
            sign=key.sign,
            verification_method=f"{did}#{key.public_key}",
            created=signed_at,
        )
    )
