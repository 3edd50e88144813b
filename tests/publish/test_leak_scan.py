"""What must not be published is found however it is written or packed, and nothing else is."""

import base64
import gzip
import io
import json
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
import typst
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from generator.openbadges.multikey import encode_base58btc
from generator.publish.guarded import Guarded, Term
from generator.publish.leak_scan import Leak, LeakScan
from generator.publish.unpacking import MAX_BYTES, unpacked

WHAT, SOURCE = "a name", "earners/x.yml:1:7"


def name(text: str, **more: object) -> Term:
    return Term(WHAT, SOURCE, text, is_name=True, **more)


def leaks(guarded: Guarded, body: bytes, path: str = "page/index.html") -> list[Leak]:
    return list(LeakScan(guarded).scan([(path, body)]))


def finds(text: str, body: bytes | str, path: str = "page/index.html") -> bool:
    data = body if isinstance(body, bytes) else body.encode()
    return bool(leaks(Guarded((name(text),)), data, path))


SEEN = {  # case: (name, what is published)
    "as it is": ("Zoë Quillón", "by Zoë Quillón, who"),
    "case": ("Zoë Quillón", "ZOË QUILLÓN"),
    "no accents": ("Zoë Quillón", "Zoe Quillon"),
    "accents that the name has not": ("Zoe Quillon", "Zoé Quillón"),
    "NFD": ("Zoë Quillón", unicodedata.normalize("NFD", "Zoë Quillón")),
    "letters that Unicode does not take apart": ("Łukasz Sørensen", "lukasz sorensen"),
    "umlauts as two letters": ("Jörg Müller", "Joerg Mueller"),
    "last first": ("Zoë Quillón", "Quillón, Zoë"),
    "last first of three": ("Ana Rivera López", "Rivera López, Ana"),
    "without the middle": ("Ana Maria Rivera", "Ana Rivera"),
    "without the title": ("Dr. Ana Rivera Jr.", "Ana Rivera"),
    "apostrophe": ("Sean O'Brien", "Sean O\N{RIGHT SINGLE QUOTATION MARK}Brien"),
    "apostrophe left out": ("Sean O'Brien", "sean-obrien.jpg"),
    "hyphen": ("Ana Rivera-Lopez", "Ana Rivera Lopez"),
    "several spaces": ("Ana Rivera", "Ana   \t Rivera"),
    "line break": ("Ana Rivera", "Ana\r\n      Rivera"),
    "no-break space": ("Ana Rivera", "Ana\N{NO-BREAK SPACE}Rivera"),
    "soft hyphen": ("Ana Rivera", "Ana Ri\N{SOFT HYPHEN}vera"),
    "HTML": ("Zoë Quillón", "Zo&euml; Quill&#243;n"),
    "HTML space": ("Ana Rivera", "Ana&nbsp;Rivera"),
    "HTML twice": ("Zoë Quillón", "Zo&amp;euml; Quill&amp;#xf3;n"),
    "percent": ("Zoë Quillón", quote("Zoë Quillón")),
    "percent of each letter": ("Ana Rivera", "".join(f"%{ord(c):02x}" for c in "Ana Rivera")),
    "plus": ("Ana Rivera", "?q=Ana+Rivera"),
    "JSON": ("Zoë Quillón", json.dumps({"x": "Zoë Quillón"})),
    "JSON of each letter": ("Ana Rivera", "".join(f"\\u{ord(c):04x}" for c in "Ana Rivera")),
    "JSON line break": ("Ana Rivera", r'"Ana\nRivera"'),
    "JSON in HTML": ("Zoë Quillón", json.dumps("Zoë Quillón").replace("\\", "&#92;")),
    "JavaScript": ("Zoë Quillón", r"'Zo\xeb Quill\xF3n'"),
    "beyond the BMP": ("𝐀na Rivera", "Ana Rivera"),
    "slug": ("Ana Rivera", "/img/ana-rivera.png"),
    "file name": ("Ana Rivera", "photo_ana_rivera_2.jpg"),
    "camel case": ("Ana Rivera", "AnaRivera.jpg"),
    "columns": ("Ana Rivera", '"Rivera","Ana",7'),
    "cells of a table": ("Ana Rivera", "<td>Ana</td>\n<td class='x'>Rivera</td>"),
    "markup inside": ("Ana Rivera", "Ana <b>Rivera</b>"),
    "escaped markup": ("Ana Rivera", "Ana &lt;b&gt;Rivera&lt;/b&gt;"),
    "a percent sign before": ("Ada Quill", "50%Ada Quill"),
    "comment": ("Ana Rivera", "<!-- Ana Rivera -->"),
    "attribute": ("Ana Rivera", "<img alt='Ana Rivera'>"),
    "Cyrillic": ("Анна Петрова", "АННА ПЕТРОВА"),
    "Chinese": ("王小明", "学生王小明的徽章"),
    "a short name with capitals": ("Do An", "by Do An, 2026"),
    "ISO 8859-1": ("Zoë Quillón", b"\xffby " + "Zoë Quillón".encode("latin-1")),
    "UTF-16": ("Ana Rivera", "Ana Rivera".encode("utf-16")),
    "among other bytes": ("Zoë Quillón", b"\xff\xd8\0\x91" + "Zoë Quillón".encode() + b"\x80\0"),
}
UNSEEN = {
    "longer words": ("Ana Rivera", "Diana Riverano; Ana Riveras; banana rivera"),
    "other words between": ("Ana Rivera", "Ana met Rivera"),
    "one word": ("Umaxia", "Umaxia"),
    "an initial": ("Ana R.", "Ana R. and ana r"),
    "a call in a program": ("Mark Page", "mark(page)"),
    "an assignment": ("Mark Page", "mark=page"),
    "a short name as words": ("Do An", "do an exercise"),
    "an own slug in another": ("Jo Lee", "anjo-leeward"),
}


