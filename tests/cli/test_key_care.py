"""`badgepress keys backup`, `restore` and `passphrase`."""

import re
import stat
from io import BytesIO

import pytest
import zxingcpp
from click.testing import CliRunner
from PIL import Image
from pypdf import PdfReader
from resvg_py import svg_to_bytes

from generator.cli.exit_code import ExitCode
from generator.cli.main import badgepress
from generator.issue import open_key, read_key_file
from generator.issue.key_rows import key_rows
from generator.paper.key_backup import key_backup
from tests.issue.world import BROOK, BROOK_KEY, NOW, PASSPHRASE, World, make_world

pytestmark = pytest.mark.usefixtures("quick_keys")

ROW = re.compile(r"^\d\d: .*$", re.MULTILINE)
NEW = "other words than before"


@pytest.fixture
def world(tmp_path, monkeypatch) -> World:
    monkeypatch.chdir(tmp_path)
    return make_world(tmp_path)


def run(*arguments: str, old: str | None = PASSPHRASE, new: str | None = None, say: str = ""):
    env = {"BADGEPRESS_PASSPHRASE": old, "BADGEPRESS_NEW_PASSPHRASE": new}
    result = CliRunner(env=env).invoke(badgepress, ["keys", *arguments], input=say)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def backup(world: World, name: str, *more: str, **words: str | None) -> list[str]:
    """The rows of a paper, as they are printed."""
    assert run("backup", "keys/brook.key", "-o", name, *more, **words).exit_code == ExitCode.OK
    return ROW.findall(pages(world, name)[1])


def pages(world: World, name: str) -> list[str]:
    reader = PdfReader(BytesIO((world.root / name).read_bytes()))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], "tagged for a screen reader"
    return [page.extract_text() for page in reader.pages]


def type_rows(world: World, rows: list[str], encoding: str = "utf-8") -> None:
    (world.root / "typed.txt").write_text("\n".join(rows), encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_lost_key_comes_back_from_its_paper(world, encoding):
    rows = backup(world, "paper.pdf")
    (world.root / "keys/brook.key").unlink()
    type_rows(world, [row.lower() for row in rows], encoding)
    result = run("restore", "typed.txt", "-o", "again.key")
    assert result.exit_code == ExitCode.OK
    said = f"Wrote again.key, the key {BROOK} of Brook Agency. Now delete typed.txt."
    assert said in result.stdout
    again = world.root / "again.key"
    assert again.read_bytes() == BROOK_KEY
    assert stat.S_IMODE(again.stat().st_mode) == 0o600


def test_the_paper_says_whose_it_is_and_how_to_use_it_and_never_the_passphrase(world):
    backup(world, "paper.pdf")
    assert stat.S_IMODE((world.root / "paper.pdf").stat().st_mode) == 0o600
    said = [" ".join(page.split()) for page in pages(world, "paper.pdf")]
    assert len(said) == 2
    for page in said:
        assert "Brook Agency" in page
        assert BROOK in page
        assert "badgepress keys restore typed.txt -o ../brook.key" in page
        assert PASSPHRASE not in page
    assert "In use since 2025-01-01" in said[0]
    assert "Its passphrase is the one that the key file had" in said[0]


@pytest.mark.parametrize(("country", "width"), [("US", 612), ("FR", 595), (None, 595)])
def test_it_is_printed_on_the_paper_of_the_issuers_country(world, country, width):
    if country:
        world.edit("catalog/issuers/brook.yml", "url:", f"country: {country}\nurl:")
    backup(world, "paper.pdf")
    page = PdfReader(BytesIO((world.root / "paper.pdf").read_bytes())).pages[0]
    assert int(page.mediabox.width) == width


def test_the_code_is_read_by_a_scanner(world):
    catalog = world.catalog()
    sheet = key_backup(
        catalog.issuers["brook"],
        BROOK,
        key_file=BROOK_KEY.decode(),
        rows=key_rows(BROOK_KEY),
        own_passphrase=False,
        catalog=catalog,
        made_on=NOW.date(),
    )
    drawn = svg_to_bytes(sheet.files["key.svg"].decode(), width=480, height=480, background="white")
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(drawn)))
    (world.root / "typed.txt").write_text(code.text)
    assert run("restore", "typed.txt", "-o", "again.key").exit_code == ExitCode.OK
    assert (world.root / "again.key").read_bytes() == BROOK_KEY


def test_a_paper_may_have_a_passphrase_of_its_own(world):
    type_rows(world, backup(world, "paper.pdf", "--own-passphrase", new=NEW))
    assert "passphrase of its own" in pages(world, "paper.pdf")[0]
    refused = run("restore", "typed.txt", "-o", "again.key")
    assert refused.exit_code == ExitCode.USAGE
    assert run("restore", "typed.txt", "-o", "again.key", old=NEW).exit_code == ExitCode.OK
    assert open_key(read_key_file(world.root / "again.key", keep_out=()), NEW).public_key == BROOK
    assert (world.root / "keys/brook.key").read_bytes() == BROOK_KEY


