"""What in a folder or a zip is taken for a badge, and which documents came with it.

Twin of theme/verifier/src/intake/folder.js, so that the same folder gives the same rows.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.openbadges.baking import BakingError
from generator.openbadges.png import unbake_png
from generator.openbadges.strict_json import StrictJsonError, parse_json
from generator.verify import MappedResolver, Unavailable
from generator.verify.record import badges_held

MAX_FILE_BYTES = 20_000_000  # a badge's picture has some 50 kB

_BADGE_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
_PICTURE_MARKS = (
    *(b"openbadgecredential", b"openbadges:credential", b"imsglobal.org/ob/v3p0"),
    b"/EmbeddedFile",
)
_PICTURES = frozenset({".png", ".svg", ".pdf"})
_SITE_DEPTH = (
    3  # credentials/<token>/credential.json, as sites are built (generator/README, addresses)
)
ARCHIVE = "badgepress-archive.json"
"""The mark of an archive, as generator/paper/archive.py makes them."""


@dataclass(frozen=True, slots=True)
class Found:
    """One credential to judge, and the folders that came with it."""

    name: str
    data: bytes | Unavailable
    site: MappedResolver | None = None
    record: str = ""
    """The learner record or PDF that holds it, if one does."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Files as they lie in a folder: each folder's own before its folders, by name."""

    top: str
    files: Iterator[tuple[str, bytes | Unavailable]]
    """By path below `top`, with forward slashes; links and folders left out."""
    resolver: Callable[[str, str], MappedResolver]
    """Answers URLs below a prefix from the files below a path."""


@dataclass(frozen=True, slots=True)
class _Archive:
    """Files below the mark of an archive: all that its badges may ask for is in it."""

    top: str
    """The path that they begin with."""
    documents: MappedResolver
    badges: set[bytes] = field(default_factory=set)
    """Found in it so far."""


@dataclass(slots=True)
class _Search:
    """What was found so far in one folder."""

    inside: Inside
    ids: set[str] = field(default_factory=set)
    sites: dict[tuple[str, str], MappedResolver] = field(default_factory=dict)
    archive: _Archive | None = None

    def badges(self) -> Iterator[Found]:
        for path, data in self.inside.files:
            name = f"{self.inside.top}/{path}"
            if isinstance(data, Unavailable):  # a badge may be in it
                yield Found(name, data)
                continue
            folder, slash, file = path.rpartition("/")
            if file == ARCHIVE:
                documents = self._resolver("https://", f"{folder}{slash}documents")
                self.archive = _Archive(folder + slash, documents)
            kind = Path(path).suffix.lower()
            if kind in _PICTURES and any(mark in data for mark in _PICTURE_MARKS):
                yield from self._picture(name, path, data)
            elif kind == ".json":
                yield from self._json(name, path, data)

    def _picture(self, name: str, path: str, data: bytes) -> Iterator[Found]:
        """A badge, unless it is the picture of one that was found in the same archive."""
        archive, several = self._around(path), held(name, data)
        if several:
            yield from several
        elif archive is None:
            yield Found(name, data)
        elif _in_picture(data) not in archive.badges:
            archive.badges.add(data)
            yield Found(name, data, archive.documents)

    def _json(self, name: str, path: str, data: bytes) -> Iterator[Found]:
        """A badge, or those of a learner record that were not found in the folder before."""
        said_id = credential_id(data)
        if said_id is not None or path.rpartition("/")[2] == "credential.json":
            self.ids |= {said_id} if said_id else set()
            archive = self._around(path)
            if archive is not None:
                archive.badges.add(data)
            site = archive.documents if archive is not None else self._site(path, said_id or "")
            yield Found(name, data, site)
            return
        for each in held(name, data):
            if isinstance(each.data, bytes) and credential_id(each.data) not in self.ids:
                yield each

    def _around(self, path: str) -> _Archive | None:
        found = self.archive
        return found if found is not None and path.startswith(found.top) else None

    def _site(self, path: str, said_id: str) -> MappedResolver | None:
        """The built site that `path` is part of, if it stands where its own id says.

        Its documents came with the badge, so they are handed; a list of known issuers that
        lies in it is never read.
        """
        inside = path.split("/")
        tail = "/" + "/".join(inside[-_SITE_DEPTH:])
        if len(inside) < _SITE_DEPTH or not said_id.startswith("https://"):
            return None
        if not said_id.endswith(tail):
            return None
        return self._resolver(said_id.removesuffix(tail) + "/", "/".join(inside[:-_SITE_DEPTH]))

    def _resolver(self, base: str, root: str) -> MappedResolver:
        if (base, root) not in self.sites:
            self.sites[base, root] = self.inside.resolver(base, root)
        return self.sites[base, root]


