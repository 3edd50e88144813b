"""The papers, made once for all tests of this folder."""

import pytest
from click.testing import CliRunner

from generator.cli import issue
from tests.issue.world import PASSPHRASE
from tests.paper.papers import make_papers, paper_world


@pytest.fixture(scope="session")
def papers(tmp_path_factory) -> dict[str, bytes]:
    """Every PDF by its path."""
    world = paper_world(tmp_path_factory.mktemp("program"))
    arguments = ["scores.xlsx", "--key", "keys/brook.key", "--yes"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(world.root)
        env = {"BADGEPRESS_PASSPHRASE": PASSPHRASE}
        CliRunner(env=env).invoke(issue.command, arguments, catch_exceptions=False)
    everybody = ["ana-silva", "ben-k", "cai", "dora-lind"]
    return make_papers(world.root, everybody, "planning", "keys/brook.key")
