"""A failure of the disk at every k-th call of a build and of an issue run."""

import os
from collections.abc import Callable
from pathlib import Path

from generator.publish import CannotPublishError, exchange, staging, undo
from tests.faults.awards import Office, check_finished, ledger_lines
from tests.faults.children import UNCAUGHT, Before, Ended
from tests.faults.figures import Figures
from tests.faults.injector import MODES, Injector
from tests.faults.kills import check_whole
from tests.faults.sites import STANDS, Pair, unchanged

_CANNOT_WRITE = 4


def count_calls(run: Callable[[Before], Ended], said: Path) -> int:
    """How many calls a run makes that goes well."""
    ended = run(Injector(said=said).install)
    assert ended.code == 0, ended.said
    return int(said.read_text())


def fail_builds(folder: Path, every: int, offset: int = 0) -> Figures:
    """Whatever fails: one edition is shown, whole, and one line says why."""
    figures = Figures("a failing call in a build")
    pair = Pair(folder)
    calls = count_calls(lambda before: pair.build(0, before), folder / "calls")
    figures.name += f" of {calls} calls"
    for at in range(offset, calls, every):
        for mode in MODES:
            number = 1 - (pair.shown() or 0)
            with unchanged(pair.root) as added:
                ended = pair.build(number, Injector(at, mode).install)
            told = f"{mode} at {at}: {ended.said[-200:]}"
            figures.runs += 1
            figures.faults += ended.code != 0
            check_whole(pair, figures, told)
            if ended.is_uncaught:
                figures.note("uncaught", told)
            if mode == "kill":
                continue
            if ended.code not in {0, _CANNOT_WRITE} or (mode == "short" and ended.code):
                figures.note("other", f"exit code {ended.code}, {told}")
            if ended.code == 0 and pair.shown() != number:
                figures.note("other", f"not shown: {told}")
            if ended.code == _CANNOT_WRITE and not _is_one_line(ended):
                figures.note("other", f"not one line: {told}")
            half = [each.name for each in pair.beside.glob("new-*")]
            if added or (half and mode == "full"):
                figures.note("left_behind", f"{added or half}: {told}")
    return figures


def _is_one_line(ended: Ended) -> bool:
    return sum(line.startswith("error: ") for line in ended.said.splitlines()) == 1


def fail_issuing(folder: Path, every: int, offset: int = 0) -> Figures:
    """Whatever fails: the next run finishes, and no index is lost or used twice."""
    figures = Figures("a failing call in an issue run")
    office = Office(folder)
    office.begin()
    calls = count_calls(office.issue, folder / "calls")
    figures.name += f" of {calls} calls"
    for at in range(offset, calls, every):
        for mode in MODES:
            world = office.begin()
            ended = office.issue(Injector(at, mode).install)
            told = f"{mode} at {at}: {ended.said[-200:]}"
            figures.runs += 1
            figures.faults += ended.code != 0
            if ended.is_uncaught:
                figures.note("uncaught", told)
            if mode != "kill" and ended.code not in {0, _CANNOT_WRITE}:
                figures.note("other", f"exit code {ended.code}, {told}")
            kept = ledger_lines(world)
            again = office.issue()
            if again.code != 0:
                figures.note("uncaught" if again.is_uncaught else "other", again.said[-300:])
                continue
            check_finished(world, kept, figures, told)
    return figures


def fail_staging(folder: Path, every: int) -> Figures:
    """The same, quick: a site of three files is published, brought back, and published again."""
    figures = Figures("a failing call while a small site is put in place")
    site = folder / "site"

    def publish(text: str) -> None:
        with staging(site) as tree:
            for path in FILES:
                tree.write(path, text.encode())

    def go() -> None:
        publish("new")
        undo(site, check=lambda _: None)
        undo(site, check=lambda _: None)

    said = folder / "calls"
    for exchanges in (True, False):
        publish("old")
        code = forked(go, Injector(said=said), exchanges=exchanges)
        assert code == 0, code
        for at in range(0, int(said.read_text()), every):
            for mode in MODES:
                publish("old")
                code = forked(go, Injector(at, mode), exchanges=exchanges)
                told = f"{mode} at {at}, {'' if exchanges else 'no '}exchange"
                _met(figures, site, code, told)
                publish("old")
                left = {each.name for each in (folder / ".site.badgepress").iterdir()}
                if left != STANDS:
                    figures.note("left_behind", f"{sorted(left)}, {told}")
    return figures


FILES = ("index.html", "a/x.html", "b")


def _met(figures: Figures, site: Path, code: int, told: str) -> None:
    figures.runs += 1
    figures.faults += code != 0
    if code == UNCAUGHT:
        figures.note("uncaught", told)
    aside = site.parent / ".site.badgepress" / "aside"
    # Without an exchange, a kill between two renames leaves the old one aside, whole.
    shown = site if site.exists() else aside
    texts = {(shown / path).read_text() for path in FILES}
    if texts not in ({"old"}, {"new"}):
        figures.note("half_published", f"{texts}, {told}")


def forked(go: Callable[[], None], injector: Injector, *, exchanges: bool) -> int:
    """Run `go` in a process of its own that meets the fault; answers its exit code."""
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    code = UNCAUGHT
    try:
        if not exchanges:
            exchange.swap = lambda *_: False
        after = injector.install()
        try:
            go()
            code = 0
        except CannotPublishError:
            code = _CANNOT_WRITE
        if after is not None:
            after()
    finally:
        os._exit(code)
