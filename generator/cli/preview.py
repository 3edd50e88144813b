"""The little server of `badgepress serve`: one folder, read only, under base_url's path."""

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}


class PreviewServer(ThreadingHTTPServer):
    """Serves `folder` under `base_path`, as a static host would."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], folder: Path, base_path: str) -> None:
        self.base_path = base_path
        super().__init__(address, partial(_Handler, folder=folder, base_path=base_path))

    @property
    def url(self) -> str:
        """Where the site is."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}{self.base_path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a browser that hangs up is no news."""


class _Handler(SimpleHTTPRequestHandler):
    server_version = "badgepress"
    sys_version = ""

    def __init__(self, *args: Any, folder: Path, base_path: str) -> None:
        self._folder = folder
        self._base_path = base_path
        super().__init__(*args, directory=str(folder))

    def do_GET(self) -> None:
        """One file, or the page that says there is none."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """The same without the file."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if path in {"/", self._base_path.rstrip("/")} and path != self._base_path:
            self._redirect(self._base_path)
            return
        file = self._file(path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                self._redirect(urlsplit(self.path).path + "/")
                return
            file /= "index.html"
        status = HTTPStatus.OK
        if file is None or not file.is_file():
            status, file = HTTPStatus.NOT_FOUND, self._folder / "404.html"
        try:
            body = file.read_bytes()
        except OSError:  # a build is taking the folder's place this moment
            status, body = HTTPStatus.NOT_FOUND, b""
        self.send_response(status)
        self.send_header("Content-Type", _TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _file(self, path: str) -> Path | None:
        """What `path` names inside the folder, if it is inside."""
        if not path.startswith(self._base_path) or "\0" in path or "\\" in path:
            return None
        parts = path.removeprefix(self._base_path).split("/")
        if any(part in {".", ".."} for part in parts) or "" in parts[:-1]:
            return None
        return self._folder.joinpath(*parts)

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", path)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  its name there
        """Nothing: the terminal is for the catalog's mistakes."""
