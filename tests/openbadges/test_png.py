import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.openbadges import BakingError, bake_png, unbake_png
from generator.openbadges.png import MAX_BYTES
from tests.corpora import corpus
from tests.openbadges.wire import message_of

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CREDENTIAL = '{"a": "é]]>\\u0000"}\n'.encode()


def chunk(type_, data=b""):
    return struct.pack(">I", len(data)) + type_ + data + struct.pack(">I", zlib.crc32(type_ + data))


def header(width=1, height=1, depth=8, color=0, methods=(0, 0, 0)):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, *methods))


PIXELS = chunk(b"IDAT", zlib.compress(b"\0\0"))
END = chunk(b"IEND")
ONE_PIXEL = SIGNATURE + header() + PIXELS + END


def text(data, type_=b"iTXt"):
    return chunk(type_, b"openbadgecredential\0" + data)


def picture(*chunks):
    return SIGNATURE + header() + PIXELS + b"".join(chunks) + END


def chunks_of(png):
    position, found = 8, []
    while position < len(png):
        length = int.from_bytes(png[position : position + 4], "big")
        found.append(png[position : position + 12 + length])
        position += 12 + length
    return found


def test_a_credential_is_one_uncompressed_international_text():
    """Open Badges 3.0, section 5.3.1."""
    baked = bake_png(ONE_PIXEL, CREDENTIAL)
    assert baked == picture(text(b"\0\0\0\0" + CREDENTIAL))
    assert unbake_png(baked) == CREDENTIAL


def test_baking_again_replaces_it():
    assert bake_png(bake_png(ONE_PIXEL, b"{}"), CREDENTIAL) == bake_png(ONE_PIXEL, CREDENTIAL)
    twice = picture(text(b"\0\0\0\0{}"), text(b"{}", b"tEXt"))
    assert bake_png(twice, CREDENTIAL) == bake_png(ONE_PIXEL, CREDENTIAL)


def test_other_texts_stay():
    other = chunk(b"iTXt", b"openbadges\0\0\0\0\0{}")
    baked = bake_png(picture(other), CREDENTIAL)
    assert chunks_of(baked)[2] == other
    assert unbake_png(baked) == CREDENTIAL


def test_the_language_and_its_keyword_are_passed_over():
    assert unbake_png(picture(text(b"\0\0en\0badge\0" + CREDENTIAL))) == CREDENTIAL


STORED = "The PNG's credential is not stored as uncompressed international text."
FORMAT = "The PNG's header names a format that does not exist."
BAD = {  # case: (bytes, the whole message)
    "empty": (b"", "The file is not a PNG."),
    "JPEG": (b"\xff\xd8\xff\xe0" + bytes(100), "The file is not a PNG."),
    "newline changed in transit": (ONE_PIXEL.replace(b"\r\n", b"\n"), "The file is not a PNG."),
    "signature alone": (SIGNATURE, "The PNG is cut off."),
    "cut off in a chunk": (ONE_PIXEL[:-20], "The PNG is cut off."),
    "cut off after a chunk": (ONE_PIXEL[:-12], "The PNG is cut off."),
    "more behind it": (ONE_PIXEL + b"<html>", "The PNG is followed by other data."),
    "a second one behind it": (ONE_PIXEL * 2, "The PNG is followed by other data."),
    "changed pixel": (
        ONE_PIXEL.replace(b"IDAT", b"IDAU"),
        "The PNG is damaged: a 'IDAU' chunk has a wrong checksum.",
    ),
    "endless chunk": (SIGNATURE + b"\xff\xff\xff\xffIHDR", "The PNG is cut off."),
    "no header": (SIGNATURE + PIXELS + END, "The PNG has no header or no picture."),
    "late header": (SIGNATURE + PIXELS + header() + END, "The PNG has no header or no picture."),
    "two headers": (
        SIGNATURE + header() * 2 + PIXELS + END,
        "The PNG has no header or no picture.",
    ),
    "no picture": (SIGNATURE + header() + END, "The PNG has no header or no picture."),
    "short header": (
        SIGNATURE + chunk(b"IHDR", bytes(12)) + PIXELS + END,
        "The PNG's header is damaged.",
    ),
    "no area": (SIGNATURE + header(width=0) + PIXELS + END, "The PNG has no area."),
    "no such depth": (SIGNATURE + header(depth=3) + PIXELS + END, FORMAT),
    "no such color": (SIGNATURE + header(color=1) + PIXELS + END, FORMAT),
    "no such compression": (SIGNATURE + header(methods=(1, 0, 0)) + PIXELS + END, FORMAT),
    "no such interlacing": (SIGNATURE + header(methods=(0, 0, 2)) + PIXELS + END, FORMAT),
    "too large": (SIGNATURE + bytes(MAX_BYTES), "The PNG is larger than 20,000,000 bytes."),
}
NOT_CARRYING = {
    "none": (ONE_PIXEL, "The PNG carries no credential."),
    "two": (
        picture(text(b"\0\0\0\0{}"), text(b"\0\0\0\0{}")),
        "The PNG carries more than one credential.",
    ),
    "two, one as another text": (
        picture(text(b"\0\0\0\0{}"), text(b"{}", b"tEXt")),
        "The PNG carries more than one credential.",
    ),
    "as plain text": (picture(text(b"{}", b"tEXt")), STORED),
    "as compressed text": (picture(text(b"\0" + zlib.compress(b"{}"), b"zTXt")), STORED),
    "compressed": (picture(text(b"\1\0\0\0" + zlib.compress(b"{}"))), STORED),
    "cut off in its flags": (picture(text(b"")), STORED),
    "cut off in its language": (picture(text(b"\0\0en")), "The PNG's credential is cut off."),
    "in capitals": (
        picture(chunk(b"iTXt", b"OpenBadgeCredential\0\0\0\0\0{}")),
        "The PNG carries no credential.",
    ),
}


