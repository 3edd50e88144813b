"""A small issuer, made here and signed with a fixed key: all that a credential can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.model import addresses
from generator.model.badge import Badge
from generator.model.issuer import Issuer
from generator.model.ledger import Issued
from generator.model.site_config import SiteConfig
from generator.openbadges.credential import unsigned_credential
from generator.openbadges.did_web import did_document, document_url
from generator.openbadges.multikey import encode_public_key
from generator.openbadges.profile import did_keys
from generator.openbadges.proof import add_proof
from generator.openbadges.status_list import MINIMUM_ENTRIES, status_list_credential, with_set
from generator.openbadges.strict_json import JsonObject, dump_json

BASE = "https://badges.fenwick.example/program/"
AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
SIGNED_AT = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)
REVOKED_INDEX = 94_567


@dataclass(frozen=True)
class Signer:
    """A key pair with fixed secret bytes."""

    seed: int

    @cached_property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes([self.seed]) * 32)

    @cached_property
    def public(self) -> str:
        return encode_public_key(self.private.public_key().public_bytes_raw())

    def method(self, did: str) -> str:
        """The name of the key as one of `did`."""
        return f"{did}#{self.public}"

    def sign(self, document: JsonObject, method: str, created: datetime = SIGNED_AT) -> JsonObject:
        """`document` with a proof by this key, said to be by the key named `method`."""
        return add_proof(
            document, sign=self.private.sign, verification_method=method, created=created
        )


OURS, RETIRED, FOREIGN = Signer(1), Signer(2), Signer(3)
FOREIGN_DID = "did:web:badges.fenwick.example:program:issuers:foreign"
"""Of `FOREIGN`, whose document stands on the same site."""

CONFIG = SiteConfig.model_validate(
    {
        "site_name": "Fenwick Badges",
        "description": "Badges of the Fenwick district.",
        "base_url": BASE,
        "home": {"statement": "Work was seen and judged.", "run_by": {"office": "Fenwick"}},
    }
)
ISSUER = Issuer.model_validate(
    {
        "slug": "fenwick",
        "name": "Fenwick School District – Größe & “quotes” 学习",
        "summary": "A district <of three> schools & one \\ backslash.",
        "url": "https://fenwick.example/",
        "contact": {"office": "Professional learning", "email": "badges@fenwick.example"},
        "keys": [
            {
                "public_key": RETIRED.public,
                "created": "2024-01-01T00:00:00Z",
                "retired": "2026-01-01T00:00:00Z",
            },
            {"public_key": OURS.public, "created": "2026-01-01T00:00:00Z"},
        ],
    }
)
DID = addresses.issuer_did(CONFIG, ISSUER)
DID_URL = document_url(DID)

_PLAIN = {
    "slug": "listening",
    "issuer": "fenwick",
    "name": "Listening",
    "summary": "Listens before answering.",
    "description": "Listens.",
    "level": "foundation",
    "topics": ["Communication"],
    "audience": ["student"],
    "shown": "listened before answering",
    "criteria": "Listen.",
    "assessors": {"who": "A teacher"},
    "owner": {"office": "Professional learning"},
    "review_by": "2027-01-01",
    "version": "1",
}
PLAIN = Badge.model_validate(_PLAIN)
RICH = Badge.model_validate(
    {
        **_PLAIN,
        "slug": "wait-time",
        "name": "Wait time & “thinking” time",
        "type": "MicroCredential",
        "language": "es",
        "hours": "7.50",
        "ceu": "0.7",
        "image": "images/wait-time.png",
        "topics": ["Questioning", "Equity & access"],
        "criteria": '# Wait\n\n* Wait *three* seconds\n* Say "why" — <not> `rate & pace`\n\n日本語 🎓',
        "rubric": {
            "levels": [
                {"id": "not-yet", "name": "Not yet", "points": "0"},
                {"id": "met", "name": "Met", "points": "1.50"},
            ],
            "criteria": [
                {"id": "plan", "name": "Plan", "levels": {"not-yet": "No plan", "met": "A plan"}},
                {"id": "teach", "name": "Teach", "levels": {"not-yet": "No", "met": "Yes"}},
            ],
            "passes": "met",
        },
        "alignments": [
            {
                "framework": "State standards",
                "code": "T.2.a",
                "name": "Questions that make students think",
                "url": "https://standards.example/t2?a=1&b=2#a",
            },
            {
                "framework": "CASE",
                "name": "Waits",
                "url": "https://case.example/items/1",
                "type": "CFRubricCriterionLevel",
            },
        ],
        "valid_months": 24,
    }
)

_EVIDENCE = [
    {"kind": "lesson-plan", "description": "A plan", "date": "2026-02-01"},
    {
        "kind": "classroom-video",
        "description": "Ten minutes of class",
        "digest": f"sha256:{'ab' * 32}",
        "url": "https://fenwick.example/films/9?x=%C3%A9",
        "public": True,
        "all_agreed": True,
    },
]
_RICH_AWARD = {
    "shown": "waited three seconds after every question",
    "assessor_role": "Instructional coach",
    "results": {"plan": "met", "teach": "met"},
    "evidence": _EVIDENCE,
    "hours": "8.25",
    "started": "2026-01-10",
    "ended": "2026-02-20",
    "components": [addresses.credential(BASE, "c" * 32), addresses.credential(BASE, "d" * 32)],
}


def row(number: int, badge: Badge, *, award: JsonObject | None = None, **more: object) -> Issued:
    """The ledger's row of one award of `badge`."""
    details = {
        "badge": badge.slug,
        "earner": f"e{number}",
        "awarded": "2026-03-02",
        **(award or {}),
    }
    fields = {
        "award_identity": f"award {number}",
        "award": details,
        "copy": "page",
        "issuer": "fenwick",
        "earner": f"e{number}",
        "badge": badge.slug,
        "badge_version": badge.version,
        "credential": f"{number:032x}",
        "subject": f"urn:uuid:00000000-0000-4000-8000-{number:012x}",
        "status_list": 1,
        "status_index": 1000 + number,
        "signed_at": SIGNED_AT,
        "key": OURS.public,
        "digest": f"sha256:{'0' * 64}",
    }
    return Issued.model_validate(fields | more)


