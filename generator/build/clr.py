"""Learner records: all of them genuine, and only those published that say what the page says."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context

from generator.model import addresses
from generator.openbadges.clr import is_current, learner_records
from generator.openbadges.did_web import did_document, document_url
from generator.openbadges.profile import did_keys
from generator.openbadges.strict_json import dump_json
from generator.source import Loaded, Problem, Where
from generator.verify.finding import Finding
from generator.verify.stored import require_record

WORTH_A_POOL = 50
"""Fewer records than this are verified sooner than worker processes start."""


@dataclass(frozen=True, slots=True)
class _Bench:
    """What all records are judged by; small enough to be sent along with each."""

    documents: Mapping[str, bytes]
    dids: frozenset[str]
    as_of: datetime

    def flaw(self, body: bytes) -> str:
        """Why the record in `body` is not one that an issuer of ours signed; empty if it is."""
        try:
            require_record(body, self.dids, self.documents, self.as_of)
        except Finding as finding:
            return finding.detail
        return ""


def record_problems(loaded: Loaded, as_of: datetime, *, jobs: int = 1) -> Iterator[Problem]:
    """Why the site must not be published: a record is not one that an issuer of ours signed."""
    issuers = loaded.catalog.issuers.values()
    keys = {
        addresses.issuer_did(loaded.config, each): did_keys(each, loaded.config) for each in issuers
    }
    documents = {document_url(did): dump_json(did_document(did, keys[did])) for did in keys}
    bench = _Bench(documents, frozenset(keys), as_of)
    records = loaded.catalog.records
    flaws = _flaws(bench, [stored.body for stored in records.values()], jobs)
    for (slug, stored), flaw in zip(records.items(), flaws, strict=True):
        if flaw:
            yield Problem(
                Where(stored.path),
                "not-genuine",
                f"the learner record does not verify: {flaw}",
                f"delete the file, and run: badgepress clr {slug} --key KEY",
            )


def _flaws(bench: _Bench, bodies: list[bytes], jobs: int) -> Iterable[str]:
    if jobs <= 1 or len(bodies) < WORTH_A_POOL:
        return map(bench.flaw, bodies)
    # "spawn", as for assertions: workers that are forked inherit threads and open files.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(bench.flaw, bodies, chunksize=10))


def record_notices(loaded: Loaded) -> Iterator[str]:
    """One sentence for each record that is not published, because it is out of date."""
    catalog, config = loaded.catalog, loaded.config
    wanted = learner_records(catalog) if catalog.records else {}
    for slug, stored in catalog.records.items():
        if slug not in wanted:
            why = "nothing that it holds is on the earner's page"
        elif not is_current(stored.body, wanted[slug], catalog, config):
            why = "it does not hold what the earner's page shows today"
        else:
            continue
        yield f"{stored.path}: not published, because {why}; run 'badgepress clr {slug}'"
