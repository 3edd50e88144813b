from pathlib import Path

import pytest

from tests.issue.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A small catalog in `tmp_path`, with keys."""
    return make_world(tmp_path)
