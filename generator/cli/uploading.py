"""What `badgepress build --upload` does once the site stands."""

from hashlib import sha256
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.places import people_dir, read_config
from generator.publish import CannotPublishError
from generator.publish.object_store import bring


def run(config_file: Path, site_dir: Path | None, url: str) -> ExitCode:
    """Bring the site to `url`, and tell what that took."""
    config = read_config(config_file)
    site = site_dir if site_dir is not None else config_file.parent / config.site_dir
    # Beside the people: it names the addresses of unlisted pages.
    beside = people_dir(config_file, config) / ".badgepress"
    beside.mkdir(mode=0o700, exist_ok=True)
    known = beside / f"uploaded-{sha256(url.encode()).hexdigest()[:16]}.sqlite"
    try:
        brought = bring(site, url, known)
    except CannotPublishError as error:
        click.echo(f"error: {error}", err=True)
        return ExitCode.CANNOT_WRITE
    click.echo(
        f"Brought to {url}: {brought.written:,} files written, {brought.removed:,} removed, "
        f"{brought.as_it_was:,} as they were."
    )
    return ExitCode.OK
