"""The search index of a hub: a small head, and shards that are loaded when needed.

The head, ``search/index.json``, names the shards; a shard is a list of entries with the
text to look through and the values of each facet. Catalog records only, never people.
"""

import json
from collections.abc import Iterator
from typing import Any

from generator.site.hubs import Hub
from generator.site.output import File

SHARD_ENTRIES = 400
"""About 100 kB, 25 kB compressed."""


def search_files(hub: Hub) -> Iterator[File]:
    """The index of one hub, beside its page."""
    folder = f"{hub.path}search/"
    shards = [
        hub.entries[start : start + SHARD_ENTRIES]
        for start in range(0, len(hub.entries), SHARD_ENTRIES)
    ]
    names = [f"{number}.json" for number in range(1, len(shards) + 1)]
    yield File(
        f"{folder}index.json",
        _json(
            {
                "count": len(hub.entries),
                "shards": names,
                "facets": [
                    {
                        "key": facet.key,
                        "label": facet.label,
                        "values": [
                            {"value": each.value, "label": each.label, "count": each.count}
                            for each in facet.values
                        ],
                    }
                    for facet in hub.page.facets
                ],
            }
        ),
    )
    for name, shard in zip(names, shards, strict=True):
        entries = [
            {
                "slug": each.slug,
                "text": each.text,
                "facets": {k: list(v) for k, v in each.facets.items()},
            }
            for each in shard
        ]
        yield File(folder + name, _json(entries))


def _json(value: Any) -> bytes:
    """Compact: this is for the page's own script, not for readers."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
