"""A consent taken out of the file that somebody keeps by hand."""

from generator.issue.codes import IssueCode
from generator.issue.yaml_lines import line_end, line_start
from generator.source import CatalogError, Problem
from generator.source.document import Document, read_document
from generator.source.text import decode

_BY_HAND = "set 'visibility: private' and remove 'consent' by hand, then run this again"


def made_private(path: str, data: bytes) -> bytes:
    """The earner's file `data` with ``visibility: private`` and without consent.

    Everything else stays as it is written, comments too.

    Raises:
        CatalogError: that cannot be done without writing the file anew.

    """
    document = read_document(path, data)
    text = edited = decode(path, data)
    for key, value in reversed(document.root.value):
        if key.value == "consent":
            first, last = line_start(text, key), line_end(text, value)
            edited = edited[:first] + edited[last:]
        elif key.value == "visibility":
            first, last = value.start_mark.index, value.end_mark.index
            edited = f"{edited[:first]}private{edited[last:]}"
    body = data[: len(data) - len(text.encode())] + edited.encode()
    if document.root.flow_style or not _says_the_same(document, path, body):
        message = "the consent cannot be taken out of this file without writing it anew"
        where = document.where(("consent",))
        raise CatalogError([Problem(where, IssueCode.EDIT_BY_HAND, message, _BY_HAND)])
    return body


def _says_the_same(document: Document, path: str, body: bytes) -> bool:
    """Whether `body` says what `document` says, without the consent."""
    wanted = {key: value for key, value in document.plain().items() if key != "consent"}
    if "visibility" in wanted:
        wanted["visibility"] = "private"
    try:
        return read_document(path, body).plain() == wanted
    except CatalogError:
        return False
