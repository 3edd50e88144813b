"""The folders of records: one YAML file each, its slug from the file's name.

``badges/x.yml``, or ``badges/<issuer>/x.yml`` so that forty districts can own a folder
each; ``x@1.0.yml`` beside a badge is its version 1.0. Pathways may lie the same way.
"""

import unicodedata
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.model.base import Slug
from generator.source.codes import Code
from generator.source.document import read_document
from generator.source.draft import KINDS, ONE, Draft, Entry
from generator.source.key_logs import KEY_HOLDERS, LOG_SUFFIX, read_key_log
from generator.source.parse import parse
from generator.source.problems import CatalogError, Problem, printable
from generator.source.text import MAX_BYTES

_IN_FOLDERS = frozenset({"badges", "pathways"})
_SLUG: TypeAdapter[str] = TypeAdapter(Slug)


def read_records(draft: Draft, kind: str) -> None:
    """Read every record of `kind` into `draft`."""
    base = draft.people if kind == "earners" else draft.catalog
    listing = draft.reader.list(base / kind)
    files = [(file, "") for file in listing.files]
    for folder in listing.folders:
        if kind not in _IN_FOLDERS:
            draft.reader.unexpected([folder], (), f"{kind}/ holds no folders")
            continue
        inner = draft.reader.list(folder)
        files += [(file, folder.name) for file in inner.files]
        draft.reader.unexpected(inner.folders, (), f"{kind}/<issuer>/ holds no folders")
    if kind in KEY_HOLDERS:
        logs = [file for file, _ in files if file.name.endswith(LOG_SUFFIX)]
        files = [each for each in files if each[0] not in logs]
        for file in logs:
            read_key_log(draft, kind, file)
    records = [each for each in files if each[0].suffix == ".yml"]
    others = [file for file, _ in files if file.suffix != ".yml"]
    belongs = f"{kind}/ holds .yml files; pictures go into a folder like images/"
    draft.reader.unexpected(others, (), belongs)
    _note_collisions(draft, [file for file, _ in records])
    for file, issuer in records:
        _read_record(draft, kind, file, issuer)


def _read_record(draft: Draft, kind: str, file: Path, issuer: str) -> None:
    slug, at, version = file.stem.partition("@")
    if not _is_good_name(draft, file, slug, version if at and kind == "badges" else None):
        return
    entry = Entry(slug, file, None, version=version)
    if at:
        draft.earlier.append(entry)
    elif slug in draft.entries[kind]:
        first = draft.entries[kind][slug].path
        message = f"there is a {ONE[kind]} '{slug}' already: {first.as_posix()}"
        draft.reader.note(file, Code.REPEATED_SLUG, message, "rename one of them")
    else:
        draft.entries[kind][slug] = entry
    data = draft.reader.bytes(file, MAX_BYTES)
    if data is None:
        return
    try:
        entry.source = document = read_document(file.as_posix(), data)
        _note_slug_and_issuer(draft, entry, issuer)
        given = {"slug": slug, **({"issuer": issuer} if issuer else {})}
        entry.record = parse(KINDS[kind], document, given=given)
    except CatalogError as error:
        draft.reader.problems += error.problems


def is_slug(text: str) -> bool:
    """Whether `text` may be a record's slug."""
    return not _wrong_with_slug(text)


def _wrong_with_slug(text: str) -> str:
    try:
        _SLUG.validate_python(text)
    except ValidationError as error:
        return str(error.errors()[0]["ctx"]["error"])
    return ""


def _is_good_name(draft: Draft, file: Path, slug: str, version: str | None) -> bool:
    if "@" in file.stem and version is None:
        message = "only a badge has versions after '@'"
    elif version == "":
        message = "the version after '@' is missing"
    elif wrong := _wrong_with_slug(slug):
        name = f"the file name '{printable(file.name)}'"
        message = f"{name} {wrong}" if wrong.startswith("must") else f"{name}: {wrong}"
    else:
        return True
    draft.reader.note(file, Code.FILE_NAME, message, "rename the file")
    return False


def _note_slug_and_issuer(draft: Draft, entry: Entry, issuer: str) -> None:
    said = entry.plain()
    if entry.source is None:
        return
    if "slug" in said:
        where = entry.source.where(["slug"], key=True)
        hint = f"the slug comes from the file's name, here '{entry.slug}'; remove the key"
        problem = Problem(where, Code.UNKNOWN_KEY, "unknown key 'slug'", hint)
        draft.reader.problems.append(problem)
    if issuer and said.get("issuer", issuer) != issuer:
        where = entry.source.where(["issuer"])
        message = f"'issuer' is '{said['issuer']}', but the file lies in the folder '{issuer}'"
        problem = Problem(where, Code.ISSUER_CONFLICT, message, "remove the key or move the file")
        draft.reader.problems.append(problem)


def _note_collisions(draft: Draft, files: list[Path]) -> None:
    """Names that some file systems cannot tell apart."""
    seen: dict[str, Path] = {}
    for file in files:
        folded = unicodedata.normalize("NFKC", file.stem).casefold()
        first = seen.setdefault(folded, file)
        if first is not file and first.stem != file.stem:
            message = (
                f"'{printable(file.name)}' and '{printable(first.name)}' "
                "differ only by case or Unicode form"
            )
            draft.reader.note(file, Code.SLUG_COLLISION, message, "rename one of them")
