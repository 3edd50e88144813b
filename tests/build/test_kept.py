"""What is kept is whole or not there, and goes when nothing uses it."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.build.kept import SHELF, folder_to_work_in, keep, made_once, pruned, read_kept

DAY = 24 * 3600


def aged(path: Path, days: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        keep(path, b"x")
    then = time.time() - days * DAY
    os.utime(path, (then, then))
    return path


def test_what_is_kept_comes_back(tmp_path):
    keep(tmp_path / "a" / "b", b"")
    keep(tmp_path / "a" / "c", b"body")
    assert (read_kept(tmp_path / "a/b"), read_kept(tmp_path / "a/c")) == (b"", b"body")
    assert read_kept(tmp_path / "a/d") is None
    assert {each.name for each in (tmp_path / "a").iterdir()} == {"b", "c"}


def test_what_one_catalog_made_another_finds_on_the_shelf(tmp_path, monkeypatch):
    monkeypatch.setenv(SHELF, str(tmp_path / "shelf"))
    made = []

    def make():
        made.append(1)
        return b"dear"

    assert made_once(tmp_path / "one/shell/digest", make) == b"dear"
    assert made_once(tmp_path / "other/shell/digest", make) == b"dear"
    assert read_kept(tmp_path / "other/shell/digest") == b"dear"
    (tmp_path / "other/shell/digest").write_bytes(b"damaged")
    assert made_once(tmp_path / "other/shell/digest", make) == b"dear"
    assert len(made) == 1
    (tmp_path / "shelf/digest").write_bytes(b"damaged")
    assert made_once(tmp_path / "third/shell/digest", make) == b"dear"
    assert len(made) == 2


@pytest.mark.usefixtures("no_shelf")
def test_without_a_shelf_each_catalog_makes_its_own(tmp_path):
    assert made_once(tmp_path / "one/digest", lambda: b"a") == b"a"
    assert made_once(tmp_path / "one/digest", lambda: b"b") == b"a"
    assert made_once(tmp_path / "other/digest", lambda: b"b") == b"b"


def test_a_full_disk_only_makes_the_next_build_slower(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        keep(tmp_path / "a", b"body")
    assert list(tmp_path.iterdir()) == []


def test_only_what_nothing_uses_goes(tmp_path):
    stays = [aged(tmp_path / "shell/used", 9), aged(tmp_path / "drawings/of-a-handout", 9)]
    stays += [aged(tmp_path / "preview/index.html", 99), aged(tmp_path / "ledger.lock", 99)]
    goes = [aged(tmp_path / "shell/old", 1), aged(tmp_path / "drawings/old", 31)]
    goes += [aged(tmp_path / "shell/.new-1", 1), aged(tmp_path / "drawings/.new-1", 1)]
    goes.append(aged(tmp_path / ".started-1", 1))
    with pruned(tmp_path):
        assert read_kept(stays[0]) == b"x"
        keep(tmp_path / "shell/made", b"x")
    assert all(each.exists() for each in [*stays, tmp_path / "shell/made"])
    assert not any(each.exists() for each in goes)
    assert not list(tmp_path.glob(".started-*"))


def test_a_build_that_fails_removes_nothing(tmp_path):
    old = aged(tmp_path / "shell/old", 1)
    with pytest.raises(RuntimeError), pruned(tmp_path):
        raise RuntimeError
    assert old.exists()


WORKS = """
import sys, time
from pathlib import Path
from generator.build.kept import folder_to_work_in
with folder_to_work_in(Path(sys.argv[1])) as folder:
    print(folder, flush=True)
    time.sleep(60)
"""


def test_a_folder_of_a_run_goes_once_its_process_is_dead(tmp_path):
    command = [sys.executable, "-c", WORKS, str(tmp_path / "shell")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        folder = aged(Path(child.stdout.readline().strip()), 1)
        with pruned(tmp_path):
            pass
        assert folder.exists()
        child.kill()
    with pruned(tmp_path):
        pass
    assert not folder.exists()
    with folder_to_work_in(tmp_path / "shell") as folder:
        assert folder.is_dir()
    assert not folder.exists()
