"""What tests of several commands share."""

import pytest

from generator.issue import key_file


@pytest.fixture
def quick_keys(monkeypatch):
    """Keys that commands make open at once: what guessing costs is held by tests/issue/test_keys.py."""
    monkeypatch.setattr(key_file, "KDF_ROUNDS", 1)