@pytest.mark.parametrize(("text", "body"), SEEN.values(), ids=SEEN.keys())
def test_a_name_is_found_however_it_is_written(text, body):
    assert finds(text, body)


@pytest.mark.parametrize(("text", "body"), UNSEEN.values(), ids=UNSEEN.keys())
def test_what_is_no_name_is_left_alone(text, body):
    assert not finds(text, body)


def test_the_place_is_told():
    body = "<p>Zoë &amp; co.</p>\n<p>and Zo&euml;\n Quillón</p>".encode()
    (leak,) = leaks(Guarded((name("Zoë Quillón"),)), body)
    assert leak == Leak("page/index.html", WHAT, SOURCE, body.find(b"Zo&euml"), "", 2, 8)


def test_the_address_of_a_file_is_searched_too():
    (leak,) = leaks(Guarded((name("Ana Rivera"),)), b"", "img/ana-rivera.svg")
    assert (leak.inside, leak.offset) == ("the file's own address", 4)


EXACT = {
    "slug": ("e-10423", "see e-10423.", "see e-104231, e-10423-2, the-10423"),
    "e-mail": ("ana.r@home.example", "mailto:Ana.R%40home.example", "ana@r.home.example"),
    "e-mail in entities": ("a@b.example", "&#97;&#64;b&#46;example", "a at b.example"),
    "date": ("2014-05-03", "born 2014-05-03", "2014-05-031, 2014 05 03"),
    "token": ("ab" * 16, f"/credentials/{'ab' * 16}/", "ab" * 17),
}


@pytest.mark.parametrize(("text", "seen", "unseen"), EXACT.values(), ids=EXACT.keys())
def test_what_is_no_name_is_found_as_it_stands(text, seen, unseen):
    guarded = Guarded((Term("it", SOURCE, text),))
    assert leaks(guarded, seen.encode())
    assert not leaks(guarded, unseen.encode())


# ━━ where something may stand


def test_a_name_may_stand_where_it_is_signed():
    guarded = Guarded((name("Ana Rivera"),), signed={"credentials/ab/": frozenset({"Ana Rivera"})})
    assert not leaks(guarded, b"Ana Rivera", "credentials/ab/index.html")
    assert leaks(guarded, b"Ana Rivera", "credentials/abc/index.html")
    assert leaks(guarded, b"Ana Rivera", "badges/ab/index.html")


def test_a_longer_name_of_somebody_else_is_no_leak_and_hides_none():
    guarded = Guarded((name("Ana Rivera"),), namesakes={"Ana Rivera Lopez": frozenset()})
    assert not leaks(guarded, b"by Ana Rivera Lopez and Lopez, Ana Rivera")
    assert leaks(guarded, b"by Ana Rivera Lopez and Ana Rivera")


