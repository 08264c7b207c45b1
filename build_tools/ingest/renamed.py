"""A ledger in the ids that records have now: whoever renames a file by hand and notes ``was`` need not touch ledgers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from build_tools.ingest.decisions import OWN
from build_tools.ingest.ledger import Ledger

Renamed = Mapping[str, Mapping[str, str]]  # by folder (``actors``): the id now, by each former one

_POINTS_TO = {
    "speaker": ("actors",),
    "via": ("actors",),
    "actors": ("actors",),
    "within": ("actors", "places"),
    "of": ("actors",),
    "part_of": ("actors",),
    "country": ("actors",),
    "publisher": ("actors",),
    "not_same": ("actors", "places", "sources"),
    "places": ("places",),
    "source": ("sources",),
    "republishes": ("sources",),
    "updates": ("sources",),
    "entry": ("timeline",),
    "see_also": ("timeline",),
    "question": ("questions",),
    "answered": ("questions",),
}
_NAMED_BY_ID = frozenset({"answers", "actors", "places", "see_also"})  # what is a person's is told by these names


def in_ids_of_now(ledger: Ledger, renamed: Renamed) -> Ledger:
    """The ledger with every former id replaced. What was proposed as a record stays under its key where both ids have
    been proposed, as after a merger.
    """
    if not any(renamed.values()):
        return ledger
    records = {key: _pointed(value, renamed) for key, value in ledger.records.items()}
    yours = {_key(key, renamed): _marked(value, renamed) for key, value in ledger.yours.items() if key != "claims"}
    claims = {quote: _marked(value, renamed) for quote, value in ledger.yours.get("claims", {}).items()}
    return replace(
        ledger,
        records={key if _key(key, renamed) in records else _key(key, renamed): value for key, value in records.items()},
        claims=tuple(_pointed(claim, renamed) for claim in ledger.claims),
        across=tuple(_pointed(found, renamed) for found in ledger.across),
        yours={**yours, **({"claims": claims} if claims else {})},
    )


def moved(old: str, new: str, fields: Any) -> dict[str, Any]:
    """What a ledger holds of a renamed record: its fields under the new key, and nothing but the old key, so that it does
    not come back under its first id once a person has deleted it.
    """
    return {new: fields, old: {}}


def _key(key: str, renamed: Renamed) -> str:
    folder, _, id = key.partition("/")
    return f"{folder}/{renamed.get(folder, {}).get(id, id)}"


def _pointed(value: Any, renamed: Renamed, key: str = "") -> Any:
    if isinstance(value, dict):
        now = renamed.get("questions", {}) if key == "answers" else {}
        return {now.get(name, name): _pointed(item, renamed, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_pointed(item, renamed, key) for item in value]
    return _now(value, renamed, _POINTS_TO.get(key, ()))


def _marked(value: Any, renamed: Renamed) -> Any:
    """What is a person's of one record: keys that lead to single items are ids. An item that a person added goes by the
    id that they wrote, be it a former one.
    """
    return {
        key: {
            name if one == OWN else _now(name, renamed, _POINTS_TO.get(key, ("questions",))): one
            for name, one in held.items()
        }
        if key in _NAMED_BY_ID and isinstance(held, dict)
        else held
        for key, held in value.items()
    }


def _now(id: Any, renamed: Renamed, folders: tuple[str, ...]) -> Any:
    return next((renamed[one][id] for one in folders if id in renamed.get(one, {})), id)
