"""Every assertion verified with the catalog's own documents, before one page is rendered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context

from generator.build.narrator import Narrator
from generator.model import addresses
from generator.model.catalog import Catalog
from generator.model.issuer import KeyUse
from generator.model.ledger import Erased, Issued, Revoked
from generator.model.site_config import SiteConfig
from generator.model.trust import KnownIssuer, TrustList
from generator.openbadges.did_web import did_document, document_url
from generator.openbadges.profile import did_keys
from generator.openbadges.status_list import is_set
from generator.openbadges.strict_json import dump_json
from generator.source import Problem, Where
from generator.verify.case import Case
from generator.verify.finding import Finding
from generator.verify.report import CHECK_IDS, Check, Outcome, Report
from generator.verify.resolver import FixedResolver, RememberingResolver
from generator.verify.status import authentic_list
from generator.verify.verify import verify

WORTH_A_POOL = 300
"""Fewer assertions than this are verified sooner than worker processes start."""
_PROVES_IT = frozenset({"document", "issuer-key", "signature"})


@dataclass(frozen=True, slots=True)
class Judged:
    """What verifying found."""

    reports: Mapping[str, Report]
    """Of our own assertions, by token."""
    adopted_reports: Mapping[str, Report]
    """Of somebody else's, by slug."""
    problems: tuple[Problem, ...]
    """Why the site must not be published."""


@dataclass(frozen=True, slots=True)
class _Task:
    key: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _Bench:
    """What all of our own assertions are judged by; sent to each worker once."""

    documents: Mapping[str, bytes]
    trust: TrustList
    as_of: datetime

    def verify(self, task: _Task) -> tuple[str, Report]:
        # Ours: these are the issuers' own documents, not some that came with a badge.
        resolver = RememberingResolver(FixedResolver(self.documents, handed=False))
        report = verify(
            task.body, as_of=self.as_of, resolver=resolver, trust=self.trust, optional=()
        )
        return task.key, report


def judge(
    catalog: Catalog, config: SiteConfig, *, as_of: datetime, jobs: int, narrator: Narrator
) -> Judged:
    """Verify our own assertions as of `as_of`, adopted ones as of the day they were fetched."""
    trust = known_issuers(catalog, config)
    bench = _Bench(issuers_documents(catalog, config), trust, as_of)
    tasks = [_Task(token, stored.body) for token, stored in catalog.assertions.items()]
    narrator.stage("Verifying earned badges", of=len(tasks) + len(catalog.adopted))
    reports = {}
    for token, report in _run(bench, tasks, jobs):
        reports[token] = report
        narrator.step()
    adopted_reports = {}
    for slug, adopted in catalog.adopted.items():
        adopted_reports[slug] = verify(
            adopted.credential,
            as_of=adopted.record.at,
            resolver=FixedResolver(adopted.documents, handed=False),
            trust=trust,
            optional=(),
        )
        narrator.step()
    problems = [
        _problem(stored.path, reports[token], id=addresses.credential(config.base_url, token))
        for token, stored in catalog.assertions.items()
    ]
    problems += [
        _problem(adopted.path, adopted_reports[slug], id=None)
        for slug, adopted in catalog.adopted.items()
    ]
    problems += _list_problems(catalog, config, bench)
    return Judged(reports, adopted_reports, tuple(filter(None, problems)))


def _run(bench: _Bench, tasks: list[_Task], jobs: int) -> Iterator[tuple[str, Report]]:
    if jobs <= 1 or len(tasks) < WORTH_A_POOL:
        yield from map(bench.verify, tasks)
        return
    # "spawn" everywhere: workers that are forked inherit threads and open files.
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_take, initargs=(bench,)
    ) as pool:
        yield from pool.map(_verify, tasks, chunksize=50)


_benches: list[_Bench] = []
"""In a worker process: the one bench it was given."""


def _take(bench: _Bench) -> None:
    _benches[:] = [bench]


def _verify(task: _Task) -> tuple[str, Report]:
    return _benches[0].verify(task)


