"""The press that sets papers with a site's theme."""

from generator.build.theme_files import ThemeFiles, theme_files
from generator.paper import Press
from generator.source import Loaded


def theme_of(loaded: Loaded) -> ThemeFiles:
    """The theme with the site's own files in it."""
    theme_dir = loaded.config.theme_dir
    return theme_files(loaded.root / theme_dir if theme_dir is not None else None)


def press_for(loaded: Loaded, theme: ThemeFiles | None = None) -> Press:
    """A press with the templates and fonts of `theme`, or else of the site's own."""
    theme = theme or theme_of(loaded)
    return Press(theme.papers, sorted({font.parent for font in theme.fonts}))
