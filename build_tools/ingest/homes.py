"""Which entry each proposed one is: where its claims stand already, one that it joins, or a new one under a free id."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from build_tools.corpus import PlacedClaim
from build_tools.model import Entry


@dataclass(frozen=True)
class Homes:
    """The proposed entries under the ids that they have.

    ``guests``: ids of entries that only take in claims and whose fields are none of the proposal's; ``gone``: those of
    entries that a person has deleted; ``freed``: the number that an id got because another source or a person has, or
    had, an entry of that id.
    """

    entries: tuple[Entry, ...]
    guests: frozenset[str]
    gone: frozenset[str]
    freed: Mapping[str, str]


@dataclass(frozen=True)
class Ground:
    """What is there: ``bases`` by quote as the ledger has them, where a claim of the ledger stands now, all record keys,
    those that this seed has proposed, those that a person deleted, and the ids of entries that are meant to be joined.
    """

    bases: Mapping[str, Mapping[str, Any]]
    placed: Callable[[Any], PlacedClaim | None]
    recorded: Container[str]
    proposed: Collection[str]
    deleted: Container[str]
    joined: Container[str]


def homes(proposed: Sequence[Entry], ground: Ground) -> Homes:
    """Settle every entry. Where a better reading has split one, its first part keeps the fields; the rest only brings
    new claims.
    """
    taken = {entry.id for entry in proposed}
    entries: dict[str, Entry] = {}
    guests: set[str] = set()
    gone: set[str] = set()
    freed: dict[str, str] = {}
    for entry in proposed:
        home, is_guest = _home(entry, ground)
        id = home or entry.id
        if home and not is_guest and f"timeline/{home}" not in ground.recorded:
            gone.add(home)
        elif not home and _is_anothers(id, ground):
            id = freed[id] = free_id(id, lambda one: _is_taken(one, ground) or one in taken)
        taken.add(id)
        before = entries.get(id)
        fields = before if before and (is_guest or id not in guests) else entry
        entries[id] = replace(fields, id=id, claims=(*(before.claims if before else ()), *entry.claims))
        if not is_guest:
            guests.discard(id)
        elif before is None:
            guests.add(id)
    return Homes(tuple(entries.values()), frozenset(guests), frozenset(gone), freed)


def free_id(id: str, is_taken: Callable[[str], bool]) -> str:
    """The id with a number behind it, for what stands beside the entry of that id."""
    return next(free for number in count(2) if not is_taken(free := f"{id}-{number}"))


def _home(entry: Entry, ground: Ground) -> tuple[str, bool]:
    """The entry for which most of the claims were proposed; empty where all are new. Where a person has dissolved it:
    the one into which they moved most claims. Where they have deleted it: its id, which no record has.

    True where it is but a guest there, because some of its claims were proposed for an entry that is no more: the fields
    of its home are none of its own, now or at any later import.
    """
    bases = [ground.bases[claim.quote] for claim in entry.claims if claim.quote in ground.bases]
    ids = [str(base["entry"]) for base in bases]
    there = [id for id in ids if f"timeline/{id}" in ground.recorded]
    if there or not ids:
        return max(there, key=there.count, default=""), len(there) < len(ids)
    held = [placed.entry.id for base in bases if (placed := ground.placed(base))]
    return (max(held, key=held.count), True) if held else (max(ids, key=ids.count), False)


def _is_anothers(id: str, ground: Ground) -> bool:
    """Whether another source or a person has an entry of that id, or a person deleted one, and it is not to be joined."""
    key = f"timeline/{id}"
    return _is_taken(id, ground) and (key not in ground.proposed or key in ground.deleted) and id not in ground.joined


def _is_taken(id: str, ground: Ground) -> bool:
    return f"timeline/{id}" in ground.recorded or f"timeline/{id}" in ground.deleted
