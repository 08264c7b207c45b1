"""The names of a dossier, as a brought claim may name them: by id, by a former id, by any form of a name. Knows no file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from build_tools.model import Actor, Question
from build_tools.text.names import fold

_ARTICLE = re.compile(r"\A[Tt]he\s+")
_DESCRIBED = re.compile(r"(?:(?<!\s)\s+)?[,(]")
Renamed = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class KnownHere:
    """``actors``: ids; ``called``: ids by every form of a name, folded; ``renamed``: ids of now by former ones, by folder;
    ``untitled``: what stands behind a title, such as “Ida Moss” for “Mayor Ida Moss”, empty where there is none.
    """

    actors: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    called: Mapping[str, frozenset[str]] = field(default_factory=dict)
    renamed: Renamed = field(default_factory=dict)
    persons: frozenset[str] = frozenset()
    untitled: Callable[[str], str] = str

    @classmethod
    def of(
        cls, actors: Iterable[Actor], questions: Iterable[Question], renamed: Renamed, untitled: Callable[[str], str]
    ) -> KnownHere:
        """What there is in a dossier."""
        actors = list(actors)
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
            frozenset(actor.id for actor in actors if actor.kind == "person"),
            untitled,
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

    def speaker(self, meant: str) -> str:
        """The same for words that another tool has for a speaker: the article, and of a person a title before the name and
        what stands behind a comma or in brackets, are none of the name.
        """
        meant = _ARTICLE.sub("", meant.strip())
        name = _DESCRIBED.split(meant, maxsplit=1)[0]
        persons = (id for one in (name, self.untitled(name)) if (id := self.actor(one)) in self.persons)
        return self.actor(meant) or next(persons, "")
