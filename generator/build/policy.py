"""The content security policy that every page carries (CSP Level 3)."""

import base64
import hashlib
import re
from collections.abc import Iterable

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"""\btype=["']?([^"'\s>]+)""", re.IGNORECASE)
_JAVASCRIPT = frozenset({"", "module", "text/javascript", "application/javascript"})


def inline_scripts(html: str) -> frozenset[str]:
    """The hash sources of the scripts written into a page.

    Data in a script element (JSON, JSON-LD) is not run and needs no leave.
    """
    hashes = set()
    for attributes, text in _SCRIPT.findall(html):
        kind = _TYPE.search(attributes)
        runs = (kind.group(1).lower() if kind else "") in _JAVASCRIPT
        if runs and not re.search(r"\bsrc\s*=", attributes, re.IGNORECASE):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            hashes.add(f"'sha256-{digest}'")
    return frozenset(hashes)


def policy(script_hashes: Iterable[str]) -> str:
    """All comes from the site itself; of scripts in the page only those with these hashes run."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *sorted(script_hashes))),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
        )
    )


def with_policy(html: str, script_hashes: Iterable[str]) -> str:
    """The page with its policy as the first thing in its head.

    Raises:
        ValueError: the page has no head.

    """
    head, opening, rest = html.partition("<head>")
    if not opening:
        raise ValueError("a page without <head>")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(script_hashes)}">'
    return f"{head}{opening}\n    {meta}{rest}"


_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LOADING = frozenset({"src", "srcset", "poster", "data"})


def what_the_policy_stops(html: str, allowed_scripts: frozenset[str]) -> list[str]:
    """What in a page a browser would refuse to run, style or fetch, in words."""
    found = []
    if inline_scripts(html) - allowed_scripts:
        found.append("a script written into the page")
    for tag, attributes in _TAG.findall(html):
        name = tag.lower()
        if name in {"style", "iframe", "object", "embed", "form"} and not _is_materials(attributes):
            found.append(f"the element <{name}>")
        for attribute, *values in _ATTRIBUTE.findall(attributes):
            key, value = attribute.lower(), "".join(values).strip()
            if key == "style" or key.startswith("on"):
                found.append(f"the attribute '{key}' (<{name}>)")
            elif key in _LOADING and re.match(r"(?:https?:)?//", value, re.IGNORECASE):
                found.append(f"a file from another site ({value})")
    return list(dict.fromkeys(found))


def _is_materials(attributes: str) -> bool:
    """Whether a form is one of the theme's own, which scripts handle."""
    return "md-search__form" in attributes or "data-md-component" in attributes
