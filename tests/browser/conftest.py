"""A real browser on a real site."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.build import build
from generator.cli.preview import PreviewServer
from generator.source import load
from tests.browser.web import Web
from tests.build.conftest import PAGES, Silent
from tests.build.small import AS_OF, small_catalog

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SAMPLE = "https://badges.lakeland.example/demo/"
SAMPLE_DAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
_ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site_url(tmp_path_factory) -> Iterator[str]:
    """The small catalog's site, served under its path."""
    loaded = load(small_catalog(tmp_path_factory.mktemp("browser"), pages=PAGES))
    folder = loaded.root / "site"
    build(loaded, site_dir=folder, as_of=AS_OF, jobs=1, narrator=Silent())
    with PreviewServer(("127.0.0.1", 0), folder, loaded.config.base_path) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.url
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Path:
    """The site of the sample catalog."""
    loaded = load(Path(os.path.relpath(_ROOT / "site-config.yml")))
    folder = tmp_path_factory.mktemp("sample") / "site"
    build(loaded, site_dir=folder, as_of=SAMPLE_DAY, jobs=1, narrator=Silent())
    return folder


@pytest.fixture
def sample_web(chromium, sample, request) -> Iterator[Web]:
    """The sample at its own address; parametrize indirectly with context options."""
    context = chromium.new_context(**getattr(request, "param", {}))
    context.set_default_timeout(15_000)
    yield Web(context, {SAMPLE: sample}, SAMPLE_DAY)
    context.close()


@dataclass
class Visit:
    """One open page, and everything it did that a reader would not want."""

    page: object
    base: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def to(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.page.wait_for_load_state("networkidle")

    def _said(self, message) -> None:
        if message.type in {"error", "warning"} and "404" not in message.text:
            self.complaints.append(message.text)

    def _asked(self, request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.foreign.append(request.url)

    def _answered(self, response) -> None:
        if response.status >= 400:
            self.missing.append(response.url)


@pytest.fixture
def visit(chromium, site_url, request) -> Iterator[Visit]:
    """A page in a context of its own; parametrize indirectly with context options."""
    options = getattr(request, "param", {})
    context = chromium.new_context(**options)
    yield Visit(context.new_page(), site_url)
    context.close()
