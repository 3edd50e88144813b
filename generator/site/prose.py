"""Prose from the catalog: CommonMark in, safe HTML out.

Three nets, each enough for what we know: cmarkgfm in its safe mode (no raw HTML), an nh3
allow-list of plain elements, and our own check of where links lead. Pictures are dropped,
because a page makes no request to others.
"""

import re
from functools import lru_cache

import cmarkgfm
import nh3
from markupsafe import Markup

from generator.site.links import is_safe_link

_TAGS = {
    *("a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_HEADING = re.compile(r"<(/?)h([1-6])>")
_DEEPEST = 6


@lru_cache(maxsize=4_096)  # what a badge asks for stands on the page of everybody who earned it
def prose(text: str, *, base: str = "", top: int = 3) -> Markup:
    """`text` as HTML whose headings start at level `top`.

    `base` is put before relative links, where prose stands on another page than its own.
    """

    def attribute(tag: str, name: str, value: str) -> str | None:
        if (tag, name) != ("a", "href"):
            return value
        if not is_safe_link(value):
            return None
        is_relative = ":" not in value.partition("/")[0]
        return base + value if is_relative else value

    html = nh3.clean(
        cmarkgfm.markdown_to_html(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    # Elements carry no attributes but those above, and text no raw "<".
    return Markup(_HEADING.sub(lambda match: _lowered(match, top), html))  # noqa: S704 - cleaned


def _lowered(match: re.Match[str], top: int) -> str:
    return f"<{match[1]}h{min(int(match[2]) + top - 1, _DEEPEST)}>"
