"""Two trees take their changes by turns: what stands is kept, what differs is written."""

import os
import pickle
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from generator.publish import CannotPublishError, Tree, change, staging, sync, undo
from generator.publish.add import add_file
from generator.publish.kind import SITE

BESIDE = ".site.badgepress"
Units = dict[str, dict[str, str]]

FIRST: Units = {
    "home": {"index.html": "1"},
    "badge/a": {"badges/a/index.html": "a", "badges/a/a.json": "{}"},
    "badge/b": {"badges/b/index.html": "b"},
}
SECOND: Units = FIRST | {"home": {"index.html": "2"}}
THIRD: Units = FIRST | {"home": {"index.html": "3"}}


def publish(site: Path, units: Units, *, full: bool = False) -> set[str]:
    """Publish, keeping what stands; answers which units were written."""
    written = set()
    with staging(site, full=full) as tree:
        for name, files in units.items():
            of = repr(files).encode()
            if not tree.keep(name, of=of):
                written.add(name)
                with tree.unit(name, of=of) as unit:
                    for path, text in files.items():
                        unit.write(path, text.encode())
    return written


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != SITE.marker
    }


def files(units: Units) -> dict[str, str]:
    return {path: text for each in units.values() for path, text in each.items()}


@pytest.fixture
def site(tmp_path):
    """A site that was published twice: the second is shown, the first kept."""
    publish(tmp_path / "site", FIRST)
    publish(tmp_path / "site", SECOND)
    return tmp_path / "site"


def previous(site: Path) -> Path:
    return site.parent / BESIDE / "previous"


def inode(site: Path, path: str = "badges/b/index.html") -> int:
    return (site / path).stat().st_ino


def test_only_what_differs_is_written_and_the_rest_is_shared(site):
    standby = inode(site.parent / BESIDE, "previous")
    assert publish(site, THIRD) == {"home"}
    assert held(site) == files(THIRD)
    assert held(previous(site)) == files(SECOND)
    assert inode(site, ".") == standby
    assert inode(site) == inode(previous(site))


@pytest.mark.parametrize("at_once", [True, False], ids=["in one call", "one by one"])
def test_files_come_and_go(site, monkeypatch, at_once):
    if not at_once:
        monkeypatch.setattr(sync, "_syncfs", lambda _: False)
    other: Units = {"home": {"index.html": "2"}, "badge/a": {"badges/a": "a file now"}}
    publish(site, other)
    assert held(site) == files(other)
    assert not (site / "badges/b").exists()
    publish(site, FIRST)
    assert (held(site), held(previous(site))) == (files(FIRST), files(other))
    publish(site, SECOND)
    assert (held(site), held(previous(site))) == (files(SECOND), files(FIRST))


def test_where_nothing_differs_nothing_is_done(site):
    """Neither to the site, be it sealed, nor to the one that is kept."""
    add_file(site, "seal.json", lambda _: b"seal")
    before = site.stat().st_mtime_ns, inode(site, "."), inode(previous(site), ".")
    assert publish(site, SECOND) == set()
    assert (site.stat().st_mtime_ns, inode(site, "."), inode(previous(site), ".")) == before
    assert (site / "seal.json").read_text() == "seal"
    publish(site, THIRD)
    assert not (site / "seal.json").exists()
    undo(site, check=lambda _: None)
    assert (site / "seal.json").read_text() == "seal"
    undo(site, check=lambda _: None)
    publish(site, FIRST)
    assert held(site) == files(FIRST)


def test_a_unit_made_of_something_else_is_not_kept(site):
    with staging(site) as tree:
        assert tree.keep("badge/a", of=repr(SECOND["badge/a"]).encode())
        assert not tree.keep("badge/a", of=b"other")
        assert not tree.keep("badge/new", of=b"")
        raise_nothing_lost(tree)


def raise_nothing_lost(tree: Tree) -> None:
    for name, texts in SECOND.items():
        tree.keep(name, of=repr(texts).encode())


def in_place(file: Path) -> None:
    with file.open("r+") as opened:
        opened.write("X")


def another(file: Path) -> None:
    file.unlink()
    file.write_text("X")


def a_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("../../index.html")


def gone(file: Path) -> None:
    file.unlink()


def another_mode(file: Path) -> None:
    file.chmod(0o600)


EDITS = [in_place, another, a_link, gone, another_mode]


