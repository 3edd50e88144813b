"""Which issuers a reader knows."""

import re
from typing import Annotated

from pydantic import AfterValidator

from generator.model.base import CatalogModel, Date, Did, Line, Name, PublicKey

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_SITE = re.compile(rf"https://{_LABEL}(?:\.{_LABEL})+/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")


def _site(value: str) -> str:
    if not _SITE.fullmatch(value):
        raise ValueError("must be the https:// address of a site, with a '/' at its end")
    return value


class KnownIssuer(CatalogModel):
    """An issuer the keeper of the list knows, with its keys where the list pins them."""

    did: Did
    name: Name
    since: Date
    note: Line | None = None
    keys: tuple[PublicKey, ...] = ()
    """Public keys; none: whichever its DID document lists."""


class TrustList(CatalogModel):
    """``trust.yml``: the issuers a reader knows."""

    issuers: tuple[KnownIssuer, ...] = ()

    def find(self, did: str) -> KnownIssuer | None:
        """The entry for `did`, or None."""
        return next((issuer for issuer in self.issuers if issuer.did == did), None)


class PublishedTrust(TrustList):
    """A ``trust.json``, as a site publishes it under ``/verify/`` beside its verifier."""

    site: Annotated[str, AfterValidator(_site)] | None = None
    """The address of that site, so that its preview elsewhere can be told from it."""
