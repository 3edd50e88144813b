"""Dates as people write them in spreadsheets."""

import re
from datetime import date

from generator.model.site_config import DateOrder

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?[ -](\d{4})")


class AmbiguousDateError(ValueError):
    """A date that may mean two days, until `dates` is set."""


def read_date(text: str, order: DateOrder | None) -> str:
    """The date in `text` as 2026-05-03. A year of two digits lies after 2000.

    Raises:
        AmbiguousDateError: a date like 3/4/26 while `order` is None.
        ValueError: no date, or one that does not exist.

    """
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _MONTH_FIRST.fullmatch(text):
        year, month, day = int(found[3]), _month(found[1]), int(found[2])
    elif found := _DAY_FIRST.fullmatch(text):
        year, month, day = int(found[3]), _month(found[2]), int(found[1])
    elif found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
        month, day = _in_order(text, first, second, order)
    else:
        raise ValueError(f"must be a date like 2026-05-03, found '{text}'")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise ValueError(f"must be a date that exists, found '{text}'") from None


def _in_order(text: str, first: int, second: int, order: DateOrder | None) -> tuple[int, int]:
    """Month and day."""
    if order is None and first != second and first <= 12 and second <= 12:
        raise AmbiguousDateError(f"'{text}' may mean two days")
    if order is DateOrder.DMY or (order is None and first > 12):
        return second, first
    return first, second


def _month(name: str) -> int:
    start = name[:3].lower()
    if start not in _MONTHS:
        raise ValueError(f"must be a date like 2026-05-03, found the month '{name}'")
    return _MONTHS.index(start) + 1
