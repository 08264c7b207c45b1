"""Agents: those who spoke, passed on, published, and those who made the records. Never one for the other.

Each is told once, when it is first asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from build_tools.corpus import Corpus
from build_tools.iris import SOFTWARE, Names, compact
from build_tools.model import Actor, Source, Unnamed
from build_tools.sparse import Json
from build_tools.text.names import slug

PROPOSER, REVIEWER = "claimline:proposer", "claimline:reviewer"


class Agents:
    """The agents of one dossier. What is asked for is told by ``told``, each once."""

    def __init__(self, corpus: Corpus, names: Names) -> None:
        self._corpus, self._names = corpus, names
        self._told: dict[str, Json] = {}

    def actor(self, id: str) -> str:
        """An actor of the dossier, with or without a record."""
        record = self._corpus.actors.get(id)
        kinds = ["Agent", "Person" if record.kind == "person" else "Organization"] if record else ["Agent"]
        return self._tell(compact(Actor, id), kinds, str(record.name if record and record.name else id))

    def unnamed(self, speaker: Unnamed, source: str) -> str:
        """Somebody whom one source does not name: the same words in another source may be somebody else."""
        mark = _short(f"{speaker.words.casefold()}\n{speaker.within}")
        iri = f"{compact(Source, source)}#speaker-{mark}"
        within = {"within": self.actor(speaker.within)} if speaker.within else {}
        return self._tell(iri, ["Agent"], str(speaker.words), **within)

    def author(self, name: str, source: str) -> str:
        """Who wrote a source, as it says."""
        return self._tell(f"{compact(Source, source)}#author-{_short(name)}", ["Agent", "Person"], str(name))

    def curator(self, name: str) -> str:
        """Who works on the records, by the name in the record or in the repository."""
        iri = self._names.at(f"about.html#by-{slug(name) or 'somebody'}-{_short(name)}")
        return self._tell(iri, ["Agent", "Person"], str(name))

    def software(self) -> str:
        """The program."""
        return self._tell(SOFTWARE, ["Agent", "SoftwareAgent"], "Claimline")

    def told(self) -> Iterator[Json]:
        """Everybody who was asked for."""
        yield from self._told.values()

    def _tell(self, iri: str, kinds: list[str], label: str, **more: str) -> str:
        self._told.setdefault(iri, {"@id": iri, "@type": kinds, "label": label, **more})
        return iri


def _short(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]
