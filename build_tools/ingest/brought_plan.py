"""What importing a file from elsewhere would change: new claims into drafts, new draft entries, and nothing that is there.

What a person deleted, set aside, reviewed or retracted stays as it is (DESIGN.md § 5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from build_tools.brought.brought_claim import BroughtEntry
from build_tools.corpus import PlacedClaim
from build_tools.ingest.brought_settling import Settled
from build_tools.ingest.changes import AddClaim, Change, Create, Kept, NotAdded, Told
from build_tools.ingest.homes import free_id
from build_tools.ingest.known import Known
from build_tools.ingest.standing import Standing
from build_tools.ingest.stretches import Span, Stretches
from build_tools.matching.events import KnownEvents
from build_tools.matching.verdict import Match
from build_tools.model import Entry
from build_tools.records.emit import plain_claim

_OWN_TO_A_PLACE = ("quote", "source", "after")


@dataclass(frozen=True)
class Deleted:
    """A claim of the file that a person has deleted from its entry, or set aside (``why`` is their reason then)."""

    quote: str
    why: str = ""


@dataclass(frozen=True)
class Ground:
    """What a plan is made on. ``recorded``: where the recorded claims of a source stand. ``handled``: quotes of a
    source that were proposed before, by whomever. ``deleted``: keys of records that a person deleted. ``apart`` makes
    draft entries of claims of one source, ``together`` a single one. ``events``: the known entries, to be found again.
    """

    known: Known
    standing: Standing
    recorded: Callable[[str], Stretches]
    handled: Callable[[str], frozenset[str]]
    aside: Callable[[str], Sequence[tuple[Span, str]]]
    deleted: frozenset[str]
    apart: Callable[[Sequence[Settled]], Sequence[Entry]]
    together: Callable[[Sequence[Settled]], Entry]
    events: Callable[[], KnownEvents]
    restore: bool = False


@dataclass
class BroughtPlan:
    """What would happen. ``here``: claims that are recorded already; ``deleted``: those that stay away; ``homes``: the entry
    of every claim that would be new, by its id; ``why``: what an entry has to do with events that are known.
    """

    changes: list[Change] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    here: int = 0
    homes: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)


def plan_brought(settled: Sequence[Settled], told: Mapping[str, BroughtEntry], by: str, ground: Ground) -> BroughtPlan:
    """Compare claims with the records. ``told``: what the file says of entries; ``by``: who proposes, if a claim does not
    tell."""
    return _Planning(told, by, ground).of(settled)


class _Planning:
    def __init__(self, told: Mapping[str, BroughtEntry], by: str, ground: Ground) -> None:
        self._told, self._by, self._ground = told, by, ground
        self._plan = BroughtPlan()
        self._created: dict[str, Entry] = {}
        self._recorded_homes: dict[str, str] = {}

    def of(self, settled: Sequence[Settled]) -> BroughtPlan:
        new = [one for one in settled if not self._is_settled(one)]
        for home, claims in self._grouped(new, settled).items():
            self._into(home, claims)
        self._plan.changes += [Create(self._pointing(entry)) for entry in self._created.values()]
        return self._plan

    def _pointing(self, entry: Entry) -> Entry:
        """The entry with those of its related ones that there are, or will be."""
        now = (self._ground.known.renamed.get("timeline", {}).get(id, id) for id in entry.see_also)
        there = (id for id in now if id in self._created or f"timeline/{id}" in self._ground.known.records)
        return replace(entry, see_also=tuple(dict.fromkeys(there)))

    # ── what is settled already ─────────────────────────────────────────────────────────────────────────────

    def _is_settled(self, one: Settled) -> bool:
        recorded = self._ground.known.claims_of(one.source.id).get(one.claim.quote)
        if recorded:
            self._plan.here += 1
            self._recorded_homes[one.claim.id] = recorded[0].entry.id
            self._plan.told += _differences(one, recorded[0])
            return True
        reason = next((why for span, why in self._ground.aside(one.source.id) if _holds(span, one)), "")
        if reason or one.claim.quote in self._ground.handled(one.source.id) and not self._ground.restore:
            self._plan.deleted.append(Deleted(one.claim.quote, reason))
            return True
        return False

    # ── which entry ─────────────────────────────────────────────────────────────────────────────────────────

    def _grouped(self, new: Sequence[Settled], settled: Sequence[Settled]) -> dict[str, list[Settled]]:
        """The new claims by the entry that they go into: the one they name, the one that holds some of their words, or
        one that is drafted of those that belong together.
        """
        groups: dict[str, list[Settled]] = {}
        homeless: dict[str, list[Settled]] = {}
        for one in new:
            if home := self._home_of(one):
                groups.setdefault(home, []).append(one)
            else:
                homeless.setdefault(one.source.id, []).append(one)
        for source, claims in homeless.items():
            beside = [one for one in settled if one.source.id == source and one.claim.id in self._recorded_homes]
            for home, held in self._drafted(claims, beside):
                groups.setdefault(home, []).extend(held)
        return groups

    def _home_of(self, one: Settled) -> str:
        """The entry that a claim names, or with which it shares words; words of a person at risk stay where they are kept."""
        sharing = self._sharing(one)
        entry = self._ground.known.records.get(f"timeline/{sharing}")
        is_kept = isinstance(entry, Entry) and entry.sensitivity == "person-at-risk"
        return sharing if is_kept else one.brought.entry or sharing

    def _sharing(self, one: Settled) -> str:
        """The entry with the claim that shares most letters with this one, empty where none does."""
        quote = self._ground.recorded(one.source.id).best((one.start, one.end))
        return self._ground.known.claims_of(one.source.id)[quote][0].entry.id if quote else ""

    def _drafted(self, claims: Sequence[Settled], beside: Sequence[Settled]) -> Iterator[tuple[str, list[Settled]]]:
        """Claims of one source, grouped as the reader groups; with some that are recorded, in the entry of those."""
        held = {one.claim.id: one for one in claims}
        fresh: list[Entry] = []
        for entry in self._ground.apart(sorted((*claims, *beside), key=lambda one: one.start)):
            homes = [self._recorded_homes[one.id] for one in entry.claims if one.id in self._recorded_homes]
            if not homes:
                fresh.append(entry)
            elif new := [held[one.id] for one in entry.claims if one.id in held]:
                yield max(homes, key=homes.count), new
        matches = self._ground.events().matches(fresh)
        for entry in fresh:
            yield self._home(entry, matches[entry.id]), [held[one.id] for one in entry.claims]

    def _home(self, entry: Entry, matches: Sequence[Match]) -> str:
        """The draft that surely is the same event; else a new one, which points to those that may have to do with it."""
        best = next(iter(matches), None)
        known = self._ground.events().get(best.other) if best and best.sure else None
        if best and known and known.status == "draft":
            self._plan.why[known.id] = f"the same event: {best.why}"
            return known.id
        id = free_id(entry.id, self._is_taken) if self._is_taken(entry.id) else entry.id
        if best:
            self._plan.why[id] = f"see also {best.other}: {best.why}"
        made = replace(entry, id=id, see_also=tuple(match.other for match in matches))
        self._ground.events().add(made)
        self._created[id] = replace(made, claims=())
        return id

    def _is_taken(self, id: str) -> bool:
        key = f"timeline/{id}"
        return key in self._ground.known or key in self._ground.deleted or id in self._created or id in self._told

    # ── into an entry ───────────────────────────────────────────────────────────────────────────────────────

    def _into(self, home: str, claims: Sequence[Settled]) -> None:
        current = self._ground.known.records.get(f"timeline/{home}")
        if isinstance(current, Entry):
            self._added(current, claims)
        elif f"timeline/{home}" in self._ground.deleted and not self._ground.restore:
            self._plan.told += [NotAdded(f"timeline/{home}", one.claim.quote, "deleted") for one in claims]
        else:
            self._create(home, claims)

    def _added(self, current: Entry, claims: Sequence[Settled]) -> None:
        if current.status == "reviewed":
            if beside := self._draft_beside(current):
                self._added(beside, claims)
            else:
                id = free_id(current.id, self._is_taken)
                self._create(id, claims, see_also=(current.id,), sensitivity=current.sensitivity)
            return
        for one in claims:
            change = AddClaim(current.path, one.claim)
            why = "retracted" if current.status == "retracted" else self._ground.standing.hindrance(current, change)
            if why:
                self._plan.told.append(NotAdded(current.path, one.claim.quote, why))  # type: ignore[arg-type]
            else:
                self._plan.changes.append(change)
                self._plan.homes[one.claim.id] = current.id

    def _draft_beside(self, reviewed: Entry) -> Entry | None:
        """The draft in which claims for a reviewed entry wait since an earlier import."""
        others = (one for one in self._ground.known.records.values() if isinstance(one, Entry))
        waiting = (one for one in others if one.status == "draft" and reviewed.id in one.see_also)
        return next((one for one in waiting if one.id.startswith(f"{reviewed.id}-")), None)

    def _create(self, id: str, claims: Sequence[Settled], **given: Any) -> None:
        told = self._told.get(id, BroughtEntry(id))
        is_told = told.is_whole and told.title and told.date and told.type
        drafted = self._created.get(id) or (Entry(id) if is_told else self._ground.together(claims))
        known = self._ground.known
        entry = Entry(
            id=id,
            title=told.title or drafted.title,
            date=told.date or drafted.date,
            type=told.type or drafted.type,
            places=_there(told.places, "places", known) if told.is_whole else drafted.places,
            actors=_there(told.actors, "actors", known) if told.is_whole else drafted.actors,
            see_also=(*told.see_also, *drafted.see_also),
            sensitivity=told.sensitivity or "none",
            proposed_by=tuple(dict.fromkeys(one.brought.by or self._by for one in claims)),
            body=told.body,
            claims=tuple(one.claim for one in claims),
        )
        self._created[id] = replace(entry, **given)
        self._plan.homes |= {one.claim.id: id for one in claims}


def _there(ids: Iterable[str], folder: str, known: Known) -> tuple[str, ...]:
    """Those of the ids that the dossier has, under the ids of now."""
    now = (known.renamed.get(folder, {}).get(id, id) for id in ids)
    return tuple(dict.fromkeys(id for id in now if f"{folder}/{id}" in known.records))


def _holds(span: Span, one: Settled) -> bool:
    return span[0] <= one.start and one.end <= span[1]


def _differences(one: Settled, placed: PlacedClaim) -> Iterator[Kept]:
    """Where the file says something else of a claim than its record, which stays as it is."""
    mine: dict[str, Any] = {"stance": placed.claim.stance, **plain_claim(placed.claim)}
    told: dict[str, Any] = plain_claim(one.claim)
    if one.brought.is_own:
        told = {"speaker": None, "stance": one.claim.stance, **told}
    answers = {key: value for key, value in one.claim.answers.items() if value != placed.claim.answers.get(key)}
    told["answers"] = answers or mine.get("answers")
    for key, value in told.items():
        if key not in _OWN_TO_A_PLACE and value != mine.get(key):
            keys = ("claims", placed.position, key)
            yield Kept(placed.entry.path, keys, mine.get(key), value, "changed", one.claim.quote)
