"""Options that several commands share, and the clock."""

from datetime import UTC, datetime
from pathlib import Path

import click

config_option = click.option(
    "-f",
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("site-config.yml"),
    show_default=True,
    help="The site's configuration.",
)


def instant(text: str) -> datetime:
    """An instant like 2026-05-03T12:00:00Z, or a date (its first moment, UTC); aware, UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"'{text}' is no instant like 2026-05-03T12:00:00Z") from None
    if moment.tzinfo is None:
        if len(text) > len("2026-05-03"):
            raise click.BadParameter(f"'{text}' must say its time zone, for example end in Z")
        moment = moment.replace(tzinfo=UTC)
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:  # before the year 1 or after 9999 in UTC
        raise click.BadParameter(f"'{text}' is no instant like 2026-05-03T12:00:00Z") from None
    if not _is_usable(moment):
        raise click.BadParameter(f"'{text}' must lie in the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return moment


def now() -> datetime:
    """The clock, in whole seconds, UTC: read here and nowhere else.

    Raises:
        click.UsageError: it is so wrong that days cannot be added to it.

    """
    moment = _clock().replace(microsecond=0)
    if not _is_usable(moment):
        raise click.UsageError(f"this computer's clock says {moment:%Y-%m-%d}; set it right")
    return moment


def _clock() -> datetime:
    return datetime.now(UTC)


_FIRST_YEAR, _LAST_YEAR = 1900, 9000
"""Further out there is no room to add the years that badges and lists are valid for."""


def _is_usable(moment: datetime) -> bool:
    return _FIRST_YEAR <= moment.year <= _LAST_YEAR


as_of_option = click.option(
    "--as-of",
    type=instant,
    default=None,
    help="Judge as of this instant instead of now.",
)
