"""Who honors badges, and with what."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from generator.model.base import (
    Asset,
    CatalogModel,
    Contact,
    Date,
    Did,
    Line,
    Markdown,
    Name,
    PublicKey,
    Slug,
    WebUrl,
)
from generator.model.issuer import Key, recovery_is_apart


class RecognizerKind(StrEnum):
    """What sort of organization honors badges."""

    DISTRICT = "district"
    SCHOOL = "school"
    STATE_AGENCY = "state-agency"
    COLLEGE = "college"
    EMPLOYER = "employer"
    NONPROFIT = "nonprofit"
    OTHER = "other"


class WorthKind(StrEnum):
    """With what a badge is honored."""

    PAY = "pay"
    HOURS = "hours"
    CREDITS = "credits"
    LICENCE_POINTS = "licence-points"
    INTERVIEW = "interview"
    ADMISSION = "admission"
    EXPERIENCE = "experience"
    PRIZE = "prize"
    OTHER = "other"


MEASURED = frozenset({WorthKind.PAY, WorthKind.HOURS, WorthKind.CREDITS, WorthKind.LICENCE_POINTS})
"""Kinds that have amounts, which can be added up; all others are told only."""


class BasisKind(StrEnum):
    """How the reader can know that a recognition is real."""

    SIGNED = "signed"
    POLICY = "policy"
    LETTER = "letter"


class Basis(CatalogModel):
    """Signed endorsement, published policy, or letter on file with the issuer.

    An endorsement that was signed elsewhere has `url` or `file`; without either it is one
    that `endorse` signs.
    """

    kind: BasisKind
    url: WebUrl | None = None
    """The policy, or where an endorsement stands that was signed elsewhere."""
    file: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}\.json$")] | None = None
    """An endorsement that was signed elsewhere, in ``endorsements/<recognizer>/``."""
    dated: Date | None = None
    contact: Contact | None = None
    """Who can show the letter."""

    @model_validator(mode="after")
    def _can_be_followed(self) -> Self:
        if self.kind is BasisKind.LETTER and (self.dated is None or self.contact is None):
            raise ValueError("'kind: letter' needs 'dated' and 'contact'")
        if self.kind is BasisKind.POLICY and self.url is None:
            raise ValueError(f"'kind: {self.kind}' needs 'url'")
        if self.kind is not BasisKind.SIGNED and self.file is not None:
            raise ValueError("'file' goes with 'kind: signed', and only with it")
        return self

    @property
    def is_held(self) -> bool:
        """Whether the catalog itself holds what was signed."""
        return self.kind is BasisKind.SIGNED and (self.file is not None or self.url is None)


class Worth(CatalogModel):
    """With what, how much, how often."""

    kind: WorthKind
    amount: Annotated[Decimal, Field(gt=0)] | None = None
    """Money, hours, credits or points, by `kind`."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    per: Annotated[str, Field(pattern=r"^(once|year)$")] = "once"
    cap: Annotated[Decimal, Field(gt=0)] | None = None
    """The most that all recognitions of this kind give together, in the same unit."""
    text: Line
    """In plain words, as the page says it."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.kind in MEASURED and self.amount is None:
            raise ValueError(f"'kind: {self.kind}' needs 'amount'")
        if self.amount is not None and self.kind not in MEASURED:
            raise ValueError(f"'amount' means nothing with 'kind: {self.kind}'; say it in 'text'")
        if (self.kind is WorthKind.PAY) != (self.currency is not None):
            raise ValueError("'currency' goes with 'kind: pay', and only with it")
        if self.cap is not None and self.amount is None:
            raise ValueError("'cap' needs 'amount', of which it is the most")
        if self.cap is not None and self.amount is not None and self.cap < self.amount:
            raise ValueError("'cap' is less than 'amount', so nobody could get that amount")
        return self


class Recognition(CatalogModel):
    """The statement: we honor these badges and pathways with …."""

    badges: tuple[Slug, ...] = ()
    pathways: tuple[Slug, ...] = ()
    worth: Worth
    conditions: Line | None = None
    prior_approval: bool = False
    """Approval is needed beforehand; shown above the amount."""
    start: Date = Field(alias="from")
    until: Date | None = None
    withdrawn: Date | None = None
    basis: Basis

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not self.badges and not self.pathways:
            raise ValueError("a recognition names at least one badge or pathway")
        if self.until is not None and self.until < self.start:
            raise ValueError("'until' lies before 'from'")
        if self.withdrawn is not None and self.withdrawn < self.start:
            raise ValueError("'withdrawn' lies before 'from'; it never held, so remove it")
        return self

    def has_ended(self, today: date) -> bool:
        """Past its last day, or withdrawn on or before `today`."""
        return (self.until is not None and self.until < today) or (
            self.withdrawn is not None and self.withdrawn <= today
        )

    def holds(self, today: date) -> bool:
        """Whether it counts on `today`: begun and not ended."""
        return self.start <= today and not self.has_ended(today)


class Recognizer(CatalogModel):
    """An organization that honors badges."""

    slug: Slug
    """From the file's name."""
    name: Name
    kind: RecognizerKind
    summary: Line
    description: Markdown | None = None
    url: WebUrl
    contact: Contact
    logo: Asset | None = None
    did: Did | None = None
    """A DID on a domain of its own; the site then writes the document to hand over."""
    keys: tuple[Key, ...] = ()
    """With which it signs endorsements; its DID document lists them."""
    recovery_key: PublicKey | None = None
    """Kept offline. It signs changes of `keys` and nothing else: no document lists it."""
    honors: tuple[Recognition, ...] = ()

    @model_validator(mode="after")
    def _can_sign(self) -> Self:
        if not self.keys and any(each.basis.is_held for each in self.honors):
            raise ValueError("'honors' has a statement to be signed, which needs 'keys'")
        return recovery_is_apart(self)
