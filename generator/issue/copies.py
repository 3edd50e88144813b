"""Which credentials an award gives, and for how long they are valid."""

import calendar
from datetime import UTC, date, datetime, time

from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.earner import Earner, Visibility
from generator.model.ledger import Copy

_LAST_SECOND = time(23, 59, 59)  # "valid until 3 May" includes the whole of 3 May


def copies_for(earner: Earner) -> tuple[tuple[Copy, str | None], ...]:
    """The copies to sign for `earner`, each with the form of the name in it.

    One where one serves: the own copy of a private earner, the page copy of one whose
    public name is the full name. Two where the page may say less than the full name.
    """
    if earner.visibility is Visibility.PRIVATE:
        return ((Copy.OWN, earner.name),)
    if earner.page_name == earner.name:
        return ((Copy.PAGE, earner.name),)
    return ((Copy.PAGE, earner.page_name), (Copy.OWN, earner.name))


def valid_until(award: Award, badge: Badge) -> datetime | None:
    """The last second in which the credential is valid; None: without end."""
    last_day = award.valid_until
    if last_day is None:
        if badge.valid_months is None:
            return None
        last_day = _months_after(award.awarded, badge.valid_months)
    return datetime.combine(last_day, _LAST_SECOND, tzinfo=UTC)


def _months_after(day: date, months: int) -> date:
    """The same day `months` later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
