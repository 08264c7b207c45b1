"""Values of records as people read them in a plan: no brackets, no quotes around single words, an absent one as a dash."""

from __future__ import annotations

from typing import Any

_LONGEST = 120
_ABSENT = "—"


def in_words(value: Any) -> str:
    """One value; of a long one its beginning and its end."""
    if value is None or value in ([], {}, ""):
        return _ABSENT
    if isinstance(value, dict):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return ", ".join(in_words(item) for item in value)
    return shortened(str(value))


def step(before: Any, after: Any) -> str:
    """What becomes of a value: before → after; of a list only what is new or goes."""
    if isinstance(before, list) and isinstance(after, list):
        return _items([in_words(item) for item in before], [in_words(item) for item in after])
    if isinstance(before, dict) and isinstance(after, dict) and "unnamed" not in {*before, *after}:
        return _items(*([f"{key}: {in_words(item)}" for key, item in held.items()] for held in (before, after)))
    if after is None:
        return f"{in_words(before)} → taken out"
    return in_words(after) if before is None else f"{in_words(before)} → {in_words(after)}"


def shortened(words: str, longest: int = _LONGEST) -> str:
    """Words on one line, the middle of long ones left out."""
    words = " ".join(words.split())
    half = (longest - 3) // 2
    return words if len(words) <= longest else f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


def _items(before: list[str], after: list[str]) -> str:
    gone = [f"without {item}" for item in before if item not in after]
    new = [f"with {item}" for item in after if item not in before]
    return ", ".join([*new, *gone]) or f"in another order: {', '.join(after)}"


def _mapping(value: dict[str, Any]) -> str:
    if "unnamed" in value:
        within = f", of {value['within']}" if value.get("within") else ""
        return f"“{value['unnamed']}” (unnamed{within})"
    if "written" in value:
        rest = " ".join(str(value[key]) for key in ("unit", "of") if value.get(key))
        return f"“{value['written']}” = {value.get('value', '')} {rest}".rstrip()
    return ", ".join(f"{key}: {in_words(held)}" for key, held in value.items())
