"""What a fuzzer begins with: the sample, the conformance cases, the corpora where they are there."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.corpora import CORPORA, PROJECT
from tests.fuzz.targets import MODELS, PIECE, SHEETS
from tests.verify.cases import pictures
from tests.verify.cases.world import badge, did_document, signed, status_list

CATALOG = PROJECT / "catalog"
FINDINGS = Path(__file__).with_name("findings")
CASES = PROJECT / "tests" / "conformance"
MOST_BYTES = 200_000

_RECORDS = ("issuers", "badges", "pathways", "recognizers", "earners", "site", "trust", "awards")


def seeds_of(target: str) -> list[bytes]:
    """Inputs of ours, then of the corpora; each mode that reads a file so gets it."""
    found = [seed for seed in _SEEDS[target]() if len(seed) <= MOST_BYTES]
    return [*found, *(path.read_bytes() for path in findings_of(target))]


def findings_of(target: str) -> list[Path]:
    """Inputs that once raised."""
    folder = FINDINGS / target
    return sorted(folder.iterdir()) if folder.is_dir() else []


def dictionary_of(target: str) -> Path | None:
    """Words that such files are made of, from the corpora."""
    name = {"yaml": "yaml", "json": "json", "png": "png", "svg": "svg", "markdown": "markdown"}
    name |= {"status": "json", "verify": "json", "table": "xml"}
    path = CORPORA / "fuzz-dicts" / "dictionaries" / f"{name.get(target, '-')}.dict"
    return path if path.is_file() else None


def _corpus(pattern: str) -> Iterator[bytes]:
    for path in sorted(CORPORA.glob(pattern)):
        if path.is_file():
            yield path.read_bytes()


def _in_mode(mode: int, *bodies: bytes) -> Iterator[bytes]:
    for body in bodies:
        yield bytes([mode]) + body


def _yaml() -> Iterator[bytes]:
    for mode, kind in enumerate(_RECORDS):
        paths = sorted(CATALOG.glob(f"{kind}/**/*.yml"))
        paths += [PROJECT / "site-config.yml"] if kind == "site" else []
        paths += [CATALOG / "trust.yml"] if kind == "trust" else []
        yield from _in_mode(mode, *(path.read_bytes() for path in paths))
    for path in sorted((PROJECT / "tests" / "demo" / "awards").glob("*.yml")):
        yield from _in_mode(len(MODELS), path.read_bytes())
    for number, body in enumerate(_corpus("yaml-test-suite/src/*.yaml")):
        yield from _in_mode(number % len(MODELS), body)


SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<dimension ref="A1:C2"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>'
    b'<c r="B1" t="inlineStr"><is><t>earner</t></is></c><c r="C1" t="str"><v>awarded</v></c></row>'
    b'<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>1.5</v></c><c r="C2" s="1"><v>46145</v></c>'
    b'<c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#REF!</v></c><c r="F2"><f>1+1</f><v>2</v></c>'
    b'<c r="G2" t="d"><v>2026-05-03</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/>'
    b"</mergeCells></worksheet>"
)
TEXTS = b"<sst><si><t>badge</t></si><si><r><t>wait</t></r><r><t>-time</t></r></si></sst>"
STYLES = (
    b'<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>'
    b'<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
CONTENT = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    b'<table:table table:name="T"><table:table-row table:number-rows-repeated="2"><table:table-cell '
    b'office:value-type="string" table:number-columns-repeated="2"><text:p>badge</text:p>'
    b'</table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-05-03"/>'
    b'<table:table-cell office:value-type="float" office:value="1.5"/></table:table-row>'
    b"</table:table></office:spreadsheet></office:body></office:document-content>"
)


def _table() -> Iterator[bytes]:
    from tests.issue import score_sheet  # noqa: PLC0415  # heavy

    del score_sheet
    tables = sorted((PROJECT / "tests").glob("**/*.csv"))
    yield from _in_mode(SHEETS.index("a.csv"), *(path.read_bytes() for path in tables))
    yield from _in_mode(2, PIECE.join((SHEET, TEXTS, STYLES)))
    yield from _in_mode(4, CONTENT)


def _json() -> Iterator[bytes]:
    yield pictures.DATA
    yield did_document()
    yield status_list()
    for path in sorted(CASES.glob("*/credential.json")):
        yield path.read_bytes()
    yield from _corpus("JSONTestSuite/test_parsing/*.json")


def _png() -> Iterator[bytes]:
    for body in (*_of_cases("png"), *_corpus("pngsuite/png/*.png")):
        yield from _in_mode(0, body)
    yield from _in_mode(1, PIECE.join(_chunks(pictures.BAKED)))


def _chunks(png: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        yield png[at + 4 : at + 8 + length]
        at += length + 12


def _of_cases(suffix: str) -> Iterator[bytes]:
    for path in sorted(CASES.glob(f"*/credential.{suffix}")):
        yield path.read_bytes()


def _svg() -> Iterator[bytes]:
    yield from _of_cases("svg")
    yield pictures.SVG
    yield (CATALOG / "images" / "wait-time.svg").read_bytes()
    yield from _corpus("1edtech-ob30-samples/*.svg")


def _pdf() -> Iterator[bytes]:
    for body in _of_cases("pdf"):
        yield from _in_mode(0, body)
    yield from _in_mode(1, pictures.DATA)


def _markdown() -> Iterator[bytes]:
    for path in sorted(CATALOG.glob("pages/*.md")):
        yield from _in_mode(1, path.read_bytes())
    for body in _corpus("xss-payload-list/Intruder/*.txt"):
        lines = body.split(b"\n")
        for start in range(0, len(lines), 20):
            yield from _in_mode(start // 20 % 2, b"\n\n".join(lines[start : start + 20]))
    yield from _in_mode(
        0, b"[a](javascript:x) <b onclick=1> ![p](x.png) <https://x.org> `c`\n\n1. a"
    )


def _status() -> Iterator[bytes]:
    document = json.loads(status_list())
    encoded = document["credentialSubject"]["encodedList"].encode()
    yield from _in_mode(0, encoded)
    for path in sorted(CASES.glob("*list_*/documents/*")):
        if path.is_file():
            yield from _in_mode(2, path.read_bytes())
    yield from _in_mode(2, status_list())
    for path in sorted(CASES.glob("*list_*/documents.json")):
        yield from _in_mode(2, path.read_bytes())
    yield from _in_mode(3, b"{}", b'{"validUntil": "2026-01-01T00:00:00Z"}')
    yield from _in_mode(3, b'{"credentialSubject": {"encodedList": "%s"}}' % encoded)
    yield from _in_mode(3, b'{"credentialSubject": {"statusPurpose": ["revocation"], "type": "x"}}')


def _verify() -> Iterator[bytes]:
    for path in sorted(CASES.glob("*/credential.*")):
        yield from _in_mode(0, path.read_bytes())
    yield from _in_mode(0, *_corpus("1edtech-ob30-samples/*"))
    yield from _in_mode(1, did_document())
    for mode in (2, 3):
        yield from _in_mode(mode, b"{}", json.dumps(badge()).encode())
        yield from _in_mode(
            mode, b'{"validUntil": "2026-01-01T00:00:00Z", "evidence": [{"id": "a"}]}'
        )
        yield from _in_mode(
            mode, b'{"credentialSubject": {"result": [], "achievement": {"tag": ["a"]}}}'
        )
        yield from _in_mode(mode, b'{"credentialStatus": {"statusListIndex": "-1"}, "proof": {}}')
    yield from _in_mode(3, json.dumps(signed(badge())["proof"]).encode())


_SEEDS = {
    "yaml": _yaml,
    "table": _table,
    "json": _json,
    "png": _png,
    "svg": _svg,
    "pdf": _pdf,
    "markdown": _markdown,
    "status": _status,
    "verify": _verify,
}
