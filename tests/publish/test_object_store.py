"""A site in an object store: in an order that never leads to nothing, and only what changed."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from generator.publish import CannotPublishError, staging
from generator.publish.object_store import Brought, bring

FILES = {
    "index.html": b"home",
    "badges/index.html": b"hub",
    "badges/x/index.html": b"page",
    "badges/x/achievement.json": b"{}",
    "assets/a.css": b"a",
    "catalog.json": b"[]",
    "sitemap.xml": b"<urlset/>",
}


def publish(target: Path, files: dict[str, bytes]) -> Path:
    with staging(target) as tree:
        for path, body in files.items():
            tree.write(path, body)
    return target


@pytest.fixture
def url(request) -> Iterator[str]:
    name = f"memory://{request.node.name}"
    yield name
    fsspec.filesystem("memory").rm(f"/{request.node.name}", recursive=True)


def there(url: str) -> dict[str, bytes]:
    store, root = fsspec.core.url_to_fs(url)
    return {path.removeprefix(f"{root}/"): store.cat_file(path) for path in store.find(root)}


def test_the_whole_site_is_there_and_then_only_what_changed(tmp_path, url):
    known = tmp_path / "known.sqlite"
    site = publish(tmp_path / "site", FILES)
    assert bring(site, url, known) == Brought(len(FILES) + 1, 0, 0)
    assert {path: body for path, body in there(url).items() if path[0] != "."} == FILES
    changed = {**FILES, "badges/x/index.html": b"new", "badges/y/index.html": b"more"}
    del changed["assets/a.css"]
    publish(site, changed)
    assert bring(site, url, known) == Brought(2, 1, len(FILES) - 1)
    assert {path: body for path, body in there(url).items() if path[0] != "."} == changed


def test_what_is_led_to_comes_first(tmp_path, url):
    bring(publish(tmp_path / "site", FILES), url, tmp_path / "known.sqlite")
    store, root = fsspec.core.url_to_fs(url)
    steps = ["assets/a.css", "badges/x/achievement.json", "badges/x/index.html"]
    steps += ["badges/index.html", "catalog.json"]
    made = [store.created(f"{root}/{path}") for path in steps]
    assert made == sorted(made)


def test_without_what_was_remembered_all_is_brought_and_the_rest_removed(tmp_path, url):
    site = publish(tmp_path / "site", FILES)
    bring(site, url, tmp_path / "known.sqlite")
    publish(site, {"index.html": b"home"})
    assert bring(site, url, tmp_path / "other.sqlite") == Brought(2, len(FILES) - 1, 0)
    assert there(url).keys() == {"index.html", ".badgepress-site"}


def test_objects_of_somebody_else_stay(tmp_path, url):
    fsspec.core.url_to_fs(url)[0].pipe_file(f"{url.removeprefix('memory:/')}/mine.txt", b"mine")
    with pytest.raises(CannotPublishError, match="no site of"):
        bring(publish(tmp_path / "site", FILES), url, tmp_path / "known.sqlite")
    assert there(url) == {"mine.txt": b"mine"}


def test_no_site_is_brought_nowhere(tmp_path):
    with pytest.raises(CannotPublishError, match="is no site"):
        bring(tmp_path, "memory://x", tmp_path / "known.sqlite")
    site = publish(tmp_path / "site", FILES)
    with pytest.raises(CannotPublishError, match="of no kind"):
        bring(site, "nothing-such://x", tmp_path / "known.sqlite")


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """A server that speaks as S3 does, on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def test_an_s3_store_gets_the_bytes_and_their_types(tmp_path, s3, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    store = fsspec.filesystem("s3")
    store.mkdir("badges")
    site = publish(tmp_path / "site", FILES)
    bring(site, "s3://badges/program", tmp_path / "known.sqlite")
    found = {path.removeprefix("badges/program/") for path in store.find("badges/program")}
    assert found == {*FILES, ".badgepress-site"}
    assert store.cat_file("badges/program/badges/x/index.html") == b"page"
    types = {
        path: store.info(f"badges/program/{path}", refresh=True)["ContentType"] for path in FILES
    }
    assert types["index.html"] == "text/html; charset=utf-8"
    assert types["catalog.json"] == "application/json"
    publish(site, {**FILES, "index.html": b"new home"})
    assert bring(site, "s3://badges/program", tmp_path / "known.sqlite").written == 1
    assert store.cat_file("badges/program/index.html") == b"new home"
