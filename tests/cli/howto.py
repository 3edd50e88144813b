"""How-tos as steps: what their pages tell to type, to fill in and to change, and what is to be seen.

Shown output is whole but for ``…``, which stands for anything: alone on a line for lines, else
within one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

PAGES = Path(__file__).parents[2] / "generator" / "howto"
_STEP = re.compile(
    r"^<!-- (?P<note>.+?) -->\n(?P<table>(?:\|[^\n]*\n)*)"
    r"|^```(?P<kind>\w+) ?(?P<info>\S*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Step:
    kind: str
    """sh, text, yaml, wrong, fill, type, take"""
    body: str
    about: str = ""


@dataclass
class Walk:
    """What came out of the commands typed last, and was not compared yet."""

    said: list[str] = field(default_factory=list)


def steps(page: str) -> Iterator[Step]:
    """The steps of a page; blocks of other languages are for other computers."""
    for found in _STEP.finditer((PAGES / page).read_text("utf-8")):
        note, info = found["note"], found["info"]
        if note is not None:
            verb, *rest = note.split()
            yield Step(verb, found["table"] or note, rest[-1])
        elif found["kind"] == "text" and info.startswith("wrong="):
            yield Step("wrong", found["body"], info.removeprefix("wrong="))
        elif found["kind"] in {"sh", "text", "yaml"}:
            yield Step(found["kind"], found["body"], info)


def is_shown(shown: str, said: str) -> bool:
    """Whether `said` is what a page shows."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "…" else re.escape(line).replace("…", ".*") + "\n"
        for line in shown.splitlines()
    )
    return re.fullmatch(pattern, said if said.endswith("\n") else said + "\n") is not None


def fill(sheet: Path, table: str) -> None:
    """Type a Markdown table into a score sheet, by its headings."""
    header, _, *rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in table.strip().splitlines()
    ]
    book = openpyxl.load_workbook(sheet)
    scores = book.worksheets[0]
    columns = [cell.value for cell in scores[2]]
    for number, row in enumerate(rows, start=3):
        for name, value in zip(header, row, strict=True):
            if value:
                scores.cell(number, columns.index(name) + 1).value = value
    book.save(sheet)


def take_out(file: Path, key: str) -> None:
    """Take out a key of a YAML file, with what is indented below it."""
    text = file.read_text("utf-8")
    file.write_text(re.sub(rf"^{key}:.*\n(?:[ \t]+.*\n)*", "", text, flags=re.MULTILINE), "utf-8")


def write_in(file: Path, lines: str) -> None:
    """Set the keys of `lines` in a YAML file, as somebody does with an editor."""
    for key in re.findall(r"^(\w+):", lines, re.MULTILINE):
        take_out(file, key)
    file.write_text(file.read_text("utf-8").rstrip("\n") + "\n" + lines, "utf-8")
