"""`python -m tests.bench.credentials`: signing and verifying, beside @digitalbazaar/vc.

The sample's rich credentials (6 kB and 150 statements at least), the same for both, each side
in one process, and both on the same single core. Ours is handed bytes, parses them and answers
all six checks, status list included; theirs is handed parsed documents, and is asked for the
signature and the dates alone. Both sign parsed documents. Ours remembers what was worked out of
the badge, the list and the issuer's document that credentials share; theirs, those documents.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.build.judge import issuers_documents, known_issuers
from generator.openbadges import JsonObject, add_proof, canonicalize, parse_json
from generator.source import load
from generator.verify import FixedResolver, Verdict, verify
from tests.corpora import PROJECT
from tests.judges.judging import HERE as JUDGES
from tests.judges.judging import World, missing

AS_OF = datetime(2026, 12, 1, 12, tzinfo=UTC)
LEAST_BYTES, LEAST_STATEMENTS = 6_000, 150
COPIES = 20  # of each, so that a round takes long enough to be timed


def _timed(work: Callable[[Any], object], items: list[Any]) -> float:
    """Milliseconds of the processor each, so that others on the machine don't count."""
    start = time.process_time()
    for each in items:
        work(each)
    return (time.process_time() - start) * 1000 / len(items)


def _keep_to_one_core() -> None:
    """For this process and those it starts; Node's own threads would take a second one."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _unsecured(document: JsonObject) -> JsonObject:
    return {name: value for name, value in document.items() if name != "proof"}


def _is_rich(body: bytes) -> bool:
    if len(body) < LEAST_BYTES:
        return False
    return canonicalize(_unsecured(parse_json(body))).count(b"\n") >= LEAST_STATEMENTS


def _theirs(
    bodies: list[bytes], documents: dict[str, bytes], rounds: int
) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as name:
        files = {url: Path(name) / f"{at}.json" for at, url in enumerate(documents)}
        for url, file in files.items():
            file.write_bytes(documents[url])
        world = World(AS_OF, files=files).as_json()
        lines = [json.dumps({"text": body.decode(), "world": world}) for body in bodies]
        done = subprocess.run(
            ["node", "speed.mjs", str(rounds)],
            cwd=JUDGES,
            input="\n".join(lines),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
    times: dict[str, list[float]] = json.loads(done.stdout)
    return times


def main() -> None:
    """Print milliseconds a credential, theirs and ours, and the ratio of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    if reason := missing():
        raise SystemExit(reason)
    _keep_to_one_core()
    loaded = load(PROJECT / "site-config.yml")
    documents = issuers_documents(loaded.catalog, loaded.config)
    trust = known_issuers(loaded.catalog, loaded.config)
    resolver = FixedResolver(documents, handed=False)
    key = Ed25519PrivateKey.generate()

    def judge(body: bytes) -> Verdict:
        return verify(body, as_of=AS_OF, resolver=resolver, trust=trust, optional=()).verdict

    def sign(document: JsonObject) -> JsonObject:
        method = document["proof"][0]["verificationMethod"]
        return add_proof(
            _unsecured(document), sign=key.sign, verification_method=method, created=AS_OF
        )

    stored = [each.body for each in loaded.catalog.assertions.values()]
    rich = [body for body in stored if _is_rich(body) and judge(body) is Verdict.VERIFIED]
    size = sum(map(len, rich)) / len(rich)
    print(f"{len(rich)} credentials of {size:,.0f} bytes, on one core")
    many = rich * COPIES
    parsed = [parse_json(body) for body in many]
    theirs: dict[str, list[float]] = {"verify": [], "sign": []}
    ours: dict[str, list[float]] = {"verify": [], "sign": []}
    for _ in range(rounds):  # in turn, since a machine's pace changes within minutes
        for work, times in _theirs(rich, documents, 2).items():
            theirs[work] += times
        ours["verify"].append(_timed(judge, many))
        ours["sign"].append(_timed(sign, parsed))
    print(f"{'milliseconds each':<20}{'theirs':>8}{'ours':>8}{'ratio':>8}")
    for work in ("verify", "sign"):
        other, own = statistics.median(theirs[work]), statistics.median(ours[work])
        print(f"{work:<20}{other:>8.2f}{own:>8.2f}{other / own:>8.1f}")


if __name__ == "__main__":
    main()
