"""The append-only record that fixes all that is random or timed about a credential."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from generator.model.award import Award
from generator.model.base import CatalogModel, Date, Instant, Line, Name, PublicKey, Slug, Version


class Copy(StrEnum):
    """Which of the two credentials of one award."""

    PAGE = "page"  # the one a page shows, with the form of the name consented to
    OWN = "own"  # the earner's own, with the full name; never enters the site


Token = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


SignatureDigest = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Issued(CatalogModel):
    """A credential that was, or is about to be, signed.

    Written before signing: the same row, key and badge version give the same bytes.
    """

    model_config = ConfigDict(populate_by_name=True)  # `copy` is a method of every model

    kind: Literal["issued"] = "issued"
    award_identity: Line
    award: Award
    """What is signed, so that the row alone can make the credential again."""
    copy_: Copy = Field(alias="copy")
    issuer: Slug
    earner: Slug
    badge: Slug
    badge_version: Version
    name: Name | None = None
    """The form of the name that is signed."""
    credential: Token
    """The credential's id is ``<base_url>credentials/<credential>/credential.json``."""
    subject: Annotated[str, Field(pattern=r"^urn:uuid:[0-9a-f-]{36}$")]
    status_list: Annotated[int, Field(ge=1)]
    status_index: Annotated[int, Field(ge=0, lt=131_072)]
    """Lists are made with as many entries as the standard asks for, and no more."""
    signed_at: Instant
    key: PublicKey
    valid_until: Instant | None = None
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    """SHA-256 of the unsigned credential, as `dump_json` writes it."""
    replaces: tuple[Token, ...] = ()
    """Credentials this one was reissued for; their pages lead here."""


class Revoked(CatalogModel):
    """A credential that was withdrawn."""

    kind: Literal["revoked"] = "revoked"
    credential: Token
    reason: Line
    on: Date
    reissued: bool = False
    """Withdrawn only because a corrected one took its place."""


class Erased(CatalogModel):
    """What is left of credentials whose earner was erased: entries of a status list.

    So no index is used twice, and a withdrawn badge stays withdrawn. One row for each list,
    whomever they were of, so that a row tells nothing about a person.
    """

    kind: Literal["erased"] = "erased"
    issuer: Slug
    status_list: Annotated[int, Field(ge=1)]
    indexes: tuple[Annotated[int, Field(ge=0, lt=131_072)], ...]
    """Every one, in order."""
    withdrawn: tuple[int, ...] = ()
    """Those among them whose credential was withdrawn."""
    signatures: dict[PublicKey, tuple[SignatureDigest, ...]] = Field(default_factory=dict)
    """Of those that were left good, by the key that signed them, should that ever be stolen.
    Credentials hold random ids, so a digest tells nothing who has not got the credential."""

    @model_validator(mode="after")
    def _withdrawn_are_among_them(self) -> Self:
        if not {*self.withdrawn} <= {*self.indexes}:
            raise ValueError("'withdrawn' holds an index that 'indexes' does not")
        return self


LedgerEntry = Issued | Revoked | Erased
