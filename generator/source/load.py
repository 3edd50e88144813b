"""Reading a whole catalog from disk, once, with every mistake in it."""

import re
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.model.attempt import Attempt
from generator.model.catalog import Catalog
from generator.model.namesake import Namesakes
from generator.model.site_config import SiteConfig
from generator.model.trust import TrustList
from generator.source.assessors import assessor_notices
from generator.source.attempt_rows import read_attempts
from generator.source.camera_notes import without_camera_notes
from generator.source.codes import Code
from generator.source.document import Document, read_document
from generator.source.draft import KINDS, Draft, Entry
from generator.source.earners_table import read_earners_table
from generator.source.folder import Reader, shown
from generator.source.ledger_rows import read_ledger
from generator.source.page_files import PAGE_FILES, wrong_page_file
from generator.source.parse import Location, parse
from generator.source.pictures import read_pictures
from generator.source.problems import CatalogError, Where
from generator.source.records import read_records
from generator.source.signed_files import read_signed_files
from generator.source.text import MAX_BYTES
from generator.source.validate import validate

MAX_PAGE_FILE_BYTES = 20_000_000  # a slide deck or a short film beside an authored page

_CATALOG = (
    "issuers",
    "badges",
    "pathways",
    "recognizers",
    "endorsements",
    "status",
    "attested",
    "pages",
    "trust.yml",
)
_PEOPLE = (
    "earners",
    "earners.csv",
    "namesakes.yml",
    "ledger.jsonl",
    "attempts.jsonl",
    "assertions",
    "own-copies",
    "records",
)
_PICTURES = (".png", ".svg")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalog that is right, and the places of its records."""

    config: SiteConfig
    catalog: Catalog
    root: Path
    """The configuration's folder; every path in the configuration is relative to it."""
    catalog_dir: Path
    people_dir: Path
    ledger_bytes: int
    """Length of the ledger up to its last whole row. A file longer than that ends in a row
    that a kill tore: cut it off before appending."""
    attempts: tuple[Attempt, ...]
    """Work that did not pass yet; not in the catalog, so that no page can show it."""
    attempts_bytes: int
    """As `ledger_bytes`, of the attempts."""
    namesakes: Namesakes
    """Names that may be published although somebody who is not public is called so."""
    notices: tuple[str, ...]
    """What is not wrong but worth saying."""
    draft: Draft

    def where(self, kind: str, slug: str, location: Location = ()) -> Where:
        """The place of a record's value, for problems that are found later.

        `kind` is the record's folder, for example ``badges``.
        """
        entry = self.draft.entries[kind][slug]
        source = entry.source
        return source.where(location) if source is not None else Where(shown(entry.path))


def load(config_file: Path, *, to_sign: bool = False) -> Loaded:
    """Read the configuration and the catalog and people it names.

    With `to_sign`, signed files that say more than today's consent are let through: what
    mends them is to sign others in their place.

    Raises:
        CatalogError: with every mistake of all files.

    """
    draft = read_draft(config_file)
    problems = [*draft.reader.problems, *validate(draft)]
    if to_sign:
        ours = (*draft.assertions.values(), *draft.learner_records.values())
        signed = {stored.path for stored in ours}
        problems = [
            problem
            for problem in problems
            if problem.code != Code.BEYOND_CONSENT or problem.where.path not in signed
        ]
    if problems or draft.config is None:
        raise CatalogError(problems)
    return Loaded(
        config=draft.config,
        catalog=_catalog(draft),
        root=draft.root,
        catalog_dir=draft.catalog,
        people_dir=draft.people,
        ledger_bytes=draft.ledger_bytes,
        attempts=tuple(draft.attempts),
        attempts_bytes=draft.attempts_bytes,
        namesakes=draft.namesakes,
        notices=(*draft.notices, *assessor_notices(draft)),
        draft=draft,
    )


def read_draft(config_file: Path) -> Draft:
    """Read everything; mistakes are in the draft's `reader`.

    Raises:
        CatalogError: there is no configuration, or no catalog.

    """
    root = config_file.parent
    early = Reader([root])
    if not config_file.exists():
        hint = "name it with --config, or change to its folder"
        early.note(config_file, Code.MISSING_FILE, "there is no configuration here", hint)
        raise CatalogError(early.problems)
    config_source = _read_yaml(early, config_file)
    said = config_source.plain() if config_source is not None else {}
    catalog = root / _folder(said, "catalog", "catalog")
    people = root / _folder(said, "people", "") if said.get("people") else catalog
    draft = Draft(root, catalog, people, Reader([catalog, people]), config_source)
    draft.reader.problems += early.problems
    if config_source is not None:
        try:
            draft.config = parse(SiteConfig, config_source)
        except CatalogError as error:
            draft.reader.problems += error.problems
    if not catalog.is_dir():
        hint = "set 'catalog' in the configuration to the folder's path"
        draft.reader.note(catalog, Code.MISSING_FILE, "there is no catalog folder here", hint)
        raise CatalogError(draft.reader.problems)
    if not people.is_dir():
        hint = "make the folder, or set 'people' in the configuration to its path"
        draft.reader.note(people, Code.MISSING_FILE, "there is no folder of people here", hint)
    for kind in KINDS:
        read_records(draft, kind)
    _read_trust(draft)
    _read_namesakes(draft)
    _read_pages(draft)
    read_earners_table(draft)
    read_ledger(draft)
    read_attempts(draft)
    read_signed_files(draft)
    read_pictures(draft)
    _note_unexpected(draft)
    return draft


