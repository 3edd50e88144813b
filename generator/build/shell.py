"""The chrome around every page, and the pages the catalog's keepers wrote themselves."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from generator.build import engine
from generator.build.policy import inline_scripts, what_the_policy_stops, with_policy
from generator.build.tags import start_tags
from generator.build.theme_files import ThemeFiles
from generator.model.base import Contact
from generator.model.site_config import SiteConfig
from generator.openbadges.strict_json import JsonObject
from generator.site.output import File, Page
from generator.source import CatalogError, Problem, Where

_SLOT = re.compile(f"({'|'.join(map(re.escape, engine.SLOTS.values()))})")
_CANONICAL = re.compile(r'<link rel="canonical" href="[^"]*">')
_STYLES = re.compile(r'<link rel="stylesheet"[^>]*>')
_NAMES = {text: name for name, text in engine.SLOTS.items()}
_OF_PEOPLE = frozenset({"earners", "credentials"})
"""First parts of the addresses of people's pages, which have a small shell of their own."""


@dataclass(frozen=True, slots=True)
class Shell:
    """Material's page of one language, tab and depth, cut at its placeholders.

    Cut once and joined in one pass, so nothing that is put in is ever looked at again.
    """

    pieces: tuple[str, ...]
    """Text and names of slots in turn; text comes first and last."""

    def join(self, values: Mapping[str, str]) -> str:
        """The page with the values, which are HTML, in their slots."""
        return "".join(
            values[piece] if place % 2 else piece for place, piece in enumerate(self.pieces)
        )


@dataclass(frozen=True, slots=True)
class Chrome:
    """All that MkDocs made."""

    config: SiteConfig
    shells: Mapping[tuple[str, str, int], Shell]
    """By language, tab and depth."""
    files: Mapping[str, bytes]
    """Authored pages and what they show, Material's assets, ``404.html``; by path."""
    authored: tuple[str, ...]
    """The addresses of the authored pages."""
    search: JsonObject
    """Material's search index over the authored pages."""

    def finished(self, page: Page) -> File:
        """The file that a page becomes."""
        at = page.path
        return File(f"{at}index.html" if at == "" or at.endswith("/") else at, self.wrap(page))

    def wrap(self, page: Page) -> bytes:
        """The whole HTML of a page."""
        language = engine.known_language(page.language)
        if (language, "", 0) not in self.shells:
            language = engine.known_language(self.config.language)
        key = (language, _section(page.path), page.path.count("/"))
        whole = page.title == self.config.site_name
        head = page.head
        if page.listed:
            address = escape(self.config.base_url + page.path)
            head = f'<link rel="canonical" href="{address}">\n{head}'
        else:
            head = f'<meta name="robots" content="noindex">\n{head}'
        return (
            self.shells[key]
            .join(
                {
                    "window_title": escape(
                        page.title if whole else f"{page.title} - {self.config.site_name}"
                    ),
                    "title": escape(page.title),
                    "description": escape(page.description),
                    "head": head,
                    "body": page.body,
                }
            )
            .encode()
        )


def make_chrome(
    config: SiteConfig,
    pages: Mapping[str, bytes],
    theme: ThemeFiles,
    *,
    languages: Collection[str],
    cache: Path,
) -> Chrome:
    """Render the authored `pages` and a shell for each language, tab and depth.

    Raises:
        CatalogError: an authored page is wrong, or takes an address of the catalog's.

    """
    _check_addresses(config, pages)
    own = engine.known_language(config.language)
    styles = [path for path in theme.assets if path.startswith("assets/css/")]
    shells: dict[tuple[str, str, int], Shell] = {}
    plain = {"site_name": escape(config.site_name), "run_by": _run_by(config.home.run_by)}
    described = {**plain, "description": escape(config.description)}
    try:
        outputs = engine.run(
            config,
            pages,
            theme.overrides,
            languages=sorted({own, *map(engine.known_language, languages)}),
            styles=styles,
            cache=cache,
        )
    except engine.EngineError as error:
        raise CatalogError(
            Problem(
                Where(f"{config.catalog}/pages/{each.page}" if each.page else "site-config.yml"),
                "authored-page",
                each.message,
            )
            for each in error.complaints
        ) from None
    for language, output in outputs.items():
        for section, depth in engine.STUBS:
            stub = output[f"{engine.stub_address(section, depth)}index.html"].decode()
            material = output[f"{engine.stub_address('', depth)}index.html"].decode()
            constant = {**plain, "styles": "\n".join(_STYLES.findall(material))}
            shells[language, section, depth] = _cut(stub, constant)
    made = _files(outputs[own])
    index: JsonObject = json.loads(made.pop("search/search_index.json"))
    if index["config"]["lang"] == ["en"]:  # Material brings stemmers for 30 other languages
        made = {path: body for path, body in made.items() if "/lunr/" not in path}
    authored = {_address(path): path for path in sorted(pages) if _is_page(path)}
    problems = []
    for address, source in authored.items():
        html = _fill(made[f"{address}index.html"].decode(), described)
        shell = shells[own, "", address.count("/")]
        allowed = _scripts_of(shell)
        problems.extend(_what_would_not_work(f"{config.catalog}/pages/{source}", html, shell))
        made[f"{address}index.html"] = with_policy(html, allowed).encode()
    if problems:
        raise CatalogError(problems)
    not_found = _fill(made["404.html"].decode(), described)
    made["404.html"] = with_policy(not_found, inline_scripts(not_found)).encode()
    return Chrome(config, shells, made, tuple(sorted(authored)), index)


