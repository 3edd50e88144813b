"""What tests of several rooms share: one real browser a worker, one shelf for what is dear to make."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from generator.build.kept import SHELF

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_configure(config):
    """All workers and commands share MkDocs' pages and the painted pictures of equal catalogs."""
    if not hasattr(config, "workerinput"):  # workers have the environment of who started them
        os.environ[SHELF] = tempfile.mkdtemp(prefix="badgepress-shelf-")


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(SHELF), ignore_errors=True)


@pytest.fixture
def no_shelf(monkeypatch):
    """For tests of the making itself: here nothing is made already."""
    monkeypatch.delenv(SHELF)


@pytest.fixture(scope="session")
def chromium():
    """The browser of this computer; a test that asks for it skips without, and fails in CI."""
    if not CHROMIUM.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no browser at {CHROMIUM}")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, few tests need it

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()
