"""Renders the small catalog once for all tests of the room."""

import os
from pathlib import Path

import pytest

from tests.site.small import rendered

_GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def site():
    return rendered()


@pytest.fixture
def golden():
    """Compare with ``golden/NAME``; review the diff, then accept with UPDATE_GOLDEN=1."""

    def compare(name, actual):
        path = _GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(actual, encoding="utf-8")
        assert path.is_file(), f"no golden file {name}; run with UPDATE_GOLDEN=1"
        assert actual == path.read_text(encoding="utf-8")

    return compare
