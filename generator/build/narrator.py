"""Whoever is told how far a build has come."""

from typing import Protocol


class Narrator(Protocol):
    """Tells the person at the terminal, or the log."""

    def stage(self, name: str, of: int | None = None) -> None:
        """A stage begins; `of` is how many steps it has, where that is known."""

    def step(self, count: int = 1) -> None:
        """So many more steps of the stage are done."""
