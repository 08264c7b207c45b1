"""JSON objects that say only what there is to say: no key without a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def if_any(key: str, value: Any) -> Json:
    """``{key: value}``; empty where the value is."""
    return {key: value} if value else {}


def without_empty(told: Mapping[str, Any]) -> Json:
    """An object without the keys whose values are empty."""
    return {key: value for key, value in told.items() if value}
