"""`badgepress issue` where people lie in shards."""

import pytest
from click.testing import CliRunner

from generator.cli import issue
from generator.cli.issue_by_shards import Wish
from tests.issue.sharded import make_sharded
from tests.issue.world import AWARDS, PASSPHRASE


@pytest.fixture
def registry(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    made = make_sharded(tmp_path)
    made.write(AWARDS)
    return made


def run(*arguments, given=""):
    return CliRunner().invoke(issue.command, ["awards.csv", *arguments], input=given)


def test_it_shows_signs_and_signs_nothing_twice(registry):
    before = registry.tree()
    shown = run("--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "2026-04-01  listening  Ana Silva (ana-silva): a page" in shown.stdout
    assert "Nothing was signed." in shown.stdout
    assert registry.tree() == before

    signed = run("--key", "keys/brook.key", given="y\n")
    assert signed.exit_code == 0, signed.output
    assert "Sign 6 credentials for 4 awards? [y/N]" in signed.stdout
    assert "Signed 6 credentials.\nSigned status list 1 of brook.\n" in signed.stdout
    after = registry.tree()

    again = run("--key", "keys/brook.key", "--yes")
    assert "4 awards signed before.\nNothing to sign.\n" in again.stdout
    assert registry.tree() == after


def test_the_passphrase_is_asked_for_once_for_all_workers(registry, monkeypatch):
    monkeypatch.delenv("BADGEPRESS_PASSPHRASE")
    monkeypatch.setattr(Wish, "workers", 2)
    signed = run("--key", "keys/brook.key", "--yes", given=f"{PASSPHRASE}\n")
    assert signed.exit_code == 0, signed.output
    assert signed.output.count("Passphrase") == 1
    assert len(registry.issued()) == 6


def test_nothing_is_written_without_the_key(registry):
    before = registry.tree()
    refused = run("--yes")
    assert refused.exit_code == 2
    assert "the signing key is missing of 'brook'" in refused.output
    assert registry.tree() == before
    assert not registry.registry().journal.exists()


def test_mistakes_are_told_before_anything_is_asked(registry):
    registry.write(AWARDS + "listening,nobody,2026-04-01\n")
    refused = run("--key", "keys/brook.key")
    assert "awards.csv:6:11: error: there is no earner 'nobody'" in str(refused.exception)
