"""Files that other people hand to a catalog's keeper: each is told of, none takes more than it may."""

import base64
import struct
import zlib

import pytest

from generator.build.theme_files import theme_files
from generator.source import CatalogError
from generator.source.document import read_document
from generator.source.page_files import wrong_page_file
from generator.source.pictures import wrong_with_picture
from generator.source.spreadsheet import read_table
from tests.limits import bounded
from tests.source.small import FILES, brief, told, write

SPACE = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"'
FLAT = f"<svg {SPACE}><rect/></svg>".encode()


@pytest.fixture(scope="module")
def in_bounds():
    with bounded() as call:
        yield call


# ── YAML and CSV ─────────────────────────────────────────────────────────────────────────


def laughs():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


YAML = {  # case: (bytes, the first message)
    "aliases of aliases": (laughs(), "a.yml:1:5: error: the anchor '&a0' is not supported [alias]"),
    "an endless merge": (
        b"<<: &a {<<: *a}",
        "a.yml:1:5: error: the anchor '&a' is not supported [alias]",
    ),
    "brackets": (
        b"a: " + b"[" * 500_000,
        "a.yml:1:35: error: nested deeper than 32 levels [too-deep]",
    ),
    "indented lists": (
        b"a:\n" + b"- " * 500_000 + b"x",
        "a.yml:2:63: error: nested deeper than 32 levels [too-deep]",
    ),
    "a tag that runs": (
        b"a: !!python/object/apply:os.system [x]",
        "a.yml:1:4: error: the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not supported [tag]",
    ),
    "a key twice": (
        b"a: 1\na: 2\n",
        "a.yml:2:1: error: the key 'a' is given twice; first on line 1 [repeated-key]",
    ),
    "Latin-1": (
        b"a: \xe9\n",
        "a.yml:1:4: error: the file is not UTF-8: found the byte 0xe9 [not-utf8]",
    ),
    "UTF-16": (
        "a: x\n".encode("utf-16"),
        "a.yml:1:1: error: the file is not UTF-8: found the byte 0xff [not-utf8]",
    ),
    "NUL": (b"a: x\0y\n", "a.yml:1:5: error: hidden character U+0000 [hidden-character]"),
    "a mark of byte order inside": (
        "a: x\ufeffy\n".encode(),
        "a.yml:1:5: error: hidden character U+FEFF [hidden-character]",
    ),
    "NEL": ("a: x\x85y\n".encode(), "a.yml:1:5: error: hidden character U+0085 [hidden-character]"),
    "a line separator": (
        "a: x\u2028y\n".encode(),
        "a.yml:1:5: error: hidden character U+2028 [hidden-character]",
    ),
    "two documents": (
        b"a: 1\n---\nb: 2\n",
        "a.yml:2:1: error: a second YAML document starts here [several-documents]",
    ),
    "too long": (
        b"a: " + b"x" * 2_000_001,
        "a.yml:1:1: error: the file is larger than 2 MB [too-large]",
    ),
}


def first_told(data):
    try:
        document = read_document("a.yml", data)
    except CatalogError as error:
        problems = error.problems
    else:
        problems = document.problems
    return brief(str(problems[0])).split("\n")[0] if problems else ""


@pytest.mark.parametrize(("data", "message"), YAML.values(), ids=YAML.keys())
def test_hostile_yaml_is_told_of_within_bounds(in_bounds, data, message):
    assert in_bounds(first_told, data) == message


def number_of(data):
    return read_document("a.yml", data).plain()["a"]


def test_a_huge_number_is_text_until_a_model_asks(in_bounds):
    assert in_bounds(number_of, b"a: " + b"9" * 1_000_000) == "9" * 1_000_000


CSV = {  # case: (bytes, rows or message)
    "a million columns": (b"a" + b"," * 1_000_000 + b"\nx\n", 1),
    "a field of ten megabytes": (b"a,b\n" + b"x" * 10_000_000 + b",1\n", 1),
    "quotes without number": (b"a,b\n" + b'"x"' * 500_000 + b",1\n", 1),
    "a quote that never ends": (b'a,b\n"' + b"x\n" * 1_000_000, None),
    "two million empty lines": (b"a,b\n" + b"\n" * 2_000_000 + b"1,2\n", 1),
    "NUL": (b"a,b\n1,\x002\n", None),
}


