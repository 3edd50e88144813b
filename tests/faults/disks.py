"""Disks that are full, read-only, mount points; and a lock that was taken away."""

import ctypes
import os
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.awards import Office, check_finished, ledger_lines
from tests.faults.children import Before, Ended, finish, start
from tests.faults.figures import Figures
from tests.faults.sites import STANDS, Pair, edition, unchanged

_CANNOT_WRITE = 4
_NEW_MOUNTS = 0x20000  # CLONE_NEWNS, sched.h
_READ_ONLY, _REMOUNT, _BIND = 1, 32, 4096  # linux/mount.h
_PRIVATE_BELOW = (1 << 18) | 16384  # MS_PRIVATE | MS_REC
_MEGABYTE = 1 << 20
_NOBODY = 65534
STEPS = 16


class NoMountsError(Exception):
    """This system does not let us mount."""


def _mount(source: str, target: Path, kind: str, flags: int, options: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = [each.encode() for each in (source, str(target), kind)]
    if libc.mount(*arguments, ctypes.c_ulong(flags), options.encode()) != 0:
        raise NoMountsError(os.strerror(ctypes.get_errno()))


@contextmanager
def small_disk(at: Path, size: int) -> Iterator[None]:
    """A tmpfs at `at`, seen by this process and its children only."""
    at.mkdir()
    if os.name != "posix" or not hasattr(ctypes.CDLL(None), "unshare"):
        raise NoMountsError("only Linux has mounts of one's own")
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_MOUNTS) != 0:
        raise NoMountsError("needs root")
    _mount("none", Path("/"), "", _PRIVATE_BELOW, "")
    _mount("none", at, "tmpfs", 0, f"size={size}")
    try:
        yield
    finally:
        libc.umount2(str(at).encode(), 2)  # MNT_DETACH


