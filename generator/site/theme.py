"""The look of the site: templates handed in, and the environment that fills them.

Not MkDocs' own environment, which does not escape.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import DictLoader, Environment, StrictUndefined

_BLANK_OR_INDENT = re.compile(r"^[ \t]*\n|^[ \t]+", re.MULTILINE)
_AFTER_A_BLOCK = re.compile(r"(?<=[%#]\}\n)[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme's templates by name (``pages/badge.html.j2``), as text."""

    templates: Mapping[str, str]

    def environment(self) -> Environment:
        """Escapes everything, whatever a template's name, and knows no undefined name."""
        return _environment(frozenset(self.templates.items()))


@lru_cache(maxsize=2)  # templates compile for as long as a small site takes to write
def _environment(templates: frozenset[tuple[str, str]]) -> Environment:
    return Environment(
        loader=DictLoader({name: _flat(text) for name, text in templates}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _flat(template: str) -> str:
    """`template` without its indentation, which is for whoever edits it.

    Behind a block, whose own end of line goes, one space stays: it may part two words.
    """
    kept = _AFTER_A_BLOCK.sub("\0", template)
    return _BLANK_OR_INDENT.sub("", kept).replace("\0", " ")
