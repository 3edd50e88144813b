"""The old site stays until the whole new one takes its place."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.publish import CannotPublishError, exchange, staging
from generator.publish.kind import HANDOUTS, SITE
from generator.publish.tree import Tree, TreeError


def publish(target: Path, text: str = "new", then: type[BaseException] | None = None) -> None:
    with staging(target) as tree:
        tree.write("index.html", text.encode())
        if then is not None:
            raise then


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


BESIDE = ".site.badgepress"
ALONE = {"lock", ".gitignore", "record.sqlite"}
"""What stands beside a first site."""
KEPT = ALONE | {"previous"}
"""What stands beside a site that took the place of another."""


def is_alone(folder: Path) -> bool:
    """Whether nothing but a site stands in `folder`, and beside it what is known of it."""
    return names(folder) == {"site", BESIDE} and names(folder / BESIDE) | {"lock"} == ALONE


def test_a_first_build_makes_the_folder(tmp_path):
    publish(tmp_path / "deep" / "site")
    assert (tmp_path / "deep" / "site" / "index.html").read_text() == "new"
    assert is_alone(tmp_path / "deep")


def test_a_second_build_replaces_all_of_the_first(tmp_path):
    with staging(tmp_path / "site") as tree:
        tree.write("gone/index.html", b"old")
    publish(tmp_path / "site")
    assert names(tmp_path / "site") == {"index.html", SITE.marker}
    assert names(tmp_path) == {"site", BESIDE}
    assert names(tmp_path / BESIDE) == KEPT
    assert (tmp_path / BESIDE / "previous/gone/index.html").read_text() == "old"
    assert stat.S_IMODE((tmp_path / BESIDE).stat().st_mode) == 0o700


def test_one_previous_site_is_kept_and_no_handouts(tmp_path):
    for text in ("first", "second", "third"):
        publish(tmp_path / "site", text)
    assert names(tmp_path / BESIDE) == KEPT
    assert (tmp_path / BESIDE / "previous/index.html").read_text() == "second"
    for _ in range(2):
        with staging(tmp_path / "handouts", kind=HANDOUTS) as tree:
            tree.write("ana.pdf", b"hers")
    assert names(tmp_path) == {"site", BESIDE, "handouts"}


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "site").mkdir()
    publish(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "new"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt], ids=["mistake", "ctrl-c"])
def test_a_failed_build_leaves_the_old_site(tmp_path, error):
    publish(tmp_path / "site", "old")
    with pytest.raises(error):
        publish(tmp_path / "site", "half", then=error)
    assert (tmp_path / "site" / "index.html").read_text() == "old"
    assert is_alone(tmp_path)


KILLED = """
import sys, time
from pathlib import Path
from generator.publish import staging
with staging(Path(sys.argv[1])) as tree:
    tree.write("index.html", b"half")
    print("in", flush=True)
    time.sleep(60)
