"""What the README shows works as it is written there."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import badgepress

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"`badgepress ([a-z]+(?: new)?)[^`]*`", README)))


AWARDS = re.findall(r"```csv\n(.*?)```", README, re.DOTALL)
TOLD = {  # what a dry run tells of each awards file shown, in their order
    "one award": "new: Ana Ruiz (ana-ruiz), private",
    "a team": "Ira Moss (ira-moss): an own copy; in the team Hill and Dale, pieces of evidence: 1",
}


@pytest.mark.parametrize(
    ("shown", "told"), list(zip(AWARDS, TOLD.values(), strict=True)), ids=TOLD.keys()
)
def test_the_awards_file_is_good(tmp_path, shown, told):
    shutil.copytree(PROJECT / "catalog", tmp_path / "catalog")
    shutil.copy(PROJECT / "site-config.yml", tmp_path)
    (tmp_path / "awards.csv").write_text(shown, encoding="utf-8")
    config = str(tmp_path / "site-config.yml")
    result = CliRunner().invoke(
        badgepress, ["issue", str(tmp_path / "awards.csv"), "--dry-run", "-f", config]
    )
    assert result.exit_code == 0, result.output
    assert told in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_exist(command):
    assert CliRunner().invoke(badgepress, [*command.split(), "--help"]).exit_code == 0


def test_it_names_every_command():
    listed = badgepress.list_commands(None)
    assert {command.split()[0] for command in COMMANDS} == set(listed)


def test_the_links_lead_somewhere():
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    missing = [each for each in targets if "://" not in each and not (PROJECT / each).exists()]
    assert missing == []


def test_it_tells_the_digest_of_the_verifier():
    page = (PROJECT / "theme" / "verifier" / "dist" / "verify.html").read_bytes()
    assert re.findall(r"^[0-9a-f]{64}$", README, re.MULTILINE) == [hashlib.sha256(page).hexdigest()]
