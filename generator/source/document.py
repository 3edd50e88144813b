"""YAML text with places.

Only a small, unsurprising YAML is read: one document of keys, lists and text. Plain
scalars stay text, because the model decides what is a number or a date: ``country: NO``
is "NO" and ``version: 1.10`` is "1.10".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.source.codes import Code
from generator.source.problems import CatalogError, Problem, Where
from generator.source.quick_values import ESCAPED, MAX_DEPTH, NOTHING, values_of
from generator.source.text import HIDDEN, decode, hidden_characters, place, split_lines

# C when PyYAML was built with it, ten times as fast; both give the same nodes.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """One YAML file as plain values, and as nodes that remember where they stood.

    `problems` are mistakes that leave the rest readable; whoever parses the document
    reports them along with its own. The nodes are made when a place is asked for: of most
    files nothing is ever told.
    """

    path: str
    text: str
    """With a space for whatever is hidden."""
    problems: tuple[Problem, ...] = ()
    spoiled: frozenset[int] = frozenset()
    """Ids of nodes that have a problem already: no second one is told about them."""
    _values: dict[str, Any] | None = None
    _root: Any = None
    _lines: Sequence[str] | None = None

    @property
    def root(self) -> yaml.MappingNode:
        """The nodes."""
        if self._root is None:
            self._root = yaml.compose(self.text, Loader=_Loader)
        found: yaml.MappingNode = self._root
        return found

    @property
    def lines(self) -> Sequence[str]:
        """As they stand in the file; of a file with problems, what is hidden too."""
        if self._lines is None:
            self._lines = split_lines(self.text)
        return self._lines

    def __reduce__(self) -> tuple[type["Reread"], tuple[str]]:
        """Nodes are large; another process reads the file again, should it need one of them."""
        return Reread, (self.path,)

    def plain(self) -> dict[str, Any]:
        """Dicts, lists and text; of a repeated key the first value. Not to be changed."""
        if self._values is None:
            self._values = _mapping(self.root)
        return self._values

    def where(self, location: Sequence[str | int] = (), *, key: bool = False) -> Where:
        """The place of a pydantic error location, or of its nearest parent.

        With `key`, the place of the last step's key instead of its value.
        """
        node, key_node = self._find(location)
        at = key_node if key and key_node is not None else node
        return _place(self.path, self.lines, at)

    def is_spoiled(self, location: Sequence[str | int]) -> bool:
        """Whether the value at `location` has a problem already."""
        return bool(self.spoiled) and id(self._find(location)[0]) in self.spoiled

    def _find(self, location: Sequence[str | int]) -> tuple[yaml.Node, yaml.Node | None]:
        """The value node and its key node, if it has one."""
        node: yaml.Node = self.root
        key_node: yaml.Node | None = None
        for step in location:
            if step == "[key]" and key_node is not None:  # pydantic: the key itself is wrong
                return key_node, key_node
            found = _child(node, step)
            if found is not None:
                key_node, node = found
            elif not (isinstance(step, str) and step.startswith("<")):  # not a union's tag
                return node, None
        return node, key_node


@dataclass(frozen=True, slots=True)
class Reread:
    """A YAML file that was read without mistakes elsewhere, read again when asked for."""

    path: str
    problems: tuple[Problem, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As of a `Document`; nothing when the file is gone."""
        document = self._document()
        return document.plain() if document is not None else {}

    def where(self, location: Sequence[str | int] = (), *, key: bool = False) -> Where:
        """As of a `Document`; its beginning when the file is gone."""
        document = self._document()
        return document.where(location, key=key) if document is not None else Where(self.path)

    def is_spoiled(self, location: Sequence[str | int]) -> bool:
        """Never: it was right."""
        del location
        return False

    def _document(self) -> Document | None:
        try:
            return read_document(self.path, Path(self.path).read_bytes())
        except (OSError, CatalogError):
            return None


def read_document(
    path: str, data: bytes, *, begin: str = "write lines like 'name: SQL basics'"
) -> Document:
    """Read `data` as the YAML file `path`; `begin` is the hint where it holds no keys.

    Raises:
        CatalogError: when nothing can be made of it, with all that is known by then.

    """
    text = decode(path, data)
    values = values_of(text)
    if values is not None:
        return Document(path, text, _values=values)
    return read_in_full(path, text, begin=begin)


def read_in_full(path: str, text: str, *, begin: str) -> Document:
    """As `read_document`, with every mistake; the judge of what is read quickly.

    Raises:
        CatalogError: likewise.

    """
    lines = split_lines(text)
    problems = hidden_characters(path, lines)
    tabs = list(_tabs(path, lines))
    if tabs:
        raise CatalogError([*problems, *tabs])
    text = HIDDEN.sub(" ", text)  # keeps every place, so that the rest can be read
    try:
        fatal = list(_structure(path, lines, text))
        if fatal:
            raise CatalogError([*problems, *fatal])
        root = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: an escape that is no character
        raise CatalogError([*problems, _syntax_problem(path, lines, error)]) from None
    if root is None:
        empty = Problem(Where(path), Code.EMPTY_FILE, "the file is empty")
        raise CatalogError([*problems, empty])
    if not isinstance(root, yaml.MappingNode):
        where = _place(path, lines, root)
        message = "the file must hold keys with values"
        raise CatalogError([*problems, Problem(where, Code.WRONG_TYPE, message, begin)])
    spoiled: set[int] = set()
    for node, problem in _mistaken_nodes(path, lines, root):
        problems.append(problem)
        spoiled.add(id(node))
    return Document(path, text, tuple(problems), frozenset(spoiled), _root=root, _lines=lines)


