"""Moments on the wire: ``xsd:dateTimeStamp`` (VC Data Model 2.0, section 4.9)."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_INSTANT = re.compile(
    r"(?P<clock>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]+))?"
    r"(?:Z|(?P<sign>[+-])(?P<hours>[0-9]{2}):(?P<minutes>[0-9]{2}))"
)
_MAX_OFFSET = timedelta(hours=14)  # XML Schema 1.1 part 2, section 3.3.7.2


class InstantError(ValueError):
    """A text that is not a moment with its time zone."""


def format_instant(moment: datetime) -> str:
    """`moment` (aware) to the second, in UTC: ``2026-05-03T12:00:00Z``."""
    if moment.tzinfo is None:
        raise InstantError("A moment without a time zone cannot be written.")
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def parse_instant(text: str) -> datetime:
    """The moment `text` names, aware, in UTC; digits past the microsecond are cut.

    ``24:00:00`` and years of more than four digits, which XML Schema knows, are refused:
    no issuer writes them and libraries differ on them.

    Raises:
        InstantError: not a date and time with a time zone.

    """
    return _short(text) if len(text) <= _SHORT else _parsed(text)


_SHORT = 40  # characters: what anybody writes; others are not remembered


def _parsed(text: str) -> datetime:
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise _not_an_instant(text)
    offset = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
    if offset > _MAX_OFFSET or int(match["minutes"] or 0) > 59:
        raise _not_an_instant(text)
    zone = timezone(-offset if match["sign"] == "-" else offset)
    microsecond = int((match["fraction"] or "")[:6].ljust(6, "0"))
    try:
        local = datetime.fromisoformat(match["clock"])
        return local.replace(microsecond=microsecond, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _not_an_instant(text) from None


_short = lru_cache(maxsize=4_000)(_parsed)


def _not_an_instant(text: str) -> InstantError:
    return InstantError(f"'{text[:40]}' is not a date and time with a time zone.")
