"""Getting a finished site into its folder: staged beside it, then exchanged, never half done.

`staging` gives a `Tree` to write into; what was there before stays until the moment the
whole new site takes its place, and is kept for `undo` afterwards. `broken_links` looks at
the tree before that moment.
"""

from generator.publish.broken import broken_links
from generator.publish.collisions import first_collision
from generator.publish.exchange import Placed
from generator.publish.forget import forget, forget_previous
from generator.publish.kind import HANDOUTS, SITE, CannotPublishError
from generator.publish.links import BrokenLink
from generator.publish.staging import staging
from generator.publish.tree import Tree, TreeError, Unit
from generator.publish.undo import Undone, undo

__all__ = [
    "HANDOUTS",
    "SITE",
    "BrokenLink",
    "CannotPublishError",
    "Placed",
    "Tree",
    "TreeError",
    "Undone",
    "Unit",
    "broken_links",
    "first_collision",
    "forget",
    "forget_previous",
    "staging",
    "undo",
]
