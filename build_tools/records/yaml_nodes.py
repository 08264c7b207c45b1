"""The front matter of a record as PyYAML's nodes: where each value stands, where it ends, what it says. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from build_tools.records.emit import Plain

KeyPath = Sequence[str | int]
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def compose(text: str) -> yaml.Node:
    """The nodes of a YAML text; an empty mapping where it says nothing. Raises ``yaml.YAMLError``."""
    node = yaml.compose(text, Loader=_LOADER)
    return node or yaml.MappingNode("tag:yaml.org,2002:map", [])


def node_at(node: yaml.Node, path: KeyPath) -> yaml.Node | None:
    """The value at a path of keys and positions, None where there is none."""
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)  # type: ignore[assignment]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def end_of(node: yaml.Node) -> int:
    """Where a node's last character stands: PyYAML ends block collections at the next token, past comments."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(last[1] if isinstance(node, yaml.MappingNode) else last)


def line_start(text: str, at: int) -> int:
    """Where the line begins on which a position stands."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line ends, its newline included; ``at`` itself where it stands behind a newline."""
    if at and text[at - 1] == "\n":
        return at
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def plain(node: yaml.Node) -> Plain:
    """A node as strings, lists and dicts."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return str(node.value)
