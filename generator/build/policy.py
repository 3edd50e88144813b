"""The content security policy that every page carries (CSP Level 3)."""

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.build.tags import Tag, start_tags
from generator.site.links import is_safe_link

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


_LOADING = frozenset({"src", "srcset", "poster", "data", "background"})
_REFUSED = frozenset(
    {"style", "iframe", "frame", "frameset", "object", "embed", "applet", "portal"}
)
_REFUSED |= {"form", "base", "svg", "math"}
_ELSEWHERE = re.compile(r"[\s\x00-\x20]*(?:https?:)?[/\\]{2}", re.IGNORECASE)
_ACTING = frozenset({"style", "srcdoc", "formaction", "ping", "xlink:href"})
_RELATIONS = frozenset({"canonical", "prev", "next", "alternate", "author", "license", "icon"})


def what_the_policy_stops(
    html: str, allowed_scripts: frozenset[str], chrome: Collection[Tag] = ()
) -> list[str]:
    """What in a page a browser would refuse to run, style or fetch, or should never be asked to.

    In words. `chrome` are the tags of the page around it, which are the theme's own.
    """
    found = []
    if inline_scripts(html) - allowed_scripts:
        found.append("a script written into the page")
    html = _without_scripts(html, allowed_scripts)
    for tag in start_tags(html):
        if tag not in chrome and not _is_materials(tag):
            found += _stopped(tag)
    return list(dict.fromkeys(found))


def _without_scripts(html: str, allowed: frozenset[str]) -> str:
    """`html` without the scripts that have leave to run: what they hold is no markup."""
    return _SCRIPT.sub(
        lambda script: "" if inline_scripts(script[0]) & allowed else script[0], html
    )


def _stopped(tag: Tag) -> Iterator[str]:
    attributes = tag.attributes
    if tag.name in _REFUSED or (tag.name == "meta" and "http-equiv" in attributes):
        yield f"the element <{tag.name}>"
    if tag.name == "script" and "src" not in attributes and not _is_data(attributes):
        yield "a script written into the page"
    if tag.name == "link" and not set(attributes.get("rel", "").lower().split()) <= _RELATIONS:
        yield "the element <link>"
    for key, value in attributes.items():
        if key in _ACTING or key.startswith("on"):
            yield f"the attribute '{key}' (<{tag.name}>)"
        elif key in _LOADING and re.match(
            r"[\s\x00-\x20]*(?:https?:)?[/\\]{2}", value, re.IGNORECASE
        ):
            yield f"a file from another site ({value.strip()})"
        elif key == "href" and not _may_lead(value):
            shown = " ".join(value.split())[:60]
            yield f"a link that is neither http(s) nor mailto nor relative ({shown})"


def _may_lead(address: str) -> bool:
    """Whether a link of the page's keeper may lead there; browsers drop the white space."""
    address = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
    return not address or address.startswith("/") or is_safe_link(address.replace(" ", "%20"))


def _is_data(attributes: Mapping[str, str]) -> bool:
    return attributes.get("type", "").strip().lower() not in _JAVASCRIPT


def _is_materials(tag: Tag) -> bool:
    """Whether a form is one of the theme's own, which scripts handle."""
    named = "md-search__form" in tag.attributes.get("class", "")
    return tag.name == "form" and (named or "data-md-component" in tag.attributes)
