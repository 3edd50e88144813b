"""A small signed catalog on disk: every kind of record once, every fate of an earned badge."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.model import addresses
from generator.model.badge import Badge
from generator.model.issuer import Issuer
from generator.model.ledger import Issued, Revoked
from generator.model.site_config import SiteConfig
from generator.openbadges.credential import unsigned_credential
from generator.openbadges.did_web import did_document, document_url
from generator.openbadges.multikey import encode_public_key
from generator.openbadges.profile import did_keys
from generator.openbadges.proof import add_proof
from generator.openbadges.status_list import MINIMUM_ENTRIES, status_list_credential, with_set
from generator.openbadges.strict_json import JsonObject, dump_json

AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
SIGNED_AT = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)
BASE = "https://badges.fenwick.example/program/"
UNLISTED = "0123456789abcdef0123456789abcdef"

CONFIG = f"""\
site_name: Fenwick "B&B" Badges
description: Badges of the Fenwick district.
base_url: {BASE}
home:
  statement: Work was seen and judged.
  featured: [welding]
  run_by: {{office: Fenwick & Sons, email: badges@fenwick.example}}
"""
BADGE = """\
name: Welding <1>
summary: Joins steel & knows why it holds.
type: Badge
level: foundation
topics: [Metal]
audience: [student]
shown: welded a frame that held
criteria: Weld a **frame** that [holds](https://holds.example/).
hours: 3
evidence: [{kind: project, description: The frame}]
assessors: {who: A welder}
description: Some say *steel*.
version: "1.0"
owner: {office: Shop}
review_by: 2027-01-01
"""
EARNERS = {
    "ada": "name: Ada Public\nvisibility: public\n"
    "consent: {by: earner, on: 2026-01-01, visibility: public, name: Ada P.}\n",
    "ula": f"name: Ula Unlisted\nvisibility: unlisted\naddress: {UNLISTED}\nlanguage: es\n"
    "consent: {by: earner, on: 2026-01-01, visibility: unlisted, name: Ula U.}\n",
    "pru": "name: Pru Private\n",
}


def _yaml(text: str) -> dict[str, object]:
    return yaml.load(text, yaml.BaseLoader)


def _digest(body: bytes) -> str:
    return "sha256:" + hashlib.sha256(body).hexdigest()


@dataclass(frozen=True)
class Signer:
    """An issuer with one key of fixed secret bytes."""

    seed: int
    slug: str
    base: str

    @cached_property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes([self.seed]) * 32)

    @cached_property
    def public(self) -> str:
        return encode_public_key(self.private.public_key().public_bytes_raw())

    @property
    def yaml(self) -> str:
        return (
            f"name: {self.slug.title()} District\nsummary: A district.\n"
            f"url: https://{self.slug}.example/\ncontact: {{office: Shop}}\n"
            f"keys: [{{public_key: {self.public}, created: 2026-01-01T00:00:00Z}}]\n"
        )

    @property
    def config(self) -> SiteConfig:
        home = {"statement": "s", "run_by": {"office": "o"}}
        return SiteConfig.model_validate(
            {"site_name": "n", "description": "d", "base_url": self.base, "home": home}
        )

    @property
    def issuer(self) -> Issuer:
        return Issuer.model_validate({"slug": self.slug, **_yaml(self.yaml)})

    @property
    def did(self) -> str:
        return addresses.issuer_did(self.config, self.issuer)

    def sign(self, document: JsonObject) -> bytes:
        return dump_json(
            add_proof(
                document,
                sign=self.private.sign,
                verification_method=f"{self.did}#{self.public}",
                created=SIGNED_AT,
            )
        )

    def did_json(self) -> bytes:
        return dump_json(did_document(self.did, did_keys(self.issuer, self.config)))

    def status_list(self, revoked: set[int], days: int = 400) -> bytes:
        return self.sign(
            status_list_credential(
                url=addresses.status_list(self.base, self.slug, 1),
                issuer=self.did,
                bits=with_set(bytes(MINIMUM_ENTRIES // 8), revoked),
                valid_from=SIGNED_AT,
                valid_until=SIGNED_AT + timedelta(days=days),
            )
        )


OURS = Signer(1, "fenwick", BASE)
FOREIGN = Signer(2, "elsewhere", "https://elsewhere.example/")


@dataclass(frozen=True)
class Earned:
    token: str
    row: Issued
    body: bytes


def earned(
    number: int,
    earner: str,
    *,
    by: Signer = OURS,
    until: datetime | None = None,
    team: str | None = None,
    **more: object,
) -> Earned:
    """A signed badge of `earner`, with the ledger row it was made from."""
    badge = Badge.model_validate({"slug": "welding", "issuer": by.slug, **_yaml(BADGE)})
    token = f"{number:032x}"
    values = {
        "award": {
            "badge": "welding",
            "earner": earner,
            "awarded": "2026-03-14",
            "award_id": f"{number}",
            "team": team,
        },
        "copy": "page",
        "issuer": by.slug,
        "earner": earner,
        "badge": "welding",
        "badge_version": badge.version,
        "name": {"ada": "Ada P.", "ula": "Ula U."}.get(earner),
        "credential": token,
        "subject": f"urn:uuid:00000000-0000-4000-8000-{number:012x}",
        "status_list": 1,
        "status_index": number,
        "signed_at": SIGNED_AT,
        "key": by.public,
        "valid_until": until,
        "digest": "sha256:" + "0" * 64,
        "award_identity": f"{number}",
        **more,
    }
    row = Issued.model_validate(values)
    wire = unsigned_credential(row, badge=badge, issuer=by.issuer, config=by.config)
    digest = hashlib.sha256(dump_json(wire)).hexdigest()
    row = Issued.model_validate({**values, "digest": f"sha256:{digest}"})
    return Earned(token, row, by.sign(wire))


TEAM = "Canary Welders"
GOOD = earned(1, "ada", team=TEAM)
EXPIRED = earned(2, "ada", until=datetime(2026, 5, 1, tzinfo=UTC))
REVOKED = earned(3, "ada")
HIDDEN = earned(4, "ula", team=TEAM)
REPLACED = earned(5, "ada")
CORRECTED = earned(6, "ada", replaces=(REPLACED.token,))
ADOPTED = earned(7, "ada", by=FOREIGN)


def adopted_files(name: str, earner: str, foreign: Earned) -> dict[str, bytes]:
    """What `adopt` stores of somebody else's badge, below the catalog's own folder."""
    documents = {
        "did.json": (document_url(FOREIGN.did), FOREIGN.did_json()),
        "status-list.json": (
            addresses.status_list(FOREIGN.base, FOREIGN.slug, 1),
            FOREIGN.status_list(set()),
        ),
    }
    bodies = {
        "credential.json": foreign.body,
        **{name: body for name, (_, body) in documents.items()},
    }
    record = {
        "earner": earner,
        "at": "2026-04-01T00:00:00Z",
        "did": FOREIGN.did,
        "documents": {url: name for name, (url, _) in documents.items()},
        "digests": {name: _digest(body) for name, body in bodies.items()},
    }
    place = f"catalog/assertions/adopted/{name}/"
    return {
        f"{place}adopted.yml": json.dumps(record).encode(),
        **{f"{place}{name}": body for name, body in bodies.items()},
    }


def small_catalog(root: Path, *, status_days: int = 400, pages: Mapping[str, str] = {}) -> Path:
    """Write the catalog below `root`; answers its configuration."""
    own = [GOOD, EXPIRED, REVOKED, HIDDEN, REPLACED, CORRECTED]
    revoked = [
        Revoked(credential=REVOKED.token, reason="It broke.", on=SIGNED_AT.date()),
        Revoked(credential=REPLACED.token, reason="Typo.", on=SIGNED_AT.date(), reissued=True),
    ]
    rows = [*(each.row for each in own), *revoked]
    files: dict[str, str | bytes] = {
        "site-config.yml": CONFIG,
        "catalog/issuers/fenwick.yml": OURS.yaml,
        "catalog/badges/fenwick/welding.yml": BADGE,
        "catalog/pathways/metal.yml": (
            "name: Metal\nsummary: Work with metal.\nissuer: fenwick\naudience: [student]\nrule: {all: [welding]}\n"
        ),
        **{f"catalog/earners/{slug}.yml": text for slug, text in EARNERS.items()},
        "catalog/ledger.jsonl": "".join(
            json.dumps(row.model_dump(mode="json", by_alias=True, exclude_none=True)) + "\n"
            for row in rows
        ),
        **{f"catalog/assertions/{each.token}.json": each.body for each in own},
        "catalog/status/fenwick/1.json": OURS.status_list({3, 5}, status_days),
        **adopted_files("from-elsewhere", "ada", ADOPTED),
        "catalog/trust.yml": (
            f"issuers: [{{did: '{FOREIGN.did}', name: Elsewhere, since: 2026-01-01}}]\n"
        ),
        **{f"catalog/pages/{name}": text for name, text in pages.items()},
    }
    for path, body in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body.encode() if isinstance(body, str) else body)
    return root / "site-config.yml"
