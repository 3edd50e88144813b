"""The way a site comes to its folder: staged beside it, then exchanged whole."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.publish.exchange import recover
from generator.publish.kind import SITE, CannotPublishError, Kind, in_one_line
from generator.publish.one_by_one import INCOMING
from generator.publish.place import Place, held
from generator.publish.showing import Showing
from generator.publish.tree import Tree


@contextmanager
def staging(
    target: Path,
    *,
    keep_out_of: Sequence[Path] = (),
    kind: Kind = SITE,
    base_url: str = "",
    full: bool = False,
) -> Iterator[Tree]:
    """A tree that takes the place of `target` when the block ends well.

    Until then, and for ever when the block raises or the process dies, `target` is what it
    was. `keep_out_of` names folders that `target` may not be, hold, or lie in. `base_url`,
    where given, has links remembered. `full` takes nothing of what stands for granted: all
    is to be written anew, and is read again before it is shown.

    Raises:
        CannotPublishError: the target is none of ours, another run is at work, or the
            disk refuses (also for an OSError raised inside the block).

    """
    place = Place(Path(os.path.realpath(target)), kind)
    _check_place(place.target, [Path(os.path.realpath(folder)) for folder in keep_out_of], kind)
    with in_one_line(place.target), held(place) as lock:
        recover(place)
        _check_is_ours(place.target, kind)
        try:
            with Showing(place, base_url=base_url, full=full) as showing:
                yield showing.tree
                showing.show(lock)
        except BaseException:
            with suppress(OSError):
                recover(place)
            if place.placing.exists():
                raise CannotPublishError(
                    f"{place.target} could not be replaced to the end and is half one site, "
                    "half another; run the command again, which finishes it first"
                ) from None
            raise


def _check_place(target: Path, keep_out_of: Sequence[Path], kind: Kind) -> None:
    if target == Path(target.anchor):
        raise CannotPublishError(f"{target} is the root of the disk; choose a folder of its own")
    home = Path(os.path.realpath(Path.home()))
    if home.is_relative_to(target):
        raise CannotPublishError(f"{target} holds your home folder; choose a folder of its own")
    for folder in keep_out_of:
        if folder.is_relative_to(target) or target.is_relative_to(folder):
            raise CannotPublishError(
                f"{target} and {folder} overlap: `{kind.command}` would replace what is there; "
                "choose a folder of its own"
            )
    site = next((each for each in target.parents if SITE.marks(each)), None)
    if site is not None:
        raise CannotPublishError(f"{target} lies in the site {site}; choose a folder of its own")


def _check_is_ours(target: Path, kind: Kind) -> None:
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise CannotPublishError(f"{target} is not a folder")
    if {each.name for each in target.iterdir()} - {INCOMING} and not kind.marks(target):
        raise CannotPublishError(
            f"{target} holds files that `{kind.command}` did not write; "
            "empty it or choose another folder"
        )