def test_whoever_left_no_longer_opens_the_key(world):
    result = run("passphrase", "keys/brook.key", old=None, say=f"{PASSPHRASE}\n{NEW}\n{NEW}\n")
    assert result.exit_code == ExitCode.OK
    assert "print a new backup and destroy them" in result.stdout
    assert PASSPHRASE not in result.output
    assert NEW not in result.output
    path = world.root / "keys/brook.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in sorted(path.parent.iterdir())] == ["brook.key", "hill.key"]
    assert open_key(read_key_file(path, keep_out=()), NEW).public_key == BROOK
    refused = run("backup", "keys/brook.key", "-o", "paper.pdf")
    assert refused.exit_code == ExitCode.USAGE
    assert "the passphrase does not open keys/brook.key" in refused.stderr
    assert "badgepress keys rotate" in refused.stderr


def test_what_a_kill_left_of_a_change_is_no_hindrance(world):
    (world.root / "keys/.brook.key.tmp").write_bytes(BROOK_KEY[:100])
    assert run("passphrase", "keys/brook.key", new=NEW).exit_code == ExitCode.OK
    assert not (world.root / "keys/.brook.key.tmp").exists()


def test_a_retired_key_is_restored_with_a_note(world):
    type_rows(world, backup(world, "paper.pdf"))
    world.edit(
        "catalog/issuers/brook.yml",
        "created: 2025-01-01T00:00:00Z\n",
        "created: 2025-01-01T00:00:00Z\n    retired: 2026-02-01T00:00:00Z\n",
    )
    result = run("restore", "typed.txt", "-o", "again.key")
    assert result.exit_code == ExitCode.OK
    assert "note: it is listed as retired on 2026-02-01" in result.stderr


REFUSED = {  # case: (arguments, passphrases, exit code, a part of what is said)
    "backup: wrong passphrase": (
        ("backup", "keys/brook.key", "-o", "x.pdf"), {"old": "a guess"}, ExitCode.USAGE,
        "the passphrase does not open keys/brook.key",
    ),
    "backup: no PDF": (
        ("backup", "keys/brook.key", "-o", "x.txt"), {}, ExitCode.USAGE,
        "x.txt must end in .pdf",
    ),
    "backup: into the site": (
        ("backup", "keys/brook.key", "-o", "site/x.pdf"), {}, ExitCode.USAGE,
        "site/x.pdf lies inside site, which is published or shared",
    ),
    "backup: there already": (
        ("backup", "keys/brook.key", "-o", "there.pdf"), {}, ExitCode.CANNOT_WRITE,
        "there.pdf: is there already, and nothing is overwritten",
    ),
    "backup: no folder": (
        ("backup", "keys/brook.key", "-o", "none/x.pdf"), {}, ExitCode.CANNOT_WRITE,
        "none/x.pdf: No such file or directory",
    ),
    "backup: own passphrase that is the key's": (
        ("backup", "keys/brook.key", "-o", "x.pdf", "--own-passphrase"), {"new": PASSPHRASE},
        ExitCode.USAGE, "the new passphrase is the one the key has already",
    ),
    "restore: wrong passphrase": (
        ("restore", "keys/brook.key", "-o", "x.key"), {"old": "a guess"}, ExitCode.USAGE,
        "a copy or paper made before a change of passphrase opens with the old one",
    ),
    "restore: into the catalog": (
        ("restore", "keys/brook.key", "-o", "catalog/x.key"), {}, ExitCode.USAGE,
        "catalog/x.key lies inside catalog, which is published or shared",
    ),
    "restore: there already": (
        ("restore", "keys/hill.key", "-o", "keys/brook.key"), {}, ExitCode.CANNOT_WRITE,
        "keys/brook.key: is there already, and nothing is overwritten",
    ),
    "restore: nothing typed": (
        ("restore", "none.txt", "-o", "x.key"), {}, ExitCode.USAGE,
        "none.txt can't be read: No such file or directory",
    ),
    "restore: not a key": (
        ("restore", "site-config.yml", "-o", "x.key"), {}, ExitCode.USAGE,
        "save it as plain text",
    ),
    "passphrase: wrong": (
        ("passphrase", "keys/brook.key"), {"old": "a guess", "new": NEW}, ExitCode.USAGE,
        "the passphrase does not open keys/brook.key",
    ),
    "passphrase: the same": (
        ("passphrase", "keys/brook.key"), {"new": PASSPHRASE}, ExitCode.USAGE,
        "the new passphrase is the one the key has already",
    ),
    "passphrase: empty": (
        ("passphrase", "keys/brook.key"), {"new": " "}, ExitCode.USAGE,
        "the passphrase is empty",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words", "code", "said"), REFUSED.values(), ids=REFUSED.keys()
)
def test_refused(world, arguments, words, code, said):
    (world.root / "there.pdf").write_bytes(b"")
    before = world.tree()
    result = run(*arguments, **words)
    assert result.exit_code == code
    assert said in " ".join(result.stderr.split())
    assert world.tree() == before


def test_a_key_that_the_catalog_does_not_list_is_not_backed_up_in_somebodys_name(world):
    world.edit("catalog/issuers/brook.yml", BROOK, world.key("hill").public_key)
    result = run("backup", "keys/brook.key", "-o", "x.pdf")
    assert result.exit_code == ExitCode.USAGE
    said = f"keys/brook.key holds the key {BROOK}, which this catalog does not list"
    assert said in result.stderr
