"""Every assertion verified with the catalog's own documents, before one page is rendered."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

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

_PROVES_IT = frozenset({"document", "issuer-key", "signature"})

List = tuple[str, int]
"""A status list: its issuer's slug, and its number."""


@dataclass(frozen=True, slots=True)
class Court:
    """What the people of every shard are judged by; it follows from the catalog alone."""

    base_url: str
    documents: Mapping[str, bytes]
    trust: TrustList
    as_of: datetime
    lists: Mapping[List, bytes]
    """The bits of the status lists that are their issuers' own."""
    problems: tuple[Problem, ...]
    """Status lists that are not."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What verifying found of one shard."""

    reports: Mapping[str, Report]
    """Of our own assertions, by token."""
    adopted_reports: Mapping[str, Report]
    """Of somebody else's, by slug."""
    problems: tuple[Problem, ...]
    """Why the site must not be published."""
    lacking: Mapping[List, int]
    """How many of the ledger's withdrawals a status list does not say."""


def court_for(catalog: Catalog, config: SiteConfig, as_of: datetime) -> Court:
    """The documents and the trust of `catalog`, its status lists looked through."""
    documents, trust = issuers_documents(catalog, config), known_issuers(catalog, config)
    case = Case(b"", as_of, FixedResolver(documents, handed=False), trust)
    lists, problems = {}, []
    for (slug, number), stored in catalog.status_lists.items():
        url = addresses.status_list(config.base_url, slug, number)
        issuer = addresses.issuer_did(config, catalog.issuers[slug])
        try:
            _, lists[slug, number], _ = authentic_list(url, issuer, "revocation", case)
        except Finding as finding:
            hint = "restore the file as badgepress wrote it, or run `badgepress renew`"
            problems.append(Problem(Where(stored.path), "not-genuine", finding.detail, hint))
    return Court(config.base_url, documents, trust, as_of, lists, tuple(problems))


def judge(people: Catalog, court: Court, step: Callable[[], None]) -> Judged:
    """Verify our own assertions as of today, adopted ones as of the day they were fetched.

    `people` is the catalog with the people of one shard; `step` is called after each.
    """
    # Ours: these are the issuers' own documents, not some that came with a badge.
    ours = FixedResolver(court.documents, handed=False)
    reports = {}
    for token, stored in people.assertions.items():
        reports[token] = verify(
            stored.body,
            as_of=court.as_of,
            resolver=RememberingResolver(ours),
            trust=court.trust,
            optional=(),
        )
        step()
    adopted_reports = {}
    for slug, adopted in people.adopted.items():
        adopted_reports[slug] = verify(
            adopted.credential,
            as_of=adopted.record.at,
            resolver=FixedResolver(adopted.documents, handed=False),
            trust=court.trust,
            optional=(),
        )
        step()
    problems = [
        _problem(
            Where(stored.path, stored.line),
            reports[token],
            id=addresses.credential(court.base_url, token),
        )
        for token, stored in people.assertions.items()
    ]
    problems += [
        _problem(Where(adopted.path), adopted_reports[slug], id=None)
        for slug, adopted in people.adopted.items()
    ]
    return Judged(
        reports, adopted_reports, tuple(filter(None, problems)), dict(_lacking(people, court))
    )


def lacking_problems(catalog: Catalog, lacking: Iterable[Mapping[List, int]]) -> Iterator[Problem]:
    """Status lists that lack withdrawals of some shards' ledgers.

    A withdrawal stands in the ledger first. Where a kill, or a list put back from a backup,
    keeps it out of the list, the badge would be published as good.
    """
    missing: Counter[List] = Counter()
    for each in lacking:
        missing.update(each)
    for of, stored in catalog.status_lists.items():
        if missing[of]:
            yield Problem(
                Where(stored.path),
                "not-confirmed",
                f"the status list lacks {missing[of]} of the ledger's withdrawals",
                "run `badgepress renew`, which signs the list anew",
            )


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


def _problem(where: Where, report: Report, *, id: str | None) -> Problem | None:  # noqa: A002
    """Why this assertion keeps the site from being published, if it does.

    Expired and withdrawn ones are published as such. `id` is the credential that must stand
    in a file of ours, about which nothing may be unknown; None for somebody else's.
    """
    failed = _first(report.checks, Outcome.FAILED, among=_PROVES_IT)
    if failed is not None:
        return Problem(
            where,
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
            where,
            "not-confirmed",
            f"the credential cannot be confirmed ({unknown.id}): {unknown.detail}",
            renew if unknown.id == "status" else "",
        )
    if report.id != id:
        return Problem(
            where,
            "not-genuine",
            f"the file holds another credential: {report.id}",
            "restore the file as `badgepress issue` wrote it",
        )
    return None


def _lacking(people: Catalog, court: Court) -> Iterator[tuple[List, int]]:
    for of, indexes in withdrawn_indexes(people).items():
        if (bits := court.lists.get(of)) is not None:
            missing = sum(each >= len(bits) * 8 or not is_set(bits, each) for each in indexes)
            if missing:
                yield of, missing


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
