"""Children who come of age: from then on the consent is their own to give."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from generator.model.earner import Visibility
from generator.source.load import Loaded

SOON = timedelta(days=60)
"""How long before the month begins `check` begins to tell."""


def coming_of_age(loaded: Loaded, as_of: datetime) -> Iterator[str]:
    """One sentence, with its place, for each child whose month has come or comes soon."""
    today = as_of.date()
    for slug, earner in loaded.catalog.earners.items():
        month = earner.minor_until
        if month is None or date.fromisoformat(f"{month}-01") - SOON > today:
            continue
        shown = earner.visibility is not Visibility.PRIVATE
        if month > f"{today:%Y-%m}":
            told = f"comes of age in {month}; from then on the consent is their own to give"
            asks = f"ask them in time: badgepress consent {slug}"
        elif shown:
            told = f"comes of age in {month}, so a guardian's consent no longer does"
            asks = (
                f"ask them (badgepress consent {slug}); record a yes with 'by: earner' and remove "
                f"'minor_until'; without a yes: badgepress withdraw {slug}"
            )
        else:
            told = f"comes of age in {month}; the consent is now their own to give"
            asks = "remove 'minor_until', and ask them whether they want a page"
        where = loaded.where("earners", slug, ("minor_until",))
        yield f"{where}: earner '{slug}' {told}: {asks}"
