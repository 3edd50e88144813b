"""How a command tells how far it has come: a bar on a terminal, plain lines in a log.

Both say how many steps a second are done and how long the rest will take, where that is known.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from generator.build.narrator import Narrator

EVERY_S = 30
"""Seconds between two lines about one stage."""


class Lines:
    """One line a stage; of a long one, another now and then."""

    def __init__(
        self, tell: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tell = tell
        self._clock = clock
        self._name, self._of, self._done = "", 0, 0
        self._began = self._told = clock()

    def stage(self, name: str, of: int | None = None) -> None:
        """Tell the stage's name."""
        self._name, self._of, self._done = name, of or 0, 0
        self._began = self._told = self._clock()
        self._tell(f"{name} ({of})" if of else name)

    def step(self, count: int = 1) -> None:
        """Count; tell only after a while."""
        self._done += count
        now = self._clock()
        if now - self._told < EVERY_S:
            return
        self._told = now
        rate = self._done / (now - self._began)
        whole = f" of {self._of:,}" if self._of else ""
        left = f", {duration((self._of - self._done) / rate)} left" if self._of else ""
        self._tell(f"{self._name}: {self._done:,}{whole}, {rate:,.0f} a second{left}")


def duration(seconds: float) -> str:
    """4 min 5 s; no more exact than anybody can know."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


class _Rate(ProgressColumn):
    """Steps a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


class _Bar:
    """One bar a stage; finished ones stay as lines."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def stage(self, name: str, of: int | None = None) -> None:
        """Finish the last bar and begin another."""
        self.finish()
        self._task = self._progress.add_task(name, total=of)

    def step(self, count: int = 1) -> None:
        """Move the bar."""
        if self._task is not None:
            self._progress.advance(self._task, count)

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
        yield Lines(lambda line: console.print(line, highlight=False, markup=False, soft_wrap=True))
        return
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=console) as progress:
        bar = _Bar(progress)
        yield bar
        bar.finish()
