"""The files of a site that belong to no page."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from generator.model import addresses
from generator.model.catalog import Catalog, stolen_keys
from generator.model.site_config import SiteConfig
from generator.openbadges.strict_json import JsonObject, dump_json
from generator.site.output import File, Page

MAX_INDEX_BYTES = 300_000
"""Compressed; a phone loads the whole index at the first key pressed in the search box."""
_SEARCHABLE = frozenset({"badges", "pathways", "recognizers", "issuers"})
"""First parts of the addresses whose pages are about no person."""
_RECORD_DEPTH = 2
"""Slashes in the address of a record's page: ``badges/welding/``."""


def site_files(catalog: Catalog, config: SiteConfig) -> Iterator[File]:
    """What was signed, the published trust list, and what hosts and crawlers ask for."""
    for (issuer, number), stored in catalog.status_lists.items():
        yield File(f"issuers/{issuer}/status/{number}.json", stored.body)
    for issuer, key in stolen_keys(catalog):
        if (issuer, key) in catalog.attested:
            path = addresses.attested_list("", issuer, key)
            yield File(path, catalog.attested[issuer, key].body)
    for (recognizer, name), stored in catalog.endorsements.items():
        yield File(addresses.endorsement("", recognizer, name), stored.body)
    trust = catalog.trust.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    published = {"issuers": [], **trust, "site": config.base_url}
    yield File(addresses.trust_list(""), dump_json(published))
    yield File(".nojekyll", b"")  # GitHub Pages would else drop names with a leading dot
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {config.base_url}sitemap.xml\n"
    yield File("robots.txt", robots.encode())


def search_index(index: Mapping[str, object], pages: Iterable[Page]) -> File:
    """Material's index with the catalog's pages in it, never people's.

    Where it would grow past `MAX_INDEX_BYTES` it holds the hubs only, whose own search
    finds the rest. Material shows titles and texts as HTML, so ours are escaped.
    """
    ours = [page for page in pages if page.listed and _is_found(page.path)]
    body = _index(index, ours)
    if len(gzip.compress(body, mtime=0)) > MAX_INDEX_BYTES:
        body = _index(index, [page for page in ours if page.path.count("/") == 1])
    return File("search/search_index.json", body)


def _is_found(path: str) -> bool:
    """Whether a page is a hub or one record's; the later pages of a hub's list say nothing new."""
    return path.partition("/")[0] in _SEARCHABLE and path.count("/") <= _RECORD_DEPTH


def _index(index: Mapping[str, object], pages: Iterable[Page]) -> bytes:
    authored = index.get("docs")
    entries: list[JsonObject] = list(authored) if isinstance(authored, list) else []
    entries += [
        {
            "location": page.path,
            "title": escape(page.title, quote=False),
            "text": escape(page.description, quote=False),
        }
        for page in sorted(pages, key=lambda page: page.path)
    ]
    whole = {**index, "docs": entries}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
