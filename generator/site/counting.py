"""How many people show a badge publicly: counted shard by shard, and added."""

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.site.attempts import Attempts, count_attempts
from generator.site.cast import Cast
from generator.site.scene import Counts


def count_people(cast: Cast) -> Counts:
    """The counts of one shard."""
    listed = [each for each in cast.published.values() if each.is_listed]
    held = {(each.row.badge, each.earner.slug) for each in listed}
    known = {(cast.catalog.badges[badge].issuer, earner) for badge, earner in held}
    return Counts(
        holders=Counter(badge for badge, _ in held),
        people=Counter(issuer for issuer, _ in known),
        attempts=count_attempts(each.row for each in listed),
    )


def added(counts: Iterable[Counts]) -> Counts:
    """The counts of all shards together."""
    holders: Counter[str] = Counter()
    people: Counter[str] = Counter()
    attempts: dict[str, Attempts] = {}
    for each in counts:
        holders.update(each.holders)
        people.update(each.people)
        _add_attempts(attempts, each.attempts)
    return Counts(holders, people, attempts)


def _add_attempts(whole: dict[str, Attempts], more: Mapping[str, Attempts]) -> None:
    for badge, each in more.items():
        known = whole.get(badge, Attempts(0, 0))
        whole[badge] = Attempts(known.first + each.first, known.later + each.later)