def _fill(disk: Path, free: int) -> Path:
    """Leave so many bytes free."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    status = os.statvfs(disk)
    size = max(0, status.f_bavail * status.f_frsize - free)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size) if size else None
    return filler


def full_disk(folder: Path) -> Figures:
    """With ever more room left, until it is enough."""
    figures = Figures("a full disk")
    try:
        with small_disk(folder / "disk", 48 * _MEGABYTE):
            _full_for_builds(folder, folder / "disk", figures)
            _full_for_mkdocs(folder / "disk", figures)
            _full_for_issuing(folder / "disk", figures)
    except NoMountsError as error:
        figures.name += f" skipped: {error}"
    return figures


def _full_for_builds(folder: Path, disk: Path, figures: Figures) -> None:
    pair = Pair(folder / "pair")
    target = disk / "out" / "site"
    need = 2 * sum(path.stat().st_size + 8192 for path in pair.target.rglob("*"))
    pair.build(0, target=target)
    for step in range(STEPS + 1):
        filler = _fill(disk, need * step // STEPS)
        with unchanged(target.parent) as added:
            ended = pair.build(1, target=target)
        met(figures, ended, shown=pair.shown(target), was=0, now=1, added=added)
        filler.unlink()
        if ended.code == 0:
            pair.build(0, target=target)


def _full_for_mkdocs(disk: Path, figures: Figures) -> None:
    pair = Pair(disk / "pair")
    pair.log = disk.parent / "log.txt"
    for free in (0, 100_000, _MEGABYTE, 3 * _MEGABYTE):
        shutil.rmtree(pair.root / ".badgepress")
        before = pair.shown()
        filler = _fill(disk, free)
        ended = pair.build(0)
        met(figures, ended, shown=pair.shown(), was=before, now=0, added=[])
        filler.unlink()
        pair.build(1)
    shutil.rmtree(pair.root)


def _full_for_issuing(disk: Path, figures: Figures) -> None:
    office = Office(disk)
    office.log = disk.parent / "log.txt"
    for free in range(0, 120_000, 8_192):
        world = office.begin()
        filler = _fill(disk, free)
        ended = office.issue()
        kept = ledger_lines(world)
        filler.unlink()
        figures.runs += 1
        figures.faults += ended.code != 0
        if ended.is_uncaught or ended.code not in {0, _CANNOT_WRITE}:
            figures.note("uncaught", ended.said[-300:])
        again = office.issue()
        if again.code != 0:
            figures.note("other", again.said[-300:])
        else:
            check_finished(world, kept, figures, f"{free} bytes free")


def met(
    figures: Figures,
    ended: Ended,
    *,
    shown: int | None,
    was: int | None,
    now: int,
    added: list[str],
) -> None:
    """One run of a build: it shows the new site, or the old one and why, and leaves nothing."""
    figures.runs += 1
    figures.faults += ended.code != 0
    errors = [line for line in ended.said.splitlines() if line.startswith("error: ")]
    if shown is None:
        figures.note("half_published", ended.said[-300:])
    elif shown != (now if ended.code == 0 else was):
        figures.note("other", f"shows {shown}: {ended.said[-300:]}")
    if ended.is_uncaught:
        figures.note("uncaught", ended.said[-300:])
    elif ended.code not in {0, _CANNOT_WRITE} or len(errors) != (ended.code != 0):
        figures.note("other", f"exit code {ended.code}: {ended.said[-300:]}")
    if ended.code != 0 and added:
        figures.note("left_behind", f"{added}: {ended.said[-300:]}")


def mount_point(folder: Path, chance: random.Random, kills: int = 10) -> Figures:
    """A target that cannot be moved: every file is of an edition, and the next run finishes."""
    figures = Figures("a mount point")
    pair = Pair(folder / "pair")
    disk = folder / "disk"
    try:
        with small_disk(disk, 48 * _MEGABYTE):
            for number in range(2):
                ended = pair.build(number, target=disk)
                met(figures, ended, shown=pair.shown(disk), was=None, now=number, added=[])
                if f"note: {disk} is a mount point" not in ended.said and number:
                    figures.note("other", f"not told: {ended.said[-300:]}")
            known = {
                (path, said) for each in pair.editions for path, said in each.items() if said[1]
            }
            for number in range(kills):
                process = start(pair.arguments(number % 2, disk), pair.root, pair.log)
                _wait_for(folder / ".disk.badgepress", "ready-*")
                finish(process, pair.log, kill_after=chance.uniform(0, 0.5))
                figures.runs += 1
                standing = {each for each in edition(disk).items() if each[1][1]}
                strange = [each for each, _ in standing - known if not each.startswith(".badge")]
                if strange:
                    figures.note("half_published", f"files of no edition: {strange[:3]}")
                figures.faults += pair.shown(disk) is None
                ended = pair.build(number % 2, target=disk)
                met(figures, ended, shown=pair.shown(disk), was=None, now=number % 2, added=[])
    except NoMountsError as error:
        figures.name += f" skipped: {error}"
    return figures


def _wait_for(folder: Path, pattern: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not any(folder.glob(pattern)) and time.monotonic() < end:
        time.sleep(0.002)


def read_only(folder: Path) -> Figures:
    """Somebody who may not write there, and a disk that nobody may write."""
    figures = Figures("a read-only target")
    pair = Pair(folder / "pair")
    if os.geteuid() != 0:
        figures.name += " skipped: needs root, to become nobody"
        return figures

    def nobody() -> None:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)

    for each in (folder, pair.root):
        each.chmod(0o755)
    pair.log.chmod(0o666)
    _met_read_only(pair, figures, nobody)
    try:
        with small_disk(folder / "disk", 48 * _MEGABYTE):
            target = folder / "disk" / "out" / "site"
            pair.build(1, target=target)
            _mount("none", folder / "disk", "tmpfs", _REMOUNT | _READ_ONLY, "")
            with unchanged(target.parent) as added:
                ended = pair.build(0, target=target)
            met(figures, ended, shown=pair.shown(target), was=1, now=0, added=added)
    except NoMountsError as error:
        figures.name += f" (the disk skipped: {error})"
    return figures


def _met_read_only(pair: Pair, figures: Figures, nobody: Before) -> None:
    with unchanged(pair.root) as added:
        ended = pair.build(0, nobody)
    met(figures, ended, shown=pair.shown(), was=1, now=0, added=added)
    if ended.code == 0 or "Permission denied" not in ended.said:
        figures.note("other", f"no word of permission: {ended.said[-300:]}")


def lost_lock(folder: Path, runs: int = 6) -> Figures:
    """Somebody removes the lock, or all that is beside the site, while a build writes."""
    figures = Figures("a lost lock")
    pair = Pair(folder)
    for number in range(runs):
        before = pair.shown()
        process = start(pair.arguments(number % 2), pair.root, pair.log)
        _wait_for(pair.beside, "new-*/*.html")
        if number % 3 == 2:
            shutil.rmtree(pair.beside, ignore_errors=True)
        else:
            (pair.beside / "lock").unlink(missing_ok=True)
        second = None
        if number % 3 == 1:  # another build finds no lock
            second = start(pair.arguments(number % 2), pair.root, folder / "second.txt")
        ended = finish(process, pair.log)
        others = finish(second, folder / "second.txt") if second is not None else None
        if others is None:
            met(figures, ended, shown=pair.shown(), was=before, now=number % 2, added=[])
        else:
            figures.runs += 1
            figures.faults += ended.code != 0
            if pair.shown() is None:
                figures.note("half_published", ended.said[-200:] + others.said[-200:])
            if ended.is_uncaught or others.is_uncaught:
                figures.note("uncaught", ended.said[-200:] + others.said[-200:])
        pair.build(number % 2)
        left = {each.name for each in pair.beside.iterdir()} - STANDS
        if pair.shown() != number % 2 or left:
            figures.note("left_behind", f"{left} after the next build")
    return figures
