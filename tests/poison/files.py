"""What of a built site and of handouts is no page: every file is of its kind, whatever it says."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

from generator.source.pictures import wrong_with_picture

_FORMULA = re.compile(r"[ ]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_ELEMENTS = {
    "urlset",
    "url",
    "loc",
    "lastmod",
    "rss",
    "channel",
    "item",
    "title",
    "link",
    "description",
    "guid",
    "pubDate",
    "feed",
    "entry",
    "id",
    "updated",
    "summary",
}


def flaws(folder: Path) -> list[str]:
    """Files that do not hold what their names say, with why."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        check = _CHECKS.get(path.suffix)
        if check is not None and (wrong := check(path.read_bytes())):
            found.append(f"{path.relative_to(folder).as_posix()}: {wrong}")
    return found


def _json(body: bytes) -> str:
    json.loads(body)
    return ""


def _xml(body: bytes) -> str:
    tags = {each.tag.rpartition("}")[2] for each in ET.fromstring(body).iter()}
    return f"elements {tags - _ELEMENTS}" if tags - _ELEMENTS else ""


def _svg(body: bytes) -> str:
    return wrong_with_picture(body, is_png=False)


def _png(body: bytes) -> str:
    return wrong_with_picture(body, is_png=True)


def _csv(body: bytes) -> str:
    rows = csv.reader(StringIO(body.decode("utf-8-sig")))
    return next((f"a formula: {cell}" for row in rows for cell in row if _FORMULA.match(cell)), "")


def _pdf(body: bytes) -> str:
    return "" if body.startswith(b"%PDF-") and b"/JavaScript" not in body else "is no plain PDF"


_CHECKS = {".json": _json, ".xml": _xml, ".svg": _svg, ".png": _png, ".csv": _csv, ".pdf": _pdf}