"""


def test_a_killed_build_leaves_the_old_site_and_the_next_one_cleans_up(tmp_path):
    publish(tmp_path / "site", "old")
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "site")], stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(CannotPublishError, match="another run is writing"):
            publish(tmp_path / "site")
        child.send_signal(signal.SIGKILL)
    assert (tmp_path / "site" / "index.html").read_text() == "old"
    assert len(names(tmp_path / BESIDE) - ALONE) == 1
    publish(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert names(tmp_path / BESIDE) == KEPT


@pytest.fixture
def no_exchange(monkeypatch):
    """A system that cannot exchange two folders, as Windows and some file systems."""
    monkeypatch.setattr(exchange.sys, "platform", "freebsd")


@pytest.mark.usefixtures("no_exchange")
def test_without_exchange_the_old_one_is_moved_aside_and_that_is_told(tmp_path):
    publish(tmp_path / "site", "old")
    with staging(tmp_path / "site") as tree:
        tree.write("index.html", b"new")
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert names(tmp_path / BESIDE) == KEPT
    assert tree.placed.told(Path("site")).startswith("site was away for a moment: the disk cannot")


def whole(folder: Path, text: str) -> int:
    """A site as a killed run left it; when it was made."""
    folder.mkdir(parents=True)
    (folder / SITE.marker).write_bytes(SITE.text)
    (folder / "index.html").write_text(text)
    return (folder / SITE.marker).stat().st_mtime_ns


def killed_before_the_exchange(beside: Path) -> None:
    made = whole(beside / "ready-x", "never shown")
    (beside / "ready-x").rename(beside / f"ready-{made}")


def killed_after_the_exchange(beside: Path) -> None:
    made = whole(beside / "new", "new")
    (beside.parent / "site").rename(beside / f"ready-{made}")
    (beside / "new").rename(beside.parent / "site")


def killed_between_two_renames(beside: Path) -> None:
    (beside.parent / "site").rename(beside / "aside")
    killed_before_the_exchange(beside)


def killed_after_two_renames(beside: Path) -> None:
    (beside.parent / "site").rename(beside / "aside")
    whole(beside.parent / "site", "new")


def killed_while_removing(beside: Path) -> None:
    (beside / "gone-1234").mkdir()
    (beside / "new-half").mkdir()


# What a kill left, then what is shown and what is kept once the next run has looked at it.
KILLS = {
    "before the exchange": (killed_before_the_exchange, "old", "older"),
    "after the exchange": (killed_after_the_exchange, "new", "old"),
    "between two renames": (killed_between_two_renames, "old", "older"),
    "after two renames": (killed_after_two_renames, "new", "old"),
    "while removing": (killed_while_removing, "old", "older"),
}


@pytest.mark.parametrize(("kill", "shown", "kept"), KILLS.values(), ids=KILLS.keys())
def test_the_next_run_puts_in_order_what_a_kill_left(tmp_path, kill, shown, kept):
    publish(tmp_path / "site", "older")
    publish(tmp_path / "site", "old")
    kill(tmp_path / BESIDE)
    with pytest.raises(RuntimeError):
        publish(tmp_path / "site", "half", then=RuntimeError)
    assert (tmp_path / "site/index.html").read_text() == shown
    assert (tmp_path / BESIDE / "previous/index.html").read_text() == kept
    # A site that no run wrote down is not known file by file.
    assert names(tmp_path / BESIDE) | {"record.sqlite"} == KEPT


def test_macos_exchanges_by_its_own_call(tmp_path, monkeypatch):
    """The call as renamex_np(2) describes it; the system itself cannot be had here."""
    asked = []

    class Library:
        def renamex_np(self, one, other, flags):
            asked.append((one, other, flags.value))
            return 0

    monkeypatch.setattr(exchange.sys, "platform", "darwin")
    monkeypatch.setattr(exchange.ctypes, "CDLL", lambda *_, **__: Library())
    assert exchange.swap(tmp_path / "a", tmp_path / "b")
    assert asked == [(os.fsencode(tmp_path / "a"), os.fsencode(tmp_path / "b"), 2)]


def test_linux_exchanges_in_one_step(tmp_path):
    if sys.platform != "linux":
        pytest.skip("only Linux has renameat2")
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (one / "a").touch()
    if not exchange.swap(one, other):
        pytest.skip("this file system does not exchange folders")
    assert names(one) == set()
    assert names(other) == {"a"}
    with pytest.raises(OSError, match="No such file") as caught:
        exchange.swap(one, tmp_path / "missing")
    assert caught.value.errno == errno.ENOENT


def test_what_we_did_not_write_is_not_replaced(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("years of work")
    with pytest.raises(CannotPublishError) as caught:
        publish(tmp_path / "site")
    assert str(caught.value) == (
        f"{tmp_path}/site holds files that `badgepress build` did not write; "
        "empty it or choose another folder"
    )
    assert names(tmp_path / "site") == {"thesis.txt"}
    assert names(tmp_path) == {"site"}


def test_a_file_is_not_a_folder(tmp_path):
    (tmp_path / "site").touch()
    with pytest.raises(CannotPublishError, match="is not a folder"):
        publish(tmp_path / "site")


def test_a_link_to_a_site_is_followed(tmp_path):
    publish(tmp_path / "real", "old")
    (tmp_path / "site").symlink_to("real")
    publish(tmp_path / "site", "new")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "real" / "index.html").read_text() == "new"


OVERLAPS = {
    "the folder itself": "catalog",
    "around it": ".",
    "inside it": "catalog/site",
    "by a detour": "catalog/../catalog",
}


@pytest.mark.parametrize("target", OVERLAPS.values(), ids=OVERLAPS.keys())
def test_a_build_keeps_out_of_its_sources(tmp_path, target):
    (tmp_path / "catalog").mkdir()
    with (
        pytest.raises(CannotPublishError, match="overlap"),
        staging(tmp_path / target, keep_out_of=[tmp_path / "catalog"]),
    ):
        pass
    assert names(tmp_path) == {"catalog"}


def test_neither_home_nor_root_is_a_target(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home" / "me"))
    for target in (Path("/"), tmp_path / "home", tmp_path / "home" / "me"):
        with pytest.raises(CannotPublishError, match="choose a folder of its own"):
            publish(target)


def test_a_full_disk_is_one_line_and_leaves_the_old_site(tmp_path):
    publish(tmp_path / "site", "old")
    with pytest.raises(CannotPublishError) as caught, staging(tmp_path / "site"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "x"))
    assert str(caught.value) == f"cannot write {tmp_path}/x: No space left on device"
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_a_place_that_may_not_be_written_is_one_line(tmp_path):
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked").chmod(0o500)
    if os.access(tmp_path / "locked", os.W_OK):
        target = Path("/proc/site")  # root may write anywhere but here
    else:
        target = tmp_path / "locked" / "site"
    with pytest.raises(CannotPublishError, match=r"^cannot write .*/\.?site|^cannot write /proc"):
        publish(target)


def test_modes_do_not_depend_on_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        with staging(tmp_path / "site") as tree:
            tree.write("a/b/c.html", b"")
    finally:
        os.umask(before)
    modes = {
        path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in [tmp_path / "site", *(tmp_path / "site").rglob("*")]
    }
    assert modes == {
        "site": 0o755,
        "site/.badgepress-site": 0o644,
        "site/a": 0o755,
        "site/a/b": 0o755,
        "site/a/b/c.html": 0o644,
    }


REFUSED = {
    "leaves the folder": "../x",
    "absolute": "/x",
    "empty segment": "a//b",
    "folder": "a/",
    "backslash": "a\\b",
    "control character": "a\nb",
    "written twice": "taken/index.html",
    "differs only in case": "Taken/index.html",
    "differs only in Unicode form": "cafe\u0301",
}


@pytest.mark.parametrize("path", REFUSED.values(), ids=REFUSED.keys())
def test_a_tree_refuses(tmp_path, path):
    tree = Tree(tmp_path, file_mode=0o644, folder_mode=0o755)
    tree.write("taken/index.html", b"1")
    tree.write("caf\u00e9", b"1")
    with pytest.raises(TreeError):
        tree.write(path, b"2")
    assert (tmp_path / "taken/index.html").read_bytes() == b"1"


def test_the_lock_ends_with_its_build(tmp_path):
    with staging(tmp_path / "site"), pytest.raises(CannotPublishError, match="another run"):
        publish(tmp_path / "site")
    publish(tmp_path / "site")


def test_a_lock_that_was_taken_away_stops_the_run(tmp_path):
    publish(tmp_path / "site", "old")
    with pytest.raises(CannotPublishError) as caught:
        write_and(tmp_path / "site", take_the_lock)
    assert str(caught.value) == (
        f"the lock of {tmp_path}/site was taken away while this run was writing; "
        "nothing was changed"
    )
    assert (tmp_path / "site/index.html").read_text() == "old"
    assert is_alone(tmp_path)


def another_byte(root: Path) -> None:
    (root / "index.html").write_bytes(b"old")


def a_file_more(root: Path) -> None:
    (root / "more.html").touch()


def a_file_less(root: Path) -> None:
    (root / "index.html").unlink()


def another_mode(root: Path) -> None:
    (root / "index.html").chmod(0o600)


def a_link(root: Path) -> None:
    (root / "index.html").unlink()
    (root / "index.html").symlink_to(SITE.marker)


def write_and(target: Path, change: Callable[[Path], None]) -> None:
    with staging(target) as tree:
        tree.write("index.html", b"new")
        change(tree.root)


def take_the_lock(root: Path) -> None:
    (root.parent / "lock").unlink()


@pytest.mark.parametrize(
    "change",
    [another_byte, a_file_more, a_file_less, another_mode, a_link],
    ids=lambda each: each.__name__,
)
def test_a_folder_that_is_not_what_was_written_is_not_shown(tmp_path, change):
    publish(tmp_path / "site", "old")
    with pytest.raises(CannotPublishError, match="is not what was written there"):
        write_and(tmp_path / "site", change)
    assert (tmp_path / "site/index.html").read_text() == "old"
    assert is_alone(tmp_path)


def test_a_failed_first_run_leaves_no_folders(tmp_path):
    with pytest.raises(RuntimeError):
        publish(tmp_path / "deep/er/site", then=RuntimeError)
    assert names(tmp_path) == set()


def test_a_name_that_is_too_long_is_one_line(tmp_path):
    with pytest.raises(CannotPublishError) as caught:
        publish(tmp_path / ("x" * 250))
    assert str(caught.value).endswith("File name too long")
    assert names(tmp_path) == set()
    with pytest.raises(CannotPublishError, match="File name too long"):
        write_and(tmp_path / "site", lambda root: (root / ("x" * 300)).touch())
    assert names(tmp_path) == set()


@pytest.mark.parametrize("name", ["lock", ".gitignore"])
def test_a_disk_without_room_for_a_byte_is_left_as_it_was(tmp_path, monkeypatch, name):
    publish(tmp_path / "site", "old")
    (tmp_path / BESIDE / name).unlink()
    real = os.open

    def full(path, *arguments, **more):
        if Path(path).name == name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return real(path, *arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", full)
        with pytest.raises(CannotPublishError, match="No space left on device"):
            publish(tmp_path / "site")
    assert names(tmp_path / BESIDE) | {"lock", name} == ALONE