def issuers_documents(catalog: Catalog, config: SiteConfig) -> dict[str, bytes]:
    """Our issuers' DID documents, status lists and lists of what a stolen key signed, by URL."""
    documents = {}
    for issuer in catalog.issuers.values():
        did = addresses.issuer_did(config, issuer)
        documents[document_url(did)] = dump_json(did_document(did, did_keys(issuer, config)))
    for (slug, number), stored in catalog.status_lists.items():
        documents[addresses.status_list(config.base_url, slug, number)] = stored.body
    for (slug, key), stored in catalog.attested.items():
        documents[addresses.attested_list(config.base_url, slug, key)] = stored.body
    return documents


def known_issuers(catalog: Catalog, config: SiteConfig) -> TrustList:
    """Our own issuers, with their keys, and those of ``trust.yml``."""
    own = (
        KnownIssuer(
            did=addresses.issuer_did(config, issuer),
            name=issuer.name,
            since=min(key.created for key in issuer.keys).date(),
            keys=tuple(key.public_key for key in issuer.keys if key.use is KeyUse.BADGES),
        )
        for issuer in catalog.issuers.values()
    )
    return TrustList(issuers=(*own, *catalog.trust.issuers))


def _problem(path: str, report: Report, *, id: str | None) -> Problem | None:  # noqa: A002
    """Why this assertion keeps the site from being published, if it does.

    Expired and withdrawn ones are published as such. `id` is the credential that must stand
    in a file of ours, about which nothing may be unknown; None for somebody else's.
    """
    failed = _first(report.checks, Outcome.FAILED, among=_PROVES_IT)
    if failed is not None:
        return Problem(
            Where(path),
            "not-genuine",
            f"the credential does not verify ({failed.id}): {failed.detail}",
            "restore the file as `badgepress issue` wrote it; never edit a signed file",
        )
    if id is None:
        return None
    unknown = _first(report.checks, Outcome.UNKNOWN)
    if unknown is not None:
        renew = "run `badgepress renew`; with --as-of, name an instant that the status lists cover"
        return Problem(
            Where(path),
            "not-confirmed",
            f"the credential cannot be confirmed ({unknown.id}): {unknown.detail}",
            renew if unknown.id == "status" else "",
        )
    if report.id != id:
        return Problem(
            Where(path),
            "not-genuine",
            f"the file holds another credential: {report.id}",
            "restore the file as `badgepress issue` wrote it",
        )
    return None


def _list_problems(catalog: Catalog, config: SiteConfig, bench: _Bench) -> Iterator[Problem]:
    """Status lists that are not their issuer's, or lack a withdrawal that the ledger has.

    A withdrawal stands in the ledger first. Where a kill, or a list put back from a backup,
    keeps it out of the list, the badge would be published as good.
    """
    withdrawn = withdrawn_indexes(catalog)
    for (slug, number), stored in catalog.status_lists.items():
        case = Case(b"", bench.as_of, FixedResolver(bench.documents, handed=False), bench.trust)
        url = addresses.status_list(config.base_url, slug, number)
        issuer = addresses.issuer_did(config, catalog.issuers[slug])
        try:
            _, bits, _ = authentic_list(url, issuer, "revocation", case)
        except Finding as finding:
            hint = "restore the file as badgepress wrote it, or run `badgepress renew`"
            yield Problem(Where(stored.path), "not-genuine", finding.detail, hint)
            continue
        indexes = withdrawn[slug, number]
        missing = sum(each >= len(bits) * 8 or not is_set(bits, each) for each in indexes)
        if missing:
            yield Problem(
                Where(stored.path),
                "not-confirmed",
                f"the status list lacks {missing} of the ledger's withdrawals",
                "run `badgepress renew`, which signs the list anew",
            )


def withdrawn_indexes(catalog: Catalog) -> defaultdict[tuple[str, int], set[int]]:
    """Indexes of withdrawn credentials, by issuer and number of their list."""
    revoked = {row.credential for row in catalog.ledger if isinstance(row, Revoked)}
    found: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for row in catalog.ledger:
        if isinstance(row, Erased):
            found[row.issuer, row.status_list].update(row.withdrawn)
        elif isinstance(row, Issued) and row.credential in revoked:
            found[row.issuer, row.status_list].add(row.status_index)
    return found


def _first(
    checks: Iterable[Check], outcome: Outcome, among: frozenset[str] = frozenset(CHECK_IDS)
) -> Check | None:
    return next((check for check in checks if check.outcome is outcome and check.id in among), None)