def rows_of(data):
    try:
        return len(read_table("a.csv", data).rows)
    except CatalogError:
        return None


@pytest.mark.parametrize(("data", "rows"), CSV.values(), ids=CSV.keys())
def test_a_hostile_table_is_read_or_told_of_within_bounds(in_bounds, data, rows):
    assert in_bounds(rows_of, data) == rows


# ── pictures ─────────────────────────────────────────────────────────────────────────────


def png(width, height):
    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def svg(inside):
    return f"<svg {SPACE}>{inside}</svg>".encode()


def embedded(kind, body):
    return svg(f'<image href="data:image/{kind};base64,{base64.b64encode(body).decode()}"/>')


def copies(element, times, depth):
    groups = "".join(
        f'<{element} id="l{n}">' + f'<use href="#l{n - 1}"/>' * times + f"</{element}>"
        for n in range(1, depth)
    )
    return svg(f'<rect id="l0"/>{groups}<use href="#l{depth - 1}"/>')


def masks(depth):
    each = '<rect mask="url(#m{0})"/>' * 3
    inside = "".join(f'<mask id="m{n}">{each.format(n - 1)}</mask>' for n in range(1, depth))
    return svg(f'<mask id="m0"><rect/></mask>{inside}<rect mask="url(#m{depth - 1})"/>')


MUCH = "draws more than 100,000 shapes, copies counted; simplify it"
FILTER = "uses a filter, which can take hours to draw; export it without effects"
LARGE = "at most 16 million, no side longer than 10,000, so scale it down"
STRANGE = "embeds a picture that is neither PNG nor JPEG"
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08"
    + struct.pack(">HH", 20_000, 20_000)
    + bytes(9)
)

PICTURES = {  # case: (bytes, is PNG, what is wrong)
    "a PNG": (png(400, 400), True, ""),
    "a PNG of a gigapixel": (png(40_000, 40_000), True, f"has 40,000 by 40,000 pixels; {LARGE}"),
    "a PNG that is one line": (png(10_001, 1), True, f"has 10,001 by 1 pixels; {LARGE}"),
    "an SVG that says it is a PNG": (FLAT, True, "is no PNG"),
    "a PNG that says it is an SVG": (png(9, 9), False, "is no SVG"),
    "an SVG": (FLAT, False, ""),
    "entities": (
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + FLAT,
        False,
        "has a document type; save it as plain SVG",
    ),
    "a file as an entity": (
        b'<!doctype svg [<!entity a SYSTEM "file:///etc/passwd">]>' + FLAT,
        False,
        "has a document type; save it as plain SVG",
    ),
    "a script": (
        svg("<script>1</script>"),
        False,
        "holds <script>, which could run in a reader's browser",
    ),
    "HTML": (
        svg("<foreignObject/>"),
        False,
        "holds <foreignobject>, which could run in a reader's browser",
    ),
    "a handler": (
        svg('<rect onclick="x"/>'),
        False,
        "holds the attribute 'onclick', which could run in a reader's browser",
    ),
    "copies of copies": (copies("g", 10, 12), False, MUCH),
    "symbols of symbols": (copies("symbol", 10, 12), False, MUCH),
    "masks in masks": (masks(20), False, MUCH),
    "a chain without end": (copies("g", 1, 5_000), False, MUCH),
    "a circle": (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), False, ""),
    "groups in groups": (
        svg("<g>" * 100_000 + "</g>" * 100_000),
        False,
        "nests deeper than 64 levels",
    ),
    "a filter": (svg('<filter id="f"/><rect/>'), False, FILTER),
    "a filter of CSS": (svg('<rect style="filter: blur(9px)"/>'), False, FILTER),
    "a filter in a style": (svg("<style>rect{filter:blur(9px)}</style><rect/>"), False, FILTER),
    "an SVG in an SVG": (embedded("svg+xml", FLAT), False, STRANGE),
    "a PNG in an SVG": (embedded("png", png(9, 9)), False, ""),
    "a gigapixel in an SVG": (
        embedded("png", png(40_000, 40_000)),
        False,
        f"embeds a picture that has 40,000 by 40,000 pixels; {LARGE}",
    ),
    "a JPEG of many pixels": (
        embedded("jpeg", JPEG),
        False,
        f"embeds a picture that has 20,000 by 20,000 pixels; {LARGE}",
    ),
    "a JPEG that is an SVG": (embedded("jpeg", FLAT), False, STRANGE),
}


