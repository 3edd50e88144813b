"""Whatever is dropped on the page, it answers in its own words and stays quick to use."""

import base64
import gzip
import json
import struct
import zlib

import pytest

from generator.openbadges.png import bake_png
from generator.openbadges.strict_json import dump_json
from tests.browser.verifying import bodies, reading, zipped
from tests.corpora import PROJECT
from tests.openbadges.test_png import ONE_PIXEL
from tests.verify.cases.papers import attached, paper
from tests.verify.cases.world import (
    DID_URL,
    KEY,
    LIST_URL,
    badge,
    did_document,
    documents,
    signed,
    status_list,
    trusting,
)

pytestmark = pytest.mark.browser

GOOD = dump_json(signed(badge()))
NOT_JSON = "This is not a badge that can be read"
NO_PICTURE = "No badge can be read from this file"
NOTHING_INSIDE = "There is no badge inside this picture"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def nested(depth):
    return b'{"a":' * depth + b"1" + b"}" * depth


def many_members(count):
    return b"{" + b",".join(b'"a%d":1' % each for each in range(count)) + b"}"


def pdf(*files):
    return paper(*(attached(zlib.compress(each, 9)) for each in files))


def svg(body):
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg"'
        b' xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">' + body + b"</svg>"
    )


def holding(member, value):
    return json.dumps({**badge(), member: value}).encode()


def blanks():
    return [{"type": ["Evidence"], "name": "x"}] * 50_000


def packed_text():
    return b"openbadgecredential\0\1\0\0\0" + zlib.compress(bytes(200_000_000), 9)


def gigabyte():
    """1 GB of zeros as gzip, put together from a hundred equal pieces."""
    flat, count, checksum = bytes(10_000_000), 100, 0
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = squeezer.compress(flat) + squeezer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(count):
        checksum = zlib.crc32(flat, checksum)
    head = gzip.compress(b"")[:10]
    return head + piece * count + squeezer.flush() + struct.pack("<II", checksum, 1_000_000_000)


def bomb():
    packed = base64.urlsafe_b64encode(gigabyte()).rstrip(b"=").decode()
    return status_list(subject={"encodedList": f"u{packed}"})


def issuers(count):
    entry = {"did": "did:web:a.example", "name": "A", "since": "2026-01-01"}
    return json.dumps({"issuers": [entry] * count}).encode()


NO_ZIP = "We could not check everything"

