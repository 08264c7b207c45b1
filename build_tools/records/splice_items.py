"""Taking items and keys out of a person's file, putting items in at a place, moving them with their comments.

As ``splice``: the smallest slice changes, each result is read again, and refused if it says anything but what was meant.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from build_tools.records import front_matter
from build_tools.records.emit import Plain, in_flow
from build_tools.records.splice import (
    CannotSplice,
    append_item,
    block_item,
    checked,
    indented,
    insert_lines,
    scalar_like,
    set_value,
)
from build_tools.records.yaml_nodes import KeyPath, compose, end_of, line_end, line_start, node_at, plain

_COMMENT = re.compile(r"[ \t]*#")


def remove(text: str, path: KeyPath) -> str:
    """Take out a key with its value, or an item of a list; a list that would be empty goes with its key.

    Comments within what goes, and behind it on its lines, go too; those above it stay. Raises CannotSplice.
    """
    parts = front_matter.split(text, "")
    *above, last = path
    parent = node_at(compose(parts.yaml), above)
    if isinstance(parent, yaml.SequenceNode) and len(parent.value) == 1 and last == 0 and above:
        return remove(text, above)
    start, end = _extent(parts.yaml, parent, last)
    wanted = plain(compose(parts.yaml))
    _delete(wanted, path)
    return checked(text, parts, parts.yaml[:start] + parts.yaml[end:], wanted)


def insert_item(text: str, path: KeyPath, at: int, item: Plain) -> str:
    """Put an item into the list at ``path`` before the one at position ``at``; at the end where there is none there."""
    parts = front_matter.split(text, "")
    node = node_at(compose(parts.yaml), path)
    if not isinstance(node, yaml.SequenceNode) or at >= len(node.value):
        return append_item(text, path, item)
    if node.flow_style:
        start = int(node.value[at].start_mark.index)
        edited = f"{parts.yaml[:start]}{in_flow([item])[1:-1]}, {parts.yaml[start:]}"
    else:
        start = _with_comments_above(parts.yaml, line_start(parts.yaml, _dash_of(parts.yaml, node.value[at])))
        edited = insert_lines(parts.yaml, start, indented(block_item(item), node.start_mark.column, parts.yaml))
    wanted = plain(compose(parts.yaml))
    _at(wanted, path).insert(at, item)
    return checked(text, parts, edited, wanted)


def rename_key(text: str, path: KeyPath, new: str) -> str:
    """Give a key another name; its value stays as it is written. Raises CannotSplice where there is no such key."""
    parts = front_matter.split(text, "")
    *above, last = path
    parent = node_at(compose(parts.yaml), above)
    found = [key for key, _ in parent.value if key.value == last] if isinstance(parent, yaml.MappingNode) else []
    if len(found) != 1:
        raise CannotSplice(f"there is no key “{last}” to rename")
    start, end = int(found[0].start_mark.index), int(found[0].end_mark.index)
    wanted = plain(compose(parts.yaml))
    holder = _at(wanted, above)
    if new in holder:
        raise CannotSplice(f"there is a key “{new}” beside “{last}” already")
    renamed = {new if key == last else key: value for key, value in holder.items()}
    holder.clear()
    holder.update(renamed)
    return checked(text, parts, parts.yaml[:start] + scalar_like(found[0], new) + parts.yaml[end:], wanted)


def written_item(text: str, path: KeyPath) -> str:
    """An item of a list as it is written, its comments and those above it included, moved to the left edge."""
    front = front_matter.split(text, "").yaml
    *above, position = path
    parent = node_at(compose(front), above)
    if not isinstance(parent, yaml.SequenceNode) or not isinstance(position, int) or position >= len(parent.value):
        raise CannotSplice("there is no such item to move")
    node = parent.value[position]
    if parent.flow_style:
        return f"- {front[node.start_mark.index : end_of(node)]}\n"
    start = _with_comments_above(front, line_start(front, _dash_of(front, node)))
    block = front[start : line_end(front, end_of(node))].replace("\r\n", "\n")
    margin = re.compile(rf"(?m)^ {{0,{parent.start_mark.column}}}")
    return margin.sub("", block) if block.endswith("\n") else margin.sub("", block) + "\n"


def append_written(text: str, path: KeyPath, block: str) -> str:
    """Add an item that ``written_item`` gave at the end of the list at ``path``, as it is written."""
    items = plain(compose(block))
    assert isinstance(items, list)
    parts = front_matter.split(text, "")
    node = node_at(compose(parts.yaml), path)
    if node is None:
        grown = append_written(set_value(text, path, [{"": ""}]), path, block)
        return remove(grown, [*path, 0])
    if not isinstance(node, yaml.SequenceNode):
        raise CannotSplice("there is no list to add to")
    if node.flow_style:
        return append_item(text, path, items[0])
    at = line_end(parts.yaml, end_of(node.value[-1]))
    edited = insert_lines(parts.yaml, at, indented(block, node.start_mark.column, parts.yaml))
    wanted = plain(compose(parts.yaml))
    _at(wanted, path).extend(items)
    return checked(text, parts, edited, wanted)


# ── where things stand ──────────────────────────────────────────────────────────────────────────────────────


def _extent(text: str, parent: yaml.Node | None, last: str | int) -> tuple[int, int]:
    """The stretch that goes with a key or an item: half-open offsets."""
    if isinstance(parent, yaml.MappingNode):
        pairs = parent.value
        position = next((at for at, (key, _) in enumerate(pairs) if key.value == last), -1)
        spans = [(int(key.start_mark.index), end_of(value)) for key, value in pairs]
    elif isinstance(parent, yaml.SequenceNode) and isinstance(last, int):
        position = last if last < len(parent.value) else -1
        spans = [(int(node.start_mark.index), end_of(node)) for node in parent.value]
    else:
        position, spans = -1, []
    if position < 0 or parent is None:
        raise CannotSplice(f"there is nothing at “{last}” to take out")
    if parent.flow_style:
        return _in_flow(text, spans, position)
    if isinstance(parent, yaml.SequenceNode):
        start = line_start(text, _dash_of(text, parent.value[position]))
        return start, line_end(text, spans[position][1])
    return _key_in_block(text, spans, position)


def _in_flow(text: str, spans: list[tuple[int, int]], position: int) -> tuple[int, int]:
    """With the comma that parts it from its neighbour."""
    start, end = spans[position]
    if position + 1 < len(spans):
        cut, gap = (start, spans[position + 1][0]), text[end : spans[position + 1][0]]
    elif position:
        cut, gap = (spans[position - 1][1], end), text[spans[position - 1][1] : start]
    else:
        cut, gap = (start, end), ""
    if "#" in gap:
        raise CannotSplice("a comment stands between this and its neighbour")
    return cut


def _key_in_block(text: str, spans: list[tuple[int, int]], position: int) -> tuple[int, int]:
    """Its lines; the first key of an item shares its line with the dash, which the next key then takes."""
    start, end = spans[position]
    begin = line_start(text, start)
    if not text[begin:start].strip():
        return begin, line_end(text, end)
    if position + 1 == len(spans):
        raise CannotSplice("it is all that this item holds")
    following = spans[position + 1][0]
    if text[line_end(text, end) : following].strip():
        raise CannotSplice("a comment stands between this and the next key")
    return start, following


def _dash_of(text: str, node: yaml.Node) -> int:
    """Where the dash stands that leads an item of a block list in."""
    before = text[: node.start_mark.index].rstrip(" \t\r\n")
    dash = len(before) - 1
    if not before.endswith("-") or text[line_start(text, dash) : dash].strip():
        raise CannotSplice("the item is laid out in a way that this writer does not know")
    return dash


def _with_comments_above(text: str, at: int) -> int:
    """Where the lines of comment begin that stand directly above a line."""
    while at and _COMMENT.match(text, above := line_start(text, at - 1)):
        at = above
    return at


def _at(tree: Plain, path: KeyPath) -> Any:
    held: Any = tree
    for step in path:
        held = held[step]
    return held


def _delete(tree: Plain, path: KeyPath) -> None:
    del _at(tree, path[:-1])[path[-1]]
