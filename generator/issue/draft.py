"""Ledger rows: all that is random or timed about a credential is fixed here, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.issuer import Issuer, Key
from generator.model.ledger import Copy, Issued
from generator.model.recognizer import Recognizer
from generator.model.site_config import SiteConfig
from generator.openbadges.canonical import find_undefined
from generator.openbadges.credential import unsigned_credential
from generator.openbadges.status_list import MINIMUM_ENTRIES
from generator.openbadges.strict_json import dump_json

RandomBytes = Callable[[int], bytes]
"""Like `secrets.token_bytes`; the caller hands in the chance."""

_NO_DIGEST = "sha256:" + "0" * 64  # until the credential it is of has been made


@dataclass(slots=True)
class IndexDraw:
    """Draws status indexes that no credential has, at random: an index tells nothing.

    A list is filled to the half only, so that a draw soon finds a free one; then the next
    list is begun.
    """

    random_bytes: RandomBytes
    used: dict[str, dict[int, set[int]]] = field(default_factory=dict)

    @classmethod
    def after(
        cls, indexes: Mapping[str, Mapping[int, frozenset[int]]], random_bytes: RandomBytes
    ) -> "IndexDraw":
        """A draw that spares `indexes`, which are by issuer and number of the list."""
        used = {
            issuer: {number: set(taken) for number, taken in lists.items()}
            for issuer, lists in indexes.items()
        }
        return cls(random_bytes, used)

    def draw(self, issuer: str) -> tuple[int, int]:
        """The number of a list of `issuer`, and a free index in it."""
        lists = self.used.setdefault(issuer, {1: set()})
        number = max(lists)
        if len(lists[number]) >= MINIMUM_ENTRIES // 2:
            number += 1
            lists[number] = set()
        while True:
            # MINIMUM_ENTRIES is a power of two, so every index is equally likely.
            index = int.from_bytes(self.random_bytes(4), "big") % MINIMUM_ENTRIES
            if index not in lists[number]:
                lists[number].add(index)
                return number, index


def current_key(issuer: Issuer | Recognizer, at: datetime) -> Key | None:
    """The key `issuer` signs badges with at `at`: the last listed that may then."""
    return next((key for key in reversed(issuer.keys) if key.signs_badges(at)), None)


def badge_version(catalog: Catalog, slug: str, version: str) -> Badge | None:
    """The badge as it was in `version`."""
    versions = (*catalog.earlier_badges.get(slug, ()), catalog.badges[slug])
    return next((badge for badge in versions if badge.version == version), None)


def draft_row(
    award: Award,
    *,
    copy: Copy,
    name: str | None,
    key: str,
    valid_until: datetime | None,
    replaces: tuple[str, ...],
    badge: Badge,
    catalog: Catalog,
    config: SiteConfig,
    indexes: IndexDraw,
    signed_at: datetime,
) -> Issued:
    """The ledger row of one credential to be signed."""
    random_bytes = indexes.random_bytes
    token = random_bytes(16).hex()
    subject = UUID(bytes=random_bytes(16), version=4).urn
    number, index = indexes.draw(badge.issuer)
    row = Issued(
        award_identity=award.identity,
        award=award,
        copy_=copy,
        issuer=badge.issuer,
        earner=award.earner,
        badge=badge.slug,
        badge_version=badge.version,
        name=name,
        credential=token,
        subject=subject,
        status_list=number,
        status_index=index,
        signed_at=signed_at,
        key=key,
        valid_until=valid_until,
        digest=_NO_DIGEST,
        replaces=replaces,
    )
    return row.model_copy(update={"digest": digest_of(row, badge, catalog, config)})


def digest_of(row: Issued, badge: Badge, catalog: Catalog, config: SiteConfig) -> str:
    """SHA-256 of the unsigned credential, as the ledger remembers it."""
    issuer = catalog.issuers[row.issuer]
    wire = unsigned_credential(row, badge=badge, issuer=issuer, config=config)
    return "sha256:" + sha256(dump_json(wire)).hexdigest()


def wire_flaws(
    award: Award, name: str | None, badge: Badge, catalog: Catalog, config: SiteConfig
) -> list[str]:
    """What in the credential of `award` could not be signed, as `find_undefined` tells it."""
    trial = IndexDraw(bytes)
    row = draft_row(
        award,
        copy=Copy.OWN,
        name=name,
        key="z6Mk" + "1" * 44,
        valid_until=None,
        replaces=(),
        badge=badge,
        catalog=catalog,
        config=config,
        indexes=trial,
        signed_at=datetime(2000, 1, 1, tzinfo=UTC),
    )
    issuer = catalog.issuers[badge.issuer]
    return find_undefined(unsigned_credential(row, badge=badge, issuer=issuer, config=config))