# What is dropped: the file's name, its bytes, and how the answer begins.
INPUTS = {
    "nothing": ("a.json", lambda: b"", NOT_JSON),
    "NULs": ("a.json", lambda: bytes(1_000_000), NOT_JSON),
    "deep": ("a.json", lambda: nested(280_000), NOT_JSON),
    "deep arrays": ("a.json", lambda: b'{"a":' + b"[" * 1_900_000, NOT_JSON),
    "members": ("a.json", lambda: many_members(150_000), ""),
    "one text": ("a.json", lambda: holding("name", "x" * 1_900_000), ""),
    "escapes": ("a.json", lambda: b'{"a":"' + b"\\u0041" * 330_000 + b'"}', ""),
    "digits": ("a.json", lambda: b'{"a":' + b"9" * 1_990_000 + b"}", NOT_JSON),
    "backslashes": ("a.json", lambda: b'{"a":"' + b"\\" * 1_990_000, NOT_JSON),
    "blank nodes": ("a.json", lambda: holding("evidence", blanks()), ""),
    "types": ("a.json", lambda: holding("type", ["Evidence"] * 150_000), ""),
    "contexts": ("a.json", lambda: holding("@context", ["https://w3id.org/x"] * 90_000), ""),
    "proofs": ("a.json", lambda: holding("proof", [{"type": "x"}] * 120_000), ""),
    "lists": ("a.json", lambda: holding("credentialStatus", [{"type": "x"}] * 120_000), ""),
    "proof value": (
        "a.json",
        lambda: holding("proof", [{"proofValue": "z" + "1" * 1_900_000}]),
        "",
    ),
    "over 2 MB": ("a.json", lambda: b'{"a":"' + b"x" * 19_000_000 + b'"}', NOT_JSON),
    "over 20 MB": ("a.json", lambda: b" " * 20_000_002, NOT_JSON),
    "token of dots": ("a.json", lambda: b"eyJ" + b"." * 1_900_000, NOT_JSON),
    "token": ("a.json", lambda: b"eyJ." + b"a" * 1_900_000 + b".a", ""),
    "gzip": ("a.json", lambda: gzip.compress(bytes(100_000_000)), NOT_JSON),
    "PNG of 20 MB": ("a.png", lambda: png(chunk(b"IDAT", bytes(19_900_000))), NOTHING_INSIDE),
    "PNG of chunks": ("a.png", lambda: png(chunk(b"tEXt", b"") * 1_600_000), ""),
    "PNG of 4 GB": ("a.png", lambda: png()[:33] + b"\xff\xff\xff\xffIDAT", NO_PICTURE),
    "PNG of blank nodes": (
        "a.png",
        lambda: bake_png(ONE_PIXEL, holding("evidence", blanks()[:30_000])),
        "",
    ),
    "PNG of packed text": ("a.png", lambda: png(chunk(b"iTXt", packed_text())), NO_PICTURE),
    "SVG of 4 MB": ("a.svg", lambda: svg(b"<g/>" * 990_000), ""),
    "SVG of 20 MB": ("a.svg", lambda: svg(b"<g/>" * 4_900_000), ""),
    "deep SVG": ("a.svg", lambda: svg(b"<g>" * 500_000), ""),
    "SVG of entities": (
        "a.svg",
        lambda: b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg>&b;</svg>',
        "",
    ),
    "SVG of attributes": (
        "a.svg",
        lambda: b"<svg " + b" ".join(b'a%d="x"' % each for each in range(250_000)) + b"/>",
        "",
    ),
    "PDF": ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(1_000_000), NOTHING_INSIDE),
    "PDF of 101 badges": ("a.pdf", lambda: pdf(*[GOOD] * 101), NOTHING_INSIDE),
    "PDF whose files unpack to 200 MB": (
        "a.pdf",
        lambda: pdf(*[b"<" + bytes(1_999_990)] * 100),
        "",  # on a busy computer it is given up
    ),
    "PDF of badges that unpack to 200 MB": (
        "a.pdf",
        lambda: pdf(*[b"{" + bytes(1_999_990)] * 100),
        NOTHING_INSIDE,
    ),
    "photo": ("a.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(5_000_000), NOTHING_INSIDE),
    "empty zip": ("a.zip", lambda: zipped({}), NO_ZIP),
    "cut zip": ("a.zip", lambda: zipped({"a.json": GOOD})[:-30], NO_ZIP),
    "zip that unpacks to 95 MB": ("a.zip", lambda: zipped({"a.json": bytes(95_000_000)}), ""),
    "zip of 19 MB five times": (
        "a.zip",
        lambda: zipped({f"{each}.json": bytes(19_000_000) for each in range(5)}),
        "",
    ),
    "zip of 19 MB twenty times": (
        "a.zip",
        lambda: zipped({f"{each}.json": bytes(19_000_000) for each in range(20)}),
        NO_ZIP,
    ),
    "zip that lies of its size": (
        "a.zip",
        lambda: zipped({"a.json": bytes(19_000_000)}).replace(
            struct.pack("<I", 19_000_000), struct.pack("<I", 10)
        ),
        "",
    ),
    "zip in a zip": ("a.zip", lambda: zipped({"b.zip": zipped({"a.json": GOOD})}), ""),
    "zip of 20,000": ("a.zip", lambda: zipped({f"{n}.json": b"{}" for n in range(20_000)}), NO_ZIP),
    "zip that leads out": ("a.zip", lambda: zipped({"../../a.json": GOOD}), ""),
}


@pytest.fixture(scope="module")
def reader(chromium):
    """One page for all of them: what one leaves behind must not hurt the next."""
    with reading(chromium, bodies(documents()), trust=trusting()) as one:
        yield one


@pytest.fixture
def answer(reader):
    """Drops files or folders and gives what the page says, in short."""

    def drop(*paths):
        reader.page.evaluate("document.querySelector('#result').replaceChildren()")
        reader.drop(*paths)
        reader.settled()
        assert reader.ran() == []
        return reader.page.locator("#result").inner_text()

    return drop


