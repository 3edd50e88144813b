"""What signing a file would do, as values."""

from dataclasses import dataclass

from generator.issue.copies import copies_for
from generator.model.attempt import Attempt
from generator.model.award import Award
from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.source import Where


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to look at before signing; not a mistake."""

    where: Where
    text: str

    def __str__(self) -> str:
        return f"{self.where}: note: {self.text}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be signed, in the order of signing."""

    awards: tuple[Award, ...]
    attempts: tuple[Attempt, ...]
    """What did not pass yet and is to be written down."""
    newcomers: tuple[Earner, ...]
    already: int
    """Rows whose award was signed before."""
    attempts_already: int
    """Rows whose attempt was written down before."""
    notices: tuple[Notice, ...]
    catalog: Catalog
    """With the newcomers."""

    @property
    def issuers(self) -> tuple[str, ...]:
        """Whose keys are needed, by slug."""
        return tuple(sorted({self.catalog.badges[award.badge].issuer for award in self.awards}))

    def credentials(self) -> int:
        """How many credentials the awards give."""
        return sum(len(copies_for(self.catalog.earners[award.earner])) for award in self.awards)
