"""Whether the links of a written site, and the addresses in its lists, lead somewhere."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from generator.publish.tree import Tree

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


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A link to nothing."""

    page: str
    """The file that holds it."""
    link: str
    """As it is written there."""


def broken_links(tree: Tree, base_url: str) -> Iterator[BrokenLink]:
    """Every link inside the site that no file answers, file by file in order.

    A link is inside when it is relative or starts with `base_url`; what stands on other
    sites is not asked. Fragments are not looked at. The map of the site, the index of its
    search and its data name files too.
    """
    base = urlsplit(base_url)
    files = tree.files
    for page in sorted(files):
        if page.endswith(".html"):
            links: Iterable[str] = links_of(tree.read(page).decode())
            here = _HOST + base.path + page
        else:
            links = _listed(page, tree, base_url)
            here = _HOST + base.path
        for link in dict.fromkeys(links):
            target = _path_on_site(link, here, base.netloc)
            if target is None:
                continue
            if target.startswith(base.path):
                if not _answers(target, base.path, files):
                    yield BrokenLink(page, link)
            elif target == "" or _is_relative(link):
                yield BrokenLink(page, link)  # else it is what its owner has beside the site


def _listed(path: str, tree: Tree, base_url: str) -> Iterator[str]:
    """The addresses on this site that a file of data names."""
    if path == "sitemap.xml":
        yield from map(unescape, _LOCATION.findall(tree.read(path).decode()))
    elif path.endswith(".json") and not _SIGNED.search(path):
        try:
            left = [json.loads(tree.read(path))]
        except (ValueError, RecursionError):
            return  # of the keepers' own, beside their pages
        while left:
            value = left.pop()
            if isinstance(value, dict):
                if path.startswith("search/") and isinstance(value.get("location"), str):
                    yield value["location"]
                left += value.values()
            elif isinstance(value, list):
                left += value
            elif isinstance(value, str) and value.startswith(base_url):
                yield value


def links_of(html: str) -> Iterable[str]:
    """The addresses in the tags of a page, in order, as a browser would read them."""
    for tag in _TAG.finditer(_NO_TAGS.sub(lambda found: found[1] or "", html)):
        for name, double, single in _ATTRIBUTE.findall(tag.group()):
            if name.lower() in _HOLDS_A_LINK:
                yield unescape(double or single)


def _path_on_site(link: str, here: str, host: str) -> str | None:
    """The path `link` leads to; None when it leads off the site, "" when it is no address."""
    try:
        parts = urlsplit(urljoin(here, link.strip()))
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or parts.netloc not in {host, "site.invalid"}:
        return None
    return unquote(parts.path) or "/"


def _is_relative(link: str) -> bool:
    return not re.match(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/)", link)


def _answers(path: str, base_path: str, files: frozenset[str]) -> bool:
    inside = path.removeprefix(base_path)
    if inside == "" or inside.endswith("/"):
        return inside + "index.html" in files
    return inside in files
