"""How badges are found: what a search looks through, and the facets, "for whom" first."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from generator.model.badge import Badge
from generator.site import words
from generator.site.finding import Choice, Entry, honor_facets, labels, unique
from generator.site.relations import lasting
from generator.site.scene import Scene

NEW_MONTHS = 6
"""A badge counts as new this long after its first version."""
_HOURS = (  # up to and with; value; label
    (Decimal(5), "5", "Up to 5 hours"),
    (Decimal(15), "15", "5 to 15 hours"),
    (Decimal(40), "40", "15 to 40 hours"),
    (Decimal("Infinity"), "more", "More than 40 hours"),
)


def listed_badges(scene: Scene) -> tuple[Badge, ...]:
    """Every badge by its name, retired ones last."""
    return tuple(
        sorted(
            scene.catalog.badges.values(),
            key=lambda badge: (
                badge.is_retired,
                badge.name.casefold(),
                badge.slug,
            ),
        )
    )


def badge_choices(scene: Scene) -> tuple[Choice, ...]:
    """The facets of badges in the order in which people ask."""
    catalog = scene.catalog
    since = words.long_date(months_before(scene.today, NEW_MONTHS))
    return (
        Choice("for", "For whom", labels(words.AUDIENCE), open=True),
        Choice("topic", "Topic", _topics(catalog.badges.values()), open=True),
        Choice("level", "Level", labels(words.LEVEL)),
        Choice("hours", "Hours", {value: label for _, value, label in _HOURS}),
        Choice("pathway", "Pathway", {s: each.name for s, each in catalog.pathways.items()}),
        Choice("honored", "Honored by", {s: e.name for s, e in catalog.recognizers.items()}),
        Choice("worth", "Worth", labels(words.WORTH)),
        Choice("issuer", "Awarded by", {s: each.name for s, each in catalog.issuers.items()}),
        Choice("status", "Status", {"active": "Can be earned now", "retired": "Retired"}),
        Choice("new", "New", {"new": f"First published after {since}"}),
    )


def badge_entry(scene: Scene, badge: Badge) -> Entry:
    """One badge as it can be found; a recognition that has ended is worth nothing."""
    relations = scene.relations
    honors = lasting(relations.honors_of_badge.get(badge.slug, ()), scene.today)
    hours = badge.hours
    return Entry(
        name=badge.name,
        summary=badge.summary,
        rest=(
            *badge.topics,
            *(each.name for each in badge.alignments),
            *(each.code for each in badge.alignments if each.code),
        ),
        facets={
            "for": tuple(badge.audience),
            "topic": unique(topic.casefold() for topic in badge.topics),
            "level": (badge.level,),
            "hours": ()
            if hours is None
            else (next(value for most, value, _ in _HOURS if hours <= most),),
            "pathway": tuple(
                each.slug for each in relations.pathways_with_badge.get(badge.slug, ())
            ),
            **honor_facets(honors),
            "issuer": (badge.issuer,),
            "status": (badge.status,),
            "new": ("new",) if _is_new(badge, scene.today) else (),
        },
    )


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_new(badge: Badge, today: date) -> bool:
    """Whether the earliest of its dated changes, its first version, lies in the last months.

    A badge that dates no version is not called new: nothing says that it is.
    """
    first = min((change.date for change in badge.changes), default=None)
    return first is not None and months_before(today, NEW_MONTHS) < first <= today


def _topics(badges: Iterable[Badge]) -> dict[str, str]:
    names = {topic.casefold(): topic for badge in badges for topic in badge.topics}
    return dict(sorted(names.items()))
