"""Whose a name is: its record, and whether the dossier has that already. Knows the reading; makes no records."""

from __future__ import annotations

from typing import Literal

from build_tools.extract.propose import Proposal
from build_tools.extract.reading import Entity, NameMention, Reading
from build_tools.model import Unnamed

State = Literal["known", "new", "named", "unresolved"]
STATES: dict[State, str] = {
    "known": "in the dossier",
    "new": "new, to be recorded",
    "named": "not in the dossier, needed by no claim",
    "unresolved": "unresolved: a name of nobody known",
}


class Who:
    """The actors and places of one reading."""

    def __init__(self, reading: Reading, proposal: Proposal) -> None:
        self._entities = reading.entities
        self._known = {":".join((family, id)): item.names[0] for (id, family), item in reading.known.names.items()}
        self._new = {_key("place", place.id): place.name for place in proposal.places}
        self._new |= {_key("actor", actor.id): actor.name for actor in proposal.actors}

    def state(self, name: NameMention) -> State:
        """What is known of whom the name names."""
        key = _key(name.kind, name.id)
        if not name.id:
            return "unresolved"
        return "known" if key in self._known else "new" if key in self._new else "named"

    def entity(self, name: NameMention) -> Entity | None:
        """Whom or what the name names; None where that is not resolved."""
        return self._entities.get(_key(name.kind, name.id))

    def called(self, id: str, kind: str = "actor") -> str:
        """The full name behind an id, or the id where the reading holds none."""
        key = _key(kind, id)
        entity = self._entities.get(key)
        return self._known.get(key) or (entity.name if entity else "") or self._new.get(key, id)


def _key(kind: str, id: str) -> str:
    return f"{'place' if kind == 'place' else 'actor'}:{id}"


def chain(speaker: str | Unnamed | None, via: tuple[str, ...]) -> str:
    """From the speaker to the text, by ids: “ann-bell → harbour-times”."""
    return " → ".join([shown(speaker), *via])


def shown(speaker: str | Unnamed | None) -> str:
    """A speaker's id, the words for one without a name, or that nobody else speaks."""
    if isinstance(speaker, Unnamed):
        return f"“{speaker.words}”" + (f" (within {speaker.within})" if speaker.within else "")
    return speaker or "the source’s own voice"
