"""Somebody else's badge: what Northgate College gave one of the sample's earners.

Made without the rooms that issue our own: it stands for what other software hands us.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from generator.openbadges.did_web import DidKey, did_document, document_url
from generator.openbadges.proof import add_proof
from generator.openbadges.status_list import MINIMUM_ENTRIES, status_list_credential, with_set
from generator.openbadges.strict_json import JsonObject, dump_json

EARNER = "adaeze-okafor"
_FOLDER = Path(__file__).parent
_ISSUED = datetime(2025, 8, 15, 18, 30, tzinfo=UTC)
_LIST_SIGNED = datetime(2026, 11, 1, tzinfo=UTC)
_LIST_ENDS = datetime(2027, 12, 31, 23, 59, 59, tzinfo=UTC)
_ADOPTED = datetime(2026, 11, 3, 15, 32, tzinfo=UTC)


def adopted_files(
    public_key: str, sign: Callable[[bytes], bytes], unsigned: JsonObject | None = None
) -> dict[str, bytes]:
    """The files of the adopted assertion, by name."""
    if unsigned is None:
        unsigned = json.loads((_FOLDER / "northgate-credential.json").read_bytes())
    did = unsigned["issuer"]["id"]
    method = f"{did}#{public_key}"
    list_url = unsigned["credentialStatus"]["statusListCredential"]
    statuses = status_list_credential(
        url=list_url,
        issuer=did,
        bits=with_set(bytes(MINIMUM_ENTRIES // 8), [1207, 90034]),
        valid_from=_LIST_SIGNED,
        valid_until=_LIST_ENDS,
    )
    documents = {
        "credential.json": add_proof(
            unsigned, sign=sign, verification_method=method, created=_ISSUED
        ),
        "did.json": did_document(did, [DidKey(public_key)]),
        "status-list.json": add_proof(
            statuses, sign=sign, verification_method=method, created=_LIST_SIGNED
        ),
    }
    files = {name: dump_json(document) for name, document in documents.items()}
    record = [
        f"earner: {EARNER}",
        f"at: {_ADOPTED:%Y-%m-%dT%H:%M:%SZ}",
        f"did: {did}",
        "documents:",
        f"  {document_url(did)}: did.json",
        f"  {list_url}: status-list.json",
        "digests:",
        *(f"  {name}: sha256:{sha256(body).hexdigest()}" for name, body in files.items()),
    ]
    return {"adopted.yml": "".join(f"{line}\n" for line in record).encode(), **files}
