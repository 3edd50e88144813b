"""A folder of ours is taken away, with what a kill left beside it."""

import os
import shutil
from pathlib import Path

from generator.publish.lock import Busy, lock
from generator.publish.staging import CannotPublishError, Kind


def forget(target: Path, kind: Kind) -> bool:
    """Remove the folder `target` of that kind whole; whether anything of ours was there.

    Raises:
        CannotPublishError: another run is writing it.

    """
    target = Path(os.path.realpath(target))
    left = [target.with_name(f".{target.name}.badgepress-{each}") for each in ("new", "old")]
    ours = [each for each in (target, *left) if (each / kind.marker).is_file()]
    if not ours:
        return False
    try:
        with lock(target.with_name(f".{target.name}.badgepress-lock")):
            for folder in ours:
                shutil.rmtree(folder)
    except Busy:
        raise CannotPublishError(f"another run is writing {target}; wait for it") from None
    return True
