"""Zips, good and odd ones, beside the reader in JavaScript."""

import io
import random
import zipfile

import pytest

from generator.verify.zips import ZipError, is_zip, read_zip
from tests.twins import Twin


def made(files, *, method=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in files.items():
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            archive.writestr(info, data, method)
    return held.getvalue()


def link(name):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


GOOD = made({"top/a.json": b"{}", "top/": b"", "Zo\u00eb/\u00fc.json": b"x" * 999, link("l"): b"a"})
CASES = {
    "good": GOOD,
    "stored": made({"a.json": b"[1]"}, method=zipfile.ZIP_STORED),
    "empty": made({}),
    "leads out": made({"../a.json": b"{}", "b.json": b"{}", "/c": b"", "d//e": b""}),
    "a backslash": made({"a\\b.json": b"{}", "a/b.json": b"{}"}),
    "packed otherwise": made({"a.json": b"{}"}, method=zipfile.ZIP_BZIP2),
    "with something before it": b"#!/bin/sh\n" + GOOD,
    "with something behind it": GOOD + b"\0",
    "cut off": GOOD[:-9],
    "not a name in UTF-8": GOOD.replace("Zo\u00eb".encode(), b"Zo\xeb\x81"),
    "no zip": b"PK\x03\x04",
}


@pytest.fixture(scope="module")
def twin():
    with Twin("src/intake/zip.js", "readZip") as running:
        yield running


def opened(data):
    try:
        inside = read_zip(data)
    except ZipError as error:
        return {"error": "ZipError", "message": str(error)}
    return {
        "files": [{"path": path, "data": body} for path, body in inside.files.items()],
        "refused": [{"name": name, "reason": reason} for name, reason in inside.refused],
    }


@pytest.mark.parametrize("data", CASES.values(), ids=CASES.keys())
def test_both_languages_find_the_same_files(twin, data):
    assert is_zip(data) or not data.startswith(b"PK")
    assert twin.call(data) == opened(data)


def test_a_good_zip_has_its_files_and_no_links():
    assert read_zip(GOOD).files == {"top/a.json": b"{}", "Zo\u00eb/\u00fc.json": b"x" * 999}


def test_changed_zips_are_read_alike(twin):
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(GOOD)
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert twin.call(bytes(data)) == opened(bytes(data))
