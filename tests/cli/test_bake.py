"""`badgepress bake` and `badgepress unbake`."""

import pytest
from click.testing import CliRunner

from generator.cli import bake, unbake
from generator.cli.exit_code import ExitCode
from tests.verify.cases.papers import DAMAGED, OTHER, TWO, WHOLE
from tests.verify.cases.pictures import BAKED, BAKED_SVG, DATA, PLAIN, SVG


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "badge.json").write_bytes(DATA)
    (tmp_path / "picture.png").write_bytes(PLAIN)
    (tmp_path / "picture.svg").write_bytes(SVG)
    return tmp_path


def run(command, *arguments):
    return CliRunner().invoke(command, arguments)


@pytest.mark.parametrize(("kind", "baked"), [("png", BAKED), ("svg", BAKED_SVG)])
def test_a_picture_carries_the_badge_there_and_back(folder, kind, baked):
    result = run(bake.command, "badge.json", f"picture.{kind}")
    assert (result.exit_code, result.stdout) == (ExitCode.OK, f"Wrote badge.{kind}.\n")
    assert (folder / f"badge.{kind}").read_bytes() == baked
    back = run(unbake.command, f"badge.{kind}")
    assert back.exit_code == ExitCode.OK
    assert back.stdout_bytes.strip() == DATA.strip()


def test_it_is_taken_out_of_a_pdf_too(folder):
    (folder / "certificate.pdf").write_bytes(WHOLE)
    result = run(unbake.command, "certificate.pdf")
    assert (result.exit_code, result.stdout_bytes) == (ExitCode.OK, DATA)
    (folder / "other.pdf").write_bytes(WHOLE.replace(b"/EmbeddedFile", b"/Other"))
    result = run(unbake.command, "other.pdf")
    assert result.exit_code == ExitCode.WRONG
    assert "error: other.pdf: The PDF carries no credential." in result.stderr


def test_several_badges_of_a_pdf_are_written_side_by_side(folder):
    (folder / "transcript.pdf").write_bytes(TWO)
    result = run(unbake.command, "transcript.pdf", "-o", "mine.json")
    assert result.exit_code == ExitCode.OK
    assert result.stdout == "Wrote mine-1.json.\nWrote mine-2.json.\n"
    written = [(folder / f"mine-{number}.json").read_bytes() for number in (1, 2)]
    assert written == [DATA, OTHER]
    result = run(unbake.command, "transcript.pdf")
    assert result.exit_code == ExitCode.USAGE
    assert "'transcript.pdf' carries 2 badges: name a file with -o." in result.stderr


def test_of_several_none_is_written_where_one_would_be_replaced(folder):
    (folder / "transcript.pdf").write_bytes(TWO)
    (folder / "mine-2.json").write_bytes(b"mine")
    result = run(unbake.command, "transcript.pdf", "-o", "mine.json")
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert result.stderr == "error: mine-2.json is there already; --force replaces it\n"
    assert not (folder / "mine-1.json").exists()


def test_of_several_none_is_written_where_one_cannot_be_read(folder):
    (folder / "transcript.pdf").write_bytes(DAMAGED)
    result = run(unbake.command, "transcript.pdf", "-o", "mine.json")
    assert result.exit_code == ExitCode.WRONG
    assert result.stderr == (
        "error: transcript.pdf: An attachment of the PDF is damaged, or packed in a way that we do "
        "not read.\n"
    )
    assert not list(folder.glob("mine*"))


def test_output_can_be_named(folder):
    assert run(bake.command, "badge.json", "picture.png", "-o", "x.png").exit_code == ExitCode.OK
    result = run(unbake.command, "x.png", "-o", "again.json")
    assert (result.exit_code, result.stdout) == (ExitCode.OK, "Wrote again.json.\n")
    assert (folder / "again.json").read_bytes() == DATA
    assert sorted(path.name for path in folder.iterdir()) == [
        "again.json",
        "badge.json",
        "picture.png",
        "picture.svg",
        "x.png",
    ]


def test_nothing_is_replaced_unasked(folder):
    arguments = ["badge.json", "picture.png", "-o", "picture.png"]
    result = run(bake.command, *arguments)
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert result.stderr == "error: picture.png is there already; --force replaces it\n"
    assert (folder / "picture.png").read_bytes() == PLAIN
    assert run(bake.command, "--force", *arguments).exit_code == ExitCode.OK
    assert (folder / "picture.png").read_bytes() == BAKED


def test_a_folder_that_is_not_there(folder):
    result = run(bake.command, "badge.json", "picture.png", "-o", "no/x.png")
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert result.stderr == "error: no/x.png cannot be written: No such file or directory\n"
    assert not (folder / "no").exists()


WRONG = {  # files: what is told
    ("unsigned.json", "picture.png"): "error: unsigned.json: nobody has signed it\n",
    ("broken.json", "picture.png"): ("error: broken.json: Not JSON (line 1, column 2).\n"),
    ("badge.json", "broken.json"): "error: broken.json: neither a PNG nor an SVG\n",
    ("badge.json", "cut.png"): "error: cut.png: The PNG is cut off.\n",
}


@pytest.mark.parametrize(("files", "told"), WRONG.items(), ids=map(" ".join, WRONG))
def test_what_cannot_be_baked_is_told(folder, files, told):
    (folder / "unsigned.json").write_bytes(b"{}")
    (folder / "broken.json").write_bytes(b"{")
    (folder / "cut.png").write_bytes(PLAIN[:-4])
    result = run(bake.command, *files, "-o", "out")
    assert (result.exit_code, result.stderr) == (ExitCode.WRONG, told)
    assert not (folder / "out").exists()


def test_a_picture_without_a_badge_is_told(folder):
    result = run(unbake.command, "picture.png")
    assert result.exit_code == ExitCode.WRONG
    assert result.stderr == "error: picture.png: The PNG carries no credential.\n"
    assert folder
