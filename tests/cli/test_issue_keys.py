"""`badgepress keys new`."""

import re
import stat

import pytest
from click.testing import CliRunner

from generator.cli import keys
from generator.cli.exit_code import ExitCode
from generator.issue import open_key, read_key_file
from tests.issue.world import PASSPHRASE, make_world


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.delenv("BADGEPRESS_PASSPHRASE", raising=False)
    return make_world(tmp_path)


def run(*arguments, say=None):
    return CliRunner().invoke(keys.command, ["new", *arguments], input=say)


TWICE = f"{PASSPHRASE}\n{PASSPHRASE}\n"


def test_a_key_and_what_to_do_with_it(world):
    result = run("brook", "--out", "new.key", say=TWICE)
    assert result.exit_code == ExitCode.OK
    path = world.root / "new.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    public_key = open_key(read_key_file(path, keep_out=()), PASSPHRASE).public_key
    assert re.search(
        rf"^keys:\n  - public_key: {public_key}\n    created: \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n",
        result.stdout,
        re.MULTILINE,
    )
    for word in ("Wrote new.key", "brook.yml", "Back it up now", "keep them apart"):
        assert word in result.stdout
    assert PASSPHRASE not in result.stdout


def test_without_out_it_lies_outside_every_repository(world):
    assert run("brook", say=TWICE).exit_code == ExitCode.OK
    path = world.root / "home" / ".badgepress" / "brook.key"
    assert path.is_file()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_needs_no_catalog(world):
    """The issuer's file cannot be written before there is a key to list."""
    (world.root / "site-config.yml").unlink()
    assert run("newcomer", "--out", "new.key", say=TWICE).exit_code == ExitCode.OK


REFUSED = {  # case: (arguments, what is typed, exit code, a part of what is said)
    "in the catalog": (
        ("brook", "--out", "catalog/x.key"), TWICE, ExitCode.USAGE,
        "catalog/x.key lies inside catalog, which is published or shared",
    ),
    "in the site": (
        ("brook", "--out", "site/x.key"), TWICE, ExitCode.USAGE,
        "site/x.key lies inside site, which is published or shared",
    ),
    "there already": (
        ("brook", "--out", "keys/brook.key"), TWICE, ExitCode.CANNOT_WRITE,
        "keys/brook.key exists already; a key is never overwritten",
    ),
    "no folder": (
        ("brook", "--out", "none/x.key"), TWICE, ExitCode.CANNOT_WRITE,
        "none/x.key can't be written: No such file or directory",
    ),
    "no slug": (
        ("Brook Agency", "--out", "x.key"), TWICE, ExitCode.USAGE,
        "must be a slug",
    ),
    "two different passphrases": (
        ("brook", "--out", "x.key"), "one\ntwo\n", 1,
        "The two entered values do not match",
    ),
    "spaces": (
        ("brook", "--out", "x.key"), "  \n  \n", ExitCode.USAGE,
        "the passphrase is empty",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "say", "code", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(world, arguments, say, code, said):
    before = world.tree()
    result = run(*arguments, say=say)
    assert result.exit_code == code
    assert said in result.output
    assert world.tree() == before


def test_an_empty_passphrase_from_the_environment_is_refused(world, monkeypatch):
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", "")
    result = run("brook", "--out", "x.key")
    assert result.exit_code == ExitCode.USAGE
    assert not (world.root / "x.key").exists()
