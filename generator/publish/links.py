"""Where the links of a file lead, and the addresses in a list, within the site.

`Inside.numbers` is quick and looks at every page where it is written: what it finds is what a
page links to and, now and then, text that only looks so. `Inside.broken` reads as a browser does,
and is asked only of the few files in which something seems to lead nowhere.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from generator.publish.manifest import path_number

# A tag with its quoted values, so that neither text nor a '>' inside a value confuses us.
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'<>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z-]+)=(?:"([^"]*)"|'([^']*)')""")
# What a script or style says is text, whatever it looks like (HTML, section 13.2.5).
_NO_TAGS = re.compile(
    r"<!--.*?-->|(<(script|style)\b[^>]*>).*?(?=</\2\b)", re.DOTALL | re.IGNORECASE
)
_HOLDS_A_LINK = frozenset({"href", "src", "action", "poster", "data"})
# What is signed cannot be mended, and was checked as the statement that it is.
_SIGNED = re.compile(r"^credentials/|^earners/|/endorsements/|/status/|/attested/")
_LOCATION = re.compile(r"<loc>([^<]*)</loc>")
_HOST = "https://site.invalid"
_NAMES = tuple(f"{name}=".encode() for name in sorted(_HOLDS_A_LINK))
_WHOLE = (b"http://", b"https://")
_MOST_KNOWN = 100_000
_QUOTES = (b'"', b"'")
# Neither escapes nor anything that an address would be read differently for.
_PLAIN = re.compile(
    r"((?:\.\./)*)((?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*/)*(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)?)"
)


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A link to nothing."""

    page: str
    """The file that holds it."""
    link: str
    """As it is written there."""


class Inside:
    """The links of files of one site.

    A link is inside when it is relative or starts with `base_url`; what stands on other
    sites is not asked. Fragments are not looked at. The map of the site, the index of its
    search and its data name files too.
    """

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._base = urlsplit(base_url)
        self._plain: dict[bytes, int | None] = {}
        self._whole: dict[bytes, int | None] = {}

    def numbers(self, path: str, body: bytes) -> set[int]:
        """Numbers (`path_number`) of the files that the file at `path` needs to be there."""
        if path.endswith(".html"):
            found = self._of_page(path, body)
        else:
            found = (self._number(link, "") for link in self._listed(path, body))
        return {each for each in found if each is not None}

    def _of_page(self, path: str, body: bytes) -> Iterator[int | None]:
        ups, top = b"../" * path.count("/"), self._base_url.encode()
        for raw in _looks_like_links(body):
            number: int | None = None
            if raw.startswith(top) and top:
                number = self._of_top(raw[len(top) :])
            elif raw.startswith(ups) and (ups or raw):
                number = self._of_top(raw[len(ups) :])
            elif raw.startswith(_WHOLE):
                yield self._of_whole(raw)
                continue
            yield self._number(_text(raw), path) if number is None else number

    def _of_top(self, rest: bytes) -> int | None:
        """The number of an address told from the home page, if it is a plain one."""
        known = self._plain
        if rest not in known:
            plain = _PLAIN.fullmatch(_bare(_text(rest)))
            if len(known) == _MOST_KNOWN:
                known.clear()
            known[rest] = None if plain is None else path_number(_answering(plain[0]))
        return known[rest]

    def _of_whole(self, raw: bytes) -> int | None:
        """The number of an address with its host, wherever it stands."""
        known = self._whole
        if raw not in known:
            if len(known) == _MOST_KNOWN:
                known.clear()
            known[raw] = self._number(_text(raw), "")
        return known[raw]

    def broken(
        self, path: str, body: bytes, answers: Callable[[str], bool]
    ) -> Iterator[BrokenLink]:
        """Links of the file at `path` that lead to no file, as `answers` tells of each path."""
        is_page = path.endswith(".html")
        links = links_of(body.decode()) if is_page else self._listed(path, body)
        for link in dict.fromkeys(links):
            file = self._file(link, path if is_page else "")
            if file is not None and (file == "\0" or not answers(file)):
                yield BrokenLink(path, link)

    def _number(self, link: str, path: str) -> int | None:
        if link.startswith("#"):
            return None  # the page itself
        file = self._file(link, path)
        return None if file is None else path_number(file)

    def _file(self, link: str, path: str) -> str | None:
        """The file a link needs; None: none of the site's; a mark that is no path: nowhere."""
        target = self._path_on_site(link, _HOST + self._base.path + path)
        if target is None:
            return None
        if target.startswith(self._base.path):
            return _answering(target.removeprefix(self._base.path))
        if target == "" or _is_relative(link):
            return "\0"
        return None  # what its owner has beside the site

    def _path_on_site(self, link: str, here: str) -> str | None:
        """The path `link` leads to; None when it leads off the site, "" when it is no address."""
        try:
            parts = urlsplit(urljoin(here, link.strip()))
        except ValueError:
            return ""
        hosts = {self._base.netloc, "site.invalid"}
        if parts.scheme not in {"http", "https"} or parts.netloc not in hosts:
            return None
        return unquote(parts.path) or "/"

    def _listed(self, path: str, body: bytes) -> Iterator[str]:
        """The addresses on this site that a file of data names."""
        if path == "sitemap.xml":
            yield from map(unescape, _LOCATION.findall(body.decode()))
        elif path.endswith(".json") and not _SIGNED.search(path):
            in_search = path.startswith("search/")
            if not in_search and b"\\" not in body and self._base_url.encode() not in body:
                return
            try:
                left = [json.loads(body)]
            except (ValueError, RecursionError):
                return  # of the keepers' own, beside their pages
            while left:
                value = left.pop()
                if isinstance(value, dict):
                    if in_search and isinstance(value.get("location"), str):
                        yield value["location"]
                    left += value.values()
                elif isinstance(value, list):
                    left += value
                elif isinstance(value, str) and value.startswith(self._base_url):
                    yield value


def links_of(html: str) -> Iterable[str]:
    """The addresses in the tags of a page, in order, as a browser would read them."""
    for tag in _TAG.finditer(_NO_TAGS.sub(lambda found: found[1] or "", html)):
        for name, double, single in _ATTRIBUTE.findall(tag.group()):
            if name.lower() in _HOLDS_A_LINK:
                yield unescape(double or single)


def _looks_like_links(body: bytes) -> set[bytes]:
    """Whatever may be a link of a page: more than `links_of` finds, and never less."""
    lower = body.lower()
    found: set[bytes] = set()
    for name in _NAMES:
        if count := lower.count(name):
            after = body.split(name + b'"')[1:]
            if len(after) == count:  # as we write them, and as good as everybody
                found.update([each.partition(b'"')[0] for each in after])
            else:
                found.update(_in_any_form(body, lower, name))
    return found


def _in_any_form(body: bytes, lower: bytes, name: bytes) -> Iterator[bytes]:
    at = lower.find(name)
    while at >= 0:
        start = at + len(name)
        quote = body[start : start + 1]
        if quote in _QUOTES and (end := body.find(quote, start + 1)) >= 0:
            yield body[start + 1 : end]
        at = lower.find(name, start)


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace"))


def _bare(link: str) -> str:
    """A link without what follows its path."""
    return link.partition("#")[0].partition("?")[0]


def _answering(path: str) -> str:
    """The file that answers an address."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def _is_relative(link: str) -> bool:
    return not re.match(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/)", link)
