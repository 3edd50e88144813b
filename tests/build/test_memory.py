"""What is remembered counts only where everything is as it was."""

import os
import sqlite3
from pathlib import Path

import pytest

from generator.build.memory import MEMORY, Memory, digest_of

INPUTS = {"record": "1", "template": "2"}


def remembered(file: Path, *, code: str = "this") -> Memory:
    with Memory(file, code=code) as memory:
        memory.keep("badge/a", INPUTS, b"told")
        memory.keep("badge/b", {}, b"")
        memory.keep("hub/a", INPUTS, b"hub")
    return Memory(file, code=code)


def test_what_was_told_is_told_again(tmp_path):
    with remembered(tmp_path / MEMORY) as memory:
        assert memory.recall("badge/a", dict(reversed(INPUTS.items()))) == b"told"
        assert memory.recall("badge/b", {}) == b""
        assert (memory.notice, memory.knows("badge/a"), memory.knows("badge/c")) == (
            "",
            True,
            False,
        )
        assert dict(memory.all("badge/")) == {"badge/a": b"told", "badge/b": b""}


@pytest.mark.parametrize(
    ("inputs", "changed"),
    [
        ({"record": "1", "template": "3"}, ("template",)),
        ({"record": "1"}, ("template",)),
        ({**INPUTS, "font": "4"}, ("font",)),
        ({}, ("record", "template")),
    ],
)
def test_whatever_changed_is_named_and_nothing_is_told(tmp_path, inputs, changed):
    with remembered(tmp_path / MEMORY) as memory:
        assert memory.recall("badge/a", inputs) is None
        assert memory.changed("badge/a", inputs) == changed
        assert memory.changed("badge/a", INPUTS) == ()


def test_what_is_kept_again_takes_its_place_and_others_go(tmp_path):
    with remembered(tmp_path / MEMORY) as memory:
        memory.keep("badge/a", {}, b"new")
        assert memory.recall("badge/a", {}) == b"new"
        memory.keep_only("badge/", {"badge/a"})
        assert (memory.knows("badge/b"), memory.knows("hub/a")) == (False, True)
    with Memory(tmp_path / MEMORY, code="this") as again:
        assert again.recall("badge/a", {}) == b"new"


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def spoil(file: Path) -> None:
    body = bytearray(file.read_bytes())
    body[200:] = b"\xff" * len(body[200:])
    file.write_bytes(body)


def foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as disk:
        disk.execute("CREATE TABLE units (unit TEXT)")
    disk.close()


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (cut, "is damaged"),
        (spoil, "is damaged"),
        (
            lambda file: file.write_bytes(b"not a database, and longer than its header" * 40),
            "is damaged",
        ),
        (foreign, "is not what Badgepress wrote"),
    ],
    ids=["cut", "spoilt", "another file", "another database"],
)
def test_a_damaged_file_begins_anew_and_says_so(tmp_path, damage, why):
    file = tmp_path / MEMORY
    remembered(file).close()
    damage(file)
    with Memory(file, code="this") as memory:
        assert memory.recall("badge/a", INPUTS) is None
        memory.keep("badge/a", INPUTS, b"told")
        assert memory.recall("badge/a", INPUTS) == b"told"
        assert memory.notice == f"cache.sqlite {why}: everything is made anew"
    with Memory(file, code="this") as memory:
        assert (memory.recall("badge/a", INPUTS), memory.notice) == (b"told", "")


def test_another_version_begins_anew(tmp_path):
    remembered(tmp_path / MEMORY).close()
    with Memory(tmp_path / MEMORY, code="next") as memory:
        assert "of another version" in memory.notice
        assert memory.recall("badge/a", INPUTS) is None


def test_a_row_that_somebody_changed_tells_nothing(tmp_path):
    remembered(tmp_path / MEMORY).close()
    with sqlite3.connect(tmp_path / MEMORY) as disk:
        disk.execute("UPDATE units SET told = x'00' WHERE unit = 'badge/a'")
    disk.close()
    with Memory(tmp_path / MEMORY, code="this") as memory:
        assert memory.recall("badge/a", INPUTS) is None
        assert memory.recall("hub/a", INPUTS) == b"hub"


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for _ in range(2):
        with Memory(tmp_path / "file" / MEMORY, code="this") as memory:
            assert memory.recall("badge/a", INPUTS) is None
            memory.keep("badge/a", INPUTS, b"told")


def test_parts_cannot_pass_for_others():
    assert digest_of(b"ab", b"c") != digest_of(b"a", b"bc") != digest_of(b"abc")
