"""What a camera wrote is gone, and the picture is the same to the pixel."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from generator.publish.guarded import Guarded
from generator.publish.leak_scan import PLACE, LeakScan
from generator.source.camera_notes import tells_place, without_camera_notes
from generator.source.load import load
from tests.source.small import changed, write

LATITUDE = ((47.0, 22.0, 8.61), "N")


def exif(turned: int = 1) -> bytes:
    notes = Image.Exif()
    notes[0x010E] = "Canary at the lake"
    notes[0x0132] = "2026:05:03 12:00:00"
    notes[0x0112] = turned
    place = notes.get_ifd(0x8825)
    place.update({1: LATITUDE[1], 2: LATITUDE[0], 3: "E", 4: (8.0, 32.0, 30.1)})
    notes[0x8825] = place
    return notes.tobytes()


def picture(size: tuple[int, int] = (40, 24)) -> Image.Image:
    image = Image.new("RGB", size)
    image.putdata([(x * 6, y * 9, (x * y) % 255) for y in range(size[1]) for x in range(size[0])])
    return image


def saved(kind: str, turned: int = 1, **more: object) -> bytes:
    stream = io.BytesIO()
    picture().save(stream, kind, exif=exif(turned), **more)
    return stream.getvalue()


def noted_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Canary Author")
    notes.add_itxt("XML:com.adobe.xmp", "<x exif:GPSLatitude='47,22N'>Canary</x>", zip=True)
    return saved("PNG", pnginfo=notes) + b"Canary after the end"


def noted_jpeg(**more: object) -> bytes:
    xmp = b"<x:xmpmeta exif:GPSLatitude='47,22N'>Canary</x:xmpmeta>"
    plain = saved("JPEG", comment=b"Canary comment", xmp=xmp, **more)
    data = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x06Canary"
    iptc = b"\xff\xed" + struct.pack(">H", len(data) + 2) + data
    return plain[:2] + iptc + plain[2:] + saved("JPEG") + b"Canary after the end"


def noted_gif() -> bytes:
    stream = io.BytesIO()
    other = picture().rotate(180)
    picture().save(
        stream, "GIF", comment=b"Canary comment", save_all=True, append_images=[other], loop=0
    )
    return stream.getvalue()


ICC = b"\0" * 36 + b"acsp" + b"\0" * 88
NOTED = {
    "JPEG": noted_jpeg(),
    "JPEG, in several scans": noted_jpeg(progressive=True),
    "JPEG with restarts": noted_jpeg(restart_marker_blocks=1),
    "PNG": noted_png(),
    "WebP": saved("WEBP", xmp=b"<x exif:GPSLatitude='47,22N'>Canary</x>"),
    "WebP without loss": saved("WEBP", lossless=True),
    "WebP that moves": saved("WEBP", save_all=True, append_images=[picture().rotate(90)]),
    "GIF": noted_gif(),
}


def frames(body: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(body)) as image:
        every = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            every.append(image.convert("RGBA").tobytes())
        return every


@pytest.mark.parametrize("body", NOTED.values(), ids=NOTED.keys())
def test_notes_go_and_the_picture_stays(body):
    plain = without_camera_notes(body)
    assert b"Canary" in body or tells_place(body)
    assert b"Canary" not in plain
    assert not tells_place(plain)
    assert len(plain) < len(body)
    with Image.open(io.BytesIO(plain)) as image:
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "photoshop"} & set(image.info)
    assert frames(plain) == frames(body)
    assert without_camera_notes(plain) == plain


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_how_a_picture_is_turned_stays(kind):
    plain = without_camera_notes(saved(kind, turned=6))
    with Image.open(io.BytesIO(plain)) as image:
        assert dict(image.getexif()) == {0x0112: 6}
    assert not tells_place(plain)
    assert b"Canary" not in plain


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colors_stay(kind):
    with Image.open(io.BytesIO(without_camera_notes(saved(kind, icc_profile=ICC)))) as image:
        assert image.info["icc_profile"] == ICC


def test_the_badge_in_a_picture_stays():
    data = b"openbadgecredential\0\0\0\0\0{}"
    chunk = struct.pack(">I", len(data)) + b"iTXt" + data
    body = noted_png()
    baked = body[:33] + chunk + struct.pack(">I", zlib.crc32(b"iTXt" + data)) + body[33:]
    assert b"openbadgecredential\0\0\0\0\0{}" in without_camera_notes(baked)


@pytest.mark.parametrize("body", NOTED.values(), ids=NOTED.keys())
def test_a_damaged_picture_is_left_and_never_stops_us(body):
    for end in range(2, min(len(body), 4_000), 7):
        without_camera_notes(body[:end])
    for at in range(2, min(len(body), 1_500), 3):
        without_camera_notes(body[:at] + b"\xff" + body[at + 1 :])


def scan(body: bytes) -> list[str]:
    return [leak.what for leak in LeakScan(Guarded()).scan([("a.bin", body)])]


def test_what_is_left_with_a_place_is_a_leak():
    assert scan(saved("TIFF")) == [PLACE]
    assert scan(noted_jpeg()[:400]) == [PLACE], "damaged, so it was left"
    assert scan(b"\0\0\0\x18ftypheic" + bytes(20) + exif()) == [PLACE]
    assert scan(b"\0\0\0\x18ftypmp42" + bytes(20) + b"\xa9xyz\0\x12+47.37+008.54/") == [PLACE]
    for body in NOTED.values():
        assert scan(without_camera_notes(body)) == []


def test_pictures_of_pages_and_records_come_without(tmp_path):
    badge = ("badge", "name: SQL basics\n", "name: SQL basics\nimage: sql.png\n")
    files = changed(badge)
    write(tmp_path, {**files, "catalog/sql.png": noted_png(), "catalog/pages/a.jpg": noted_jpeg()})
    catalog = load(tmp_path / "site-config.yml").catalog
    for body in (catalog.images["sql.png"], catalog.pages["a.jpg"]):
        assert b"Canary" not in body
        assert not tells_place(body)
