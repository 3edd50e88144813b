"""A folder of ours is taken away, or what is kept of it."""

import os
from pathlib import Path

from generator.publish.exchange import recorded, recover, settled
from generator.publish.kind import SITE, Kind, in_one_line
from generator.publish.place import Place, held, settle, write_whole


def forget(target: Path, kind: Kind) -> bool:
    """Remove the folder `target` of that kind whole; whether anything of ours was there.

    Raises:
        CannotPublishError: another run is writing it, or the disk refuses.

    """
    place = Place(Path(os.path.realpath(target)), kind)
    if not (kind.marks(place.target) or place.beside.is_dir()):
        return False
    with in_one_line(place.target), held(place):
        recover(place)
        for folder in (place.target, place.previous):
            if kind.marks(folder):
                place.discard(folder)
        place.record.unlink(missing_ok=True)
    return True


def forget_previous(target: Path) -> bool:
    """Remove the previous site kept beside `target`; whether one was kept.

    What stands in `target` now won't be kept either when the next build takes its place: so
    nobody who is to be forgotten is brought back by `undo`, or stays on the disk.

    Raises:
        CannotPublishError: a build is writing it, or the disk refuses.

    """
    place = Place(Path(os.path.realpath(target)), SITE)
    if not (SITE.marks(place.target) or place.beside.is_dir()):
        return False
    with in_one_line(place.target), held(place):
        recover(place)
        kept = place.previous.exists()
        place.discard(place.previous)
        if SITE.marks(place.target) and not place.keep_nothing.exists():
            write_whole(place.keep_nothing, b"", mode=0o600)
        with recorded(place) as record:
            if record is not None:
                settled(place, record)
        settle(place)
    return kept
