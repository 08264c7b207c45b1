"""What a rule is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from build_tools.corpus import Corpus
from build_tools.model import Entry, Question, Record, Waiver
from build_tools.problems import Level

Made = TypeVar("Made")


@dataclass(frozen=True)
class Case:
    """A corpus to be judged. ``broken``: (kind, id) of records that exist but could not be read; ``unspent``: waivers that
    covered nothing, known when all other rules have been run; ``unread``: the ids of sources whose texts are at hand and
    were not needed, where not the whole is judged.
    """

    corpus: Corpus
    broken: frozenset[tuple[type[Record], str]] = field(default_factory=frozenset)
    unspent: tuple[tuple[Record, Waiver], ...] = ()
    unread: frozenset[str] = frozenset()
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[[Case], Made]) -> Made:
        """What ``make`` makes of this case: an index that several rules need is made once for all of them."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]  # type: ignore[no-any-return]

    def entries(self) -> Iterator[Entry]:
        """Every entry that was read, the withheld ones too."""
        yield from self.corpus.entries.values()
        yield from self.corpus.withheld.values()

    def questions(self) -> dict[str, Question]:
        """Every question that was read, the drafted ones too."""
        return {**self.corpus.questions, **self.corpus.drafted_questions}

    def records(self) -> Iterator[Record]:
        """Every record that was read, the withheld ones too."""
        corpus = self.corpus
        yield from self.entries()
        for group in (corpus.sources, corpus.actors, corpus.places, self.questions()):
            yield from group.values()
        if corpus.home:
            yield corpus.home
        if corpus.about:
            yield corpus.about


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
