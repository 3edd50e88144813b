"""What `badgepress verify` was asked to look at: files, folders, built sites, links."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from generator.model.trust import PublishedTrust, TrustList
from generator.openbadges.strict_json import StrictJsonError, parse_json
from generator.verify import (
    Counted,
    CountedError,
    FirstOf,
    MappedResolver,
    Resolver,
    Unavailable,
    read_counted,
)
from generator.verify.record import badges_held

MAX_FILE_BYTES = 20_000_000  # a badge's picture has some 50 kB

_BADGE_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
_PICTURE_MARKS = (
    *(b"openbadgecredential", b"openbadges:credential", b"imsglobal.org/ob/v3p0"),
    b"/EmbeddedFile",
)
_SITE_DEPTH = (
    3  # credentials/<token>/credential.json, as sites are built (generator/README, addresses)
)


@dataclass(frozen=True, slots=True)
class Found:
    """One credential to judge, and the folders that came with it."""

    name: str
    data: bytes | Unavailable
    site: MappedResolver | None = None
    record: str = ""
    """The learner record or PDF that holds it, if one does."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where credentials and their documents come from in one run."""

    maps: tuple[MappedResolver, ...]
    network: Resolver
    pages: Resolver
    """As `network`, for credentials themselves, which may be pictures."""
    sites: dict[str, MappedResolver] = field(default_factory=dict)

    def resolver(self, found: Found) -> Resolver:
        """For the documents that `found` refers to."""
        folders = [*self.maps, *([found.site] if found.site else [])]
        return FirstOf(folders, self.network) if folders else self.network

    def find(self, targets: tuple[str, ...]) -> Iterator[Found]:
        """Every credential of every target, in a fixed order."""
        for target in targets:
            if "://" in target:
                yield from _opened(self._at_url(target))
            elif Path(target).is_dir():
                yield from self._in_folder(Path(target))
            else:
                yield from _opened(Found(target, _read(Path(target))))

    def _at_url(self, url: str) -> Found:
        """A credential's JSON, or the page beside which it stands."""
        asked = url.partition("#")[0]
        if asked.endswith("/"):
            asked += "credential.json"
        try:
            return Found(url, FirstOf(self.maps, self.pages).get(asked).body)
        except Unavailable as error:
            return Found(url, error)

    def _in_folder(self, top: Path) -> Iterator[Found]:
        shut: list[OSError] = []
        seen: set[str] = set()
        for folder, folders, files in os.walk(top, onerror=shut.append):
            folders.sort()
            for file in sorted(files):
                path = Path(folder, file)
                kind = path.suffix.lower()
                if path.is_symlink() or kind not in {".json", ".png", ".svg", ".pdf"}:
                    continue
                # A pipe or device would keep us waiting for ever.
                data = _read(path) if path.is_file() else Unavailable("It is no ordinary file.")
                if isinstance(data, Unavailable):  # a badge may be in it
                    yield Found(str(path), data)
                    continue
                if kind != ".json":
                    if any(mark in data for mark in _PICTURE_MARKS):
                        yield from _opened(Found(str(path), data))
                    continue
                yield from self._json_in_folder(path, top, data, seen)
        for error in shut:
            yield Found(str(error.filename), _unavailable(error))

    def _json_in_folder(
        self, path: Path, top: Path, data: bytes, seen: set[str]
    ) -> Iterator[Found]:
        """A badge, or those of a learner record that were not `seen` in the folder before."""
        said_id = _credential_id(data)
        if said_id is not None or path.name == "credential.json":
            seen |= {said_id} if said_id else set()
            yield Found(str(path), data, self._site(path, top, said_id or ""))
            return
        for each in _held(str(path), data):
            if isinstance(each.data, bytes) and _credential_id(each.data) not in seen:
                yield each

    def _site(self, path: Path, top: Path, credential_id: str) -> MappedResolver | None:
        """The built site that `path` is part of, if it stands where its own id says.

        Its documents came with the badge, so they are handed; a list of known
        issuers that lies in it is never read.
        """
        inside = path.relative_to(top).parts
        tail = "/" + "/".join(inside[-_SITE_DEPTH:])
        if len(inside) < _SITE_DEPTH or not credential_id.startswith("https://"):
            return None
        if not credential_id.endswith(tail):
            return None
        base = credential_id.removesuffix(tail) + "/"
        root = top.joinpath(*inside[:-_SITE_DEPTH])
        key = f"{base} {root}"
        if key not in self.sites:
            self.sites[key] = folder_resolver(base, root)
        return self.sites[key]


def folder_resolver(prefix: str, root: Path) -> MappedResolver:
    """Answers URLs under `prefix` from `root`, and from nowhere outside it."""
    home = root.resolve()

    def read(relative: str) -> bytes | None:
        try:
            path = (home / relative).resolve()
            if not path.is_relative_to(home) or not path.is_file():
                return None
            data = _read(path)
        except (OSError, ValueError):
            return None
        return data if isinstance(data, bytes) else None

    return MappedResolver(prefix, read)


def url_map(text: str) -> MappedResolver:
    """The resolver for ``URL=DIR``, the value of --map."""
    url, equals, folder = text.rpartition("=")
    if not equals or not url.startswith("https://"):
        raise click.BadParameter(f"'{text}' is not like https://badges.example.org/=folder")
    if not Path(folder).is_dir():
        raise click.BadParameter(f"there is no folder '{folder}'")
    return folder_resolver(url.rstrip("/") + "/", Path(folder))


def read_trust(path: Path) -> TrustList:
    """The reader's own list: ``trust.yml`` as a catalog has it, or ``trust.json``.

    Raises:
        CatalogError: a ``trust.yml`` with mistakes, every one of them.
        UsageError: a ``trust.json`` that is no such list, or a file that can't be read.

    """
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".json":
            return PublishedTrust.model_validate(parse_json(data))
    except OSError as error:
        raise click.UsageError(f"'{path}' cannot be read: {error.strerror}.") from None
    except ValueError as error:  # StrictJsonError and pydantic's ValidationError
        raise click.UsageError(f"'{path}' is no list of known issuers: {error}") from None
    from generator.source.document import read_document  # noqa: PLC0415 - only where asked for
    from generator.source.parse import parse  # noqa: PLC0415

    return parse(TrustList, read_document(str(path), data))


def read_last_table(path: Path | None) -> Counted:
    """What the table of an earlier run counted; nothing where there is none.

    Raises:
        UsageError: it can't be read, or is no such table.

    """
    if path is None:
        return Counted()
    try:
        return read_counted(path.read_bytes())
    except OSError as error:
        raise click.UsageError(f"'{path}' cannot be read: {error.strerror}.") from None
    except CountedError as error:
        raise click.UsageError(f"'{path}' cannot be used: {error}") from None


def _read(path: Path) -> bytes | Unavailable:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return _unavailable(error)


def _unavailable(error: OSError) -> Unavailable:
    return Unavailable(f"{error.strerror or 'it cannot be read'}.")


def _credential_id(data: bytes) -> str | None:
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


def _opened(found: Found) -> Iterator[Found]:
    """The badges of a learner record or PDF one by one; anything else as it is."""
    held = _held(found.name, found.data) if isinstance(found.data, bytes) else []
    yield from held or (found,)


def _held(name: str, data: bytes) -> list[Found]:
    """The badges of a learner record or PDF, named by their places in it."""
    held = badges_held(data)
    return [
        Found(f"{name}, badge {number} of {len(held)}", each, record=name)
        for number, each in enumerate(held, start=1)
    ]
