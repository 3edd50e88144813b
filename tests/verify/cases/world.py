"""A small world to forge in: an issuer, its keys, its documents, and an attacker.

Keys come from fixed seeds and Ed25519 is deterministic, so the same code writes the same
bytes. None of these keys signs anything outside the cases.
"""

import copy
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from generator.openbadges.contexts import CONTEXT, VC_V2
from generator.openbadges.multikey import encode_base58btc, encode_public_key
from generator.openbadges.proof import hash_data
from generator.openbadges.status_list import MINIMUM_ENTRIES, encode_bits, with_set
from generator.openbadges.strict_json import dump_json

AS_OF = "2026-05-03T12:00:00Z"
CHECKS = ("document", "issuer-key", "signature", "validity-period", "status", "issuer-trust")

SITE = "https://badges.example.org/"
ISSUER = "did:web:badges.example.org:issuers:acme"
DID_URL = f"{SITE}issuers/acme/did.json"
LIST_URL = f"{SITE}issuers/acme/status/1.json"
ID = f"{SITE}credentials/3f2a8c0e5b7d4e1f9a6b2c8d0e4f6a1b/credential.json"
INDEX = 70_707

ATTACKER = "did:web:evil.example"
ATTACKER_URL = "https://evil.example/.well-known/did.json"


class Key:
    """A key pair from a name."""

    def __init__(self, name):
        seed = hashlib.sha256(f"badgepress conformance: {name}".encode()).digest()
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.multibase = encode_public_key(self.raw)


KEY = Key("issuer")
OTHER_KEY = Key("issuer's other key")
EVIL_KEY = Key("attacker")


@dataclass
class Case:
    """One folder: what is handed in, what the resolver has, and what must come out."""

    about: str
    credential: bytes
    checks: dict
    documents: dict = field(default_factory=dict)  # URL: (bytes, handed), and the date if told
    given: dict = field(default_factory=dict)  # id: bytes, of what is handed in together with it
    trust: dict | None = None
    file: str = "credential.json"
    as_of: str = AS_OF

    @property
    def suffix(self):
        """The verdict, as the folder's name ends (generator/README, verification)."""
        first_five = [self.checks[check] for check in CHECKS[:5]]
        if "failed" in first_five:
            return "_invalid"
        if {"unknown", "skipped"} & {self.checks[check] for check in CHECKS}:
            return "_unconfirmed"
        return "_untrusted" if self.checks["issuer-trust"] == "failed" else ""


def ends(check=None, outcome="passed"):
    """All checks before `check` pass, it ends with `outcome`, and what needs it is skipped."""
    checks = dict.fromkeys(CHECKS, "passed")
    if check is None:
        return checks
    checks[check] = outcome
    if check in CHECKS[:3]:
        for later in CHECKS[CHECKS.index(check) + 1 :]:
            checks[later] = "skipped"
    return checks


def moment(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def change(value, path, new):
    """A copy of `value` with another value at `path`; `...` takes it away."""
    value = copy.deepcopy(value)
    *steps, last = path
    place = value
    for step in steps:
        place = place[step]
    if new is ...:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(new)
    else:
        place[last] = new
    return value


def badge(**changes):
    """An unsigned credential with a bit of everything; `...` leaves a member out."""
    achievement_id = f"{SITE}badges/welding/achievement.json"
    document = {
        "@context": list(CONTEXT),
        "id": ID,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Welding basics",
        "issuer": {
            "id": ISSUER,
            "type": ["Profile"],
            "name": "Acme Training",
            "url": "https://acme.example.org/",
        },
        "validFrom": "2026-01-15T00:00:00Z",
        "awardedDate": "2026-01-15T00:00:00Z",
        "validUntil": "2029-01-15T00:00:00Z",
        "credentialSubject": {
            "id": "urn:uuid:0d4ff0a2-6a0e-4c4d-9a59-6b5a5f3c2d11",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Zoë Ångström",
                    "identityType": "name",
                }
            ],
            "achievement": {
                "id": achievement_id,
                "type": ["Achievement"],
                "name": "Welding basics",
                "description": "Joins two plates so that they hold.",
                "criteria": {"narrative": "Weld three seams.\n\n* flat\n* vertical"},
                "resultDescription": [
                    {
                        "id": f"{achievement_id}#criterion-seam",
                        "type": ["ResultDescription"],
                        "name": "Seam",
                        "resultType": "RubricCriterionLevel",
                        "requiredLevel": f"{achievement_id}#criterion-seam-2",
                        "rubricCriterionLevel": [
                            {
                                "id": f"{achievement_id}#criterion-seam-{level}",
                                "type": ["RubricCriterionLevel"],
                                "name": name,
                                "level": level,
                            }
                            for level, name in (("1", "holds"), ("2", "holds and is even"))
                        ],
                    }
                ],
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "Joining metals",
                        "targetUrl": "https://standards.example.org/metal/3",
                    }
                ],
            },
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": f"{achievement_id}#criterion-seam",
                    "achievedLevel": f"{achievement_id}#criterion-seam-2",
                }
            ],
        },
        "evidence": [
            {"type": ["Evidence"], "genre": "observation", "description": "Three seams, seen."}
        ],
        "credentialStatus": {
            "id": f"{LIST_URL}#{INDEX}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(INDEX),
            "statusListCredential": LIST_URL,
        },
    }
    return _changed(document, changes)