_OLD = {"signed_at": datetime(2025, 6, 1, tzinfo=UTC), "key": RETIRED.public}

IN_FORCE = {  # what is neither expired nor withdrawn: (row, badge)
    "plain": (row(1, PLAIN), PLAIN),
    "with a name": (row(2, PLAIN, name='Zoë O’Hara-Łukasz <b> & "co" 王'), PLAIN),
    "rich": (row(3, RICH, award=_RICH_AWARD, name="Ana Díaz"), RICH),
    "with an end": (row(4, PLAIN, valid_until=AS_OF + timedelta(days=1)), PLAIN),
    "in a team": (row(9, PLAIN, award={"team": "Bridge & “Builders” <7> 橋"}), PLAIN),
    "by a retired key": (row(5, PLAIN, award={"awarded": "2025-05-30"}, **_OLD), PLAIN),
    "assessor by name": (
        row(6, RICH, award={**_RICH_AWARD, "assessor_name": "Kai Berg"}, status_index=131_071),
        RICH,
    ),
}
NOT_IN_FORCE = {
    "revoked": (row(7, PLAIN, status_index=REVOKED_INDEX), PLAIN),
    "expired": (row(8, PLAIN, valid_until=AS_OF - timedelta(days=1)), PLAIN),
}


def signed(ledger_row: Issued, badge: Badge, *, issuer: Issuer = ISSUER) -> JsonObject:
    """The credential of `ledger_row`, as issuing makes it."""
    document = unsigned_credential(ledger_row, badge=badge, issuer=issuer, config=CONFIG)
    signer = RETIRED if ledger_row.key == RETIRED.public else OURS
    return signer.sign(document, signer.method(document["issuer"]["id"]), ledger_row.signed_at)


def status_list(
    number: int = 1, *, signer: Signer = OURS, did: str = DID, valid_days: int = 400
) -> JsonObject:
    """A list of the issuer's, in which one credential is withdrawn."""
    document = status_list_credential(
        url=addresses.status_list(BASE, ISSUER.slug, number),
        issuer=did,
        bits=with_set(bytes(MINIMUM_ENTRIES // 8), [REVOKED_INDEX]),
        valid_from=SIGNED_AT,
        valid_until=SIGNED_AT + timedelta(days=valid_days),
    )
    return signer.sign(document, signer.method(did))


def key_document(did: str = DID) -> JsonObject:
    """The issuer's DID document, or that of another with the same keys."""
    return did_document(did, did_keys(ISSUER, CONFIG))


def write_site(folder: Path, documents: Mapping[str, JsonObject]) -> None:
    """Put each document where a built site has it."""
    for url, document in documents.items():
        file = folder / url.removeprefix(BASE)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(dump_json(document))
