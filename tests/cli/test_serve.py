"""`badgepress serve`: the site under its path, as a static host would show it."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.cli import serve
from generator.cli.preview import PreviewServer
from tests.build.small import small_catalog

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    files = {
        "index.html": "home",
        "404.html": "nothing here",
        "badges/index.html": "badges",
        "a b.json": "{}",
        "style.css": "p{}",
        "app.js": "x",
        "issuers/x/did.json": "{}",
        "picture.svg": "<svg/>",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    (folder / "empty").mkdir()
    (folder.parent / "secret.txt").write_text("secret")
    with PreviewServer(("127.0.0.1", 0), folder, "/demo/") as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def get(server: PreviewServer, path: str, method: str = "GET") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(*server.server_address[:2], timeout=5)
    connection.request(method, path)
    answer = connection.getresponse()
    answer.text = answer.read().decode()
    connection.close()
    return answer


GOOD = {
    "home": ("/demo/", "text/html; charset=utf-8", "home"),
    "page": ("/demo/badges/", "text/html; charset=utf-8", "badges"),
    "query": ("/demo/badges/?topic=x", "text/html; charset=utf-8", "badges"),
    "escaped": ("/demo/a%20b.json", "application/json", "{}"),
    "DID document": ("/demo/issuers/x/did.json", "application/json", "{}"),
    "style": ("/demo/style.css", "text/css; charset=utf-8", "p{}"),
    "script": ("/demo/app.js", "text/javascript; charset=utf-8", "x"),
    "picture": ("/demo/picture.svg", "image/svg+xml", "<svg/>"),
}


@pytest.mark.parametrize(("path", "kind", "text"), GOOD.values(), ids=GOOD.keys())
def test_a_file_is_served_with_its_type(server, path, kind, text):
    answer = get(server, path)
    assert (answer.status, answer.headers["Content-Type"], answer.text) == (200, kind, text)
    assert answer.headers["Cache-Control"] == "no-store"


NOT_FOUND = {
    "no such page": "/demo/nowhere/",
    "outside the base path": "/elsewhere",
    "a folder without page": "/demo/empty/",
    "above the folder": "/demo/../secret.txt",
    "above, escaped": "/demo/%2e%2e/secret.txt",
    "above, half escaped": "/demo/..%2fsecret.txt",
    "backslash": "/demo/..%5csecret.txt",
    "NUL": "/demo/%00",
    "double slash": "/demo//index.html",
    "another host": "//evil.example/",
}


@pytest.mark.parametrize("path", NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_nothing_else_is_served(server, path):
    answer = get(server, path)
    assert (answer.status, answer.text) == (404, "nothing here")


REDIRECTS = {
    "root": ("/", "/demo/"),
    "no slash": ("/demo", "/demo/"),
    "folder without slash": ("/demo/badges", "/demo/badges/"),
}


@pytest.mark.parametrize(("path", "to"), REDIRECTS.values(), ids=REDIRECTS.keys())
def test_an_address_is_completed(server, path, to):
    answer = get(server, path)
    assert (answer.status, answer.headers["Location"]) == (301, to)


def test_head_has_no_body(server):
    answer = get(server, "/demo/", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], answer.text) == (200, "4", "")


def test_nothing_can_be_written(server):
    assert get(server, "/demo/", "POST").status == 501


def test_serve_builds_shows_rebuilds_and_stops_quietly(tmp_path):
    small_catalog(tmp_path)
    child = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", "--port", "0", "--as-of", "2026-06-01"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with child:
        lines = iter(child.stdout.readline, "")
        try:
            url = next(line.split()[4] for line in lines if line.startswith("The site is at"))
            assert url.endswith("/program/")
            host = url.split("/")[2]

            def shown() -> str:
                connection = http.client.HTTPConnection(host, timeout=5)
                connection.request("GET", "/program/badges/welding/achievement.json")
                answer = connection.getresponse().read()
                connection.close()
                return json.loads(answer)["description"]

            badge = tmp_path / "catalog/badges/fenwick/welding.yml"
            good = badge.read_text()
            assert shown() == "Joins steel & knows why it holds."
            badge.write_text(good + "motto: none\n")
            assert next(line for line in lines if "unknown key 'motto'" in line)
            assert next(line for line in lines if line.startswith("The last site"))
            assert shown() == "Joins steel & knows why it holds."
            badge.write_text(good.replace("Joins steel", "Welds steel"))
            assert next(line for line in lines if line.startswith("Wrote"))
            assert shown() == "Welds steel & knows why it holds."
            child.send_signal(signal.SIGINT)
            assert child.wait(20) == 0
        finally:
            child.kill()
        assert "Traceback" not in "".join(lines)
    assert not (tmp_path / "site").exists(), "what is published is not touched"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_gets_lost_stops_it_all_the_same():
    class Cleared:
        def __del__(self):
            os.kill(os.getpid(), signal.SIGINT)
            for _ in range(100):  # the handler runs here, and what it raises is dropped
                pass

    before = signal.getsignal(signal.SIGINT)  # ignored, where the tests run in the background
    stopping = threading.Event()
    with serve.told_by_ctrl_c(stopping):
        Cleared()
    assert stopping.is_set()
    assert signal.getsignal(signal.SIGINT) is before
