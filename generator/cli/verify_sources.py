"""What `badgepress verify` was asked to look at: files, folders, zips, built sites, links."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from generator.cli.verify_folder import (
    MAX_FILE_BYTES,
    Found,
    folder_resolver,
    held,
    in_files,
    in_folder,
    unavailable,
)
from generator.model.trust import PublishedTrust, TrustList
from generator.openbadges.strict_json import parse_json
from generator.verify import (
    Counted,
    CountedError,
    FirstOf,
    MappedResolver,
    Resolver,
    Unavailable,
    read_counted,
)
from generator.verify.zips import MAX_ZIP_BYTES, ZipError, is_zip, read_zip


@dataclass(frozen=True, slots=True)
class Sources:
    """Where credentials and their documents come from in one run."""

    maps: tuple[MappedResolver, ...]
    network: Resolver
    pages: Resolver
    """As `network`, for credentials themselves, which may be pictures."""

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
                yield from in_folder(Path(target))
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
    """A file, which may be larger than a badge where it is a zip."""
    try:
        with path.open("rb") as file:
            start = file.read(MAX_FILE_BYTES + 1)
            most = MAX_ZIP_BYTES if is_zip(start) else 0
            return start + file.read(max(most + 1 - len(start), 0))
    except OSError as error:
        return unavailable(error)


def _opened(found: Found) -> Iterator[Found]:
    """The badges of a zip, learner record or PDF one by one; anything else as it is."""
    if not isinstance(found.data, bytes):
        yield found
    elif is_zip(found.data):
        yield from _unzipped(found.name, found.data)
    else:
        yield from held(found.name, found.data) or (found,)


def _unzipped(name: str, data: bytes) -> Iterator[Found]:
    """The badges of a zip, and the files of it that could not be had."""
    try:
        inside = read_zip(data)
    except ZipError as error:
        yield Found(name, Unavailable(str(error)))
        return
    found = list(in_files(name, inside.files))
    yield from found or (Found(name, Unavailable("There is no badge to check in there.")),)
    for path, reason in inside.refused:
        yield Found(f"{name}/{path}", Unavailable(reason))
