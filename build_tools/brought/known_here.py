"""The names of a dossier, as a brought claim may name them: by id, by a former id, by any form of a name. Knows no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from build_tools.model import Actor, Question
from build_tools.text.names import fold

Renamed = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class KnownHere:
    """``actors``: ids; ``called``: ids by every form of a name, folded; ``renamed``: ids of now by former ones, by folder."""

    actors: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    called: Mapping[str, frozenset[str]] = field(default_factory=dict)
    renamed: Renamed = field(default_factory=dict)

    @classmethod
    def of(cls, actors: Iterable[Actor], questions: Iterable[Question], renamed: Renamed) -> KnownHere:
        """What there is in a dossier."""
        called: dict[str, set[str]] = {}
        ids = set()
        for actor in actors:
            ids.add(actor.id)
            for name in (actor.name, *(alias.name for alias in actor.aliases)):
                called.setdefault(fold(name), set()).add(actor.id)
        return cls(
            frozenset(ids),
            frozenset(one.id for one in questions),
            {name: frozenset(found) for name, found in called.items() if name},
            renamed,
        )

    def now(self, folder: str, id: str) -> str:
        """The id of now for one that may be a former one."""
        return self.renamed.get(folder, {}).get(id, id)

    def actor(self, meant: str) -> str:
        """The one actor of that id or name; empty where there is none, or several are called so."""
        id = self.now("actors", meant)
        if id in self.actors:
            return id
        named = self.called.get(fold(meant), frozenset())
        return next(iter(named)) if len(named) == 1 else ""
