"""Mistakes as values: where they stand, what is wrong, what to do about it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_WIDEST_EXCERPT = 100  # characters of a source line that a message shows


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1
    excerpt: str = field(default="", compare=False)
    """The source line with a caret under the column, as `excerpt_of` makes it."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake, told so that its author can mend it."""

    where: Where
    code: str
    """Stable; see `codes`."""
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """As a terminal may be shown it: files repeat what strangers wrote."""
        told = f"{self.where}: error: {self.message} [{self.code}]"
        if self.where.excerpt:
            told += f"\n{self.where.excerpt}"
        if self.hint:
            told += f"\n  hint: {self.hint}"
        return "\n".join(map(printable, told.split("\n")))


class CatalogError(Exception):
    """The catalog is wrong; `problems` holds every mistake, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> "tuple[type[CatalogError], tuple[tuple[Problem, ...]]]":
        """As a worker process hands it over."""
        return type(self), (self.problems,)


def excerpt_of(line: str, column: int) -> str:
    """`line` with a caret under `column`; a long line is cut around it."""
    line = printable(line)
    start = max(0, column - 1 - _WIDEST_EXCERPT * 3 // 4) if len(line) > _WIDEST_EXCERPT else 0
    shown = line[start : start + _WIDEST_EXCERPT]
    before = shown[: column - 1 - start]
    indent = " " * sum(_width(character) for character in before)
    return f"    {shown}\n    {indent}^"


def printable(text: str) -> str:
    """`text` with every character that a terminal would hide or obey replaced, one by one."""
    if text.isprintable():  # nearly always, and a hundred times as fast
        return text
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        else each
        for each in text
    )


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
