"""Who awards badges."""

from pydantic import Field

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


class Key(CatalogModel):
    """One public key of an issuer or recognizer, as its DID document lists it.

    A retired key stays listed: what it signed until `retired` stays good.
    """

    public_key: PublicKey
    created: Instant
    """When the key came into use."""
    retired: Instant | None = None
    """Signatures made after this instant do not count."""
    note: Line | None = None


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
    """Newest last; the last one that is not retired signs."""
    signatory: Signatory | None = None
    recognized_by: tuple[Line, ...] = ()
    """Accreditation or authority, in plain words."""
