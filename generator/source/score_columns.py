"""What stands in a score sheet, for whoever writes one and whoever reads it back.

A sheet is known by its first row: the mark, the badge's slug and its version. That row is
part of the table, so that a CSV saved from the workbook keeps it.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from generator.model.badge import Rubric
from generator.source.score_words import SheetWords


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def version_mark(version: str, words: SheetWords) -> str:
    """How the version stands in the first row: as words, so that "1.10" never becomes 1.1."""
    return f"{words.version} {version}"


def level_labels(rubric: Rubric) -> dict[str, str]:
    """What the drop-downs call each level, by its id; no two alike."""
    return _labels(rubric.levels)


def criterion_labels(rubric: Rubric) -> dict[str, str]:
    """What the columns call each criterion, by its id; no two alike."""
    return _labels(rubric.criteria)


def folded(label: str) -> str:
    """A label as it is compared: case and white space apart."""
    return " ".join(label.split()).casefold()


def _labels(named: Iterable[_Named]) -> dict[str, str]:
    """Names; where two are alike, with the id behind."""
    named = tuple(named)
    count = Counter(folded(each.name) for each in named)
    return {
        each.id: each.name if count[folded(each.name)] == 1 else f"{each.name} ({each.id})"
        for each in named
    }
