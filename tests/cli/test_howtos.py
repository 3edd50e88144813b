"""What the how-tos tell works as it is written there: every command, in order, and what is seen."""

import os
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from generator.cli.main import badgepress
from generator.issue.key_rows import key_rows
from generator.source import CatalogError
from tests.cli.commands_named import commands_named, faults
from tests.cli.howto import PAGES, Step, fill, is_shown, steps, take_out, write_in

pytestmark = pytest.mark.usefixtures("quick_keys")

PROJECT = PAGES.parents[1]
NAMES = sorted(path.name for path in PAGES.glob("*.md") if path.name != "README.md")
DEMO_KEY = PROJECT / "tests" / "demo" / "demo.key"
MOST = 4
DEMO, NEXT = "demo", "four other random words"
PARTS = ("What you need", "What can go wrong", "How to undo")


@pytest.fixture
def lakeland(tmp_path, monkeypatch) -> Path:
    """The sample, and beside it a folder with its key, as the pages have it."""
    folder = tmp_path / "lakeland"
    shutil.copytree(PROJECT / "catalog", folder / "catalog")
    shutil.copy(PROJECT / "site-config.yml", folder)
    (tmp_path / "keys").mkdir()
    shutil.copy(DEMO_KEY, tmp_path / "keys" / "lakeland.key")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", DEMO)
    monkeypatch.setenv("BADGEPRESS_NEW_PASSPHRASE", NEXT)
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    return folder


def type_in(line: str) -> str:
    """What the terminal shows of a command, with a yes to whatever it asks."""
    words = shlex.split(line)[1:]
    passphrase = next((_opens(Path(each)) for each in words if Path(each).suffix == ".key"), "")
    env = {"BADGEPRESS_PASSPHRASE": passphrase} if passphrase else {}
    result = CliRunner().invoke(badgepress, words, input="y\n" * 3, env=env)
    if isinstance(result.exception, CatalogError):  # as `main` tells it
        problems = [str(each) for each in result.exception.problems]
        count = len(problems)
        told = f"{count} mistake{'' if count == 1 else 's'} found; nothing was written."
        return result.output + "\n".join([*problems, told]) + "\n"
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def _opens(file: Path) -> str:
    """The passphrase that somebody would type for a key: what is not the sample's has the next."""
    if not file.exists() or os.environ["BADGEPRESS_PASSPHRASE"] != DEMO:
        return ""
    return DEMO if file.read_bytes() == DEMO_KEY.read_bytes() else NEXT


def walk(page: str, folder: Path) -> None:
    said = ""
    for step in steps(page):
        if step.kind == "sh":
            said = "".join(type_in(line) for line in step.body.splitlines())
        elif step.kind == "text":
            assert is_shown(step.body, said), f"{page} shows\n{step.body}\nbut there is\n{said}"
        elif step.kind == "wrong":
            _goes_wrong(page, step, folder)
        else:
            _by_hand(step, folder)


def _by_hand(step: Step, folder: Path) -> None:
    if step.kind == "fill":
        fill(folder / step.about, step.body)
    elif step.kind == "yaml":
        write_in(folder / step.about, step.body)
    elif step.kind == "take":
        take_out(folder / step.about, step.body.split()[2])
    elif step.kind == "type":
        key = (folder.parent / "keys" / "lakeland.key").read_bytes()
        rows = key_rows(key)
        typed = "\n".join(f"{number}: {row}" for number, row in enumerate(rows, start=1))
        (folder / step.about).write_text(typed, "utf-8")
    else:
        raise AssertionError(f"nobody knows how to {step.kind}: {step.body}")


# ── what can go wrong: how it comes about, and what is typed then ──────────────────────────


def _bad_cell(folder: Path) -> str:
    sheet = folder / "wait-time-scores.xlsx"
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0]["E3"].value = "Proficent"
    book.save(sheet)
    return "badgepress issue wait-time-scores.xlsx --dry-run"


def _another_folder(folder: Path) -> str:
    (folder / "site-config.yml").rename(folder / "elsewhere.yml")
    return "badgepress check"


def _not_ours(folder: Path) -> str:
    shutil.rmtree(folder / "handouts")
    (folder / "handouts").mkdir()
    (folder / "handouts" / "mine.txt").write_text("mine")
    return "badgepress handout priya-raman"


def _without_folder(folder: Path) -> str:
    take_out(folder / "site-config.yml", "theme_dir")
    return "badgepress new template certificate"


def _broken_template(folder: Path) -> str:
    with (folder / "our-theme" / "papers" / "certificate.typ").open("a") as file:
        file.write("#let words = \n")
    return "badgepress handout ruth-calloway"


