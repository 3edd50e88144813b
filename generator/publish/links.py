"""Whether the links of a written site lead somewhere."""

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
_HOST = "https://site.invalid"


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A link to nothing."""

    page: str
    """The file that holds it."""
    link: str
    """As it is written there."""


def broken_links(tree: Tree, base_url: str) -> Iterator[BrokenLink]:
    """Every link inside the site that no file answers, page by page in order.

    A link is inside when it is relative or starts with `base_url`; what stands on other
    sites is not asked. Fragments are not looked at.
    """
    base = urlsplit(base_url)
    files = tree.files
    for page in sorted(files):
        if not page.endswith(".html"):
            continue
        here = _HOST + base.path + page
        for link in dict.fromkeys(links_of(tree.read(page).decode())):
            target = _path_on_site(link, here, base.netloc)
            if target is None:
                continue
            if target.startswith(base.path):
                if not _answers(target, base.path, files):
                    yield BrokenLink(page, link)
            elif target == "" or _is_relative(link):
                yield BrokenLink(page, link)  # else it is what its owner has beside the site


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
