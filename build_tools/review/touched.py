"""What a change reaches: the questions, entries, speakers and sources of which something may have become different."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from build_tools.corpus import Corpus, PlacedClaim, placed_claims
from build_tools.model import Actor, Claim, Entry, Place, Question, Record, Source, Unnamed
from build_tools.references import references
from build_tools.review.changes import Became, RecordChange
from build_tools.review.compare import Comparison, kept_back
from build_tools.review.pairing import records_of
from build_tools.roots import Root

_OF_BODIES = {"part_of", "country", "roles"}
_OF_ROOTS = {"publisher", "republishes", "updates"}
_OF_STANDING = {"status", "sensitivity", "date"}


@dataclass(frozen=True)
class Touched:
    """Ids are those of the later state, for what is there no more those of the earlier one."""

    before: Corpus
    after: Corpus
    found: Comparison

    @cached_property
    def claims(self) -> tuple[tuple[PlacedClaim, bool], ...]:
        """Claims that differ, or whose entry came, went or stands otherwise; True for those of the earlier state."""
        found: dict[tuple[str, str, int, bool], tuple[PlacedClaim, bool]] = {}
        for placed, was in self._all_claims():
            found[placed.entry.id, placed.id, placed.position, was] = (placed, was)
        return tuple(found.values())

    def _all_claims(self) -> Iterator[tuple[PlacedClaim, bool]]:
        for one in self.found.claims:
            yield from ((placed, was) for placed, was in ((one.before, True), (one.after, False)) if placed)
        for change in self._of(Entry):
            if change.became in (Became.CHANGED, Became.RENAMED) and not _changes(change, _OF_STANDING):
                continue
            for record, was in ((change.before, True), (change.after, False)):
                if isinstance(record, Entry):
                    yield from ((placed, was) for placed in placed_claims(record))

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """By id, in the order of their ids."""
        ids = {change.record.id for change in self._of(Question)}
        for placed, was in (*self.claims, *self._behind_other_roots()):
            ids |= {self._now(Question, id, was) for id in placed.claim.answers}
        return tuple(sorted(ids))

    @cached_property
    def kept_back(self) -> frozenset[str]:
        """Entries of whose claims nobody is told more than that they count: by whom and in which source would be too much."""
        return kept_back(self.found, self.before, self.after)

    @cached_property
    def sources_kept_back(self) -> frozenset[str]:
        """The sources of such claims, by their ids in either state."""
        groups = (group for one in (self.before, self.after) for group in (one.entries, one.withheld))
        entries = (group[id] for group in groups for id in self.kept_back & group.keys())
        return frozenset(claim.source for entry in entries for claim in entry.claims)

    def told(self, claims: Iterable[PlacedClaim]) -> Iterator[PlacedClaim]:
        """Those of which more may be told."""
        return (one for one in claims if one.entry.id not in self.kept_back)

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """By id, in the order of their ids."""
        ids = {change.record.id for change in self._of(Entry)}
        for placed, was in (*self.claims, *self._behind_other_roots()):
            ids.add(self.found.now(Entry, placed.entry.id) if was else placed.entry.id)
        return tuple(sorted(ids))

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Actors by id, in the order of their ids."""
        named = ((placed.claim.named_speaker, was) for placed, was in self.claims)
        return tuple(sorted({self._now(Actor, id, was) for id, was in named if id}))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """By id, in the order of their ids."""
        ids = {self._now(Source, one.claim.source, was) for one, was in self.claims}
        return tuple(sorted(ids | {change.record.id for change in self._of(Source)}))

    def _now(self, kind: type[Record], id: str, was: bool) -> str:
        """The id in the later state; what still bears the former one there, by oversight, means nothing else."""
        return self.found.now(kind, id) if was or id not in self._there[kind] else str(id)

    @cached_property
    def _there(self) -> dict[type[Record], Mapping[str, object]]:
        return records_of(self.after)

    def lost_pointers(self) -> set[tuple[type[Record], str]]:
        """What records and claims that differ pointed to and do not now, under the names of the later state."""
        had: set[tuple[type[Record], str]] = set()
        has: set[tuple[type[Record], str]] = set()
        for change in self.found.records:
            had |= self._pointers(change.before)
            has |= self._pointers(change.after)
        for placed, was in self.claims:
            (had if was else has).update(self._pointers(Entry(id="", claims=(placed.claim,))))
        return had - has

    def _pointers(self, record: Record | None) -> set[tuple[type[Record], str]]:
        return (
            set()
            if record is None
            else {(one.kind, self.found.now(one.kind, str(one.id))) for one in references(record)}
        )

    def level(self, root: Root, *, was: bool) -> Root:
        """A root under the names that both states can be compared by."""
        names = self.found.onward if was else self.found.level
        claim = Claim("", root.source, speaker=_speaker(root))
        told = names.claim(claim)
        if root.kind == "voice":
            who = names.names.get((Actor, root.who), root.who)
            return Root("voice", who, source=told.source)
        if isinstance(told.speaker, Unnamed):
            return Root("unnamed", told.speaker.words, within=told.speaker.within, source=told.source)
        return Root("named", str(told.speaker))

    def _of(self, kind: type[Record]) -> Iterator[RecordChange]:
        return (change for change in self.found.records if change.kind is kind)

    def _behind_other_roots(self) -> list[tuple[PlacedClaim, bool]]:
        return list(self._found_behind)

    @cached_property
    def _found_behind(self) -> tuple[tuple[PlacedClaim, bool], ...]:
        """Claims whose root, or what it may be one with, another record decides: a body, a publisher, an original."""
        bodies = self._deciding(Actor, _OF_BODIES)
        sources = self._deciding(Source, _OF_ROOTS)
        places = self._deciding(Place, {"within"})
        if not bodies and not sources and not places:
            return ()
        return tuple(
            (placed, was)
            for corpus, was in ((self.before, True), (self.after, False))
            for placed in corpus.claims
            if placed.claim.source in sources
            or any(self._belongs(actor, bodies, corpus) for actor in _who(placed.claim))
            or (places and not places.isdisjoint(placed.claim.answers.values()))
        )

    def _deciding(self, kind: type[Record], keys: set[str]) -> set[str]:
        changes = [one for one in self._of(kind) if one.became is not Became.CHANGED or _changes(one, keys)]
        kept = [one for one in changes if one.became in (Became.CHANGED, Became.MERGED, Became.SPLIT)]
        return {record.id for change in kept for record in (change.before, change.after) if record}

    @staticmethod
    def _belongs(actor: str, bodies: set[str], corpus: Corpus) -> bool:
        return bool(bodies) and not bodies.isdisjoint(corpus.bodies_of(actor))


def _who(claim: Claim) -> Iterable[str]:
    if isinstance(claim.speaker, Unnamed):
        return (claim.speaker.within,) if claim.speaker.within else ()
    return (claim.speaker,) if claim.speaker else ()


def _speaker(root: Root) -> str | Unnamed | None:
    if root.kind == "unnamed":
        return Unnamed(root.who, root.within)
    return root.who if root.kind == "named" else None


def _changes(change: RecordChange, keys: set[str]) -> bool:
    return any(field.name in keys for field in change.fields)