def test_a_namesake_may_stand_where_the_entry_says():
    guarded = Guarded((name("Ana Rivera"),), namesakes={"Ana Rivera": frozenset({"badges/sql/"})})
    assert not leaks(guarded, b"Ana\nRIVERA, Ana&nbsp;Rivera", "badges/sql/index.html")
    assert leaks(guarded, b"Ana Rivera", "badges/index.html")


def test_what_is_public_of_a_person_is_no_leak_of_the_rest():
    guarded = Guarded((name("Ana Maria Rivera", unless=frozenset({"ana", "rivera"})),))
    assert not leaks(guarded, b"Ana Rivera; Rivera, Ana")
    assert leaks(guarded, b"Ana Maria Rivera")


def test_an_address_may_stand_at_home():
    guarded = Guarded((Term("it", SOURCE, "ef" * 16, at_home=frozenset({"earners/x/"})),))
    assert not leaks(guarded, ("ef" * 16).encode(), "earners/x/index.html")
    assert leaks(guarded, ("ef" * 16).encode(), "sitemap.xml")


# ━━ packed


def png(*chunks: tuple[bytes, bytes], after: bytes = b"") -> bytes:
    stream = io.BytesIO()
    Image.new("L", (2, 2)).save(stream, "PNG")
    plain = stream.getvalue()
    made = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return plain[:33] + made + plain[33:] + after


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body in files.items():
            archive.writestr(path, body)
    return stream.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("First", "Last"), ("Zoë", "Abt"), ("Tom", "Quillón"), ("Zoë", "Quillón")):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def document() -> bytes:
    runs = "<w:p><w:r><w:t>Zo</w:t></w:r><w:r><w:t>ë Quil</w:t></w:r><w:t>lón</w:t></w:p>"
    return zipped(**{"word/document.xml": f"<w:document>{runs}</w:document>".encode()})


def pdf(tmp_path: Path, attachment: bytes = b"nothing", text: str = "A list") -> bytes:
    (tmp_path / "a.bin").write_bytes(attachment)
    (tmp_path / "a.typ").write_text(f'#pdf.attach("a.bin", relationship: "data")\n{text}')
    return typst.compile(tmp_path / "a.typ")


TEXT = "Zoë Quillón"
PACKED = {
    "tEXt": png((b"tEXt", b"Comment\0Zo\xeb Quill\xf3n")),
    "zTXt": png((b"zTXt", b"Comment\0\0" + zlib.compress(b"Zo\xeb Quill\xf3n"))),
    "iTXt": png((b"iTXt", b"Comment\0\0\0es\0\0" + TEXT.encode())),
    "iTXt, packed": png((b"iTXt", b"Comment\0\1\0es\0\0" + zlib.compress(TEXT.encode()))),
    "iTXt keyword": png((b"iTXt", b"Comment\0\0\0\0" + TEXT.encode() + b"\0x")),
    "eXIf": png((b"eXIf", b"MM\0*\0\0\0\x08" + TEXT.encode())),
    "after a PNG": png(after=TEXT.encode()),
    "gzip": gzip.compress(TEXT.encode()),
    "gzip of two": gzip.compress(b"x") + gzip.compress(TEXT.encode()),
    "gzip in gzip": gzip.compress(gzip.compress(TEXT.encode())),
    "zip": zipped(**{"a/b.txt": TEXT.encode()}),
    "a file's name in a zip in a gzip": gzip.compress(zipped(**{"zoe-quillon.txt": b""})),
    "xlsx, in two columns": workbook(),
    "docx, in several runs": document(),
    "a PNG in a zip": zipped(**{"a.png": png((b"tEXt", b"Author\0Zoe Quillon"))}),
    "data: address": b"<img src='data:text/plain;base64," + base64.b64encode(TEXT.encode()) + b"'>",
    "private link": b"https://x.example/verify/#b="
    + base64.urlsafe_b64encode(zlib.compress(TEXT.encode(), 9, -15)).rstrip(b"="),
    "token": b'"eyJhbGciOiJFZERTQSJ9.'
    + base64.urlsafe_b64encode(b'{"name": "Zoe Quillon"}').rstrip(b"=")
    + b'.c2ln"',
}


