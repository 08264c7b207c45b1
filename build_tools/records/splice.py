"""Writing into a person's file: the smallest slice is replaced, every other byte stays.

Works on the text of a record file and a path of keys and list positions in its front matter, such as
``("claims", 2, "speaker")``. Each result is read again and refused if anything but the target changed.
"""

from __future__ import annotations

import re

import yaml

from build_tools.records import front_matter, schema
from build_tools.records.emit import Plain, as_yaml, in_flow, scalar
from build_tools.records.yaml_nodes import KeyPath, compose, end_of, line_end, node_at, plain

_WORD = re.compile(r"[\w-]+")


class CannotSplice(Exception):
    """The file's YAML is laid out in a way that this writer will not touch; nothing was changed."""


def set_value(text: str, path: KeyPath, value: Plain) -> str:
    """Give a key a value, replacing the one it has or adding the key behind those that precede it in the schema."""
    parts = front_matter.split(text, "")
    node = node_at(compose(parts.yaml), path)
    if node and plain(node) == value:
        return text  # however it is written
    edited = _replace(parts.yaml, node, value) if node else _add_key(parts.yaml, path, value)
    return _checked(text, parts, edited, path, value)


def append_item(text: str, path: KeyPath, item: Plain) -> str:
    """Add an item at the end of the list at ``path``; makes the list where there is none."""
    parts = front_matter.split(text, "")
    node = node_at(compose(parts.yaml), path)
    if node is None:
        return set_value(text, path, [item])
    if not isinstance(node, yaml.SequenceNode):
        raise CannotSplice("there is no list to add to")
    edited = _append_in_flow(parts.yaml, node, item) if node.flow_style else _append_in_block(parts.yaml, node, item)
    return _checked(text, parts, edited, path, [*plain(node), item])


def value_at(text: str, path: KeyPath) -> Plain | None:
    """The value at a path of a record file's front matter as plain strings, lists and dicts; None if absent."""
    node = node_at(compose(front_matter.split(text, "").yaml), path)
    return None if node is None else plain(node)


def _replace(text: str, node: yaml.Node, value: Plain) -> str:
    start, end = node.start_mark.index, end_of(node)
    before = text[:start].rpartition("\n")[2]
    if isinstance(value, str):
        tail = "\n" if text[start:end].endswith("\n") else ""
        return text[:start] + scalar_like(node, value) + tail + text[end:]
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return text[:start] + in_flow(value) + text[end:]
    block = indented(as_yaml(value), node.start_mark.column, text)
    return text[: start - len(before)] + block.rstrip("\r\n") + text[end:]


def scalar_like(node: yaml.Node, value: str) -> str:
    """A value; a single word, such as an id, between the quotation marks that a person chose for what it replaces."""
    chosen = isinstance(node, yaml.ScalarNode) and scalar(node.value) == node.value
    style = node.style if chosen and _WORD.fullmatch(value) else ""
    if style == "'":
        return f"'{value}'"
    if style == '"':
        return f'"{value}"'
    return scalar(value)


def _add_key(text: str, path: KeyPath, value: Plain) -> str:
    *above, key = path
    parent = node_at(compose(text), above)
    if not isinstance(parent, yaml.MappingNode):
        raise CannotSplice(f"there is nothing to add “{key}” to")
    if parent.flow_style and parent.value:
        at = end_of(parent) - 1
        return f"{text[:at]}, {key}: {in_flow([value])[1:-1]}{text[at:]}"
    line = as_yaml({str(key): value})
    if not parent.value:
        return text + with_newlines(line, text)
    at = line_end(text, end_of(_predecessor(parent, str(key))))
    return insert_lines(text, at, indented(line, parent.start_mark.column, text))


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
    at = end_of(node.value[-1])
    return f"{text[:at]}, {written}{text[at:]}"


def _append_in_block(text: str, node: yaml.SequenceNode, item: Plain) -> str:
    at = line_end(text, end_of(node.value[-1]))
    return insert_lines(text, at, indented(block_item(item), node.start_mark.column, text))


def block_item(item: Plain) -> str:
    """An item of a block list, its dash at the left edge."""
    return f"- {scalar(item)}\n" if isinstance(item, str) else as_yaml([item])


def insert_lines(text: str, at: int, lines: str) -> str:
    """The text with whole lines put in at a line's beginning, or behind a last line that has no newline."""
    gap = "" if not at or text[at - 1] == "\n" else "\n"
    return text[:at] + gap + lines + text[at:]


def indented(block: str, column: int, like: str) -> str:
    """A block moved to the right, with the newlines of the text that it goes into."""
    return with_newlines(re.sub(r"(?m)^(?=.)", " " * column, block), like)


def with_newlines(block: str, like: str) -> str:
    """A block with the newlines of another text."""
    return block.replace("\n", "\r\n") if "\r\n" in like else block


def _checked(text: str, parts: front_matter.Parts, edited: str, path: KeyPath, value: Plain) -> str:
    wanted = plain(compose(parts.yaml))
    _put(wanted, path, value)
    return checked(text, parts, edited, wanted)


def checked(text: str, parts: front_matter.Parts, edited: str, wanted: Plain) -> str:
    """The whole file with its new front matter, if that now says exactly what was meant. Raises CannotSplice."""
    try:
        got = plain(compose(edited))
    except yaml.YAMLError as error:
        raise CannotSplice(f"the edit would break the YAML: {error}") from None
    if got != wanted:
        raise CannotSplice("the edit would change more than its target")
    return text[: parts.yaml_start] + edited + text[parts.yaml_end :]


def _put(tree: Plain, path: KeyPath, value: Plain) -> None:
    holder: object = tree
    for step in path[:-1]:
        holder = holder[step]  # type: ignore[index]
    holder[path[-1]] = value  # type: ignore[index]
