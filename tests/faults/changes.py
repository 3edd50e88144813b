"""A failure of the disk, or a kill, at every k-th call while two trees take their changes."""

import shutil
from contextlib import suppress
from pathlib import Path

from generator.publish import staging, undo
from generator.publish.kind import SITE
from tests.faults.children import UNCAUGHT
from tests.faults.failing import forked
from tests.faults.figures import Figures
from tests.faults.injector import MODES, Injector
from tests.faults.sites import STANDS

Units = dict[str, dict[str, str]]
"""What each unit writes: texts by path."""
EDITIONS: dict[str, Units] = {
    "older": {"home": {"index.html": "older"}, "a": {"a/x.html": "x", "a/y.html": "y"}},
    "old": {"home": {"index.html": "old"}, "a": {"a/x.html": "x", "a/z/z.html": "z"}},
    "new": {"home": {"index.html": "new"}, "b": {"b": "b"}, "c": {"a": "no folder now"}},
}
ALWAYS: Units = {"kept": {"kept/index.html": "kept", "kept/more.json": "{}"}}


def publish(site: Path, edition: str) -> None:
    """Show an edition; units that stand are not written."""
    with staging(site) as tree:
        for name, files in (EDITIONS[edition] | ALWAYS).items():
            of = repr(sorted(files.items())).encode()
            if not tree.keep(name, of=of):
                with tree.unit(name, of=of) as unit:
                    for path, text in files.items():
                        unit.write(path, text.encode())


def edition_of(folder: Path) -> str | None:
    """Which edition a folder holds, whole and nothing more; None: none."""
    found = {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != SITE.marker
    }
    for name, units in EDITIONS.items():
        files = (units | ALWAYS).values()
        if found == {path: text for each in files for path, text in each.items()}:
            return name
    return None


def fail_changes(folder: Path, every: int, offset: int = 0) -> Figures:
    """Whatever fails: an edition is shown, whole, and one is kept to go back to."""
    figures = Figures("a failing call while two trees take their changes")
    site = folder / "site"

    def go() -> None:
        publish(site, "new")
        undo(site, check=lambda _: None)
        publish(site, "older")

    said = folder / "calls"
    for exchanges in (True, False):
        _begin(site)
        code = forked(go, Injector(said=said), exchanges=exchanges)
        assert code == 0, code
        for at in range(offset, int(said.read_text()), every):
            for mode in MODES:
                _begin(site)
                code = forked(go, Injector(at, mode), exchanges=exchanges)
                figures.runs += 1
                figures.faults += code != 0
                told = f"{mode} at {at}, {'' if exchanges else 'no '}exchange"
                if code == UNCAUGHT:
                    figures.note("uncaught", told)
                _look(figures, site, told)
    return figures


def _begin(site: Path) -> None:
    """Shown: old; kept: older; and both trees have taken changes before."""
    if not site.exists():
        shutil.rmtree(site.parent / f".{site.name}.badgepress", ignore_errors=True)
    for edition in ("new", "older", "old"):
        publish(site, edition)


def _look(figures: Figures, site: Path, told: str) -> None:
    beside = site.parent / f".{site.name}.badgepress"
    shown = site if site.exists() else beside / "aside"  # between two renames, without exchange
    before = edition_of(shown)
    if before is None:
        figures.note("half_published", told)
    with suppress(ZeroDivisionError), staging(site):
        raise ZeroDivisionError  # the next run, which fails, puts in order and changes nothing
    if (edition_of(site), edition_of(beside / "previous")) not in STATES:
        figures.note("other", f"{edition_of(site)}, {edition_of(beside / 'previous')}: {told}")
    if edition_of(site) != before:
        figures.note("other", f"{before} became {edition_of(site)}: {told}")
    publish(site, "new")
    publish(site, "old")
    left = {each.name for each in beside.iterdir()}
    if (edition_of(site), edition_of(beside / "previous"), left) != ("old", "new", STANDS):
        figures.note("left_behind", f"{sorted(left)}, {told}")


STATES = {("old", "older"), ("new", "old"), ("old", "new"), ("older", "old")}
"""What may be shown, and kept, at any moment of `go`."""
