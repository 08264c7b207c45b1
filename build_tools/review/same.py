"""A record with the ids in it replaced that were renamed or merged, so that what only points anew counts as no change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from build_tools.model import Actor, Claim, Entry, EventType, Place, Question, Record, Source, Unnamed
from build_tools.problems import Written
from build_tools.references import references

Names = Mapping[tuple[type[Record], str], str]


@dataclass(frozen=True)
class Renamed:
    """Ids by kind and former id. ``place_questions``: those whose answers are ids of places."""

    names: Names
    place_questions: frozenset[str] = frozenset()

    def apply(self, record: Any) -> Any:
        """The record pointing to the new ids; itself where it points to none of the old ones."""
        if not self.names or not self._concerns(record):
            return record
        if isinstance(record, Entry):
            return replace(
                record,
                type=self._one(EventType, record.type),
                places=self._each(Place, record.places),
                actors=self._each(Actor, record.actors),
                see_also=self._each(Entry, record.see_also),
                claims=tuple(self.claim(claim) for claim in record.claims),
            )
        if isinstance(record, Source):
            return replace(
                record,
                publisher=self._one(Actor, record.publisher),
                republishes=self._one(Source, record.republishes),
                updates=self._one(Source, record.updates),
                not_same=self._each(Source, record.not_same),
            )
        if isinstance(record, Actor):
            roles = tuple(replace(role, of=self._one(Actor, role.of)) for role in record.roles)
            body, country = self._one(Actor, record.part_of), self._one(Actor, record.country)
            others = self._each(Actor, record.not_same)
            return replace(record, roles=roles, part_of=body, country=country, not_same=others)
        if isinstance(record, Place):
            return replace(record, within=self._one(Place, record.within), not_same=self._each(Place, record.not_same))
        return record

    def claim(self, claim: Claim) -> Claim:
        """One claim pointing to the new ids."""
        speaker = claim.speaker
        if isinstance(speaker, Unnamed):
            speaker = replace(speaker, within=self._one(Actor, speaker.within))
        elif speaker:
            speaker = self._one(Actor, speaker)
        return replace(
            claim,
            source=self._one(Source, claim.source),
            speaker=speaker,
            via=self._each(Actor, claim.via),
            answers={self._one(Question, id): self._answer(id, said) for id, said in claim.answers.items()},
        )

    def _concerns(self, record: Record) -> bool:
        if isinstance(record, Entry) and self.place_questions:
            return True
        return any((one.kind, one.id) in self.names for one in references(record))

    def _answer(self, question: str, said: str) -> str:
        return self._one(Place, said) if question in self.place_questions else said

    def _one(self, kind: type[Record], id: str) -> str:
        new = self.names.get((kind, id))
        if new is None:
            return id
        return Written(new, id.line, id.column) if isinstance(id, Written) else new

    def _each(self, kind: type[Record], ids: Iterable[str]) -> tuple[str, ...]:
        """Two ids that were joined count once."""
        return tuple(dict.fromkeys(self._one(kind, id) for id in ids))
