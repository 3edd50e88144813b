"""Signed files as they lie in the catalog: assertions and what goes with them."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from generator.model.catalog import Adopted, AdoptedRecord, Stored
from generator.source.codes import Code
from generator.source.credential_lines import (
    MAX_LINES_BYTES,
    PAGES,
    credential_lines,
    from_line,
    whole_bytes,
)
from generator.source.document import read_document
from generator.source.draft import Draft
from generator.source.folder import shown
from generator.source.parse import parse
from generator.source.problems import CatalogError, Problem, Where, printable
from generator.source.text import MAX_BYTES

_TOKEN = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_KEY = re.compile(r"z6Mk[1-9A-HJ-NP-Za-km-z]{44}")
_RESTORE = "only commands write this file; restore it from a backup"
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def read_signed_lists(draft: Draft) -> None:
    """Read what was signed about no single person: lists, and what recognizers honor."""
    _read_status_lists(draft)
    _read_attested_lists(draft)
    _read_endorsements(draft)


def read_signed_people(draft: Draft) -> None:
    """Read what was signed about people: our own, others', and learner records."""
    _read_assertions(draft)
    _read_adopted(draft)
    _read_records(draft)


def _read_assertions(draft: Draft) -> None:
    folder = draft.people / "assertions"
    listing = draft.reader.list(folder)
    others = [each for each in listing.folders if each.name != "adopted"]
    draft.reader.unexpected(others, ("adopted",), "assertions/ holds .json files and adopted/")
    for file in listing.files:
        if file.suffix != ".json" or not _TOKEN.fullmatch(file.stem):
            belongs = "here belong signed files, named by their id: 32 hexadecimal digits"
            draft.reader.unexpected([file], (), belongs)
            continue
        body = draft.reader.bytes(file, MAX_BYTES)
        if body is not None:
            draft.assertions[file.stem] = Stored(shown(file), body)
    _read_assertion_lines(draft)


def _read_assertion_lines(draft: Draft) -> None:
    """The page copies that lie together in one file."""
    path = draft.people / PAGES
    if path not in draft.reader.list(draft.people).files:
        return
    data = draft.reader.bytes(path, MAX_LINES_BYTES)
    if data is None:
        return
    whole = whole_bytes(data)
    for line in credential_lines(data[:whole]):
        where = Where(shown(path), line.number)
        if line.token is None:
            message = "this line is no signed credential with an id of ours"
            draft.reader.problems.append(Problem(where, Code.SYNTAX, message, _RESTORE))
        elif line.token in draft.assertions:
            first = draft.assertions[line.token]
            message = f"the credential '{line.token}' lies in {first.path}:{first.line} already"
            problem = Problem(where, Code.REPEATED_CREDENTIAL, message, "remove one of them")
            draft.reader.problems.append(problem)
        else:
            body = from_line(data[line.start : line.end])
            draft.assertions[line.token] = Stored(shown(path), body, line.number)
    if whole < len(data):
        draft.notices.append(
            f"{shown(path)}: the last credential was not written to its end and does not count; "
            "'badgepress issue' puts it right"
        )


def _read_status_lists(draft: Draft) -> None:
    belongs = "status/ holds a folder for each issuer, with 1.json and so on"
    for folder, name, stored in _in_folders(draft, "status", _NUMBER, belongs):
        draft.status_lists[folder, int(name)] = stored


def _read_attested_lists(draft: Draft) -> None:
    belongs = "attested/ holds a folder for each issuer, made by 'badgepress keys compromised'"
    for folder, name, stored in _in_folders(draft, "attested", _KEY, belongs):
        draft.attested[folder, name] = stored


def _read_endorsements(draft: Draft) -> None:
    belongs = "endorsements/ holds a folder for each recognizer, with .json files"
    for folder, name, stored in _in_folders(draft, "endorsements", _NAME, belongs):
        draft.endorsements[folder, name] = stored


def _read_records(draft: Draft) -> None:
    listing = draft.reader.list(draft.people / "records")
    belongs = "records/ holds a .json file for each earner, made by 'badgepress clr'"
    draft.reader.unexpected(listing.folders, (), belongs)
    for file in listing.files:
        if file.suffix != ".json" or not _NAME.fullmatch(file.stem):
            draft.reader.unexpected([file], (), belongs)
            continue
        body = draft.reader.bytes(file, MAX_BYTES)
        if body is not None:
            draft.learner_records[file.stem] = Stored(shown(file), body)


def _in_folders(
    draft: Draft, kind: str, name: re.Pattern[str], belongs: str
) -> Iterator[tuple[str, str, Stored]]:
    """The ``.json`` files in the folders of ``kind/``: folder, name without ending, file."""
    listing = draft.reader.list(draft.catalog / kind)
    draft.reader.unexpected(listing.files, (), belongs)
    for folder in listing.folders:
        inner = draft.reader.list(folder)
        draft.reader.unexpected(inner.folders, (), belongs)
        for file in inner.files:
            if file.suffix != ".json" or not name.fullmatch(file.stem):
                draft.reader.unexpected([file], (), belongs)
                continue
            body = draft.reader.bytes(file, MAX_BYTES)
            if body is not None:
                yield folder.name, file.stem, Stored(shown(file), body)


def _read_adopted(draft: Draft) -> None:
    listing = draft.reader.list(draft.people / "assertions" / "adopted")
    belongs = "adopted/ holds a folder for each assertion, made by 'badgepress adopt'"
    draft.reader.unexpected(listing.files, (), belongs)
    for folder in listing.folders:
        _read_adopted_one(draft, folder)


def _read_adopted_one(draft: Draft, folder: Path) -> None:
    inner = draft.reader.list(folder)
    files = {file.name: file for file in inner.files}
    for needed in ("adopted.yml", "credential.json"):
        if needed not in files:
            message = f"'{needed}' is missing here"
            draft.reader.note(folder, Code.MISSING_FILE, message, "adopt the assertion again")
            return
    try:
        data = draft.reader.bytes(files["adopted.yml"], MAX_BYTES)
        if data is None:
            return
        source = read_document(shown(files["adopted.yml"]), data)
        record = parse(AdoptedRecord, source)
    except CatalogError as error:
        draft.reader.problems += error.problems
        return
    bodies: dict[str, bytes] = {}
    named = {"credential.json", *record.documents.values(), *record.digests}
    for name in sorted(named):
        body = draft.reader.bytes(files[name], MAX_BYTES) if name in files else None
        if name not in files:
            url = next((url for url, each in record.documents.items() if each == name), None)
            where = source.where(["documents", url]) if url else source.where(["digests", name])
            message = f"the file '{printable(name)}' is not beside this one"
            draft.reader.problems.append(Problem(where, Code.MISSING_FILE, message))
        if body is None:
            continue
        bodies[name] = body
        digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
        if record.digests.get(name, digest) != digest:
            message = f"'{name}' was changed since it was adopted"
            where = source.where(["digests", name])
            hint = "adopt the assertion again"
            draft.reader.problems.append(Problem(where, Code.DIGEST_MISMATCH, message, hint))
    if len(bodies) == len(named):
        documents = {url: bodies[name] for url, name in record.documents.items()}
        adopted = Adopted(folder.name, shown(folder), record, bodies["credential.json"], documents)
        draft.adopted[folder.name] = (adopted, source)
