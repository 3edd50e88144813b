"""The catalog while it is read: what is good, and what is known of the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.model.attempt import Attempt
from generator.model.badge import Badge
from generator.model.base import CatalogModel
from generator.model.catalog import Adopted, Stored
from generator.model.earner import Earner
from generator.model.issuer import Issuer
from generator.model.key_set import KeyLog
from generator.model.ledger import LedgerEntry
from generator.model.namesake import Namesakes
from generator.model.pathway import Pathway
from generator.model.recognizer import Recognizer
from generator.model.site_config import SiteConfig
from generator.model.trust import TrustList
from generator.source.folder import Reader
from generator.source.parse import Readable
from generator.source.shards import Shard

KINDS: Mapping[str, type[CatalogModel]] = {
    "issuers": Issuer,
    "badges": Badge,
    "pathways": Pathway,
    "recognizers": Recognizer,
    "earners": Earner,
}
"""Records by the folder they lie in."""

ONE = {kind: kind[:-1] for kind in KINDS}
"""What one record of a kind is called."""


@dataclass(slots=True)
class Entry:
    """One record's file: what it says, and the record when that is right."""

    slug: str
    path: Path
    source: Readable | None
    """None when nothing could be made of the file."""
    record: Any = None
    """The model, or None while the file has mistakes."""
    version: str = ""
    """Of an earlier version of a badge, by its file's name."""

    def plain(self) -> dict[str, Any]:
        """What the file says, right or wrong."""
        return self.source.plain() if self.source is not None else {}


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A row of the ledger and the line it stands on."""

    row: LedgerEntry
    source: Readable
    number: int


@dataclass(slots=True)
class Draft:
    """All that was read. `validate` finds what does not fit together in it."""

    root: Path
    """The configuration's folder."""
    catalog: Path
    people: Path
    reader: Reader
    shard: Shard | None = None
    """The people that were read; None before any were."""
    config_source: Readable | None = None
    config: SiteConfig | None = None
    entries: dict[str, dict[str, Entry]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )
    earlier: list[Entry] = field(default_factory=list)
    """Earlier versions of badges."""
    trust: TrustList = field(default_factory=TrustList)
    trust_source: Readable | None = None
    namesakes: Namesakes = field(default_factory=Namesakes)
    ledger: list[LedgerLine] = field(default_factory=list)
    ledger_bytes: int = 0
    """Length of the ledger up to its last whole row."""
    ledger_is_broken: bool = False
    """Some row could not be read, so a credential that no row knows may be in that one."""
    attempts: list[tuple[Attempt, Readable]] = field(default_factory=list)
    attempts_bytes: int = 0
    """Likewise of the attempts."""
    assertions: dict[str, Stored] = field(default_factory=dict)
    status_lists: dict[tuple[str, int], Stored] = field(default_factory=dict)
    attested: dict[tuple[str, str], Stored] = field(default_factory=dict)
    endorsements: dict[tuple[str, str], Stored] = field(default_factory=dict)
    key_logs: dict[tuple[str, str], KeyLog] = field(default_factory=dict)
    """By folder and slug."""
    learner_records: dict[str, Stored] = field(default_factory=dict)
    """Signed learner records, by the earner's slug."""
    adopted: dict[str, tuple[Adopted, Readable]] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)
    pages: dict[str, bytes] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def beside(self, shard: Shard) -> "Draft":
        """The same catalog, beside which the people of `shard` can be read.

        Its records are shared; mistakes and notices are its own.
        """
        return replace(
            self,
            people=shard.folder,
            shard=shard,
            reader=Reader([self.catalog, shard.folder]),
            entries={**self.entries, "earners": {}},
            ledger=[],
            ledger_bytes=0,
            ledger_is_broken=False,
            attempts=[],
            attempts_bytes=0,
            assertions={},
            learner_records={},
            adopted={},
            notices=[],
        )

    def exists(self, kind: str, slug: str) -> bool:
        """Whether a record's file is there, be it right or wrong."""
        return slug in self.entries[kind]

    def is_stray(self, slug: str) -> bool:
        """Whether an earner belongs in another shard, which is told already."""
        return self.shard is not None and not self.shard.holds(slug)

    def versions(self) -> dict[str, set[str]]:
        """Every version of each badge that can be read, by slug."""
        found: dict[str, set[str]] = {}
        for entry in self.entries["badges"].values():
            if entry.record is not None:
                found[entry.slug] = {entry.record.version}
        for entry in self.earlier:
            found.setdefault(entry.slug, set()).add(entry.version)
        return found

    def records(self, kind: str) -> dict[str, Any]:
        """The records of a kind that are right, in the order of their slugs."""
        entries = self.entries[kind]
        return {
            slug: entries[slug].record
            for slug in sorted(entries)
            if entries[slug].record is not None
        }
