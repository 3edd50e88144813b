"""What a badge's pages and files follow from, so that they are made again only when that changed.

Rather too much than too little: each statement of a recognizer and each pathway counts for all.
"""

from collections.abc import Iterator

from generator.model.badge import Badge
from generator.model.base import CatalogModel
from generator.site.scene import Scene
from generator.site.shared_card import cards_of


def shared_inputs(scene: Scene) -> Iterator[bytes]:
    """What every badge's pages follow from."""
    catalog = scene.catalog
    yield f"{scene.today} {cards_of(scene)} {sorted(catalog.pages)}".encode()
    yield _told(scene.config)
    for kind in (catalog.issuers, catalog.pathways, catalog.recognizers):
        yield from map(_told, kind.values())
    for (recognizer, _, page), address in scene.endorsements.items():
        yield f"{recognizer} {page} {address}".encode()


def badge_inputs(scene: Scene, badge: Badge) -> Iterator[bytes]:
    """What the pages of `badge` follow from beside that: its own, and the badges they name."""
    catalog, counts = scene.catalog, scene.counts
    yield _told(badge)
    yield from map(_told, catalog.earlier_badges.get(badge.slug, ()))
    yield f"{counts.holders.get(badge.slug)} {counts.attempts.get(badge.slug)}".encode()
    named = [*badge.requires, *((badge.successor,) if badge.successor else ())]
    after = [each.slug for each in scene.relations.badges_requiring.get(badge.slug, ())]
    yield f"{named} {after}".encode()
    yield from (_told(catalog.badges[slug]) for slug in (*named, *after))
    if badge.image:
        yield catalog.images[badge.image]


def _told(record: CatalogModel) -> bytes:
    return record.model_dump_json().encode()