def _folder(said: dict[str, object], key: str, default: str) -> str:
    value = said.get(key)
    return value if isinstance(value, str) and value and "\0" not in value else default


def _read_yaml(reader: Reader, path: Path) -> Document | None:
    data = reader.bytes(path, MAX_BYTES)
    if data is None:
        return None
    try:
        return read_document(shown(path), data)
    except CatalogError as error:
        reader.problems += error.problems
        return None


def _read_trust(draft: Draft) -> None:
    path = draft.catalog / "trust.yml"
    if path not in draft.reader.list(draft.catalog).files:
        return
    document = _read_yaml(draft.reader, path)
    if document is None:
        return
    draft.trust_source = document
    try:
        draft.trust = parse(TrustList, document)
    except CatalogError as error:
        draft.reader.problems += error.problems


def _read_namesakes(draft: Draft) -> None:
    path = draft.people / "namesakes.yml"
    if path not in draft.reader.list(draft.people).files:
        return
    document = _read_yaml(draft.reader, path)
    if document is None:
        return
    try:
        draft.namesakes = parse(Namesakes, document)
    except CatalogError as error:
        draft.reader.problems += error.problems


def _read_pages(draft: Draft) -> None:
    base = draft.catalog / "pages"
    todo = [base]
    while todo:
        listing = draft.reader.list(todo.pop())
        todo += listing.folders
        for file in listing.files:
            data = draft.reader.bytes(file, MAX_PAGE_FILE_BYTES)
            if data is None:
                continue
            if wrong := wrong_page_file(file.relative_to(base).parts, data):
                draft.reader.note(file, Code.BAD_PAGE_FILE, f"the file {wrong}", PAGE_FILES)
                continue
            name = file.relative_to(base).as_posix()
            draft.pages[name] = without_camera_notes(data)


def _note_unexpected(draft: Draft) -> None:
    """What stands at the top of the catalog and people folders, and belongs nowhere."""
    together = draft.people.resolve() == draft.catalog.resolve()
    inside = (
        (draft.people.name,) if draft.people.parent.resolve() == draft.catalog.resolve() else ()
    )
    _note_unexpected_in(
        draft.reader,
        draft.catalog,
        _CATALOG + inside + (_PEOPLE if together else ()),
        pictures=True,
    )
    if not together:
        _note_unexpected_in(draft.reader, draft.people, _PEOPLE, pictures=False)


def _note_unexpected_in(
    reader: Reader, top: Path, known: tuple[str, ...], *, pictures: bool
) -> None:
    listing = reader.list(top)
    suffixes = _PICTURES if pictures else ()
    files = [file for file in listing.files if file.name not in known]
    files = [file for file in files if file.suffix.lower() not in suffixes]
    reader.unexpected(files, known, f"here belong: {', '.join(known)}")
    for folder in listing.folders:
        if folder.name not in known and not (pictures and _holds_only_pictures(reader, folder)):
            hint = "a folder of your own may hold pictures only (.png, .svg)" if pictures else ""
            reader.unexpected([folder], known, hint)


def _holds_only_pictures(reader: Reader, folder: Path) -> bool:
    listing = reader.list(folder)
    return all(file.suffix.lower() in _PICTURES for file in listing.files) and all(
        _holds_only_pictures(reader, inner) for inner in listing.folders
    )


def _version_order(version: str) -> list[tuple[int, int, str]]:
    """1.9 comes before 1.10."""
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.findall(r"[0-9]+|[^0-9]+", version)
    ]


def _catalog(draft: Draft) -> Catalog:
    earlier: dict[str, list[Entry]] = {}
    for entry in sorted(draft.earlier, key=lambda each: _version_order(each.version)):
        earlier.setdefault(entry.slug, []).append(entry)
    return Catalog(
        **{kind: MappingProxyType(draft.records(kind)) for kind in KINDS},
        earlier_badges={slug: tuple(e.record for e in earlier[slug]) for slug in sorted(earlier)},
        trust=draft.trust,
        ledger=tuple(line.row for line in draft.ledger),
        assertions=dict(sorted(draft.assertions.items())),
        status_lists=dict(sorted(draft.status_lists.items())),
        attested=dict(sorted(draft.attested.items())),
        endorsements=dict(sorted(draft.endorsements.items())),
        key_logs=dict(sorted(draft.key_logs.items())),
        records=dict(sorted(draft.learner_records.items())),
        adopted={slug: draft.adopted[slug][0] for slug in sorted(draft.adopted)},
        images=dict(sorted(draft.images.items())),
        pages=dict(sorted(draft.pages.items())),
    )
