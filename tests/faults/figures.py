"""What faults came to."""

from dataclasses import dataclass, field

MOST_NOTES = 10


@dataclass
class Figures:
    """Counts of one command; all but the first two must stay at none."""

    name: str
    runs: int = 0
    faults: int = 0
    """Runs that met their fault: killed, or ended with another exit code than 0."""
    half_published: int = 0
    status_indexes: int = 0
    """Lost or repeated."""
    uncaught: int = 0
    left_behind: int = 0
    other: int = 0
    notes: list[str] = field(default_factory=list)

    def note(self, kind: str, text: str) -> None:
        """Count one of a kind, and remember why."""
        setattr(self, kind, getattr(self, kind) + 1)
        self.notes.append(f"{kind}: {text}")

    @property
    def is_good(self) -> bool:
        return not self.notes

    def __str__(self) -> str:
        line = (
            f"{self.name}: {self.runs:,} runs, {self.faults:,} met a fault; "
            f"{self.half_published} half-published sites, "
            f"{self.status_indexes} lost or repeated status indexes, "
            f"{self.uncaught} uncaught exceptions, {self.left_behind} left something behind, "
            f"{self.other} otherwise wrong"
        )
        return "\n  ".join([line, *self.notes[:MOST_NOTES]])