def _place(path: str, lines: Sequence[str], at: yaml.Node | yaml.Event) -> Where:
    mark = at.start_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    return place(path, lines, line + 1, column + 1)


def _tabs(path: str, lines: Sequence[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines, start=1):
        if "\t" in line:
            where = place(path, lines, number, line.index("\t") + 1)
            yield Problem(where, Code.TAB, "tab character", "use spaces instead")


def _structure(path: str, lines: Sequence[str], text: str) -> Iterator[Problem]:
    """What is YAML but not ours, and what would make composing nodes dangerous.

    Events come without recursion, so depth is known before `yaml.compose` recurses.
    """
    depth = documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        for code, message, hint in _refusals(event):
            yield Problem(_place(path, lines, event), code, message, hint)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents == 2:
                message = "a second YAML document starts here"
                hint = "keep one record in a file, without '---' between"
                where = _place(path, lines, event)
                yield Problem(where, Code.SEVERAL_DOCUMENTS, message, hint)
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == MAX_DEPTH + 1:
                message = f"nested deeper than {MAX_DEPTH} levels"
                yield Problem(_place(path, lines, event), Code.TOO_DEEP, message)
                return  # libyaml's work grows with the square of the depth
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _refusals(event: yaml.Event) -> Iterator[tuple[Code, str, str]]:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if isinstance(event, yaml.AliasEvent):
        hint = "write the value out; to begin a text with '*', quote it"
        yield Code.ALIAS, f"the alias '*{anchor}' is not supported", hint
    elif anchor is not None:
        hint = "to begin a text with '&', quote it"
        yield Code.ALIAS, f"the anchor '&{anchor}' is not supported", hint
    if tag is not None:
        yield Code.TAG, f"the tag '{tag}' is not supported", "to begin a text with '!', quote it"


def _syntax_problem(path: str, lines: Sequence[str], error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or "this is not YAML"
    where = place(path, lines, mark.line + 1, mark.column + 1) if mark is not None else Where(path)
    hint = next((hint for words, hint in _HINTS.items() if words in said), "")
    return Problem(where, Code.SYNTAX, f"not readable as YAML: {said}", hint)


_HINTS = {  # by words of libyaml's messages, which PyYAML's own share
    "mapping values are not allowed": "put quotes around a text that holds ': '",
    "cannot start any token": "put quotes around a text that begins with a special character",
    "could not find expected ':'": "end the key with ':' or indent the line under its text",
    "did not find expected key": "check the indentation, and quotes inside quoted text",
    "expected <block end>": "check the indentation",
    "unexpected end of stream": "a quote or bracket is not closed",
    "did not find expected ',' or": "a bracket is not closed, or a comma is missing",
}


def _mistaken_nodes(
    path: str, lines: Sequence[str], node: yaml.Node
) -> Iterator[tuple[yaml.Node, Problem]]:
    """Nodes that hold no value, a repeated or odd key, or an escaped hidden character."""
    if isinstance(node, yaml.ScalarNode):
        if _is_nothing(node):
            where = _place(path, lines, node)
            hint = "give it a value, or leave it out; the text itself goes in quotes"
            yield node, Problem(where, Code.EMPTY_VALUE, "there is no value here", hint)
        elif found := ESCAPED.search(node.value):
            where = _place(path, lines, node)
            message = f"hidden character U+{ord(found[0]):04X}"
            yield node, Problem(where, Code.HIDDEN_CHARACTER, message, "remove it")
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _mistaken_nodes(path, lines, item)
    elif isinstance(node, yaml.MappingNode):
        yield from _mistaken_keys(path, lines, node)
        for key, value in node.value:
            if _is_nothing(value):  # told at the key: an absent value has no place of its own
                name = key.value if isinstance(key, yaml.ScalarNode) else "this key"
                hint = "give it a value, or leave the key out"
                where = _place(path, lines, key)
                yield value, Problem(where, Code.EMPTY_VALUE, f"'{name}' has no value", hint)
            else:
                yield from _mistaken_nodes(path, lines, value)


def _mistaken_keys(
    path: str, lines: Sequence[str], node: yaml.MappingNode
) -> Iterator[tuple[yaml.Node, Problem]]:
    seen: dict[str, yaml.Node] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            where = _place(path, lines, key)
            yield key, Problem(where, Code.WRONG_TYPE, "a key must be plain text")
        elif key.value in seen:
            where = _place(path, lines, key)
            first = _place(path, lines, seen[key.value]).line
            message = f"the key '{key.value}' is given twice; first on line {first}"
            yield key, Problem(where, Code.REPEATED_KEY, message, "keep one of them")
        else:
            seen[key.value] = key
            yield from _mistaken_nodes(path, lines, key)


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in NOTHING


def _mapping(node: yaml.MappingNode) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value not in values:
            values[key.value] = _plain(value)
    return values


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode) and isinstance(step, str):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == step:
                return key, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value
