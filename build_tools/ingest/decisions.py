"""Who decides on a value: the machine or a person (DESIGN.md § 5). Three-way, down to single items and keys; pure.

Unchanged by a person: follows the reader. Changed, added or deleted by a person: is theirs from then on, whatever the
reader proposes later, and whether or not it comes to the same by chance; so what was theirs once is remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_tools.records.emit_yaml import OneLine

Plain = Any
Yours = dict[str, Any]  # by key, or by what names an item: True, OWN, or the same again for what lies within
OWN = "own"  # an item that a person has added to a list of the machine's

# Lists that are decided on item by item, and the key that names an item (empty: the item itself).
_ITEMS = {
    "actors": "",
    "places": "",
    "see_also": "",
    "authors": "",
    "aliases": "name",
    "roles": "title",
    "quantities": "written",
}
_MAPPINGS = frozenset({"answers", "links"})  # decided on key by key
# What a reader that does not say it again does not take back: it is found across sources or in other seeds too.
_STAYING = frozenset({"see_also", "answers", "aliases", "roles", "links", "not_same"})


@dataclass(frozen=True, slots=True)
class Difference:
    """What a person chose and what the reader says instead; ``keys`` lead to it, items by their names."""

    keys: tuple[str, ...]
    yours: Plain
    proposed: Plain


@dataclass(frozen=True, slots=True)
class Decision:
    """What a value is to be (None: absent), what of it is a person's (True: all), and what is proposed in vain."""

    value: Plain
    yours: Yours | bool | str
    differences: tuple[Difference, ...] = ()


def decide(
    proposed: Mapping[str, Plain], base: Mapping[str, Plain], current: Mapping[str, Plain], yours: Yours
) -> dict[str, Decision]:
    """For each key what becomes of it. ``base``: what was proposed before; ``yours``: what has been a person's before."""
    keys = dict.fromkeys([*current, *proposed, *base])
    return {key: _of(key, proposed.get(key), base.get(key), current.get(key), yours.get(key, {})) for key in keys}


def remembered(proposed: Mapping[str, Plain], base: Mapping[str, Plain]) -> dict[str, Plain]:
    """What a ledger holds after a proposal: that, and what was proposed before and is not taken back."""
    held = {key: _joined(key, value, base.get(key)) for key, value in proposed.items()}
    return {**held, **{key: value for key, value in base.items() if key in _STAYING and key not in held}}


def _of(key: str, proposed: Plain, base: Plain, current: Plain, yours: Yours | bool) -> Decision:
    if base is None and proposed is None:
        return Decision(current, yours)  # nobody but a person says anything there
    nested = _is_list_of_both(key, base, current, yours)
    if yours is True or current != base and not nested:
        vain = proposed is not None and proposed != base and proposed != current
        return Decision(current, True, (Difference((key,), current, proposed),) if vain else ())
    if not yours and current == base:
        value = base if proposed is None and key in _STAYING else _joined(key, proposed, base)
        return Decision(value, {})
    return _within(key, proposed, base, current, yours or {})


def _is_list_of_both(key: str, base: Plain, current: Plain, yours: Yours | bool) -> bool:
    """Whether machine and person have a list or mapping in common, be it that it has become empty. One that a person
    took out as a whole is theirs as a whole.
    """
    if not isinstance(yours, dict) or not (_is_nested(key, current) or yours and current is None):
        return False
    if not (_is_nested(key, base) or yours and base is None):
        return False
    return (
        current is not None or OWN not in yours.values() and all(yours.get(name) is True for name in _named(key, base))
    )


def _within(key: str, proposed: Plain, base: Plain, current: Plain, yours: Yours) -> Decision:
    """Of a list or mapping that a person has changed: each item and key for itself."""
    before, held = _named(key, base), _named(key, current)
    offered = before if proposed is None and key in _STAYING else _named(key, proposed)
    made: dict[str, Plain] = {}
    theirs: Yours = {}
    differences: list[Difference] = []
    for name in dict.fromkeys([*held, *offered, *before, *yours]):
        decision = _item(key, name, (offered.get(name), before.get(name), held.get(name)), yours.get(name, {}))
        if decision.value is not None:
            made[name] = decision.value
        if decision.yours:
            theirs[name] = decision.yours
        differences += [Difference((key, *one.keys), one.yours, one.proposed) for one in decision.differences]
    return Decision(_unnamed(key, made) or None, theirs, tuple(differences))


def _item(key: str, name: str, three: tuple[Plain, Plain, Plain], yours: Yours | bool | str) -> Decision:
    offered, before, held = three
    if offered is None and before == held and key in _STAYING:
        offered = before
    if offered is None and held is not None and (before is None or before != held or yours):
        return Decision(held, OWN)
    if offered is None and before is None and yours == OWN:
        return Decision(None, True)
    if isinstance(yours, str):
        yours = True
    if yours is True or not isinstance(before, dict) or not isinstance(held, dict):
        return _of(name, offered, before, held, yours)
    if offered is None:
        return Decision(None, {})
    return _assembled(name, held, decide(offered, before, held, yours or {}))


def _assembled(name: str, held: dict[str, Plain], found: Mapping[str, Decision]) -> Decision:
    """An item put together from the decisions on its keys."""
    made = {key: one.value for key, one in found.items() if one.value is not None}
    theirs = {key: one.yours for key, one in found.items() if one.yours}
    differences = tuple(
        Difference((name, *one.keys), one.yours, one.proposed) for each in found.values() for one in each.differences
    )
    return Decision(type(held)(made), theirs, differences)


# ── lists and mappings by names ─────────────────────────────────────────────────────────────────────────────


def _is_nested(key: str, value: Plain) -> bool:
    return isinstance(value, list) and key in _ITEMS or isinstance(value, dict) and key in _MAPPINGS


def _named(key: str, value: Plain) -> dict[str, Plain]:
    """The items of a list by their names, a second of the same name with a number; a mapping as it is."""
    if not isinstance(value, list):
        return dict(value or {})
    named: dict[str, Plain] = {}
    for item in value:
        name = str(item.get(_ITEMS[key], "") if isinstance(item, dict) else item)
        number = sum(1 for other in named if other == name or other.startswith(f"{name}#"))
        named[f"{name}#{number + 1}" if number else name] = item
    return named


def _unnamed(key: str, named: Mapping[str, Plain]) -> Plain:
    return OneLine(named) if key in _MAPPINGS else list(named.values())


def _joined(key: str, value: Plain, base: Plain) -> Plain:
    """A proposal together with what was proposed before and stays."""
    if key not in _STAYING or not _is_nested(key, value) or not _is_nested(key, base):
        return value
    if value == base:
        return value
    return _unnamed(key, {**_named(key, base), **_named(key, value)})
