"""The network as a browser sees it: addresses answered from built folders, nobody else there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


@dataclass
class Web:
    """`sites` by their address; `changes` are files that stand there otherwise, None: not at all."""

    context: object
    sites: Mapping[str, Path]
    now: datetime
    changes: dict[str, bytes | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.route("**/*", self._answer)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def open(self, address: str) -> object:
        page = self.context.new_page()
        page.clock.set_fixed_time(self.now)
        page.goto(address)
        return page

    def foreign(self, own: str) -> list[str]:
        """What was asked outside of the site at `own`."""
        return [url for url in self.asked if not url.startswith((own, "blob:", "data:"))]

    def _said(self, message) -> None:
        if message.type in {"error", "warning"} and "404" not in message.text:
            self.complaints.append(message.text)

    def _answer(self, route) -> None:
        url = route.request.url.partition("#")[0]
        self.asked.append(url)
        body = self._body(url)
        path = Path(urlsplit(url).path)
        route.fulfill(
            status=200 if body is not None else 404,
            body=body or b"",
            headers={
                "Content-Type": TYPES.get(path.suffix, TYPES[".html"]),
                "Date": format_datetime(self.now, usegmt=True),
            },
        )

    def _body(self, url: str) -> bytes | None:
        for base, folder in self.sites.items():
            if url.startswith(base):
                path = unquote(urlsplit(url.removeprefix(base)).path)
                if path in self.changes:
                    return self.changes[path]
                file = (
                    folder / path / "index.html"
                    if path.endswith("/") or not path
                    else folder / path
                )
                return file.read_bytes() if file.is_file() else None
        return None
