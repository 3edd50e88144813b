"""Which issuers a reader knows."""

from generator.model.base import CatalogModel, Date, Did, Line, Name, PublicKey


class KnownIssuer(CatalogModel):
    """An issuer the keeper of the list knows, with its keys where the list pins them."""

    did: Did
    name: Name
    since: Date
    note: Line | None = None
    keys: tuple[PublicKey, ...] = ()
    """Public keys; none: whichever its DID document lists."""


class TrustList(CatalogModel):
    """``trust.yml``, published as ``/verify/trust.json``."""

    issuers: tuple[KnownIssuer, ...] = ()

    def find(self, did: str) -> KnownIssuer | None:
        """The entry for `did`, or None."""
        return next((issuer for issuer in self.issuers if issuer.did == did), None)