def _not_a_guardian(folder: Path) -> str:
    file = folder / "catalog" / "earners" / "imani-brooks.yml"
    file.write_text(file.read_text("utf-8").replace("by: guardian", "by: earner"), "utf-8")
    return "badgepress check"


def _not_reissued(folder: Path) -> str:
    file = folder / "catalog" / "earners" / "adaeze-okafor.yml"
    body = file.read_text("utf-8").replace("  name: Adaeze Okafor", "  name: Adaeze O.")
    file.write_text(body + "address: adaeze-o\n", "utf-8")
    return "badgepress check"


def _mistyped_row(folder: Path) -> str:
    typed = folder.parent / "keys" / "typed.txt"
    text = typed.read_text("utf-8")
    typed.write_text(text[:8] + ("A" if text[8] != "A" else "B") + text[9:], "utf-8")
    return "badgepress keys restore ../keys/typed.txt -o ../keys/again.key"


def _edited(folder: Path) -> str:
    page = folder / "handbook.md"
    page.write_text(page.read_text("utf-8").replace("__________", "Office 3", 1), "utf-8")
    return "badgepress new handbook"


_RENEW = "badgepress renew --key ../keys/lakeland{}.key"
WRONG: dict[str, Callable[[Path], str]] = {
    "begin.md another-folder": _another_folder,
    "certificates.md broken-template": _broken_template,
    "certificates.md no-folder": _without_folder,
    "handing-out.md not-ours": _not_ours,
    "handing-out.md nothing": lambda _: "badgepress handout --since 2099-01-01",
    "handing-out.md unknown-person": lambda _: "badgepress handout priya-ramen",
    "people.md not-a-guardian": _not_a_guardian,
    "people.md not-reissued": _not_reissued,
    "people.md unknown-person": lambda _: "badgepress withdraw lucia-ferrant",
    "scores-to-awards.md bad-cell": _bad_cell,
    "scores-to-awards.md passphrase": lambda _: _RENEW.format(""),
    "scores-to-awards.md sheet-is-there": lambda _: "badgepress new scoresheet wait-time",
    "whoever-comes-next.md edited": _edited,
    "whoever-comes-next.md mistyped-row": _mistyped_row,
    "whoever-comes-next.md passphrase": lambda _: _RENEW.format("-3"),
}


def _goes_wrong(page: str, step: Step, folder: Path) -> None:
    """In a copy of everything, so that the walk goes on as if it had not happened."""
    aside = folder.parents[1] / f"{folder.parent.name}-aside"
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(folder.parent, aside)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(aside / "lakeland")
            if step.about == "passphrase":
                patch.setenv("BADGEPRESS_PASSPHRASE", "domo")
            line = WRONG[f"{page} {step.about}"](aside / "lakeland")
            said = type_in(line)
    finally:
        shutil.rmtree(aside)
    assert is_shown(step.body, said), f"{page} shows\n{step.body}\nbut there is\n{said}"


@pytest.mark.parametrize("page", NAMES)
def test_every_command_does_what_the_page_shows(page, lakeland):
    walk(page, lakeland)


def test_whatever_can_go_wrong_was_seen_to():
    told = {
        f"{page} {step.about}" for page in NAMES for step in steps(page) if step.kind == "wrong"
    }
    assert told == set(WRONG)


@pytest.mark.parametrize("page", NAMES)
def test_a_page_has_its_parts_and_no_more_than_four_commands_in_a_row(page):
    text = (PAGES / page).read_text("utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)
    assert [part for part in PARTS if part not in {each.splitlines()[0] for each in sections}] == []
    for section in sections:
        blocks = re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
        assert sum(len(block.splitlines()) for block in blocks) <= MOST
    shown = [step for step in steps(page) if step.kind == "text"]
    assert shown


@pytest.mark.parametrize("page", [*NAMES, "README.md"])
def test_its_commands_exist_and_its_links_lead_somewhere(page):
    text = (PAGES / page).read_text("utf-8")
    assert [fault for line in commands_named(text) for fault in faults(line)] == []
    targets = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [each for each in targets if not (PAGES / each).exists()] == []


def test_the_index_names_every_page():
    index = (PAGES / "README.md").read_text("utf-8")
    assert set(re.findall(r"\]\(([a-z-]+\.md)\)", index)) == set(NAMES)


def test_output_that_is_not_shown_so_is_seen():
    assert is_shown("Wrote … files.\n…\nEnd.\n", "Wrote 3 files.\na\nb\nEnd.\n")
    assert not is_shown("Wrote … files.\nEnd.\n", "Wrote 3 files.\na\nEnd.\n")
    assert not is_shown("Wrote 3 files.\n", "Wrote 4 files.\n")
