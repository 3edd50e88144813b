"""Statements of one recognizer that contradict each other."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from generator.model.recognizer import MEASURED, Recognition, Recognizer
from generator.model.worth import Unit, unit_of
from generator.source.codes import Code
from generator.source.draft import Draft
from generator.source.parse import Readable
from generator.source.problems import Problem, Where
from generator.source.suggest import did_you_mean


def check_recognitions(draft: Draft) -> Iterator[Problem]:
    """Every recognizer that is right by itself, and the folders of what they signed."""
    yield from _check_folders(draft)
    for entry in draft.entries["recognizers"].values():
        if isinstance(entry.record, Recognizer) and entry.source is not None:
            yield from _check_caps(entry.record, entry.source)
            yield from _check_repeats(entry.record, entry.source)


def _check_caps(recognizer: Recognizer, source: Readable) -> Iterator[Problem]:
    """A cap is of all statements in one unit together, so there is only one."""
    first: dict[Unit, Decimal] = {}
    for index, recognition in enumerate(recognizer.honors):
        cap = recognition.worth.cap
        if cap is None or recognition.withdrawn is not None:
            continue
        unit = unit_of(recognizer.slug, recognition)
        if first.setdefault(unit, cap) != cap:
            yield Problem(
                source.where(("honors", index, "worth", "cap")),
                Code.CONTRADICTION,
                f"'cap' is {cap}, but a statement before this one says {first[unit]}",
                "it is the most that all statements of this kind give together: say it alike",
            )


def _check_repeats(recognizer: Recognizer, source: Readable) -> Iterator[Problem]:
    """Two amounts in one unit for one badge or pathway on one day."""
    said: dict[tuple[Unit, str, str], list[Recognition]] = {}
    for index, recognition in enumerate(recognizer.honors):
        unit = unit_of(recognizer.slug, recognition)
        if unit.kind not in MEASURED:
            continue
        for kind, slugs in (("badges", recognition.badges), ("pathways", recognition.pathways)):
            for place, slug in enumerate(slugs):
                before = said.setdefault((unit, kind, slug), [])
                if any(_overlap(each, recognition) for each in before):
                    yield Problem(
                        source.where(("honors", index, kind, place)),
                        Code.CONTRADICTION,
                        f"a statement before this one gives {unit.kind} for '{slug}' too, "
                        "on the same days",
                        "give the older one 'until' or 'withdrawn', or remove one of them",
                    )
                before.append(recognition)


def _overlap(one: Recognition, other: Recognition) -> bool:
    return one.start < _end(other) and other.start < _end(one)


def _end(recognition: Recognition) -> date:
    """The first day on which it no longer counts."""
    ends = [date.max]
    if recognition.until is not None and recognition.until < date.max:
        ends.append(recognition.until + timedelta(days=1))
    if recognition.withdrawn is not None:
        ends.append(recognition.withdrawn)
    return min(ends)


def _check_folders(draft: Draft) -> Iterator[Problem]:
    """Folders of signed endorsements are named after their recognizer."""
    folders: dict[str, Path] = {}
    for (slug, _), stored in draft.endorsements.items():
        folders.setdefault(slug, Path(stored.path).parent)
    for slug, folder in sorted(folders.items()):
        if not draft.exists("recognizers", slug):
            hint = did_you_mean(slug, draft.entries["recognizers"])
            message = f"a folder in endorsements/ is named after a recognizer; there is no '{slug}'"
            yield Problem(Where(folder.as_posix()), Code.UNKNOWN_REFERENCE, message, hint)