@pytest.mark.parametrize("body", PACKED.values(), ids=PACKED.keys())
def test_a_name_is_found_in_what_is_packed(body):
    (leak,) = leaks(Guarded((name(TEXT),)), body, "a.bin")
    assert leak.inside, "the part is named"


def test_a_name_is_found_in_a_pdf(tmp_path):
    assert finds(TEXT, pdf(tmp_path, text=f"by {TEXT}"), "a.pdf"), "as glyphs"
    assert finds(TEXT, pdf(tmp_path, attachment=TEXT.encode()), "a.pdf")
    assert finds(TEXT, pdf(tmp_path, attachment=zipped(**{"a.txt": TEXT.encode()})), "a.pdf")
    assert finds(
        TEXT,
        pdf(tmp_path, text=f"#set document(author: {json.dumps(TEXT, ensure_ascii=False)})"),
        "a.pdf",
    )
    assert not leaks(Guarded((name(TEXT),)), pdf(tmp_path), "a.pdf")


def tar_gz() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT.encode())
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    return stream.getvalue()


def test_a_name_is_found_in_a_tar():
    assert finds(TEXT, tar_gz(), "a.tar.gz")


def nested(times: int) -> bytes:
    body = b"x"
    for _ in range(times):
        body = gzip.compress(body)
    return body


def locked() -> bytes:
    body = bytearray(zipped(**{"a.txt": b"secret"}))
    body[6] |= 1
    body[body.find(b"PK\x01\x02") + 8] |= 1
    return bytes(body)


CLOSED = {
    "bomb": (lambda: gzip.compress(bytes(MAX_BYTES + 1), 1), "unpacks to more than 200 MB"),
    "bomb in a zip": (lambda: zipped(a=bytes(MAX_BYTES + 1)), "unpacks to more than 200 MB"),
    "nested": (lambda: nested(8), "is packed more than 6 times over"),
    "locked zip": (locked, "holds files that are locked with a password"),
    "damaged zip": (
        lambda: b"PK\x03\x04" + bytes(40),
        "is an archive that is damaged or of another kind",
    ),
    "locked pdf": (lambda: b"%PDF-1.7\ntrailer << /Encrypt 4 0 R >>", "is a PDF that is locked"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(9), "is a 7z archive"),
}


@pytest.mark.parametrize(("make", "why"), CLOSED.values(), ids=CLOSED.keys())
def test_what_cannot_be_looked_into_is_told(make, why):
    (leak,) = leaks(Guarded(), make(), "a.bin")
    assert leak.what == f"what nobody can look into: it {why}"


def test_pictures_without_text_have_nothing_to_look_at():
    assert [part.inside for part in unpacked(png())] == []


# ━━ private keys

SEED = b"brook-brook-brook-brook-brook-32"
OURS = Ed25519PrivateKey.from_private_bytes(SEED)
PUBLIC = OURS.public_key().public_bytes_raw()
GUARDED = Guarded(keys=frozenset({PUBLIC}))


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def pem(key: object, form: serialization.PrivateFormat, lock: bytes = b"") -> str:
    how = serialization.BestAvailableEncryption(lock) if lock else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, how).decode()


def der(key: object) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


