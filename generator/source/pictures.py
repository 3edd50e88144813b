"""The pictures that records name: there, small enough, and safe to show."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree  # noqa: ICN001  # no document type is let through

from generator.source.camera_notes import without_camera_notes
from generator.source.codes import Code
from generator.source.draft import Draft
from generator.source.folder import shown
from generator.source.parse import Readable
from generator.source.picture_limits import too_much_in_png, too_much_in_svg
from generator.source.problems import Problem
from generator.source.suggest import did_you_mean

MAX_PICTURE_BYTES = 2_000_000  # it is embedded in every page that shows it
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler"})
_OUTSIDE = re.compile(r"(?i)url\(\s*['\"]?\s*(?!#|data:image/)[^'\"\s)]")
_SIGNATURE = ("signatory", "signature")
_PICTURE_KEYS = {
    "badges": (("image",), _SIGNATURE),
    "issuers": (("logo",), _SIGNATURE),
    "recognizers": (("logo",),),
}


def read_pictures(draft: Draft) -> None:
    """Read every picture that a record names."""
    listed: dict[str, list[str]] = {}
    named = [
        (entry.source, key)
        for kind, keys in _PICTURE_KEYS.items()
        for entry in (*draft.entries[kind].values(), *(draft.earlier if kind == "badges" else ()))
        for key in keys
        if entry.source is not None
    ]
    for source, key in named:
        name = _value(source.plain(), key)
        if not isinstance(name, str) or not re.fullmatch(r"(?i)[^\\\0]+\.(?:png|svg)", name):
            continue  # the model says what is wrong with it
        if name.startswith("/") or {"", ".", ".."} & set(name.split("/")):
            continue
        if name not in draft.images:
            _read_picture(draft, source, key, name, listed)


def _value(record: object, key: tuple[str, ...]) -> object:
    for part in key:
        record = record.get(part) if isinstance(record, dict) else None
    return record


def _read_picture(
    draft: Draft, source: Readable, key: tuple[str, ...], name: str, listed: dict[str, list[str]]
) -> None:
    path = draft.catalog / name
    folder = draft.reader.list(path.parent)
    if path not in folder.files:
        siblings = listed.setdefault(shown(path.parent), [file.name for file in folder.files])
        hint = did_you_mean(path.name, siblings) or f"put it at {shown(path)}"
        message = f"the picture '{name}' does not exist"
        draft.reader.problems.append(Problem(source.where(key), Code.MISSING_FILE, message, hint))
        return
    data = draft.reader.bytes(path, MAX_PICTURE_BYTES)
    if data is None:
        return
    wrong = wrong_with_picture(data, is_png=name.lower().endswith(".png"))
    if wrong:
        message = f"the picture '{name}' {wrong}"
        draft.reader.problems.append(Problem(source.where(key), Code.BAD_PICTURE, message))
        return
    draft.images[name] = without_camera_notes(data)


def wrong_with_picture(data: bytes, *, is_png: bool) -> str:
    """What is wrong with a picture, or nothing.

    An SVG that is opened by its own address runs what it holds, so nothing active may be in it.
    """
    if is_png:
        return too_much_in_png(data) if data.startswith(_PNG) else "is no PNG"
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE):
        return "has a document type; save it as plain SVG"
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  # no document type, so no entities
    except (ElementTree.ParseError, ValueError, LookupError):
        return "is no SVG"
    if root.tag != f"{_SVG}svg":
        return "is no SVG"
    active = (wrong for each in root.iter() for wrong in _active_parts(each))
    return next(active, "") or too_much_in_svg(root)


def _active_parts(element: ElementTree.Element) -> Iterator[str]:
    local = _local(str(element.tag))
    if local in _ACTIVE:
        yield f"holds <{local}>, which could run in a reader's browser"
    for attribute, value in element.attrib.items():
        name = _local(attribute)
        if name.startswith("on"):
            yield f"holds the attribute '{name}', which could run in a reader's browser"
        inside = value.strip().startswith(("#", "data:image/"))
        if (name in {"href", "src"} and not inside) or _OUTSIDE.search(value):
            yield f"links to '{value.strip()[:60]}'; a picture may only use what it holds"
    style = element.text or "" if local == "style" else ""
    if _OUTSIDE.search(style) or "@import" in style:
        yield "has a style that links to another file; a picture may only use what it holds"


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2].lower()
