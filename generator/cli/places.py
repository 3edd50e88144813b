"""Where a program's files lie, before anything but its configuration is read."""

from pathlib import Path

import click

from generator.model.site_config import SiteConfig
from generator.source import CatalogError, shards_of
from generator.source.document import read_document
from generator.source.parse import parse


def read_config(config_file: Path) -> SiteConfig:
    """The configuration alone, before anything else is read.

    Raises:
        CatalogError: it is wrong.

    """
    try:
        body = config_file.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{config_file} can't be read: {error.strerror}") from None
    return parse(SiteConfig, read_document(config_file.as_posix(), body))


def people_dir(config_file: Path, config: SiteConfig) -> Path:
    """The folder that holds the ledger."""
    return config_file.parent / (config.people or config.catalog)


def folders_to_keep_out(config_file: Path) -> tuple[Path, ...]:
    """Folders that are published or shared, where no private key may lie."""
    config = read_config(config_file)
    root = config_file.parent
    own_theme = Path(__file__).resolve().parents[2] / "theme"
    folders = [root / config.catalog, people_dir(config_file, config), root / config.site_dir]
    folders += [root / "theme", own_theme]
    return (*folders, root / config.theme_dir) if config.theme_dir else tuple(folders)


def lies_in_shards(config_file: Path) -> bool:
    """Whether people lie in shards; of a configuration that is wrong, whoever loads it tells."""
    try:
        config = read_config(config_file)
    except (click.UsageError, CatalogError):
        return False
    return bool(shards_of(people_dir(config_file, config))[0].name)
