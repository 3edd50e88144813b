"""What may lie beside authored pages: it is published under the site's own address.

So nothing that a browser would run there, whatever a host thinks of its name: a page or script of
its own has no policy of ours, and an SVG opened by its address runs what it holds.
"""

import re
from collections.abc import Sequence

from generator.source.pictures import wrong_with_picture

PAGE_FILES = "here belong pages (.md), pictures, films, sounds, PDFs, office files and text"
"""The hint where another file lies."""

_MAGIC = {  # by suffix: what the file begins with; none where a kind has no mark
    **dict.fromkeys((".jpg", ".jpeg"), (b"\xff\xd8\xff",)),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".pdf": (b"%PDF-",),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"), (b"PK\x03\x04",)),
    **dict.fromkeys((".mp3", ".mp4", ".m4a", ".webm", ".ogg", ".wav"), ()),
    **dict.fromkeys((".md", ".txt", ".csv", ".vtt", ".ics", ".json"), ()),
}


_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_UNFIT = re.compile(r"[<>:\"|?*\\#%\x00-\x1f\x7f]")


def wrong_page_file(path: Sequence[str], data: bytes) -> str:
    """What is wrong with a file below ``pages/``, or nothing; `path` are its folders and name."""
    name = path[-1]
    if any(_DEVICE.fullmatch(each) or each[-1] in ". " for each in path):
        return "has a name that Windows cannot keep"
    if any(_UNFIT.search(each) for each in path):
        return "has a name with a character that addresses or Windows cannot keep"
    suffix = name[name.rfind(".") :].lower()
    if suffix in {".png", ".svg"}:
        return wrong_with_picture(data, is_png=suffix == ".png")
    if suffix not in _MAGIC:
        return "is of no kind that is published"
    if _MAGIC[suffix] and not data.startswith(_MAGIC[suffix]):
        return f"is no {suffix} file, whatever its name says"
    return ""