def _is_page(path: str) -> bool:
    return path.endswith(".md")


def _address(path: str) -> str:
    """Where MkDocs puts an authored page, as it says with ``use_directory_urls``."""
    folder, _, name = path.removesuffix(".md").rpartition("/")
    steps = [step for step in (folder, "" if name in {"index", "README"} else name) if step]
    return "".join(f"{step}/" for step in steps)


def _check_addresses(config: SiteConfig, pages: Mapping[str, bytes]) -> None:
    taken = {*engine.SECTIONS, "", "issuers", "earners", "credentials", "assets", "search", "404"}
    problems = [
        Problem(
            Where(f"{config.catalog}/pages/{path}"),
            "taken-address",
            f"the address '{_address(path) or '/'}' belongs to the site itself",
            "choose another file name",
        )
        for path in pages
        if _is_page(path) and (_address(path).split("/")[0] in taken or engine.SLOT in path)
    ]
    if problems:
        raise CatalogError(problems)


def _files(output: Mapping[str, bytes]) -> dict[str, bytes]:
    """What of MkDocs' output goes into the site as it is."""
    return {
        path: body
        for path, body in output.items()
        if not path.startswith("sitemap.xml")
        and not path.endswith(".map")
        and engine.SLOT not in path
        and path not in {"index.html", *(f"{section}/index.html" for section in engine.SECTIONS)}
    }


def _cut(html: str, constant: Mapping[str, str]) -> Shell:
    """The page at its placeholders, but those for what is the same on all pages."""
    html = re.sub(r"\s*\n\s*", "\n", _CANONICAL.sub("", html))
    html = with_policy(html, inline_scripts(html))
    pieces = [""]
    for place, piece in enumerate(_SLOT.split(html)):
        name = _NAMES[piece] if place % 2 else ""
        if name and name not in constant:
            pieces += [name, ""]
        else:
            pieces[-1] += constant[name] if name else piece
    return Shell(tuple(pieces))


def _fill(html: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: values[_NAMES[slot.group()]], html)


def _section(path: str) -> str:
    """Which shell a page at this address takes."""
    first = path.partition("/")[0]
    return engine.PEOPLE if first in _OF_PEOPLE else first if first in engine.SECTIONS else ""


def _scripts_of(shell: Shell) -> frozenset[str]:
    return inline_scripts("".join(shell.pieces[::2]))


def _what_would_not_work(source: str, html: str, shell: Shell) -> list[Problem]:
    around = list(start_tags("".join(shell.pieces[::2])))
    return [
        Problem(
            Where(source),
            "blocked-content",
            f"{found} does not work: a page here shows and runs only what the site itself holds",
            "put the file beside the page, or link to the other site",
        )
        for found in what_the_policy_stops(html, _scripts_of(shell), around)
    ]


def _run_by(contact: Contact) -> str:
    """Who runs the site, for the foot of every page."""
    office = escape(contact.office)
    address = contact.url or (f"mailto:{contact.email}" if contact.email else None)
    return f'<a href="{escape(address)}">{office}</a>' if address else office
