"""What a rule is given and what it gives back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType

from build_tools.corpus import Corpus
from build_tools.model import Entry, Question, Record
from build_tools.problems import Level, Problem, location_of


@dataclass(frozen=True)
class Case:
    """A corpus to be judged. ``broken``: (kind, id) of records that exist but could not be read."""

    corpus: Corpus
    broken: frozenset[tuple[type[Record], str]] = field(default_factory=frozenset)

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
    """One breach: in which record, at which value (for its line), what is wrong; a tip and a level if not the rule's."""

    record: Record
    value: object
    message: str
    tip: str = ""
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """A mechanical repair: either a value to be set at a key path, or a new path for the record's file."""

    record: Record
    keys: tuple[str | int, ...] = ()
    value: str = ""
    move_to: str = ""


def problems_of(rule: ModuleType, case: Case) -> Iterator[Problem]:
    """A rule's findings as problems. A rule that crashes is reported as that rule's own problem."""
    try:
        for finding in rule.find(case):
            where = location_of(finding.value, finding.record.path)
            yield Problem(where, rule.CODE, finding.message, finding.tip or rule.TIP, finding.level or Level.ERROR)
    except Exception as error:  # noqa: BLE001 - one bad rule must not hide what the others find
        where = location_of(None, f"build_tools/checks/rules/{rule.__name__.rpartition('.')[2]}.py")
        yield Problem(
            where, "rule-crashed", f"{rule.CODE}: {error!r}", "This is a fault of the program; please report it."
        )
