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


class Instant(click.ParamType):
    """An instant like 2026-05-03T12:00:00Z, or a date (its first moment, UTC)."""

    name = "instant"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """An aware UTC datetime."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is no instant like 2026-05-03T12:00:00Z", param, ctx)
        if moment.tzinfo is None:
            if len(value) > len("2026-05-03"):
                self.fail(f"'{value}' must say its time zone, for example end in Z", param, ctx)
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)


def now() -> datetime:
    """The clock, in whole seconds, UTC: read here and nowhere else."""
    return datetime.now(UTC).replace(microsecond=0)


as_of_option = click.option(
    "--as-of",
    type=Instant(),
    default=None,
    help="Judge as of this instant instead of now.",
)