FORM = serialization.PrivateFormat
RSA = rsa.generate_private_key(65537, 2048)
P256 = ec.generate_private_key(ec.SECP256R1())
KEYS = {
    "PEM": pem(OURS, FORM.PKCS8),
    "PEM, locked": pem(OURS, FORM.PKCS8, b"word"),
    "PEM of RSA": pem(RSA, FORM.TraditionalOpenSSL),
    "PEM of P-256": pem(P256, FORM.TraditionalOpenSSL),
    "PEM in JSON": json.dumps(pem(OURS, FORM.PKCS8)),
    "PEM in HTML": "-----BEGIN&#32;PRIVATE KEY-----",
    "OpenSSH": pem(OURS, FORM.OpenSSH),
    "OpenSSH, locked": pem(OURS, FORM.OpenSSH, b"word"),
    "OpenSSH without its frame": pem(OURS, FORM.OpenSSH).split("\n")[1],
    "PKCS #8 in base64": b64(der(OURS)),
    "PKCS #8 in hexadecimal": der(OURS).hex(),
    "PKCS #8 of RSA": b64(der(RSA)),
    "PKCS #8 of P-256": b64(der(P256)),
    "JWK": json.dumps({"kty": "OKP", "crv": "Ed25519", "d": b64url(SEED), "x": b64url(PUBLIC)}),
    "JWK, d first": json.dumps({"d": b64url(bytes(32)), "kty": "EC"}, indent=2),
    "JWK of RSA": json.dumps({"kty": "RSA", "n": "x" * 342, "d": "y" * 342}),
    "multibase": encode_base58btc(b"\x80\x26" + SEED),
    "multibase of P-256": encode_base58btc(b"\x86\x26" + bytes(range(32))),
    "age": "AGE-SECRET-KEY-1" + "Q" * 58,
}
SEEDS = {
    "hexadecimal": SEED.hex(),
    "hexadecimal capitals": SEED.hex().upper(),
    "hexadecimal with its public key": (SEED + PUBLIC).hex(),
    "hexadecimal, spaced": SEED.hex(":"),
    "base64": b64(SEED),
    "base64 without padding": b64(SEED).rstrip("="),
    "base64 with its public key": b64(SEED + PUBLIC),
    "base64 in an address": quote(b64(SEED), safe=""),
    "base64url": b64url(SEED),
    "base64url with its public key": b64url(SEED + PUBLIC),
    "base58": encode_base58btc(SEED)[1:],
    "base58 multibase": encode_base58btc(SEED),
    "base64url multibase": "u" + b64url(SEED),
    "base32": base64.b32encode(SEED).decode(),
    "numbers": json.dumps([*SEED]),
    "numbers with the public key": json.dumps([*SEED, *PUBLIC], indent=1),
}


@pytest.mark.parametrize("text", KEYS.values(), ids=KEYS.keys())
def test_a_private_key_is_found_in_every_form_that_says_so(text):
    found = leaks(Guarded(), f"key={text};".encode())
    assert found
    assert all(leak.what.startswith("a private key (") for leak in found)


@pytest.mark.parametrize("text", SEEDS.values(), ids=SEEDS.keys())
def test_a_bare_seed_of_a_listed_key_is_found(text):
    for body in (f"key={text};", f'"{text}"', f"x {text} y"):
        (leak,) = leaks(GUARDED, body.encode())
        assert leak.what == "the private key of a key that the catalog lists"
        assert leaks(Guarded(keys=frozenset({bytes(32)})), body.encode()) == []


def test_a_seed_beside_its_public_key_is_found_in_bytes():
    for body in (b"\0\xff" + SEED + PUBLIC, PUBLIC + SEED + b"\0"):
        assert leaks(GUARDED, body)
    assert not leaks(GUARDED, PUBLIC + bytes(32))


def test_public_keys_signatures_and_digests_are_no_private_keys():
    multibase = encode_base58btc(b"\xed\x01" + PUBLIC)
    signature = encode_base58btc(OURS.sign(b"x"))
    jwk = json.dumps({"kty": "OKP", "crv": "Ed25519", "x": b64url(PUBLIC)})
    words = "Keep the private key in a file that begins with BEGIN and PRIVATE."
    for text in (multibase, signature, jwk, words, "ab" * 32, b64(bytes(32))):
        assert leaks(GUARDED, text.encode()) == []


# ━━ groups of files


def test_groups_can_be_scanned_apart_and_what_is_guarded_has_a_digest():
    guarded = Guarded((name("Ana Rivera"),), keys=frozenset({PUBLIC}))
    files = [("a.txt", b"Ana Rivera"), ("b.txt", b"-"), ("c.txt", b"Rivera, Ana")]
    whole = list(LeakScan(guarded).scan(files))
    assert [leak for file in files for leak in LeakScan(guarded).scan([file])] == whole
    assert [leak.path for leak in whole] == ["a.txt", "c.txt"]
    again = Guarded((name("Ana Rivera"),), keys=frozenset({PUBLIC}))
    assert again.digest == guarded.digest
    for other in (
        Guarded((name("Ana Riveira"),), keys=guarded.keys),
        Guarded(guarded.terms),
        Guarded(guarded.terms, namesakes={"Ana Rivera": frozenset()}, keys=guarded.keys),
    ):
        assert other.digest != guarded.digest
