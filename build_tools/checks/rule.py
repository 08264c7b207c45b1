"""What a rule is given and what it gives back."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from build_tools.corpus import Corpus
from build_tools.model import Actor, Entry, Place, Question, Record, Source, Waiver
from build_tools.problems import Level

Made = TypeVar("Made")
Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True)
class Case:
    """A corpus to be judged. ``broken``: (kind, id) of records that exist but could not be read; ``unspent``: waivers that
    covered nothing, known when all other rules have been run; ``unread``: the ids of sources whose texts are at hand and
    were not needed, where not the whole is judged. ``judged``: the paths of the records that are; None: all. ``only``: the
    same as records, where they are few enough to be named.
    """

    corpus: Corpus
    broken: frozenset[tuple[type[Record], str]] = field(default_factory=frozenset)
    unspent: tuple[tuple[Record, Waiver], ...] = ()
    unread: frozenset[str] = frozenset()
    judged: frozenset[str] | None = None
    only: tuple[Record, ...] | None = None
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[[Case], Made]) -> Made:
        """What ``make`` makes of this case: an index that several rules need is made once for all of them."""
        if make not in self._made:
            self._made[make] = make(self if self.judged is self.only is None else replace(self, judged=None, only=None))
        return self._made[make]  # type: ignore[no-any-return]

    def entries(self) -> Iterable[Entry]:
        """Every entry to be judged, the withheld ones too."""
        return self.of(Entry)

    def of(self, kind: type[Kind]) -> Iterable[Kind]:
        """Every record of a kind to be judged: the withheld and the drafted ones too."""
        if self.only is not None:
            return [one for one in self.only if isinstance(one, kind)]
        every = (one for group in self.groups(kind) for one in group.values())
        return every if self.judged is None else (one for one in every if one.path in self.judged)

    def questions(self) -> Mapping[str, Question]:
        """Every question that was read, the drafted ones too."""
        return ChainMap(self.corpus.drafted_questions, self.corpus.questions)  # type: ignore[arg-type]

    def records(self) -> Iterator[Record]:
        """Every record to be judged, the withheld ones too."""
        if self.only is not None:
            yield from self.only
            return
        for kind in (Entry, Source, Actor, Place, Question):
            yield from self.of(kind)
        pages = (page for page in (self.corpus.home, self.corpus.about) if page)
        yield from (page for page in pages if self.judged is None or page.path in self.judged)

    def groups(self, kind: type[Kind]) -> tuple[Mapping[str, Kind], ...]:
        """The mappings by id that hold the records of a kind."""
        corpus = self.corpus
        groups: Mapping[type[Record], tuple[Mapping[str, Any], ...]] = {
            Entry: (corpus.entries, corpus.withheld),
            Source: (corpus.sources,),
            Actor: (corpus.actors,),
            Place: (corpus.places,),
            Question: (corpus.questions, corpus.drafted_questions),
        }
        return groups[kind]


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach: in which record, at which value (for its line), what is wrong; a tip and a level if not the rule's.

    ``beside``: where the rule's scope is the dossier, the other records that the breach rests on; none, where it rests on
    their absence (nobody names this one); None: nobody can say.
    """

    record: Record
    value: object
    message: str
    tip: str = ""
    level: Level | None = None
    beside: tuple[Record, ...] | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """A mechanical repair: either a value to be set at a key path, or a new path for the record's file."""

    record: Record
    keys: tuple[str | int, ...] = ()
    value: str = ""
    move_to: str = ""
