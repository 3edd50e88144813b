"""The previous site comes back, and nobody with it who was to be forgotten."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.publish import CannotPublishError, exchange, forget, forget_previous, staging, undo
from generator.publish.kind import SITE

BESIDE = ".site.badgepress"


def publish(target: Path, text: str) -> None:
    with staging(target) as tree:
        tree.write("index.html", text.encode())


def shown(tmp_path: Path) -> str:
    return (tmp_path / "site/index.html").read_text()


def beside(tmp_path: Path) -> set[str]:
    return {each.name for each in (tmp_path / BESIDE).iterdir()}


def agree(_: Path) -> None:
    """Nothing speaks against it."""


@pytest.fixture(params=["linux", "freebsd"], ids=["exchange", "moved aside"])
def two_sites(request, tmp_path, monkeypatch):
    if request.param == "freebsd":
        monkeypatch.setattr(exchange.sys, "platform", "freebsd")
    publish(tmp_path / "site", "first")
    publish(tmp_path / "site", "second")
    return tmp_path


def test_back_and_forth(two_sites):
    begun = (two_sites / BESIDE / "previous" / SITE.marker).stat().st_mtime
    undone = undo(two_sites / "site", check=agree)
    assert shown(two_sites) == "first"
    assert undone.made == datetime.fromtimestamp(int(begun), UTC)
    assert undone.kept_made - undone.made < timedelta(minutes=5)
    again = undo(two_sites / "site", check=agree)
    assert shown(two_sites) == "second"
    assert (again.made, again.kept_made) == (undone.kept_made, undone.made)
    assert beside(two_sites) == {"lock", ".gitignore", "record.sqlite", "previous"}


def test_a_build_after_undo_keeps_what_was_shown(two_sites):
    undo(two_sites / "site", check=agree)
    publish(two_sites / "site", "third")
    undo(two_sites / "site", check=agree)
    assert shown(two_sites) == "first"


def test_what_the_check_refuses_stays_away(two_sites):
    seen = []

    def refuse(folder: Path) -> None:
        seen.append((folder / "index.html").read_text())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        undo(two_sites / "site", check=refuse)
    assert (seen, shown(two_sites)) == (["first"], "second")


def test_what_is_forgotten_never_comes_back(two_sites):
    """Neither what was kept, nor what stood there when it was forgotten."""
    assert forget_previous(two_sites / "site")
    assert not (two_sites / BESIDE / "previous").exists()
    assert shown(two_sites) == "second"
    publish(two_sites / "site", "without them")
    with pytest.raises(CannotPublishError, match="no previous site is kept beside"):
        undo(two_sites / "site", check=agree)
    assert beside(two_sites) == {"lock", ".gitignore", "record.sqlite"}
    publish(two_sites / "site", "next")
    undo(two_sites / "site", check=agree)
    assert shown(two_sites) == "without them"


def test_a_failed_build_does_not_forget_to_forget(two_sites):
    assert forget_previous(two_sites / "site")
    with pytest.raises(RuntimeError), staging(two_sites / "site"):
        raise RuntimeError
    assert not forget_previous(two_sites / "site")
    publish(two_sites / "site", "without them")
    assert beside(two_sites) == {"lock", ".gitignore", "record.sqlite"}


def test_a_kill_after_the_exchange_does_not_forget_to_forget(two_sites):
    forget_previous(two_sites / "site")
    (two_sites / "site").rename(two_sites / BESIDE / "ready-1")
    publish_beside = two_sites / "other"
    publish(publish_beside, "without them")
    publish_beside.rename(two_sites / "site")
    with pytest.raises(CannotPublishError, match="no previous site is kept beside"):
        undo(two_sites / "site", check=agree)
    assert not (two_sites / BESIDE).exists()


def test_nothing_to_undo_or_forget_writes_nothing(tmp_path):
    with pytest.raises(CannotPublishError, match="no previous site is kept beside"):
        undo(tmp_path / "site", check=agree)
    assert not forget_previous(tmp_path / "site")
    assert not forget(tmp_path / "site", SITE)
    assert list(tmp_path.iterdir()) == []
    publish(tmp_path / "site", "only")
    with pytest.raises(CannotPublishError, match="no previous site is kept beside"):
        undo(tmp_path / "site", check=agree)
    assert beside(tmp_path) == {"lock", ".gitignore", "record.sqlite"}


def test_a_site_that_is_forgotten_takes_what_is_kept_with_it(two_sites):
    assert forget(two_sites / "site", SITE)
    assert list(two_sites.iterdir()) == []


def test_undo_waits_for_nobody(two_sites):
    with staging(two_sites / "site"), pytest.raises(CannotPublishError, match="another run"):
        undo(two_sites / "site", check=agree)
