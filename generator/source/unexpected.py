"""What stands at the top of the catalog and people folders, and belongs nowhere."""

from pathlib import Path

from generator.source.draft import Draft
from generator.source.folder import Reader

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
OF_PEOPLE = (
    "earners",
    "earners.csv",
    "ledger.jsonl",
    "attempts.jsonl",
    "assertions",
    "assertions.jsonl",
    "own-copies",
    "own-copies.jsonl",
    "records",
)
"""What people's folder holds, and every shard of it."""
_PEOPLE = (*OF_PEOPLE, "namesakes.yml", "shards")
_PICTURES = (".png", ".svg")


def note_unexpected(draft: Draft) -> None:
    """Note what stands at the top of both folders of a catalog, and belongs nowhere."""
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


def note_unexpected_in_shard(draft: Draft) -> None:
    """Note what stands at the top of a shard's folder, and belongs nowhere."""
    _note_unexpected_in(draft.reader, draft.people, OF_PEOPLE, pictures=False)


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
