"""People who earn badges, and what they agreed to."""

import re
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from generator.model.base import CatalogModel, Date, Email, Language, Line, Month, Name, Slug

_RANDOM = re.compile(r"[0-9a-f]{32}")


class Visibility(StrEnum):
    """Who can find a person on the site (generator/README, consent)."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"


class ConsentBy(StrEnum):
    """Who agreed."""

    EARNER = "earner"
    GUARDIAN = "guardian"


class Consent(CatalogModel):
    """By whom, when, for what, and which form of the name."""

    by: ConsentBy
    on: Date
    visibility: Visibility
    """The widest visibility agreed to."""
    name: Name | None = None
    """The name exactly as it may be shown; none: no name."""
    record: Line | None = None
    """Where the signed form is kept."""

    @model_validator(mode="after")
    def _is_for_something(self) -> Self:
        if self.visibility is Visibility.PRIVATE:
            raise ValueError("'visibility: private' needs no consent; leave 'consent' out")
        return self


class Earner(CatalogModel):
    """One person. Private unless they agreed to more."""

    slug: Slug
    """From the file's name, or the `earner` column."""
    name: Name
    """Full name; never published as such, only signed into the earner's own copy."""
    email: Email | None = None
    """For handouts; never published."""
    visibility: Visibility = Visibility.PRIVATE
    address: Slug | None = None
    """The page's address, where it is not the slug: of an unlisted page 32 random hexadecimal
    digits; of a public one any slug, for when the earner's own says more than was agreed."""
    minor_until: Month | None = None
    """The month in which a child comes of age; none: an adult."""
    consent: Consent | None = None
    language: Language = "en"
    former_names: tuple[Name, ...] = ()

    @property
    def is_minor(self) -> bool:
        """Recorded as a child; `check` asks for renewal once the month has come."""
        return self.minor_until is not None

    @property
    def page_address(self) -> str:
        """The ``<address>`` of ``earners/<address>/``."""
        return self.address or self.slug

    @property
    def page_name(self) -> str | None:
        """The form of the name that may be shown, if any."""
        return self.consent.name if self.consent is not None else None

    @model_validator(mode="after")
    def _has_consent(self) -> Self:
        if self.visibility is Visibility.PRIVATE:
            return self
        if self.consent is None:
            raise ValueError(f"'visibility: {self.visibility}' needs a 'consent' record")
        if (
            self.visibility is Visibility.PUBLIC
            and self.consent.visibility is not Visibility.PUBLIC
        ):
            raise ValueError(
                "'visibility: public' goes beyond the consent, which is for 'unlisted'"
            )
        if self.is_minor and self.consent.by is not ConsentBy.GUARDIAN:
            raise ValueError("'consent' for a minor's page must be a guardian's: 'by: guardian'")
        if self.visibility is Visibility.UNLISTED and not _RANDOM.fullmatch(self.address or ""):
            raise ValueError(
                "'visibility: unlisted' needs a random 'address' of 32 hexadecimal digits"
            )
        return self
