"""Awards become ledger rows, one after the other; nothing is signed or written here."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time

from generator.issue.book import Book, open_book
from generator.issue.copies import copies_for, valid_until
from generator.issue.draft import Draws, IndexDraw, RandomBytes, current_key, draft_row
from generator.issue.stacks import components, held_badges, pathway_of
from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.ledger import Copy, Erased, Issued, LedgerEntry, Revoked
from generator.model.progress import badges_below
from generator.model.site_config import SiteConfig

REISSUED = "Replaced by a corrected one"
"""The reason of a withdrawal that is only the other half of a reissue."""


class Batch:
    """Ledger rows in the making, all with one instant of signing.

    `catalog` holds the earners of the awards, new ones too. `draws` is where chance comes
    from when more than this ledger is to be spared; else it is drawn from `random_bytes`.
    """

    def __init__(
        self,
        catalog: Catalog,
        config: SiteConfig,
        *,
        random_bytes: RandomBytes,
        signed_at: datetime,
        draws: Draws | None = None,
    ) -> None:
        self._catalog = catalog
        self._config = config
        self._signed_at = signed_at
        self.book = open_book(catalog.ledger)
        """The ledger as it was before."""
        self._indexes = draws or IndexDraw.after(self.book.indexes, random_bytes)
        self._of_earner = _by_earner(catalog.ledger, self.book)
        self._rows: list[LedgerEntry] = []

    @property
    def rows(self) -> tuple[LedgerEntry, ...]:
        """What is to be added to the ledger, in order."""
        return tuple(self._rows)

    def issue(
        self, award: Award, badge: Badge, *, replaces: Iterable[Issued] = (), reason: str = REISSUED
    ) -> tuple[Issued, ...]:
        """The rows that sign `award` of `badge`, and that withdraw what it `replaces`."""
        catalog, config = self._catalog, self._config
        key = current_key(catalog.issuers[badge.issuer], self._signed_at)
        if key is None:
            raise ValueError(f"issuer '{badge.issuer}' has no key in force at {self._signed_at}")
        replaced = tuple(replaces)
        rows = tuple(
            draft_row(
                self.with_components(award, badge, copy),
                copy=copy,
                name=name,
                key=key.public_key,
                valid_until=valid_until(award, badge),
                replaces=tuple(row.credential for row in replaced),
                badge=badge,
                catalog=catalog,
                config=config,
                indexes=self._indexes,
                signed_at=self._signed_at,
            )
            for copy, name in copies_for(catalog.earners[award.earner])
        )
        for row in rows:
            self._add(row, award.earner)
        for row in replaced:
            self.withdraw(row, reason, reissued=True)
        return rows

    def withdraw(self, row: Issued, reason: str, *, reissued: bool = False) -> None:
        """The row that withdraws the credential of `row`."""
        withdrawal = Revoked(
            credential=row.credential, reason=reason, on=self._signed_at.date(), reissued=reissued
        )
        self._add(withdrawal, row.earner)

    def complete(self) -> None:
        """Add the rows that a kill in the middle of an earlier append kept from being written.

        Rows are appended in one go, page copy first, and nothing is signed before all
        of them are safe; so what is missing follows from what is there.
        """
        for row in self.book.issued.values():
            withdrawn = [self.book.revoked.get(each.credential) for each in self.book.copies(row)]
            told = next((each for each in withdrawn if each is not None), None)
            if told is not None and self._stands(row):
                self.withdraw(row, told.reason, reissued=told.reissued)
            for token in row.replaces:
                replaced = self.book.issued.get(token)
                if replaced is not None and self._stands(replaced):
                    self.withdraw(replaced, REISSUED, reissued=True)

    def add_own_copy(self, page: Issued, badge: Badge) -> None:
        """The own copy that belongs to `page`, and that a kill kept from being written."""
        earner = self._catalog.earners[page.earner]
        own = draft_row(
            self.with_components(
                unstacked(page.award, self._catalog, self._config), badge, Copy.OWN
            ),
            copy=Copy.OWN,
            name=earner.name,
            key=page.key,
            valid_until=page.valid_until,
            replaces=page.replaces,
            badge=badge,
            catalog=self._catalog,
            config=self._config,
            indexes=self._indexes,
            signed_at=page.signed_at,
        )
        self._add(own, page.earner)

    def held(self, earner: str, *, as_of: datetime, copy: Copy | None = None) -> dict[str, Issued]:
        """What `earner` holds, rows of this batch included; see `held_badges`."""
        book = open_book(self._of_earner[earner])
        return held_badges(book, earner, as_of=as_of, copy=copy)

    def with_components(self, award: Award, badge: Badge, copy: Copy) -> Award:
        """`award` with the ids of the credentials that complete its pathway, if it has one."""
        pathway = pathway_of(badge.slug, self._catalog)
        if pathway is None:
            return award
        # What was good on that day: a part that ended since still counted.
        day = datetime.combine(award.awarded, time(), tzinfo=UTC)
        held = self.held(award.earner, as_of=day, copy=copy)
        found = components(pathway, held, self._catalog, self._config.base_url)
        together = tuple(dict.fromkeys((*found, *award.components)))
        return award.model_copy(update={"components": together})

    def _stands(self, row: Issued) -> bool:
        return not any(
            isinstance(each, Revoked) and each.credential == row.credential
            for each in self._of_earner[row.earner]
        )

    def _add(self, row: LedgerEntry, earner: str) -> None:
        self._rows.append(row)
        self._of_earner[earner].append(row)


def stacking_order(awards: Iterable[Award], catalog: Catalog) -> list[Award]:
    """`awards` with every stacked badge after what it is stacked from; else as they came."""
    depths: dict[str, int] = {}

    def depth(badge: str, path: frozenset[str]) -> int:
        if badge in depths or badge in path:
            return depths.get(badge, 0)
        pathway = pathway_of(badge, catalog)
        parts = badges_below(pathway.requirement, catalog) if pathway is not None else ()
        inner = [depth(part, path | {badge}) for part in parts]
        depths[badge] = 1 + max(inner) if inner else 0
        return depths[badge]

    return sorted(awards, key=lambda award: depth(award.badge, frozenset()))


def unstacked(award: Award, catalog: Catalog, config: SiteConfig) -> Award:
    """`award` as it was before `Batch` filled in the credentials of this site it stacks."""
    if pathway_of(award.badge, catalog) is None:
        return award
    ours = f"{config.base_url}credentials/"
    foreign = tuple(url for url in award.components if not url.startswith(ours))
    return award.model_copy(update={"components": foreign})


def _by_earner(ledger: Iterable[LedgerEntry], book: Book) -> defaultdict[str, list[LedgerEntry]]:
    found: defaultdict[str, list[LedgerEntry]] = defaultdict(list)
    for row in ledger:
        if isinstance(row, Erased):
            continue
        issued = row if isinstance(row, Issued) else book.issued.get(row.credential)
        if issued is not None:
            found[issued.earner].append(row)
    return found
