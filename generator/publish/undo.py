"""The previous site comes back, and can be left again in the same way."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator.publish.exchange import Placed, bring_back, recover
from generator.publish.kind import SITE, CannotPublishError, in_one_line
from generator.publish.place import Place, held


@dataclass(frozen=True, slots=True)
class Undone:
    """Which site stands now, and which is kept."""

    folder: Path
    made: datetime
    """When the site that stands now was made; aware, UTC."""
    kept_made: datetime
    placed: Placed


def undo(target: Path, *, check: Callable[[Path], None]) -> Undone:
    """Put the site kept beside `target` in its place, and keep what stood there instead.

    `check` is handed the kept folder first, and raises where it may not be shown.

    Raises:
        CannotPublishError: none is kept, another run is at work, or the disk refuses.

    """
    place = Place(Path(os.path.realpath(target)), SITE)
    nothing = CannotPublishError(f"no previous site is kept beside {place.target}")
    if not place.beside.is_dir():
        raise nothing
    with in_one_line(place.target), held(place):
        recover(place)
        if not (SITE.marks(place.previous) and SITE.marks(place.target)):
            raise nothing
        check(place.previous)
        placed = bring_back(place)
        return Undone(
            place.target, _moment(place, place.target), _moment(place, place.previous), placed
        )


def _moment(place: Place, folder: Path) -> datetime:
    nanoseconds = place.made(folder) or 0
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=nanoseconds // 1_000_000_000)
