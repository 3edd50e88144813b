"""Who awards badges."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Protocol, Self, TypeVar

from pydantic import Field, model_validator

from generator.model.base import (
    Asset,
    CatalogModel,
    Contact,
    Country,
    Did,
    Instant,
    Line,
    Markdown,
    Name,
    PublicKey,
    Signatory,
    Slug,
    WebUrl,
)


class KeyUse(StrEnum):
    """What a key may sign."""

    BADGES = "badges"  # and status lists
    STATUS = "status"  # status lists alone, so that a machine may hold it


class Key(CatalogModel):
    """One public key of an issuer or recognizer, as its DID document lists it.

    A retired key stays listed: what it signed until `retired` stays good.
    """

    public_key: PublicKey
    created: Instant
    """When the key came into use."""
    retired: Instant | None = None
    """Signatures made after this instant do not count."""
    compromised: Instant | None = None
    """Known since then to be in strange hands. Whatever date a signature says, it counts only
    where another key has confirmed it since: `badgepress keys compromised`."""
    use: KeyUse = KeyUse.BADGES
    note: Line | None = None

    def is_in_force(self, at: datetime) -> bool:
        """Whether it may sign at `at` what it is for."""
        ended = self.retired is not None and at >= self.retired
        return self.compromised is None and self.created <= at and not ended

    def signs_badges(self, at: datetime) -> bool:
        """Whether it may sign badges and endorsements at `at`."""
        return self.use is KeyUse.BADGES and self.is_in_force(at)


class HasKeys(Protocol):
    """An issuer or recognizer."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """Newest last."""

    @property
    def recovery_key(self) -> str | None:
        """Kept offline."""


Owner = TypeVar("Owner", bound=HasKeys)


def recovery_is_apart(owner: Owner) -> Owner:
    """Refuse a recovery key that also signs badges: it would be on the computer that issues.

    Raises:
        ValueError: it is one of `keys`.

    """
    if any(key.public_key == owner.recovery_key for key in owner.keys):
        raise ValueError("'recovery_key' is one of 'keys'; it must be kept apart from them")
    return owner


class Outcome(CatalogModel):
    """How many people tried and how many earned, as the issuer states.

    No number may stand for fewer than ten people, not even one had by subtracting.
    """

    period: Name
    """Such as "School year 2025-26"."""
    tried: Annotated[int, Field(ge=10)]
    earned: Annotated[int, Field(ge=10)]

    @model_validator(mode="after")
    def _names_nobody(self) -> Self:
        others = self.tried - self.earned
        if others < 0:
            raise ValueError("'earned' is more than 'tried'")
        if 0 < others < 10:
            raise ValueError(
                "'tried' and 'earned' tell of fewer than ten people who did not earn; "
                "state a longer period"
            )
        return self


class Issuer(CatalogModel):
    """An organization that defines and awards badges (Open Badges 3.0 ``Profile``)."""

    slug: Slug
    """From the file's name."""
    name: Name
    summary: Line
    """One sentence: who they are."""
    description: Markdown | None = None
    url: WebUrl
    contact: Contact
    logo: Asset | None = None
    country: Country | None = None
    region: Name | None = None
    root: bool = False
    """Its DID document stands at the site's own address (at most one issuer)."""
    did: Did | None = None
    """A DID on a domain of its own; the site then writes the document to hand over."""
    keys: tuple[Key, ...] = Field(min_length=1)
    """Newest last; the last one in force that is for badges signs them."""
    recovery_key: PublicKey | None = None
    """Kept offline. It signs changes of `keys` and nothing else: no document lists it."""
    signatory: Signatory | None = None
    recognized_by: tuple[Line, ...] = ()
    """Accreditation or authority, in plain words, with the number of a provider."""
    hours_per_ceu: Annotated[Decimal, Field(gt=0, le=100)] | None = None
    """How many hours make one continuing education unit, where a badge states hours only; for
    certificates."""
    outcomes: tuple[Outcome, ...] = Field((), max_length=5)
    """How many try and earn, newest first."""

    @model_validator(mode="after")
    def _recovery_is_apart(self) -> Self:
        return recovery_is_apart(self)
