"""Agents: those who spoke, passed on, published, and those who made the records. Never one for the other.

Each has a name that follows from what it is, and is told of where it belongs: an actor with its record, somebody unnamed with
the entry, an author with the source.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from build_tools.corpus import Corpus
from build_tools.iris import SOFTWARE, Names, compact
from build_tools.model import Actor, Source, Unnamed
from build_tools.sparse import Json
from build_tools.text.names import slug

PROPOSER, REVIEWER = "claimline:proposer", "claimline:reviewer"


@dataclass(frozen=True, slots=True)
class Agents:
    """The agents of one dossier: how each is named, and what is told of it once."""

    corpus: Corpus
    names: Names

    def actor(self, id: str) -> str:
        """An actor of the dossier, with or without a record."""
        return compact(Actor, id)

    def of_actor(self, id: str) -> Json:
        """What is told of an actor."""
        record = self.corpus.actors.get(id)
        kinds = ["Agent", "Person" if record.kind == "person" else "Organization"] if record else ["Agent"]
        return _agent(self.actor(id), kinds, str(record.name if record and record.name else id))

    def unnamed(self, speaker: Unnamed, source: str) -> str:
        """Somebody whom one source does not name: the same words in another source may be somebody else."""
        mark = _short(f"{speaker.words.casefold()}\n{speaker.within}")
        return f"{compact(Source, source)}#speaker-{mark}"

    def of_unnamed(self, speaker: Unnamed, source: str) -> Json:
        """What is told of somebody unnamed."""
        within = {"within": self.actor(speaker.within)} if speaker.within else {}
        return _agent(self.unnamed(speaker, source), ["Agent"], str(speaker.words)) | within

    def author(self, name: str, source: str) -> str:
        """Who wrote a source, as it says."""
        return f"{compact(Source, source)}#author-{_short(name)}"

    def of_author(self, name: str, source: str) -> Json:
        """What is told of an author."""
        return _agent(self.author(name, source), ["Agent", "Person"], str(name))

    def curator(self, name: str) -> str:
        """Who works on the records, by the name in the record or in the repository."""
        return self.names.at(f"about.html#by-{slug(name) or 'somebody'}-{_short(name)}")

    def of_curator(self, name: str) -> Json:
        """What is told of a curator."""
        return _agent(self.curator(name), ["Agent", "Person"], str(name))

    @staticmethod
    def of_software() -> Json:
        """The program."""
        return _agent(SOFTWARE, ["Agent", "SoftwareAgent"], "Claimline")


def _agent(iri: str, kinds: list[str], label: str) -> Json:
    return {"@id": iri, "@type": kinds, "label": label}


def _short(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]
