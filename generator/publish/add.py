"""One file more in a site that stands: whole or not at all, and never beside a build."""

import os
from collections.abc import Callable
from pathlib import Path

from generator.publish.exchange import recover
from generator.publish.kind import SITE, CannotPublishError, in_one_line
from generator.publish.place import Place, held, settle, write_whole
from generator.publish.sync import sync_tree


def add_file(target: Path, name: str, make: Callable[[Path], bytes]) -> None:
    """Put what `make` makes of the site at `target` there as `name`, in place of any.

    While `make` looks at the site, nobody else writes it.

    Raises:
        CannotPublishError: no site of ours, another run is at work, or the disk refuses.

    """
    place = Place(Path(os.path.realpath(target)), SITE)
    if not SITE.marks(place.target):
        raise CannotPublishError(f"{place.target} is no site that `{SITE.command}` wrote")
    with in_one_line(place.target), held(place):
        recover(place)
        body = make(place.target)
        folder = place.new()
        try:
            write_whole(folder / name, body, mode=SITE.file_mode)
            sync_tree(folder)
            (folder / name).replace(place.target / name)
        finally:
            place.discard(folder)
        settle(place)
