"""The unsigned instruction that `issue` signs."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from generator.model.badge import EvidenceKind
from generator.model.base import CatalogModel, Date, Line, Name, Slug, WebUrl


class Evidence(CatalogModel):
    """One piece of evidence that was seen.

    Published as kind, description, date and digest; a link only with `public` and the
    statement that everyone seen, heard or named agreed.
    """

    kind: EvidenceKind
    description: Line
    date: Date | None = None
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")] | None = None
    url: WebUrl | None = None
    public: bool = False
    all_agreed: bool = False
    """Everyone seen, heard or named agreed to publication."""

    @model_validator(mode="after")
    def _is_agreed(self) -> Self:
        if self.public and not (self.all_agreed and self.url is not None):
            raise ValueError("'public: true' needs 'url' and 'all_agreed: true'")
        return self


def _nobodys_address(value: str) -> str:
    if "@" in value:
        raise ValueError("must not hold an e-mail address: it is signed and may be published")
    return value


TeamKey = tuple[str, str, date]
"""A team's name, the badge's slug and the day of the award."""

TeamName = Annotated[Name, AfterValidator(_nobodys_address)]
"""What a team calls itself; signed, so it names no person who is not public."""


class Award(CatalogModel):
    """Badge, earner and date, with what the assessor saw."""

    badge: Slug
    earner: Slug
    awarded: Date
    award_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,80}$")] | None = None
    """Tells apart awards that share badge, earner and date."""
    shown: Line | None = None
    """One sentence of what they showed; none: the badge's own."""
    assessor_role: Name | None = None
    assessor_name: Name | None = None
    """Only with the assessor's consent."""
    assessor_id: Slug | None = None
    """The assessor's own slug among the earners; stays in the ledger, never signed or shown."""
    second_assessor_id: Slug | None = None
    """Of whoever assessed it too; as `assessor_id`."""
    approver_id: Slug | None = None
    """Of whoever approved what was assessed; as `assessor_id`."""
    attempt: Annotated[int, Field(ge=1, le=100)] | None = None
    """At which attempt it was earned; stays in the ledger, never signed."""
    team: TeamName | None = None
    """With whom it was earned: who has the same team, badge and date; signed."""
    results: dict[Slug, Slug] = Field(default_factory=dict)
    """Level reached, by criterion."""
    evidence: tuple[Evidence, ...] = ()
    hours: Annotated[Decimal, Field(gt=0, le=2000)] | None = None
    """Hours credited; none: the badge's."""
    started: Date | None = None
    ended: Date | None = None
    valid_until: Date | None = None
    """Overrides the badge's `valid_months`."""
    components: tuple[WebUrl, ...] = ()
    """Credential ids of the badges a stacked badge was earned with."""

    @property
    def team_key(self) -> TeamKey | None:
        """What makes two awards those of one team; None: earned alone."""
        return (self.team, self.badge, self.awarded) if self.team is not None else None

    @property
    def identity(self) -> str:
        """What makes two awards the same award."""
        return self.award_id or f"{self.badge}/{self.earner}/{self.awarded.isoformat()}"
