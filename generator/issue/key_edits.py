"""The keys of an issuer or recognizer, changed in the file that somebody keeps by hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from generator.issue.codes import IssueCode
from generator.issue.yaml_lines import line_end, line_start
from generator.source import CatalogError, Problem
from generator.source.document import Document, read_document
from generator.source.text import decode

Said = Mapping[str, str]
"""Names of values, and what they say; all are texts that need no quotes."""

_BY_HAND = "write 'keys' as lines, each key beginning with '- public_key:', then run this again"


@dataclass(frozen=True, slots=True)
class _Edit:
    """Text that takes the place of what stands from `first` to `last`."""

    first: int
    last: int
    text: str


def with_keys(
    path: str,
    data: bytes,
    *,
    said: Mapping[str, Said] | None = None,
    added: Sequence[Said] = (),
    record: Said | None = None,
) -> bytes:
    """The record's file `data` with other `keys`; everything else as it is written, comments too.

    `said` is what listed keys say from now on, by public key; `added` come last among them;
    `record` is what the record itself says.

    Raises:
        CatalogError: that cannot be done without writing the file anew.

    """
    said, record = said or {}, record or {}
    document, text = read_document(path, data), decode(path, data)
    body = data[: len(data) - len(text.encode())]  # a byte order mark
    is_right = False
    if _is_in_lines(document.root):
        line_break = "\r\n" if "\r\n" in text else "\n"
        text += "" if text.endswith("\n") else line_break
        edits = _edits(text, document.root, said, added, record)
        body += _edited(text, edits, line_break).encode()
        is_right = _says(path, body, _wanted(document, said, added, record))
    if not is_right:
        message = "the keys cannot be changed in this file without writing it anew"
        where = document.where(("keys",))
        raise CatalogError([Problem(where, IssueCode.EDIT_BY_HAND, message, _BY_HAND)])
    return body


def _edits(
    text: str,
    root: yaml.MappingNode,
    said: Mapping[str, Said],
    added: Sequence[Said],
    record: Said,
) -> Iterator[_Edit]:
    """In the order in which they stand; those of one place in the order they are to stand in."""
    top = _values(root)
    keys = top.get("keys")
    items: list[yaml.MappingNode] = keys.value if keys is not None else []
    for item in items:
        values = _values(item)
        for name, value in said.get(values["public_key"].value, {}).items():
            yield _said(text, item, name, value)
    end = line_end(text, keys) if keys is not None else len(text)
    if added:
        margin = ""
        if items:
            start = line_start(text, items[0])
            margin = text[start : text.index("-", start)]
        begin = "" if keys is not None else "keys:\n"
        indent = margin if keys is not None else "  "
        lines = "".join(_item(each, indent) for each in added)
        yield _Edit(end, end, begin + lines)
    for name, value in record.items():
        if name in top:
            yield _in_place(top[name], value)
        else:
            yield _Edit(end, end, f"{name}: {value}\n")


def _said(text: str, item: yaml.MappingNode, name: str, value: str) -> _Edit:
    values = _values(item)
    if name in values:
        return _in_place(values[name], value)
    if item.flow_style:
        end = item.value[-1][1].end_mark.index
        return _Edit(end, end, f", {name}: {value}")
    end = line_end(text, values.get("created", item))
    indent = " " * item.value[0][0].start_mark.column
    return _Edit(end, end, f"{indent}{name}: {value}\n")


def _in_place(value: yaml.Node, text: str) -> _Edit:
    return _Edit(value.start_mark.index, value.end_mark.index, text)


def _item(said: Said, indent: str) -> str:
    lines = [f"{name}: {value}\n" for name, value in said.items()]
    return f"{indent}- " + f"{indent}  ".join(lines)


def _edited(text: str, edits: Iterable[_Edit], line_break: str) -> str:
    """`text` with `edits`."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda each: each.first):  # keeps the order within a place
        parts += [text[at : edit.first], edit.text.replace("\n", line_break)]
        at = edit.last
    return "".join([*parts, text[at:]])


def _is_in_lines(root: yaml.MappingNode) -> bool:
    """Whether the record and its keys are written as lines, as far as these are keys at all."""
    keys = _values(root).get("keys")
    return not root.flow_style and (
        keys is None
        or (
            isinstance(keys, yaml.SequenceNode)
            and not keys.flow_style
            and all(isinstance(each, yaml.MappingNode) for each in keys.value)
            and all("public_key" in _values(each) for each in keys.value)
        )
    )


def _says(path: str, body: bytes, wanted: dict[str, Any]) -> bool:
    try:
        return read_document(path, body).plain() == wanted
    except CatalogError:
        return False


def _wanted(
    document: Document, said: Mapping[str, Said], added: Sequence[Said], record: Said
) -> dict[str, Any]:
    """What the file is to say."""
    plain = document.plain()
    keys = [{**key, **said.get(key["public_key"], {})} for key in plain.get("keys", [])]
    keys += [dict(each) for each in added]
    return {**plain, **({"keys": keys} if keys else {}), **record}


def _values(node: yaml.MappingNode) -> dict[str, Any]:
    return {key.value: value for key, value in node.value}
