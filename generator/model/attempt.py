"""Work that was judged and did not pass yet: kept privately, never signed or published."""

from typing import Annotated

from pydantic import Field

from generator.model.base import CatalogModel, Date, Instant, Name, Note, Slug, Version


class Feedback(CatalogModel):
    """What somebody is told whose work did not pass yet."""

    strong: Note | None = None
    """What was strong."""
    strengthen: Note | None = None
    """What to strengthen."""
    by_when: Date | None = None
    """The last day to hand in again; none: any."""


class Attempt(CatalogModel):
    """One "not yet", as the people folder remembers it.

    There is one a day for each badge and person; of two records the later counts.
    """

    badge: Slug
    badge_version: Version
    earner: Slug
    on: Date
    number: Annotated[int, Field(ge=1, le=100)]
    """The how-manieth attempt it was."""
    results: dict[Slug, Slug]
    """Level reached, by criterion."""
    feedback: Feedback = Feedback()
    assessor_role: Name | None = None
    assessor_name: Name | None = None
    assessor_id: Slug | None = None
    second_assessor_id: Slug | None = None
    approver_id: Slug | None = None
    recorded_at: Instant