@pytest.mark.parametrize(("png", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_picture_says_why(png, message):
    assert message_of(lambda: bake_png(png, CREDENTIAL), BakingError) == message
    assert message_of(lambda: unbake_png(png), BakingError) == message


@pytest.mark.parametrize(("png", "message"), NOT_CARRYING.values(), ids=NOT_CARRYING.keys())
def test_a_picture_without_one_credential_says_so(png, message):
    assert message_of(lambda: unbake_png(png), BakingError) == message


# Where only the pixels are wrong, the file is a PNG to us: we do not decode pixels.
REFUSED = {
    "xc1n0g08.png": FORMAT,
    "xc9n2c08.png": FORMAT,
    "xcrn0g04.png": "The file is not a PNG.",
    "xcsn0g01.png": "The PNG is damaged: a 'IDAT' chunk has a wrong checksum.",
    "xd0n2c08.png": FORMAT,
    "xd3n2c08.png": FORMAT,
    "xd9n2c08.png": FORMAT,
    "xdtn0g01.png": "The PNG has no header or no picture.",
    "xhdn0g08.png": "The PNG is damaged: a 'IHDR' chunk has a wrong checksum.",
    "xlfn0g04.png": "The file is not a PNG.",
    "xs1n0g01.png": "The file is not a PNG.",
    "xs2n0g01.png": "The file is not a PNG.",
    "xs4n0g01.png": "The file is not a PNG.",
    "xs7n0g01.png": "The file is not a PNG.",
}


def test_pngsuite():
    """Every good picture carries a credential with all its own chunks untouched."""
    refused, carried = {}, 0
    for file in sorted((corpus("pngsuite") / "png").rglob("*.png")):
        png = file.read_bytes()
        message = message_of(lambda png=png: bake_png(png, CREDENTIAL), BakingError)
        if message:
            refused[file.name] = message
            continue
        baked = bake_png(png, CREDENTIAL)
        added = chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0" + CREDENTIAL)
        assert unbake_png(baked) == CREDENTIAL
        assert [each for each in chunks_of(baked) if each != added] == chunks_of(png)
        assert baked.replace(added, b"") == png
        carried += 1
    assert refused == REFUSED
    assert carried == 161


@given(st.data())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_damaged_picture_never_crashes(data):
    baked = bytearray(bake_png(ONE_PIXEL, CREDENTIAL))
    for _ in range(data.draw(st.integers(1, 4))):
        baked[data.draw(st.integers(0, len(baked) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(baked[: data.draw(st.integers(0, len(baked)))])
    message_of(lambda: unbake_png(cut), BakingError)
    message_of(lambda: bake_png(cut, CREDENTIAL), BakingError)


def test_a_picture_baked_by_1edtech():
    baked = (corpus("1edtech-ob30-samples") / "simple-json.png").read_bytes()
    assert unbake_png(baked).lstrip().startswith(b"{")
