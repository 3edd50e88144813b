"""An archive: badges with all that judging them took, to be opened without us.

One zip of plain files. `verify.html` judges the rest without any network, a program finds its
way by `MARK`, and a person by README.txt. It holds no list of known issuers: what came with
a badge proves nothing of itself (generator/README, verification).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.openbadges.instants import format_instant
from generator.openbadges.strict_json import dump_json
from generator.paper.archive_readme import README
from generator.verify.words import printable

MARK = "badgepress-archive.json"
"""What says that a folder is an archive, and what is in it (generator/README, archives)."""
VERSION = 1

_ODD = re.compile(r"[%?#\\:\0]")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_FIRST_YEAR, _LAST_YEAR = 1980, 2107  # of a zip's clock (APPNOTE 4.4.6)
_FILE_MODE = 0o100644


class ArchiveError(Exception):
    """Why a badge cannot be put into an archive; one sentence."""


class Had(StrEnum):
    """How a document came into an archive."""

    COPIED = "copied"  # from the issuer's own catalog
    FETCHED = "fetched"  # from its address
    HANDED = "handed"  # from files that somebody named


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it stood at `url`."""

    url: str
    body: bytes
    had: Had
    at: datetime


@dataclass(frozen=True, slots=True)
class ToKeep:
    """One badge for an archive."""

    signed: bytes
    id: str
    badge: str
    earner: str
    issuer: str
    documents: tuple[Kept, ...]
    standing: str
    """Whether it was withdrawn, as the check said it; one sentence."""
    picture: bytes | None = None
    """A PNG that carries it."""


def archive(badges: Sequence[ToKeep], *, verifier: bytes, as_of: datetime) -> bytes:
    """The archive of `badges`; the same ones give the same bytes.

    Raises:
        ArchiveError: a document's address cannot be a file's name.

    """
    documents = {kept.url: kept for each in badges for kept in each.documents}
    documents = {url: documents[url] for url in documents.keys() - {each.id for each in badges}}
    named = dict(zip(file_names(each.badge for each in badges), badges, strict=True))
    files = {
        "README.txt": _readme(named, documents.values(), as_of).encode("utf-8-sig"),
        MARK: dump_json(_contents(named, documents.values(), as_of)),
        "verify.html": verifier,
    }
    for name, each in named.items():
        files[f"badges/{name}.json"] = each.signed
        if each.picture is not None:
            files[f"badges/{name}.png"] = each.picture
    for url in sorted(documents):
        files[document_path(url)] = documents[url].body
    return _zip(files, as_of)


def document_path(url: str) -> str:
    """Where the document of `url` lies: ``documents/``, its host, its path.

    Raises:
        ArchiveError: that would be no plain path, which the verifiers look up.

    """
    place = url.removeprefix("https://")
    odd = any(part in {"", ".", ".."} for part in place.split("/"))
    if not url.startswith("https://") or odd or _ODD.search(place) or "/" not in place:
        raise ArchiveError(f"'{printable(url)}' cannot be the name of a file in an archive.")
    return f"documents/{place}"


def file_names(said: Iterable[str]) -> Iterator[str]:
    """A name for a file of each, by what it is called; a number tells two of one name apart."""
    seen: dict[str, int] = {}
    for each in said:
        name = _NO_SLUG.sub("-", each.casefold()).strip("-")[:60] or "badge"
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def _contents(
    named: Mapping[str, ToKeep], documents: Iterable[Kept], as_of: datetime
) -> dict[str, object]:
    """For programs: every file, what it is, and when it was had."""
    return {
        "version": VERSION,
        "as_of": format_instant(as_of),
        "badges": [
            {"id": each.id, "file": f"badges/{name}.json", "digest": _digest(each.signed)}
            for name, each in named.items()
        ],
        "documents": [
            {
                "url": kept.url,
                "file": document_path(kept.url),
                "digest": _digest(kept.body),
                "had": kept.had.value,
                "at": format_instant(kept.at),
            }
            for kept in sorted(documents, key=lambda kept: kept.url)
        ],
    }


def _readme(named: Mapping[str, ToKeep], documents: Iterable[Kept], as_of: datetime) -> str:
    """For people, in English and Spanish; lines end as every editor wants them."""
    badges = [_badge_lines(name, each) for name, each in named.items()]
    kept = [
        f"  {document_path(each.url)}\n    {format_instant(each.at)} ({each.had})"
        for each in sorted(documents, key=lambda kept: kept.url)
    ]
    text = README.format(
        as_of=format_instant(as_of),
        day=as_of.astimezone(UTC).date().isoformat(),
        badges="\n".join(badges),
        documents="\n".join(kept),
    )
    return text.replace("\n", "\r\n")


def _badge_lines(name: str, each: ToKeep) -> str:
    said = ", ".join(printable(text) for text in (each.badge, each.earner, each.issuer) if text)
    return f"  badges/{name}.json\n    {said}\n    {each.standing}"


def _zip(files: Mapping[str, bytes], as_of: datetime) -> bytes:
    """With one fixed time and mode, so that the same files give the same bytes."""
    moment = as_of.astimezone(UTC)
    year = min(max(moment.year, _FIRST_YEAR), _LAST_YEAR)
    stamp = (year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    held = BytesIO()
    with ZipFile(held, "w") as made:
        for path, body in files.items():
            entry = ZipInfo(path, stamp)
            entry.create_system = 3  # Unix on every system
            entry.external_attr = _FILE_MODE << 16
            made.writestr(entry, body, ZIP_DEFLATED, compresslevel=9)
    return held.getvalue()


def _digest(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"
