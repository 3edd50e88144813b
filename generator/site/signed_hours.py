"""How many hours or units somebody's badges state together, none of them twice."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from generator.model.catalog import Catalog
from generator.model.progress import badges_below

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


def amount(value: str) -> Decimal | None:
    """What was signed, where it can be counted with."""
    return Decimal(value) if _NUMBER.fullmatch(value) else None


def stated_in_all(stated: Iterable[tuple[str, str]], catalog: Catalog) -> tuple[Decimal, bool]:
    """The sum of what badges state, by slug and newest first, and whether some was left out of it.

    Of a badge that was earned again the last award counts.
    """
    counted = [(slug, found) for slug, value in stated if (found := amount(value)) is not None]
    once = hours_in_all(dict(reversed(counted)), catalog)
    return once, once != sum(value for _, value in counted)


def hours_in_all(signed: Mapping[str, Decimal], catalog: Catalog) -> Decimal:
    """The sum of hours that were signed, given by the badges' slugs.

    The badge that a pathway awards may state hours of its own or those of its parts, which
    nothing tells apart: so it or they count, whichever is more, and never both.
    """
    counted = dict(signed)
    stacks = [
        (each.awards, set(badges_below(each.requirement, catalog)))
        for each in catalog.pathways.values()
        if each.awards in counted
    ]
    for stack, below in sorted(stacks, key=lambda pair: len(pair[1])):  # the inner ones first
        inside = [slug for slug in counted if slug in below]
        if not inside or stack not in counted:
            continue
        of_parts = sum(counted[slug] for slug in inside)
        for slug in inside if counted[stack] >= of_parts else [stack]:
            del counted[slug]
    return sum(counted.values(), Decimal(0))
