"""One credential under examination: what was handed in, and what the checks have found."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from generator.model.trust import TrustList
from generator.verify.credential import Credential
from generator.verify.report import Component, Endorsement
from generator.verify.resolver import Document, Resolver, Unavailable

Given = Callable[[str], bytes | None]
"""Credentials that were handed in together, by the id that each says it has."""


def nothing_more(_: str) -> bytes | None:
    """Where one credential was handed in alone."""
    return None


@dataclass(slots=True)
class Case:
    """The world of one verification. Checks read it and write down only what they found."""

    data: bytes
    as_of: datetime  # aware
    resolver: Resolver
    trust: TrustList
    given: Given = nothing_more
    credential: Credential | None = None  # once "document" passed
    key: "Key | None" = None  # once "issuer-key" passed
    listed: datetime | None = None  # once "status" read authentic lists: of when the oldest is
    endorsements: tuple[Endorsement, ...] = ()  # once "endorsements" was made
    components: tuple[Component, ...] = ()  # once "components" was made
    fetched: dict[str, Document | Unavailable] = field(default_factory=dict)

    def get(self, url: str) -> Document:
        """The document at `url`, asked for once a case."""
        if url not in self.fetched:
            try:
                self.fetched[url] = self.resolver.get(url)
            except Unavailable as error:
                self.fetched[url] = error
        known = self.fetched[url]
        if isinstance(known, Unavailable):
            raise known
        return known

    @property
    def badge(self) -> Credential:
        """The credential, for checks that need "document"."""
        if self.credential is None:
            raise LookupError("the check 'document' has not passed")
        return self.credential


@dataclass(frozen=True, slots=True)
class Key:
    """A public key found to be its issuer's."""

    raw: bytes
    multibase: str
    pinned_by: str = ""  # the name of the known issuer whose entry lists it
    revoked: datetime | None = None  # withdrawn then, but the issuer confirmed what it signed here