def wrong(data, is_png):
    return wrong_with_picture(data, is_png=is_png)


@pytest.mark.parametrize(("data", "is_png", "said"), PICTURES.values(), ids=PICTURES.keys())
def test_a_picture_is_judged_by_what_it_holds_and_asks(in_bounds, data, is_png, said):
    assert in_bounds(wrong, data, is_png) == said


# ── beside pages, and links ──────────────────────────────────────────────────────────────

NO_KIND = "is of no kind that is published"
WINDOWS = "has a name that Windows cannot keep"
UNFIT = "has a name with a character that addresses or Windows cannot keep"
BESIDE = {  # path below pages/: (bytes, what is wrong)
    "about.md": (b"# A", ""),
    "a.PDF": (b"%PDF-1.7", ""),
    "a.jpg": (b"\xff\xd8\xff\xe0", ""),
    "a.html": (b"<script>1</script>", NO_KIND),
    "a.xhtml": (b"", NO_KIND),
    "a.js": (b"", NO_KIND),
    "a.svgz": (b"\x1f\x8b", NO_KIND),
    "page": (b"<html>", NO_KIND),
    "b.jpg": (b"<html>", "is no .jpg file, whatever its name says"),
    "a.docx": (b"<html>", "is no .docx file, whatever its name says"),
    "a.svg": (svg("<script/>"), "holds <script>, which could run in a reader's browser"),
    "CON.md": (b"", WINDOWS),
    "aux.en.md": (b"", WINDOWS),
    "nul/a.md": (b"", WINDOWS),
    "trailing./a.md": (b"", WINDOWS),
    "a?.md": (b"", UNFIT),
    "a:b.md": (b"", UNFIT),
    "a#b.md": (b"", UNFIT),
}


@pytest.mark.parametrize(("path", "data", "said"), [(p, *f) for p, f in BESIDE.items()], ids=BESIDE)
def test_only_what_no_browser_runs_lies_beside_pages(path, data, said):
    assert wrong_page_file(path.split("/"), data) == said


def test_a_page_file_that_runs_is_told_of(tmp_path):
    write(tmp_path, FILES | {"catalog/pages/x.html": "<script>alert(1)</script>"})
    assert told(tmp_path) == [
        (
            "catalog/pages/x.html:1:1: error: the file is of no kind that is published [bad-page-file]\n"
            "  hint: here belong pages (.md), pictures, films, sounds, PDFs, office files and text"
        )
    ]


def test_a_link_never_publishes_what_lies_elsewhere(tmp_path):
    write(tmp_path, FILES | {"catalog/images/a.svg": FLAT})
    pages = tmp_path / "catalog" / "pages"
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (pages / "fine.md").symlink_to("about.md")
    (pages / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (pages / "passwd.txt").symlink_to("/etc/passwd")
    (pages / "earner.txt").symlink_to("../earners/al-0042.yml")
    (pages / "folder").symlink_to("../earners")
    (tmp_path / "catalog" / "images" / "b.svg").symlink_to("../earners/al-0042.yml")
    lines = [each.split("\n")[0].partition(":")[0] for each in told(tmp_path)]
    assert lines == [
        *(f"catalog/{name}" for name in ("images/b.svg", "pages/earner.txt", "pages/folder")),
        *(f"catalog/pages/{name}.txt" for name in ("passwd", "secret")),
    ]


def test_a_theme_publishes_nothing_from_outside(tmp_path):
    assets = tmp_path / "theme" / "assets" / "css"
    assets.mkdir(parents=True)
    (tmp_path / "secret").write_text("secret", "utf-8")
    (assets / "a.css").write_text("a{}", "utf-8")
    (assets / "b.css").symlink_to("a.css")
    files = theme_files(tmp_path / "theme")
    assert files.assets["assets/css/b.css"] == b"a{}"
    (assets / "c.css").symlink_to("../../../secret")
    with pytest.raises(CatalogError, match=r"theme/assets/css/c\.css:1:1: error: is a link that"):
        theme_files(tmp_path / "theme")
