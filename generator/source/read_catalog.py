"""Reading a catalog without its people: the configuration, records, pages and lists."""

from pathlib import Path

from generator.model.namesake import Namesakes
from generator.model.site_config import SiteConfig
from generator.model.trust import TrustList
from generator.source.camera_notes import without_camera_notes
from generator.source.codes import Code
from generator.source.document import Document, read_document
from generator.source.draft import KINDS, Draft
from generator.source.folder import Reader, shown
from generator.source.page_files import PAGE_FILES, wrong_page_file
from generator.source.parse import parse
from generator.source.pictures import read_pictures
from generator.source.problems import CatalogError
from generator.source.records import read_records
from generator.source.shard_layout import note_layout
from generator.source.signed_files import read_signed_lists
from generator.source.text import MAX_BYTES
from generator.source.unexpected import note_unexpected

MAX_PAGE_FILE_BYTES = 20_000_000  # a slide deck or a short film beside an authored page


def read_catalog(config_file: Path) -> Draft:
    """Read all but the people; mistakes are in the draft's `reader`.

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
    draft = Draft(root, catalog, people, Reader([catalog, people]), config_source=config_source)
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
        if kind != "earners":
            read_records(draft, kind)
    _read_trust(draft)
    _read_namesakes(draft)
    _read_pages(draft)
    read_signed_lists(draft)
    read_pictures(draft)
    note_unexpected(draft)
    note_layout(draft)
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