@pytest.mark.parametrize(("name", "make", "begins"), INPUTS.values(), ids=INPUTS.keys())
def test_it_answers_whatever_is_dropped(answer, tmp_path, name, make, begins):
    (tmp_path / name).write_bytes(make())
    said = answer(tmp_path / name)
    assert begins in said
    assert "Checked: genuine and current" not in said


def test_a_list_of_25_000_issuers_is_used(chromium):
    with reading(chromium) as one:
        one.give({"trust.json": issuers(25_000)})
        assert one.answered().startswith("Your own list is used for this visit (25000 issuers)")


def test_a_folder_of_10_000_files_with_one_badge_among_them(answer, tmp_path):
    for number in range(100):
        inside = tmp_path / "all" / f"{number}"
        inside.mkdir(parents=True)
        for each in range(100):
            (inside / f"{each}.json").write_bytes(b"{}")
    (tmp_path / "all" / "a.json").write_bytes(GOOD)
    assert "Checked: genuine and current" in answer(tmp_path / "all")


def test_a_folder_named_as_a_file_is_a_folder(answer, tmp_path):
    (tmp_path / "a.json").mkdir()
    (tmp_path / "a.json" / "b.json").write_bytes(GOOD)
    assert "Checked: genuine and current" in answer(tmp_path / "a.json")


def test_an_empty_folder_holds_no_badge(answer, tmp_path):
    (tmp_path / "a").mkdir()
    assert "There is no badge in there." in answer(tmp_path / "a")


def test_folders_in_folders_and_a_link_to_itself_come_to_an_end(answer, tmp_path):
    inside = tmp_path / "a" / "/".join("b" * 200)
    inside.mkdir(parents=True)
    (inside / "a.json").write_bytes(GOOD)
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    assert answer(tmp_path / "a")


HOSTS = {  # what the issuer's host answers, and what the page says then
    "keys of 3 MB": (
        lambda: {DID_URL: b"{" + b" " * 3_000_000 + b"}"},
        "answered with more than 2 MB",
    ),
    "deep keys": (lambda: {DID_URL: b'{"a":' * 300_000}, "We could not check everything"),
    "many keys": (lambda: {DID_URL: did_document(*[KEY] * 5_000)}, ""),
    "list of 3 MB": (lambda: {LIST_URL: bytes(3_000_000)}, "answered with more than 2 MB"),
    "list that unpacks to 1 GB": (lambda: {LIST_URL: bomb()}, "We could not check everything"),
    "list of blank nodes": (
        lambda: {LIST_URL: holding("evidence", blanks()[:40_000])},
        "We could not check everything",
    ),
}


@pytest.mark.parametrize(("answers", "words"), HOSTS.values(), ids=HOSTS.keys())
def test_it_answers_whatever_the_issuer_s_host_says(answer, reader, tmp_path, answers, words):
    kept = dict(reader.documents)
    reader.documents.update(answers())
    (tmp_path / "a.json").write_bytes(GOOD)
    said = answer(tmp_path / "a.json")
    reader.documents.update(kept)
    assert words in said
    assert "Checked: genuine and current" not in said or not words


CONFORMANCE = PROJECT / "tests" / "conformance"
HARD = ("blank", "clique", "deep", "flood", "bomb", "two_megabytes", "nest", "huge", "depth")
CASES = sorted(
    path.parent
    for path in CONFORMANCE.glob("*/expected.json")
    if any(word in path.parent.name for word in HARD)
)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_it_judges_hard_cases_as_others_do(chromium, folder):
    read = {
        path.name: json.loads(path.read_bytes())
        for path in folder.glob("*.json")
        if path.name in {"expected.json", "trust.json", "documents.json"}
    }
    found = {
        url: (folder / each["file"]).read_bytes()
        for url, each in read.get("documents.json", {}).items()
    }
    expected = read["expected.json"]
    [credential] = folder.glob("credential.*")
    with reading(chromium, found, trust=read.get("trust.json"), as_of=expected["as_of"]) as one:
        one.drop(credential)
        one.settled()
        ask = one.page.get_by_role("button", name="Ask ")
        if ask.count():
            ask.click()
            one.page.locator(".checks").wait_for(state="attached")
        assert one.outcomes() == expected["checks"]
        assert one.ran() == []
