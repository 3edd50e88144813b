"""Putting one folder in the place of another: in one step, where the system can."""

import ctypes
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path

from generator.publish.change import steps_of, turn_back
from generator.publish.kind import CannotPublishError
from generator.publish.one_by_one import forget_incoming, one_by_one
from generator.publish.place import Place, settle
from generator.publish.record import Record

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
# What a kernel, a C library or a file system says that does not know the exchange.
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EPERM})
# A mount point, and a folder of an overlay's lower layer, can't be renamed.
_CANNOT_MOVE = frozenset({errno.EBUSY, errno.EXDEV})


class Placed(Enum):
    """How a folder came to its place; each says what a reader may have seen."""

    AT_ONCE = ""
    ASIDE = (
        "{target} was away for a moment: the disk cannot exchange two folders. If a kill or a "
        "power cut meets that moment, the next run puts the old one back"
    )
    ONE_BY_ONE = (
        "{target} is a mount point or cannot be moved, so its files were replaced one by one: "
        "for a while readers met files of both. If a kill meets that while, the next run "
        "finishes it. A folder inside it would be replaced in one step"
    )

    def told(self, target: Path) -> str:
        """One sentence for the person who asked; empty where there is nothing to tell."""
        return self.value.format(target=target)


def swap(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; False where that can't be had.

    Linux: renameat2(2) with RENAME_EXCHANGE. macOS: renamex_np(2) with RENAME_SWAP, on
    volumes that have it (APFS has).
    """
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux":
        rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        flags = ctypes.c_uint(_RENAME_EXCHANGE)
        arguments: tuple[object, ...] = (_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], flags)
    elif sys.platform == "darwin":
        rename = getattr(ctypes.CDLL(None, use_errno=True), "renamex_np", None)
        arguments = (*paths, ctypes.c_uint(_RENAME_SWAP))
    else:
        return False
    if rename is None:
        return False
    if rename(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))


def put(place: Place, whole: Path) -> Placed:
    """Put the folder `whole`, synced and checked, at the target; keep what was there.

    Raises:
        OSError: the disk refuses. `recover` then puts everything in order; the target is what
            it was, unless it is replaced file by file and that had begun.
        CannotPublishError: it is there, but may not survive a power cut.

    """
    if not os.path.lexists(place.target):
        whole.rename(place.target)
        _settle(place)
        return Placed.AT_ONCE
    ready = place.ready(whole)
    whole.rename(ready)
    return _replace(place, ready)


def bring_back(place: Place) -> Placed:
    """Put the previous folder at the target, and the target in its place.

    Raises:
        OSError, CannotPublishError: as `put`.

    """
    placed = _replace(place, place.previous)
    with suppress(OSError), recorded(place) as record:
        if record is not None:
            told_of(place, record, placed)
    return placed


def told_of(place: Place, record: Record, placed: Placed) -> None:
    """See that the record tells of trees that were just exchanged."""
    if placed is Placed.ONE_BY_ONE:
        record.begin()  # what stands are copies
    settled(place, record)


def _replace(place: Place, whole: Path) -> Placed:
    settle(place)
    try:
        placed, before = _exchange(place, whole)
    except OSError as error:
        if error.errno not in _CANNOT_MOVE:
            raise
        placed, before = Placed.ONE_BY_ONE, one_by_one(place, whole)
    _settle(place)
    if before != place.previous:
        with suppress(OSError):  # what was asked for is done; the next run tidies up
            place.keep(before)
            settle(place)
    return placed


def _settle(place: Place) -> None:
    try:
        settle(place)
    except OSError as error:
        raise CannotPublishError(
            f"{place.target} was replaced, but the disk did not confirm that this would survive "
            f"a power cut: {error.strerror or error}"
        ) from error


def _exchange(place: Place, whole: Path) -> tuple[Placed, Path]:
    """How `whole` came to the target, and where what was there now lies.

    Where folders can't be exchanged, the old one is moved aside first. A process that dies
    between the two renames leaves no target; `recover` puts the old one back.
    """
    if swap(whole, place.target):
        return Placed.AT_ONCE, whole
    place.target.rename(place.aside)
    try:
        whole.rename(place.target)
    except OSError:
        place.aside.rename(place.target)
        raise
    return Placed.ASIDE, place.aside


def recover(place: Place) -> None:
    """Put in order what a killed or failed run left, whatever it was doing."""
    for each in [*place.left("gone-*"), *place.left("new-*")]:
        place.discard(each)
    if place.placing.exists():
        one_by_one(place, place.placing)
    forget_incoming(place)
    if place.aside.exists():
        if not os.path.lexists(place.target):
            place.aside.rename(place.target)
        elif place.made(place.aside) == place.made(place.target):
            place.discard(place.aside)  # a copy; replacing file by file had not begun
        else:
            place.keep(place.aside)
    for each in place.left("ready-*"):
        if each != place.ready(each):
            place.keep(each)  # it came by exchange
        elif place.undone.exists():
            each.rename(place.standby)  # never shown, and made of what was there before
        else:
            place.discard(each)  # never shown
    _recover_trees(place)


def _recover_trees(place: Place) -> None:
    with recorded(place) as record:
        if place.standby.exists():
            _turn_back(place, record)
        place.discard(place.undone)
        if record is not None:
            settled(place, record)


def _turn_back(place: Place, record: Record | None) -> None:
    """Make what was there before of what a run had begun to change."""
    if record is not None and record.about("next") and place.undone.exists():
        with suppress(FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError):
            turn_back(place, place.standby, steps_of(record))
            place.standby.rename(place.previous)
    place.discard(place.standby)  # where it could not be


@contextmanager
def recorded(place: Place) -> Iterator[Record | None]:
    """What is known of the trees of a place; None: nothing is kept of it."""
    if not place.record.exists():
        yield None
        return
    record = Record(place.record)
    try:
        yield record
    finally:
        is_empty = not record.about("shown")
        record.close()
        if is_empty:
            place.record.unlink(missing_ok=True)


def settled(place: Place, record: Record) -> None:
    """See that the record tells of the trees that stand."""
    record.settle(place.made(place.target), place.made(place.previous))
