"""Ledger rows: all that is random or timed about a credential is fixed here, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol
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


class Draws(Protocol):
    """Where all that is random about a credential comes from."""

    @property
    def random_bytes(self) -> RandomBytes:
        """For its token and its subject."""

    def draw(self, issuer: str) -> tuple[int, int]:
        """The number of a list of `issuer`, and a free index in it."""


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
    indexes: Draws,
    signed_at: datetime,
) -> Issued:
    """The ledger row of one credential to be signed."""
    token = indexes.random_bytes(16).hex()
    subject = UUID(bytes=indexes.random_bytes(16), version=4).urn
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
    return wire_digest(unsigned_credential(row, badge=badge, issuer=issuer, config=config))


def wire_digest(wire: dict[str, Any]) -> str:
    """SHA-256 of an unsigned credential, as the ledger remembers it."""
    return "sha256:" + sha256(dump_json(wire)).hexdigest()


_Shape = tuple[str, str, bool, frozenset[str], tuple[frozenset[str], ...]]


@dataclass(slots=True)
class WireCheck:
    """Looks for what in credentials could not be signed, once for all that are built alike."""

    catalog: Catalog
    config: SiteConfig
    _clean: set[_Shape] = field(default_factory=set)
    """Credentials in which nothing was found."""

    def flaws(self, award: Award, name: str | None, badge: Badge) -> list[str]:
        """What in the credential of `award` could not be signed, as `find_undefined` tells it."""
        shape = _shape(award, name, badge)
        if shape is not None and shape in self._clean:
            return []
        issuer = self.catalog.issuers[badge.issuer]
        row = _trial(award, name, badge)
        wire = unsigned_credential(row, badge=badge, issuer=issuer, config=self.config)
        found = find_undefined(wire)
        if shape is not None and not found:
            self._clean.add(shape)
        return found


def _shape(award: Award, name: str | None, badge: Badge) -> _Shape | None:
    """What besides texts and numbers makes the credential; None where an address does.

    A text stands in it as it is, whatever it says: only addresses and what is said at all
    can be without a meaning.
    """
    if award.components or any(each.url is not None for each in award.evidence):
        return None
    return (
        badge.slug,
        badge.version,
        name is None,
        frozenset(award.model_fields_set),
        tuple(frozenset(each.model_fields_set) for each in award.evidence),
    )


def _trial(award: Award, name: str | None, badge: Badge) -> Issued:
    """A row of `award` as good as any."""
    return Issued(
        award_identity=award.identity,
        award=award,
        copy_=Copy.OWN,
        issuer=badge.issuer,
        earner=award.earner,
        badge=badge.slug,
        badge_version=badge.version,
        name=name,
        credential="0" * 32,
        subject=UUID(int=0, version=4).urn,
        status_list=1,
        status_index=0,
        signed_at=datetime(2000, 1, 1, tzinfo=UTC),
        key="z6Mk" + "1" * 44,
        digest=_NO_DIGEST,
    )