def badges_inside(inside: Inside) -> Iterator[Found]:
    """Every badge in a folder or zip, with the documents that came with it."""
    return _Search(inside).badges()


def in_folder(top: Path) -> Iterator[Found]:
    """The badges of a folder of the disk."""
    shut: list[OSError] = []

    def files() -> Iterator[tuple[str, bytes | Unavailable]]:
        for folder, folders, names in os.walk(top, onerror=shut.append):
            folders.sort()
            for name in sorted(names):
                path = Path(folder, name)
                if path.is_symlink() or path.suffix.lower() not in {".json", *_PICTURES}:
                    continue
                # A pipe or device would keep us waiting for ever.
                odd = Unavailable("It is no ordinary file.")
                yield path.relative_to(top).as_posix(), read(path) if path.is_file() else odd

    def resolver(base: str, root: str) -> MappedResolver:
        return folder_resolver(base, top / root)

    yield from badges_inside(Inside(str(top), files(), resolver))
    for error in shut:
        yield Found(str(error.filename), unavailable(error))


def in_files(top: str, files: Mapping[str, bytes]) -> Iterator[Found]:
    """The badges of a zip, by its name and its files."""

    def resolver(base: str, root: str) -> MappedResolver:
        return MappedResolver(base, lambda path: files.get(f"{root}/{path}" if root else path))

    ordered = ((path, files[path][: MAX_FILE_BYTES + 1]) for path in sorted(files, key=_place))
    yield from badges_inside(Inside(top, ordered, resolver))


def _place(path: str) -> list[tuple[bool, str]]:
    """Sorts a folder's own files before its folders."""
    *folders, name = path.split("/")
    return [*((True, folder) for folder in folders), (False, name)]


def folder_resolver(prefix: str, root: Path) -> MappedResolver:
    """Answers URLs under `prefix` from `root`, and from nowhere outside it."""
    home = root.resolve()

    def within(relative: str) -> bytes | None:
        try:
            path = (home / relative).resolve()
            if not path.is_relative_to(home) or not path.is_file():
                return None
            data = read(path)
        except (OSError, ValueError):
            return None
        return data if isinstance(data, bytes) else None

    return MappedResolver(prefix, within)


def read(path: Path) -> bytes | Unavailable:
    """A file, or as much of it as is enough to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return unavailable(error)


def unavailable(error: OSError) -> Unavailable:
    """Why a file could not be had."""
    return Unavailable(f"{error.strerror or 'it cannot be read'}.")


def credential_id(data: bytes) -> str | None:
    """The id of a badge's JSON; None where the data is something else."""
    try:
        document = parse_json(data)
    except StrictJsonError:
        return "" if any(kind.encode() in data for kind in _BADGE_TYPES) else None
    types = document.get("type")
    types = types if isinstance(types, list) else [types]
    if not _BADGE_TYPES.intersection(each for each in types if isinstance(each, str)):
        return None
    said = document.get("id")
    return said if isinstance(said, str) else ""


def held(name: str, data: bytes) -> list[Found]:
    """The badges of a learner record or PDF, named by their places in it."""
    badges = badges_held(data)
    return [
        Found(f"{name}, badge {number} of {len(badges)}", each, record=name)
        for number, each in enumerate(badges, start=1)
    ]


def _in_picture(data: bytes) -> bytes | None:
    try:
        return unbake_png(data)
    except BakingError:
        return None
