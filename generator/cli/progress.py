"""How a command tells how far it has come: a bar on a terminal, plain lines in a log."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn

from generator.build.narrator import Narrator


class _Lines:
    """One line a stage."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def stage(self, name: str, of: int | None = None) -> None:
        """Print the stage's name."""
        count = f" ({of})" if of else ""
        self._console.print(f"{name}{count}", highlight=False, markup=False)

    def step(self) -> None:
        """Nothing: a log wants no dots."""


class _Bar:
    """One bar a stage; finished ones stay as lines."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def stage(self, name: str, of: int | None = None) -> None:
        """Finish the last bar and begin another."""
        self.finish()
        self._task = self._progress.add_task(name, total=of)

    def step(self) -> None:
        """Move the bar."""
        if self._task is not None:
            self._progress.advance(self._task)

    def finish(self) -> None:
        """Fill the last bar."""
        if self._task is not None:
            task = self._progress.tasks[-1]
            done = max(task.completed, task.total or 0, 1)
            self._progress.update(self._task, total=done, completed=done)


@contextmanager
def narrated() -> Iterator[Narrator]:
    """A narrator on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (SpinnerColumn(finished_text="✓"), TextColumn("{task.description}"))
    with Progress(*columns, BarColumn(), MofNCompleteColumn(), console=console) as progress:
        bar = _Bar(progress)
        yield bar
        bar.finish()
