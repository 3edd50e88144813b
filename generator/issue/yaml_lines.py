"""Where the lines of a value begin and end in a YAML file, to edit it as text."""

import yaml


def line_start(text: str, key: yaml.Node) -> int:
    """The beginning of the line on which `key` stands."""
    return text.rfind("\n", 0, key.start_mark.index) + 1


def line_end(text: str, value: yaml.Node) -> int:
    """The end of the last line of `value`; a comment below it is its neighbour's."""
    end = text.find("\n", _last(value))
    return end + 1 if end >= 0 else len(text)


def _last(node: yaml.Node) -> int:
    """Where the last of `node` ends; the end of a block is told only by what follows."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _last(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _last(node.value[-1])
    index: int = node.end_mark.index
    return index
