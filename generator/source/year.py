"""What a program's year brings, by day: for a calendar that may lie where everybody reads.

People are counted and never named, and fewer than five are not even counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from generator.model.catalog import Catalog
from generator.model.issuer import Key
from generator.model.ledger import Issued, Revoked
from generator.source.due import RENEW_BEFORE, list_ends
from generator.source.load import Loaded
from generator.source.program import is_renewed

_FEW = 5


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One thing for somebody to do, on a day or before it."""

    on: date
    text: str
    """Plain text with code in backticks; it begins in lower case."""


def year_ahead(loaded: Loaded, as_of: datetime) -> tuple[Due, ...]:
    """All that is known at `as_of` to come, or was to be done before, in order."""
    catalog, today = loaded.catalog, as_of.date()
    found = [
        *_lists(catalog),
        *_badges(catalog),
        *_founders(loaded, today),
        *_keys(catalog, as_of),
        *_recognitions(catalog, today),
        *_coming_of_age(catalog),
        *_expiries(catalog, today),
    ]
    return tuple(sorted(set(found)))


def _lists(catalog: Catalog) -> Iterator[Due]:
    ends = Counter(until.date() for _, until in list_ends(catalog))
    for until, count in ends.items():
        many = "1 status list ends" if count == 1 else f"{count} status lists end"
        text = f"sign anew what tells withdrawals: {many} on {until} (`badgepress renew --ending`)"
        yield Due(until - RENEW_BEFORE, text)


def _badges(catalog: Catalog) -> Iterator[Due]:
    reviews: defaultdict[tuple[date, str], list[str]] = defaultdict(list)
    deadlines: defaultdict[date, list[str]] = defaultdict(list)
    for slug, badge in catalog.badges.items():
        if badge.is_retired:
            continue
        reviews[badge.review_by, badge.owner.office].append(f"`{slug}`")
        if badge.submission.deadline is not None:
            deadlines[badge.submission.deadline].append(f"`{slug}`")
    for (day, office), named in reviews.items():
        yield Due(day, f"review, by {office}, and then move `review_by`: {', '.join(named)}")
    for day, named in deadlines.items():
        yield Due(day, f"last day to hand in for {', '.join(named)}")


def _founders(loaded: Loaded, today: date) -> Iterator[Due]:
    for each in loaded.config.rigor.founding_assessors:
        if each.until >= today:
            text = f"last day on which a founding assessor of `{each.badge}` needs no badge"
            yield Due(each.until, text)


def _keys(catalog: Catalog, as_of: datetime) -> Iterator[Due]:
    holders: list[tuple[str, tuple[Key, ...]]] = [
        *((slug, each.keys) for slug, each in catalog.issuers.items()),
        *((slug, each.keys) for slug, each in catalog.recognizers.items()),
    ]
    for slug, keys in holders:
        for key in keys:
            created, retired = key.created, key.retired
            if created > as_of:
                yield Due(created.date(), f"a new key of `{slug}` comes into use")
            if retired is not None and retired > as_of:
                yield Due(retired.date(), f"a key of `{slug}` ends; sign with its next one")


def _recognitions(catalog: Catalog, today: date) -> Iterator[Due]:
    for slug, recognizer in catalog.recognizers.items():
        for each in recognizer.honors:
            if each.until is None or each.withdrawn is not None or is_renewed(each, recognizer):
                continue
            if (today - each.until).days <= 365:
                text = f"what `{slug}` honors ends: ask {recognizer.contact.office} for more"
                yield Due(each.until, text)


def _coming_of_age(catalog: Catalog) -> Iterator[Due]:
    months = Counter(each.minor_until for each in catalog.earners.values() if each.minor_until)
    for month, count in months.items():
        text = f"{_people(count)} of age: ask for their own consent (`badgepress check` names whom)"
        yield Due(date.fromisoformat(f"{month}-01"), text)


def _people(count: int) -> str:
    return f"{count} students come" if count >= _FEW else "one to four students come"


def _expiries(catalog: Catalog, today: date) -> Iterator[Due]:
    """Earned badges by the month, of this one and the next twelve, in which somebody's ends."""
    gone = {row.credential for row in catalog.ledger if isinstance(row, Revoked)}
    last: dict[tuple[str, str], date] = {}
    for row in catalog.ledger:
        if isinstance(row, Issued) and row.credential not in gone:
            whose = row.badge, row.earner
            until = row.valid_until.date() if row.valid_until is not None else date.max
            last[whose] = max(until, last.get(whose, date.min))
    ending = Counter((until.replace(day=1), badge) for (badge, _), until in last.items())
    months: defaultdict[date, list[str]] = defaultdict(list)
    for (month, badge), count in sorted(ending.items()):
        if today.replace(day=1) <= month <= today.replace(year=today.year + 1, day=1):
            months[month].append(f"`{badge}` ({count if count >= _FEW else 'one to four'})")
    for month, named in months.items():
        told = "badges that people hold expire this month; tell them how to renew them"
        yield Due(max(month, today), f"{told}: {', '.join(named)}")