@pytest.mark.parametrize("edit", EDITS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("units", [SECOND, THIRD], ids=["else unchanged", "else changed"])
def test_what_somebody_edited_is_noticed_and_mended(site, edit, units):
    os.utime(site / "badges/b/index.html", ns=(1, 1))  # was written long ago
    publish(site, SECOND)
    edit(site / "badges/b/index.html")
    assert "badge/b" in publish(site, units)
    assert held(site) == files(units)
    publish(site, FIRST)
    assert held(site) == files(FIRST)


def test_a_file_that_was_only_touched_is_kept(site):
    (site / "badges/b/index.html").touch()
    assert publish(site, SECOND) == set()
    assert publish(site, THIRD) == {"home"}
    assert held(site) == files(THIRD)


@pytest.mark.parametrize("path", ["CNAME", "badges/b/more.html", "new/deep/x.html"])
@pytest.mark.parametrize("units", [SECOND, THIRD], ids=["else unchanged", "else changed"])
def test_what_somebody_added_goes(site, path, units):
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text("mine")
    publish(site, units)
    assert held(site) == files(units)
    publish(site, FIRST)
    assert held(site) == files(FIRST)


@pytest.mark.parametrize("edit", EDITS, ids=lambda each: each.__name__)
def test_a_standby_that_is_damaged_is_made_anew(site, edit):
    edit(previous(site) / "index.html")
    publish(site, THIRD)
    assert (held(site), held(previous(site))) == (files(THIRD), files(SECOND))


def no_standby(beside: Path) -> None:
    (beside / "previous").rename(beside.parent / "away")


def no_record(beside: Path) -> None:
    (beside / "record.sqlite").unlink()


def a_foreign_record(beside: Path) -> None:
    (beside / "record.sqlite").write_bytes(b"not a database" * 100)


def a_damaged_record(beside: Path) -> None:
    with sqlite3.connect(beside / "record.sqlite") as disk:
        disk.execute("UPDATE units SET now = zeroblob(100) WHERE unit = 'badge/b'")


def another_site(beside: Path) -> None:
    """A site of another place with the same name."""
    publish(beside.parent / "other" / "site", FIRST)
    beside.with_name("site").rename(beside.parent / "away")
    (beside.parent / "other" / "site").rename(beside.with_name("site"))


@pytest.mark.parametrize(
    "harm", [no_standby, no_record, a_foreign_record, another_site], ids=lambda each: each.__name__
)
def test_what_is_missing_or_foreign_is_made_anew(site, harm):
    harm(site.parent / BESIDE)
    for units in (THIRD, FIRST, SECOND):
        publish(site, units)
        assert held(site) == files(units)


def test_a_damaged_record_is_told_and_the_next_run_writes_all(site):
    a_damaged_record(site.parent / BESIDE)
    with pytest.raises(CannotPublishError, match="is damaged and was removed; run the command"):
        publish(site, THIRD)
    assert held(site) == files(SECOND)
    assert publish(site, THIRD) == set(THIRD)
    assert held(site) == files(THIRD)


def test_on_a_disk_without_hard_links_files_are_copied(tmp_path, monkeypatch):
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    site = tmp_path / "site"
    publish(site, SECOND)
    for units in (THIRD, FIRST, SECOND):
        publish(site, units)
        assert held(site) == files(units)
    assert publish(site, THIRD) == {"home"}
    assert inode(site) != inode(previous(site))


def test_where_too_much_differs_the_tree_is_made_whole(site, monkeypatch):
    monkeypatch.setattr(change, "MOST", 1)
    publish(site, {"home": {"x": "1", "y": "1", "z": "1"}, "badge/b": FIRST["badge/b"]})
    assert set(held(site)) == {"x", "y", "z", "badges/b/index.html"}
    assert held(previous(site)) == files(SECOND)


def test_all_is_written_anew_where_that_is_asked(site):
    before = inode(site)
    assert publish(site, SECOND, full=True) == set(SECOND)
    assert inode(site) != before


def test_two_units_may_not_want_one_file(site):
    with pytest.raises(CannotPublishError, match="would be one file"):
        publish(site, THIRD | {"badge/c": {"badges/B/index.html": "c"}})
    assert held(site) == files(SECOND)


def test_a_failure_leaves_both_trees_as_they_were(site):
    with pytest.raises(CannotPublishError):
        publish(site, THIRD | {"odd": {"badges/a/a.json/x": "in a file"}})
    assert (held(site), held(previous(site))) == (files(SECOND), files(FIRST))


def work(tree: Tree, name: str) -> bytes:
    with tree.unit(name, of=b"w") as unit:
        unit.write(f"people/{name}/index.html", name.encode())
    return unit.manifest.digest


def test_workers_write_units_of_their_own(tmp_path):
    names = [f"{number:02x}" for number in range(6)]
    with (
        staging(tmp_path / "site") as tree,
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool,
    ):
        told = list(pool.map(work, [tree] * 6, names))
    assert held(tmp_path / "site") == {f"people/{name}/index.html": name for name in names}
    with staging(tmp_path / "site") as tree:
        other = pickle.loads(pickle.dumps(tree))
        assert other.stands("00", of=b"w")
        other.close()
        assert all(tree.keep(name, of=b"w", looked=True) for name in names)
    assert len(set(told)) == len(names)


def test_a_worker_that_was_lost_is_done_again(tmp_path):
    with staging(tmp_path / "site") as tree:
        tree.unit("00").write("people/00/index.html", b"half")
        work(tree, "00")
    assert held(tmp_path / "site") == {"people/00/index.html": "00"}
