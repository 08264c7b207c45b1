"""What a rule is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from build_tools.corpus import Corpus
from build_tools.model import Entry, Question, Record, Waiver
from build_tools.problems import Level

Made = TypeVar("Made")
Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True)
class Case:
    """A corpus to be judged. ``broken``: (kind, id) of records that exist but could not be read; ``unspent``: waivers that
    covered nothing, known when all other rules have been run; ``unread``: the ids of sources whose texts are at hand and
    were not needed, where not the whole is judged. ``judged``: the paths of the records that are; None: all.
    """

    corpus: Corpus
    broken: frozenset[tuple[type[Record], str]] = field(default_factory=frozenset)
    unspent: tuple[tuple[Record, Waiver], ...] = ()
    unread: frozenset[str] = frozenset()
    judged: frozenset[str] | None = None
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[[Case], Made]) -> Made:
        """What ``make`` makes of this case: an index that several rules need is made once for all of them."""
        if make not in self._made:
            self._made[make] = make(self if self.judged is None else replace(self, judged=None))
        return self._made[make]  # type: ignore[no-any-return]

    def entries(self) -> Iterator[Entry]:
        """Every entry to be judged, the withheld ones too."""
        yield from self._among(self.corpus.entries)
        yield from self._among(self.corpus.withheld)

    def questions(self) -> dict[str, Question]:
        """Every question that was read, the drafted ones too."""
        return self.once(_questions)

    def records(self) -> Iterator[Record]:
        """Every record to be judged, the withheld ones too."""
        corpus = self.corpus
        yield from self.entries()
        yield from self._among(corpus.sources)
        yield from self._among(corpus.actors)
        yield from self._among(corpus.places)
        yield from self._among(self.questions())
        yield from self._among({page.path: page for page in (corpus.home, corpus.about) if page})

    def _among(self, group: Mapping[str, Kind]) -> Iterable[Kind]:
        judged = self.judged
        return group.values() if judged is None else [one for one in group.values() if one.path in judged]


def _questions(case: Case) -> dict[str, Question]:
    return {**case.corpus.questions, **case.corpus.drafted_questions}


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
