"""Getting a finished site into its folder: staged beside it, then exchanged, never half done.

`staging` gives a `Tree` to write into; what was there before stays until the moment the
whole new site takes its place. `broken_links` looks at the tree before that moment.
"""

from generator.publish.links import BrokenLink, broken_links
from generator.publish.staging import HANDOUTS, SITE, CannotPublishError, staging
from generator.publish.tree import Tree

__all__ = [
    "HANDOUTS",
    "SITE",
    "BrokenLink",
    "CannotPublishError",
    "Tree",
    "broken_links",
    "staging",
]
