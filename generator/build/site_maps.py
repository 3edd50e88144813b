"""Where crawlers learn which pages want to be found (sitemaps.org, 0.9).

Without dates, which would lie. One map where it may hold all; else an index of several, those
of shards among them, so that a shard that stays as it was keeps its own.
"""

from collections.abc import Iterable, Iterator
from html import escape

from generator.site.output import File

SITEMAP = "sitemap.xml"
MAX_ADDRESSES = 50_000
"""Of one map, and maps of one index."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def site_maps(base_url: str, found: Iterable[str], maps: Iterable[str] = ()) -> Iterator[File]:
    """The map of the site, and those it is made of; `maps` are there already, of shards."""
    addresses, others = sorted(found), sorted(maps)
    if not others and len(addresses) <= MAX_ADDRESSES:
        yield File(SITEMAP, _map(base_url, addresses))
        return
    own = []
    for number, part in enumerate(_parts(addresses), start=1):
        own.append(f"sitemaps/{number}.xml")
        yield File(own[-1], _map(base_url, part))
    rows = "".join(
        f"  <sitemap><loc>{escape(base_url + path)}</loc></sitemap>\n" for path in (*own, *others)
    )
    text = f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{rows}</sitemapindex>\n'
    yield File(SITEMAP, text.encode())


def shard_map(shard: str, base_url: str, found: Iterable[str]) -> File:
    """The map of a shard's pages."""
    return File(f"sitemaps/people-{shard}.xml", _map(base_url, sorted(found)))


def _parts(addresses: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(addresses), MAX_ADDRESSES):
        yield addresses[start : start + MAX_ADDRESSES]


def _map(base_url: str, addresses: Iterable[str]) -> bytes:
    urls = "".join(f"  <url><loc>{escape(base_url + each)}</loc></url>\n" for each in addresses)
    return f'{_HEAD}<urlset xmlns="{_SPACE}">\n{urls}</urlset>\n'.encode()
