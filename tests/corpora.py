"""Where third-party test input lives; tests that need it skip with a reason without it."""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("BADGEPRESS_CORPORA") or PROJECT / ".." / "shared" / "corpora")


def corpus(name: str) -> Path:
    """The folder of one corpus; skips the test that asks when it is not there."""
    folder = CORPORA / name
    if not folder.is_dir():
        pytest.skip(f"no third-party test input '{name}': set BADGEPRESS_CORPORA to its folder")
    return folder
