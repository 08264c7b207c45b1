"""The file that auto-archiver's module csv_db writes: a record a row, its metadata and media as Python prints them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from build_tools.originals.python_values import NotAValue, value_of

_COLUMNS = {"status", "metadata", "media"}
_OF_METADATA = {
    "url": "url",
    "title": "title",
    "text": "content",
    "published": "timestamp",
    "retrieved": "_processed_at",
    "authors": "author",
    "language": "language",
}  # the keys of auto-archiver's Metadata, by our fields


class NotARecord(ValueError):
    """The row holds no record; the message says why."""


def is_table_of_records(header: Collection[str]) -> bool:
    """Whether a table with these columns is one."""
    return set(header) >= _COLUMNS


def cells_of(row: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """A record's values by field, and the words for where in it each stands. Raises NotARecord."""
    try:
        told, best = value_of(row.get("metadata") or "{}"), _best(value_of(row.get("media") or "[]"))
        copy = {
            "archived": "\n".join(map(str, best.get("urls") or ())),
            "hash": (best.get("properties") or {}).get("hash"),
        }
        held = {key: told.get(called) for key, called in _OF_METADATA.items()} | copy
    except NotAValue as error:
        raise NotARecord(str(error)) from None
    except (TypeError, AttributeError):
        raise NotARecord("it is no record of auto-archiver's") from None
    places = {key: f"metadata “{called}”" for key, called in _OF_METADATA.items()} | {
        "archived": "media “urls”",
        "status": "status",
    }
    return {key: _as_text(value) for key, value in held.items()} | {"status": row.get("status", "").strip()}, places


def _best(media: Any) -> dict[str, Any]:
    """The copy that auto-archiver itself would show if it could show but one."""
    final = (one for one in media if (one.get("properties") or {}).get("id") == "_final_media")
    return next(final, next(iter(media), {}))


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value).strip()
