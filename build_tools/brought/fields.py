"""Values of a file, each of the kind that its key takes, or a problem with its place. Knows no layout."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from build_tools.brought.brought_claim import SHAPE, Span
from build_tools.brought.located_json import Key, Node
from build_tools.problems import ProblemsFound

_SHOWN = 60
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_TIP = "Correct the value in the file, or leave the key out."


def held_at(node: Node, *keys: Key) -> Any:
    """The value under keys, None where it or an object on the way is absent. Raises ProblemsFound for another kind."""
    held: Any = node.held
    for at, key in enumerate(keys):
        if not isinstance(held, Mapping):
            raise wrong(node, keys[:at], "an object {…}", held)
        held = held.get(key)
        if held is None:
            return None
    return held


def text_at(node: Node, *keys: Key) -> str:
    """A string, empty where it is absent or null; a number as it is written. Raises ProblemsFound."""
    held = held_at(node, *keys)
    if held is None:
        return ""
    if isinstance(held, int | float) and not isinstance(held, bool):
        return str(held)
    return _clean(node, keys, held)


def needed_text(node: Node, *keys: Key) -> str:
    """A string that has to be there. Raises ProblemsFound."""
    if not (found := text_at(node, *keys)).strip():
        message = f"“{keys[-1]}” is absent or empty"
        raise node.spot(*keys).refused(SHAPE, message, "Without it there is no claim: add it, or delete the line.")
    return found


def texts_at(node: Node, *keys: Key) -> tuple[str, ...]:
    """A list of strings, or a single one. Raises ProblemsFound."""
    held = held_at(node, *keys)
    if held is None or held == "":
        return ()
    if isinstance(held, list):
        return tuple(_clean(node, (*keys, at), one) for at, one in enumerate(held))
    return (_clean(node, keys, held),)


def span_at(node: Node, start: tuple[Key, ...], end: tuple[Key, ...]) -> Span | None:
    """Two offsets, None where there are none. Raises ProblemsFound."""
    offsets = held_at(node, *start), held_at(node, *end)
    if offsets == (None, None):
        return None
    for keys, held in zip((start, end), offsets, strict=True):
        if type(held) is not int or held < 0:
            raise wrong(node, keys, "a whole number from 0", held)
    if offsets[0] >= offsets[1]:
        raise wrong(node, end, f"a number above {offsets[0]}, where the words begin", offsets[1])
    return offsets


def list_at(node: Node, *keys: Key) -> list[Any]:
    """A list, empty where it is absent or null. Raises ProblemsFound."""
    held = held_at(node, *keys)
    if held is not None and not isinstance(held, list):
        raise wrong(node, keys, "a list […]", held)
    return held or []


def mapping_at(node: Node, *keys: Key) -> Mapping[str, Any]:
    """An object, empty where it is absent or null. Raises ProblemsFound."""
    held = held_at(node, *keys)
    if held is not None and not isinstance(held, Mapping):
        raise wrong(node, keys, "an object {…}", held)
    return held or {}


def wrong(node: Node, keys: tuple[Key, ...], wanted: str, held: Any) -> ProblemsFound:
    """Something of another kind than its key takes."""
    return node.spot(*keys).refused(SHAPE, f"here belongs {wanted}, not {shown(held)}", _TIP)


def shown(held: Any) -> str:
    """A value as a message shows it."""
    return json.dumps(held, ensure_ascii=False)[:_SHOWN]


def unseen_in(text: str) -> str:
    """The first character that no text may hold, as an escape; empty where there is none."""
    found = _UNSEEN.search(text)
    return found[0].encode("unicode_escape", "surrogatepass").decode("ascii") if found else ""


def _clean(node: Node, keys: tuple[Key, ...], held: Any) -> str:
    if not isinstance(held, str):
        raise wrong(node, keys, "a text", held)
    if character := unseen_in(held):
        message = f"the text holds the control character {character}"
        raise node.spot(*keys).refused(SHAPE, message, _TIP)
    return held
