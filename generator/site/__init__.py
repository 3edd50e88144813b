"""The site: catalog and reports in, pages and files out; pure, without disk or clock.

`resolve`d views hold everything worked out; templates only print them. What `build` adds
is the shell around each `Page` and the writing.
"""

from generator.site.badge_inputs import badge_inputs, shared_inputs
from generator.site.cast import Cast, Mate, make_cast
from generator.site.counting import added, count_people
from generator.site.output import Drawing, File, Page
from generator.site.printing import Printer
from generator.site.render import (
    badge_pages,
    render_around_badges,
    render_badge,
    render_catalog,
)
from generator.site.render_people import render_people
from generator.site.scene import Counts, Scene, make_scene
from generator.site.theme import Theme

__all__ = [
    "Cast",
    "Counts",
    "Drawing",
    "File",
    "Mate",
    "Page",
    "Printer",
    "Scene",
    "Theme",
    "added",
    "badge_inputs",
    "badge_pages",
    "count_people",
    "make_cast",
    "make_scene",
    "render_around_badges",
    "render_badge",
    "render_catalog",
    "render_people",
    "shared_inputs",
]
