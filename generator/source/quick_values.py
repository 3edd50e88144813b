"""The values of a YAML file in which nothing is amiss, in one pass.

Nearly every file is one, and none of its places is ever told. Whatever else stands in a file, be
it wrong or only rare, makes this answer nothing: `document` then reads it with every place.
"""

import re
from typing import Any

import yaml

from generator.source.text import HIDDEN

MAX_DEPTH = 32  # as for JSON; the deepest real record, a pathway, needs about ten
NOTHING = frozenset({"", "~", "null"})  # what YAML reads as no value, when not quoted
# A double-quoted scalar can hold these as escapes, where the text itself shows none.
ESCAPED = re.compile(f"{HIDDEN.pattern}|[\t\r\ud800-\udfff]")
# Where an anchor or tag could begin; an alias needs an anchor. Text may look like it, too.
_MARKED = re.compile(r"(?:^|[\s\[{,:?-])(?:&(?=\S)|!)", re.MULTILINE)

# C when PyYAML was built with it, ten times as fast; both give the same nodes.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UnusualError(Exception):
    """Not for this module."""


class _QuickLoader(_Loader):  # type: ignore[misc] # of PyYAML's two one
    """Composes nodes without guessing at their types, and no deeper than is safe."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0

    def descend_resolver(self, _parent: yaml.Node | None, _index: Any) -> None:
        """Called before each node."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _UnusualError

    def ascend_resolver(self) -> None:
        """Called after each node."""
        self._depth -= 1

    def resolve(self, _kind: type[yaml.Node], _value: Any, _implicit: Any) -> str:
        """No tag: whatever is plain stays text."""
        return ""


def values_of(text: str) -> dict[str, Any] | None:
    """Dicts, lists and text; None where there is anything to look at more closely."""
    if not text.replace("\n", "").isprintable() and ("\t" in text or HIDDEN.search(text)):
        return None
    if ("&" in text or "!" in text) and _MARKED.search(text):
        return None
    try:
        root = _QuickLoader(text).get_single_node()
        return _mapping(root) if isinstance(root, yaml.MappingNode) else None
    except (yaml.YAMLError, ValueError, _UnusualError):
        return None


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        value = node.value
        if node.style == '"':
            if ESCAPED.search(value):
                raise _UnusualError
        elif value in NOTHING and not node.style:
            raise _UnusualError
        return value
    return _mapping(node) if isinstance(node, yaml.MappingNode) else [*map(_value, node.value)]


def _mapping(node: yaml.Node) -> dict[str, Any]:
    values = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _UnusualError
        values[_value(key)] = _value(value)
    if len(values) < len(node.value):  # a key is given twice
        raise _UnusualError
    return values
