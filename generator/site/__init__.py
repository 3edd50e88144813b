"""The site: catalog and reports in, pages and files out; pure, without disk or clock.

`resolve`d views hold everything worked out; templates only print them. What `build` adds
is the shell around each `Page` and the writing.
"""

from generator.site.output import Drawing, File, Page
from generator.site.render import render_site
from generator.site.theme import Theme

__all__ = ["Drawing", "File", "Page", "Theme", "render_site"]
