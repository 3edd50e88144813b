"""Asking the judges: other people's verifiers, which run in Node.

Node starts once a batch. The judges have no network: every document they may ask for is in
the `World` they are given.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from generator.openbadges.baking import BakingError
from generator.openbadges.contexts import (
    CLR_V2,
    DATA_INTEGRITY_V2,
    OB_V3,
    OB_V3_2,
    OB_V3_EXTENSIONS,
    VC_V2,
)
from generator.openbadges.png import unbake_png
from generator.openbadges.strict_json import JsonObject
from generator.openbadges.svg import unbake_svg
from tests.corpora import PROJECT

HERE = Path(__file__).parent
SCHEMA_URL = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
SCHEMA = HERE / "schemas" / SCHEMA_URL.rpartition("/")[2]

_CONTEXTS = PROJECT / "generator" / "openbadges" / "contexts_data"
CONTEXTS = {
    VC_V2: _CONTEXTS / "credentials-v2.json",
    OB_V3: _CONTEXTS / "ob-v3p0-context-3.0.3.json",
    OB_V3_2: _CONTEXTS / "ob-v3p0-context-3.0.2.json",
    CLR_V2: _CONTEXTS / "clr-v2p0-context-2.0.1.json",
    OB_V3_EXTENSIONS: _CONTEXTS / "ob-v3p0-extensions.json",
    DATA_INTEGRITY_V2: _CONTEXTS / "data-integrity-v2.json",
}
OLDER_OB_V3 = _CONTEXTS / "ob-v3p0-context-3.0.3.2024-03-04.json"
"""What stood at the address of `OB_V3` before."""

_LONGEST_BATCH = 300  # seconds; one of 100 credentials takes some 10


@dataclass(frozen=True)
class World:
    """The documents there are, and the moment it is."""

    as_of: datetime
    folders: Mapping[str, Path] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)

    def as_json(self) -> JsonObject:
        """As the judges are told it; contexts and schema are always there."""
        files = {**CONTEXTS, SCHEMA_URL: SCHEMA, **self.files}
        return {
            "as_of": self.as_of.isoformat(),
            "folders": {prefix: str(folder) for prefix, folder in self.folders.items()},
            "files": {url: str(file) for url, file in files.items()},
        }


def missing() -> str | None:
    """Why the judges can't be asked, or None."""
    if shutil.which("node") is None:
        return "the judges need Node 20"
    if not (HERE / "node_modules").is_dir():
        return "the judges are not installed: run `npm ci --prefix tests/judges`"
    return None


def ask(judge: str, world: World, documents: Mapping[str, bytes | str]) -> dict[str, Any]:
    """The answer of ``<judge>.mjs`` to each of the documents, by their names."""
    return ask_each(judge, {name: (world, body) for name, body in documents.items()})


def ask_each(judge: str, cases: Mapping[str, tuple[World, bytes | str]]) -> dict[str, Any]:
    """The same, each document in a world of its own.

    Not for ``dcc``, which remembers the DID documents of a batch.
    """
    lines = [
        json.dumps(
            {
                "name": name,
                "text": body if isinstance(body, str) else body.decode(),
                "world": world.as_json(),
            }
        )
        for name, (world, body) in cases.items()
    ]
    done = subprocess.run(
        ["node", f"{judge}.mjs"],
        cwd=HERE,
        input="\n".join(lines),
        capture_output=True,
        encoding="utf-8",
        timeout=_LONGEST_BATCH,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    answers = [json.loads(line) for line in done.stdout.strip().split("\n")]
    by_name = {answer.pop("name"): answer for answer in answers}
    assert by_name.keys() == cases.keys(), done.stderr[-4000:]
    return by_name


def what_is_signed(document: JsonObject) -> tuple[JsonObject, JsonObject]:
    """A signed document without its proof, and the proof's options.

    Data Integrity EdDSA Cryptosuites 1.0, section 3.2: each is hashed in canonical form.
    """
    unsecured = {member: value for member, value in document.items() if member != "proof"}
    proof = document["proof"]
    (proof,) = proof if isinstance(proof, list) else [proof]
    options = {member: value for member, value in proof.items() if member != "proofValue"}
    return unsecured, {**options, "@context": document["@context"]}


_LARGEST = 1_000_000  # bytes


def conformance_credentials(files: str = "credential.*") -> Iterator[tuple[Path, bytes]]:
    """The credentials of the conformance cases, out of their pictures, with their paths.

    Without those that no judge can be told: no text, a picture with nothing in it, or so much
    that a library without our limits would count nodes for minutes.
    """
    for path in sorted((PROJECT / "tests" / "conformance").glob(f"*/{files}")):
        body = _unbaked(path)
        try:
            if body is not None and len(body) < _LARGEST and body.decode():
                yield path, body
        except UnicodeDecodeError:
            continue


def _unbaked(path: Path) -> bytes | None:
    body = path.read_bytes()
    try:
        match path.suffix:
            case ".png":
                return unbake_png(body)
            case ".svg":
                return unbake_svg(body)
            case _:
                return body
    except BakingError:
        return None
