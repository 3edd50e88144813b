"""A wheel, installed nowhere near the clone, builds the same site as the clone does."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.build.small import AS_OF, small_catalog

pytestmark = pytest.mark.usefixtures("no_shelf")

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The folder a wheel of this project unpacks to."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(PROJECT)], check=True)
    (wheel,) = folder.glob("badgepress-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "lib")
    return folder / "lib"


def _build(package_folder: Path, config: Path, site: Path, elsewhere: Path) -> None:
    command = [sys.executable, "-m", "generator", "build", "-f", str(config)]
    subprocess.run(
        [*command, "--site-dir", str(site), "--as-of", AS_OF.isoformat()],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(package_folder)},
        check=True,
        capture_output=True,
    )


def _files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_it_builds_what_the_clone_builds(unpacked, tmp_path):
    config = small_catalog(tmp_path / "catalog")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    _build(unpacked, config, tmp_path / "by-wheel", elsewhere)
    _build(PROJECT, config, tmp_path / "by-clone", elsewhere)
    built = _files(tmp_path / "by-wheel")
    assert "index.html" in built
    assert built == _files(tmp_path / "by-clone")


def test_nothing_of_the_clone_but_the_package_is_in_it(unpacked):
    assert {path.name.partition("-")[0] for path in unpacked.iterdir()} == {
        "badgepress",
        "generator",
    }
    theme = unpacked / "generator" / "_theme"
    assert (theme / "pages" / "badge.html.j2").is_file()
    assert (unpacked / "generator" / "_scaffold" / "handbook.md").is_file()
    assert not list(unpacked.rglob("node_modules"))
    assert sorted(
        path.relative_to(theme).as_posix() for path in (theme / "verifier").rglob("*")
    ) == [
        "verifier/dist",
        "verifier/dist/credential.js",
        "verifier/dist/verifier.js",
        "verifier/dist/verify.html",
    ]
