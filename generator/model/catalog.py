"""The whole catalog, right by construction once `source` has validated it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.base import CatalogModel, Did, Instant, Slug, WebUrl
from generator.model.earner import Earner
from generator.model.issuer import Issuer
from generator.model.key_set import KeyLog
from generator.model.ledger import LedgerEntry
from generator.model.pathway import Pathway
from generator.model.recognizer import Recognizer
from generator.model.trust import TrustList

__all__ = ["Adopted", "Award", "Catalog", "Stored"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A signed file of ours as it lies in the catalog."""

    path: str
    """As messages name it, relative to the configuration's folder."""
    body: bytes
    line: int = 1
    """Where it begins in that file, which may hold several."""


class AdoptedRecord(CatalogModel):
    """``adopted.yml``: whose the assertion is, and when its documents were fetched."""

    earner: Slug
    at: Instant
    did: Did
    documents: dict[WebUrl, str]
    """File beside this one that answers for each URL, as it did at that instant."""
    digests: dict[str, str]
    """``sha256:…`` of each of those files."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """Somebody else's assertion with the documents it was judged by."""

    slug: str
    path: str
    record: AdoptedRecord
    credential: bytes
    documents: Mapping[str, bytes]
    """By URL."""


def stolen_keys(catalog: "Catalog") -> Iterator[tuple[str, str]]:
    """Every key of an issuer that was stolen, with the issuer's slug before it."""
    for slug, issuer in catalog.issuers.items():
        yield from ((slug, each.public_key) for each in issuer.keys if each.compromised is not None)


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every record of the catalog, by slug, in the order of the slugs."""

    issuers: Mapping[str, Issuer]
    badges: Mapping[str, Badge]
    earlier_badges: Mapping[str, tuple[Badge, ...]] = field(default_factory=dict)
    """Earlier versions, oldest first, by slug."""
    pathways: Mapping[str, Pathway] = field(default_factory=dict)
    recognizers: Mapping[str, Recognizer] = field(default_factory=dict)
    earners: Mapping[str, Earner] = field(default_factory=dict)
    trust: TrustList = field(default_factory=TrustList)
    ledger: tuple[LedgerEntry, ...] = ()
    assertions: Mapping[str, Stored] = field(default_factory=dict)
    """Page copies by token (the ``<id>`` of ``credentials/<id>/``)."""
    status_lists: Mapping[tuple[str, int], Stored] = field(default_factory=dict)
    """By issuer slug and number."""
    attested: Mapping[tuple[str, str], Stored] = field(default_factory=dict)
    """What issuers themselves signed with keys that were stolen, by slug and stolen key."""
    endorsements: Mapping[tuple[str, str], Stored] = field(default_factory=dict)
    """What recognizers signed, by the recognizer's slug and the file's name without ending."""
    key_logs: Mapping[tuple[str, str], KeyLog] = field(default_factory=dict)
    """How key sets came about, by folder (``issuers`` or ``recognizers``) and slug."""
    records: Mapping[str, Stored] = field(default_factory=dict)
    """Signed learner records, by the earner's slug; some may be out of date."""
    adopted: Mapping[str, Adopted] = field(default_factory=dict)
    images: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures that records name, by their path in the catalog."""
    pages: Mapping[str, bytes] = field(default_factory=dict)
    """Authored Markdown pages and their files, by path under ``pages/``."""
