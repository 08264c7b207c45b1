"""What actors, places and sources of a corpus are called. An id without a record stands for itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Actor, Claim, Place, Unnamed


@dataclass(frozen=True)
class Names:
    """Names by id."""

    corpus: Corpus

    def actor(self, actor: str) -> str:
        """The main name of an actor."""
        return self.corpus.actors[actor].name if actor in self.corpus.actors else actor

    def place(self, place: str) -> str:
        """The main name of a place."""
        return self.corpus.places[place].name if place in self.corpus.places else place

    def source(self, source: str) -> str:
        """The title of a source."""
        return self.corpus.sources[source].title or source if source in self.corpus.sources else source

    def all_of_actor(self, actor: str) -> str:
        """Every name of an actor that has a record, each on a line."""
        return self._joined(("actor", actor), self.corpus.actors.get(actor))

    def all_of_place(self, place: str) -> str:
        """Every name of a place that has a record, each on a line."""
        return self._joined(("place", place), self.corpus.places.get(place))

    def _joined(self, key: tuple[str, str], record: Actor | Place | None) -> str:
        if key not in self._known:
            self._known[key] = "\n".join(all_names(record)) if record else ""
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[str, str], str]:
        """What was joined already: most names are asked for again and again."""
        return {}

    def above(self, place: str) -> list[str]:
        """The ids of the places that a place lies within."""
        return list(self.corpus.place_and_above(place)[1:])

    def said(self, claim: Claim) -> str:
        """When a claim was made, as EDTF: at the latest when its source was published."""
        return claim.said or (
            self.corpus.sources[claim.source].published if claim.source in self.corpus.sources else ""
        )

    def speaker(self, placed: PlacedClaim) -> str:
        """Who speaks in a claim, in words."""
        speaker = placed.claim.speaker
        if not isinstance(speaker, Unnamed):
            who = self.root(placed.claim)
            return self.actor(who) if who else self.source(placed.claim.source)
        return f"“{speaker.words}” (unnamed" + (f", within {self.actor(speaker.within)})" if speaker.within else ")")

    def root(self, claim: Claim) -> str:
        """The actor who speaks in a claim: the publisher where the source speaks itself; empty if not known by name."""
        if claim.speaker is not None:
            return claim.named_speaker
        return self.corpus.sources[claim.source].publisher if claim.source in self.corpus.sources else ""


def all_names(record: Actor | Place) -> tuple[str, ...]:
    """The main name and the others."""
    return (record.name, *(alias.name for alias in record.aliases))
