"""Writing into a person's file: the smallest slice is replaced, every other byte stays.

Works on the text of a record file and a path of keys and list positions in its front matter, such as
``("claims", 2, "speaker")``. Each result is read again and refused if anything but the target changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from build_tools.records import front_matter, schema
from build_tools.records.emit import Plain, as_yaml, in_flow, scalar

KeyPath = Sequence[str | int]
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class CannotSplice(Exception):
    """The file's YAML is laid out in a way that this writer will not touch; nothing was changed."""


def set_value(text: str, path: KeyPath, value: Plain) -> str:
    """Give a key a value, replacing the one it has or adding the key behind those that precede it in the schema."""
    parts = front_matter.split(text, "")
    node = _node_at(_compose(parts.yaml), path)
    edited = _replace(parts.yaml, node, value) if node else _add_key(parts.yaml, path, value)
    return _checked(text, parts, edited, path, value)


def append_item(text: str, path: KeyPath, item: Plain) -> str:
    """Add an item at the end of the list at ``path``; makes the list where there is none."""
    parts = front_matter.split(text, "")
    node = _node_at(_compose(parts.yaml), path)
    if node is None:
        return set_value(text, path, [item])
    if not isinstance(node, yaml.SequenceNode):
        raise CannotSplice("there is no list to add to")
    edited = _append_in_flow(parts.yaml, node, item) if node.flow_style else _append_in_block(parts.yaml, node, item)
    return _checked(text, parts, edited, path, [*_plain(node), item])


def value_at(text: str, path: KeyPath) -> Plain | None:
    """The value at a path of a record file's front matter as plain strings, lists and dicts; None if absent."""
    node = _node_at(_compose(front_matter.split(text, "").yaml), path)
    return None if node is None else _plain(node)


def _compose(text: str) -> yaml.Node:
    node = yaml.compose(text, Loader=_LOADER)
    return node or yaml.MappingNode("tag:yaml.org,2002:map", [])


def _node_at(node: yaml.Node, path: KeyPath) -> yaml.Node | None:
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)  # type: ignore[assignment]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _replace(text: str, node: yaml.Node, value: Plain) -> str:
    start, end = node.start_mark.index, _end_of(node)
    before = text[:start].rpartition("\n")[2]
    if isinstance(value, str):
        tail = "\n" if text[start:end].endswith("\n") else ""
        return text[:start] + scalar(value) + tail + text[end:]
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return text[:start] + in_flow(value) + text[end:]
    block = _indented(as_yaml(value), node.start_mark.column, text)
    return text[: start - len(before)] + block.rstrip("\r\n") + text[end:]


def _add_key(text: str, path: KeyPath, value: Plain) -> str:
    *above, key = path
    parent = _node_at(_compose(text), above)
    if not isinstance(parent, yaml.MappingNode):
        raise CannotSplice(f"there is nothing to add “{key}” to")
    if parent.flow_style and parent.value:
        at = _end_of(parent) - 1
        return f"{text[:at]}, {key}: {in_flow([value])[1:-1]}{text[at:]}"
    line = as_yaml({str(key): value})
    if not parent.value:
        return text + _with_newlines(line, text)
    at = _line_end(text, _end_of(_predecessor(parent, str(key))))
    return _insert_lines(text, at, _indented(line, parent.start_mark.column, text))


def _predecessor(parent: yaml.MappingNode, key: str) -> yaml.Node:
    """The value after which a new key reads best: that of the last key that precedes it in some schema."""
    shapes = [*schema.SHAPES.values(), schema.CLAIM]
    present = [name.value for name, _ in parent.value]
    shape = max(shapes, key=lambda shape: len(shape.keys.keys() & {*present, key}))
    order = list(shape.keys)
    rank = order.index(key) if key in order else len(order)
    before = [value for name, value in parent.value if name.value in order and order.index(name.value) < rank]
    return before[-1] if before else parent.value[-1][1]


def _append_in_flow(text: str, node: yaml.SequenceNode, item: Plain) -> str:
    written = in_flow([item])[1:-1]
    if not node.value:
        at = node.start_mark.index + 1
        return text[:at] + written + text[at:]
    at = _end_of(node.value[-1])
    return f"{text[:at]}, {written}{text[at:]}"


def _append_in_block(text: str, node: yaml.SequenceNode, item: Plain) -> str:
    at = _line_end(text, _end_of(node.value[-1]))
    return _insert_lines(text, at, _indented(as_yaml([item]), node.start_mark.column, text))


def _end_of(node: yaml.Node) -> int:
    """Where a node's last character stands: PyYAML ends block collections at the next token, past comments."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end_of(last[1] if isinstance(node, yaml.MappingNode) else last)


def _line_end(text: str, at: int) -> int:
    if at and text[at - 1] == "\n":
        return at
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def _insert_lines(text: str, at: int, lines: str) -> str:
    gap = "" if not at or text[at - 1] == "\n" else "\n"
    return text[:at] + gap + lines + text[at:]


def _indented(block: str, column: int, like: str) -> str:
    return _with_newlines(re.sub(r"(?m)^(?=.)", " " * column, block), like)


def _with_newlines(block: str, like: str) -> str:
    return block.replace("\n", "\r\n") if "\r\n" in like else block


def _checked(text: str, parts: front_matter.Parts, edited: str, path: KeyPath, value: Plain) -> str:
    """The whole file with its new front matter, if that now says exactly what was meant."""
    wanted = _plain(_compose(parts.yaml))
    _put(wanted, path, value)
    try:
        got = _plain(_compose(edited))
    except yaml.YAMLError as error:
        raise CannotSplice(f"the edit would break the YAML: {error}") from None
    if got != wanted:
        raise CannotSplice("the edit would change more than its target")
    return text[: parts.yaml_start] + edited + text[parts.yaml_end :]


def _plain(node: yaml.Node) -> Plain:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return str(node.value)


def _put(tree: Plain, path: KeyPath, value: Plain) -> None:
    holder: object = tree
    for step in path[:-1]:
        holder = holder[step]  # type: ignore[index]
    holder[path[-1]] = value  # type: ignore[index]