def signed(document, *, key=KEY, did=None, method=None, **proof):
    """With a proof by `key`; `proof` changes its options before signing."""
    if did is None:
        issuer = document["issuer"]
        did = issuer if isinstance(issuer, str) else issuer["id"]
    options = _changed(
        {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2026-01-15T09:30:00Z",
            "verificationMethod": method or f"{did}#{key.multibase}",
            "proofPurpose": "assertionMethod",
        },
        proof,
    )
    data = hash_data(document, {"@context": document["@context"], **options})
    return {
        **document,
        "proof": [{**options, "proofValue": encode_base58btc(key.private.sign(data))}],
    }


def did_document(*keys, did=ISSUER, **changes):
    """The document of `did`; a key may be a `Key` or a pair of it and changes to its method."""
    methods = []
    for each in keys or (KEY,):
        key, edits = each if isinstance(each, tuple) else (each, {})
        method = {
            "id": f"{did}#{key.multibase}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key.multibase,
        }
        methods.append(_changed(method, edits))
    document = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
    return dump_json(_changed(document, changes))


def unsigned_list(*, withdrawn=(), entries=MINIMUM_ENTRIES, url=LIST_URL, subject=None, **changes):
    """A status list, not yet signed."""
    bits = with_set(bytes(entries // 8), withdrawn)
    document = {
        "@context": [VC_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": ISSUER,
        "validFrom": "2026-04-01T00:00:00Z",
        "validUntil": "2027-05-06T00:00:00Z",
        "credentialSubject": _changed(
            {
                "id": f"{url}#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": encode_bits(bits),
            },
            subject or {},
        ),
    }
    return _changed(document, changes)


def status_list(*, key=KEY, method=None, proof=None, **changes):
    """A signed status list, as bytes."""
    options = {"created": "2026-04-01T08:00:00Z", **(proof or {})}
    document = unsigned_list(**changes)
    return dump_json(signed(document, key=key, method=method, did=ISSUER, **options))


def documents(*, did=None, status=None, handed=False, **more):
    """What the resolver has: the issuer's two documents, each exchangeable."""
    found = {
        DID_URL: did_document() if did is None else did,
        LIST_URL: status_list() if status is None else status,
    }
    return {url: (body, handed) for url, body in found.items() if body is not ...} | more


def trusting(*keys, did=ISSUER, name="Acme Training"):
    """A list of known issuers with one entry; `keys` are pinned."""
    entry = {"did": did, "name": name, "since": "2026-01-01"}
    if keys:
        entry["keys"] = [key.multibase for key in keys]
    return {"issuers": [entry]}


def case(about, document=None, checks=None, **settings):
    """A case in which all is well but what is given."""
    document = signed(badge()) if document is None else document
    data = document if isinstance(document, bytes) else dump_json(document)
    checks = ends() if checks is None else checks
    reached = checks["document"] == "passed"
    settings.setdefault("documents", documents() if reached else {})
    settings.setdefault("trust", trusting() if reached else None)
    return Case(about, data, checks, **settings)


def text_of(document):
    """A document's JSON as text, to be mangled."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _changed(document, changes):
    merged = {**document, **changes}
    return {member: value for member, value in merged.items() if value is not ...}
