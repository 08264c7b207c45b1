"""One value of a person's file brought to another in the smallest steps: items and keys that stay are not touched.

Refuses where a comment would go with what it stands in, or would stand beside something that it was not written for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import yaml

from build_tools.records import front_matter
from build_tools.records.emit import Plain
from build_tools.records.splice import CannotSplice, set_value, value_at
from build_tools.records.splice_items import insert_item, remove
from build_tools.records.yaml_nodes import KeyPath, compose, end_of, line_end, node_at

COMMENT = "a comment stands there"
_COMMENT = re.compile(r"#.*")


def revise(text: str, path: KeyPath, value: Plain | None) -> str:
    """The text with another value at ``path``; None takes the key out. Raises CannotSplice."""
    revised = _revised(text, tuple(path), value)
    if _words(revised) != _words(text):
        raise CannotSplice(COMMENT)
    return revised


def _revised(text: str, path: tuple[str | int, ...], value: Plain | None) -> str:
    held = value_at(text, path)
    if held == value:
        return text
    if value is None or value in ([], {}):
        return remove(text, path)
    _require_no_comment_beside(text, path)
    if isinstance(held, dict) and isinstance(value, dict):
        return _with_keys(text, path, held, value)
    if isinstance(held, list) and isinstance(value, list) and held:
        return _with_items(text, path, held, value)
    return set_value(text, path, value)


def _with_keys(text: str, path: tuple[str | int, ...], held: dict[str, Any], value: dict[str, Any]) -> str:
    for key, item in value.items():
        text = _revised(text, (*path, key), item)
    for key in held.keys() - value.keys():
        text = remove(text, (*path, key))
    return text


def _with_items(text: str, path: tuple[str | int, ...], held: list[Any], value: list[Any]) -> str:
    """From the last change to the first, so that positions before it stay what they are."""
    matcher = SequenceMatcher(None, [repr(item) for item in held], [repr(item) for item in value], autojunk=False)
    for _, start, end, first, last in reversed(matcher.get_opcodes()):
        if all(map(_are_one, held[start:end], value[first:last])) and end - start == last - first:
            for offset in range(end - start):
                text = _revised(text, (*path, start + offset), value[first + offset])
            continue
        for item in reversed(value[first:last]):
            text = insert_item(text, path, end, item)
        for at in reversed(range(start, end)):
            text = remove(text, (*path, at))
    return text


def _are_one(held: Any, value: Any) -> bool:
    """Whether two items are the same one, of which something has changed: mappings that begin alike."""
    both = isinstance(held, dict) and isinstance(value, dict) and held and value
    return bool(both and next(iter(held.items())) == next(iter(value.items())) or held == value)


def _require_no_comment_beside(text: str, path: tuple[str | int, ...]) -> None:
    """Whoever wrote a comment beside a value has looked at that value."""
    front = front_matter.split(text, "").yaml
    node = node_at(compose(front), path)
    if node is None or not (isinstance(node, yaml.ScalarNode) or node.flow_style):
        return
    end = end_of(node)
    if any(end <= at < line_end(front, end) for at, _ in _comments(front)):
        raise CannotSplice(COMMENT)


def _words(text: str) -> list[str]:
    """What the comments of a record say, in their order."""
    return [words for _, words in _comments(front_matter.split(text, "").yaml)]


def _comments(front: str) -> Iterator[tuple[int, str]]:
    """Where each comment of a YAML text begins, and what it says."""
    begin = 0
    for start, end in [*sorted(_scalars(compose(front))), (len(front), 0)]:
        yield from ((begin + found.start(), found[0].rstrip()) for found in _COMMENT.finditer(front[begin:start]))
        begin = end


def _scalars(node: yaml.Node) -> Iterator[tuple[int, int]]:
    """Where values and keys stand: half-open offsets."""
    if isinstance(node, yaml.ScalarNode):
        yield int(node.start_mark.index), int(node.end_mark.index)
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from (span for one in pair for span in _scalars(one))
    else:
        yield from (span for one in node.value for span in _scalars(one))
