"""The small catalog, loaded and built once for all tests that only look."""

from pathlib import Path

import pytest

from generator.build import Built, build
from generator.source import Loaded, load
from tests.build.small import AS_OF, small_catalog

PAGES = {
    "about.md": "# About & us\n\nSee [the badges](../badges/), [words](more/words.md#steel).\n\n"
    "| a | b |\n|:--|--:|\n| 1 | 2 |\n\n![A dot](dot.svg)\n",
    "more/words.md": "# Words\n\n## Steel\n\nIron with carbon.\n",
    "dot.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
}


class Silent:
    """A narrator that tells nobody, but remembers the stages."""

    def __init__(self) -> None:
        self.stages: list[str] = []

    def stage(self, name: str, of: int | None = None) -> None:
        self.stages.append(name if of is None else f"{name} {of}")

    def step(self, count: int = 1) -> None:
        pass


def build_small(loaded: Loaded, site: Path | None = None) -> Built:
    """Build as the tests do unless they say otherwise."""
    return build(
        loaded,
        site_dir=site if site is not None else loaded.root / "site",
        as_of=AS_OF,
        jobs=1,
        narrator=Silent(),
    )


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Loaded:
    return load(small_catalog(tmp_path_factory.mktemp("small"), pages=PAGES))


@pytest.fixture(scope="session")
def site(small) -> Path:
    return build_small(small).folder
