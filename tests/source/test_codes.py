"""Every code of a mistake is used, says what it means, and is told in some test."""

import re
from pathlib import Path

from generator.source import Code

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = [
    *ROOT.glob("generator/source/*.py"),
    ROOT / "generator/cli/check.py",
    ROOT / "generator/build/leaks.py",
]
TESTS = [
    *ROOT.glob("tests/source/test_*.py"),
    ROOT / "tests/cli/test_check.py",
    ROOT / "tests/build/test_leaks.py",
]


def test_every_code_is_used():
    used = {
        name
        for path in SOURCES
        for name in re.findall(r"\bCode\.([A-Z_0-9]+)", path.read_text("utf-8"))
    }
    assert used == set(Code.__members__)


def test_every_code_is_told_in_some_test():
    told = {
        code for path in TESTS for code in re.findall(r"\[([a-z0-9-]+)\]", path.read_text("utf-8"))
    }
    assert {code.value for code in Code} - told == set()


def test_every_code_says_what_it_means():
    for code in Code:
        assert re.fullmatch(r"[a-z0-9-]+", code.value)
        assert 10 < len(code.meaning) < 100
    assert len({code.meaning for code in Code}) == len(Code)
