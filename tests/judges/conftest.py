"""What the tests that ask the judges share."""

import os

import pytest

from tests.judges.judging import missing


@pytest.fixture(scope="session", autouse=True)
def judges() -> None:
    """The judges are there; without them tests skip, but never where the whole check runs."""
    reason = missing()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)
