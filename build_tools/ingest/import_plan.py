"""What an import of several seeds would do, and its words. The plans themselves wait on disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.extract.reading import KnownName
from build_tools.ingest import plan_text, unpacking_text
from build_tools.ingest.changes import Create
from build_tools.ingest.proposed import SeedPlan
from build_tools.ingest.spool import Spool
from build_tools.ingest.standing import hash_of
from build_tools.ingest.unpacking import Unpacked
from build_tools.model import Actor, Place
from build_tools.problems import Problem
from build_tools.records.layout import SEEDS


@dataclass
class ImportPlan:
    """Grows seed by seed; ``unpacked``: the texts that would be made of originals, ``corrected``: captures
    that would note a correction, by path, ``unchanged`` counts seeds that need no reading, ``refused`` those that cannot be read,
    ``created`` and ``changed`` what would happen, ``kept`` what there is to know of and stays as it is, ``remembered``
    seeds of which no record changes, only the ledger.

    ``names_known``: all names there are when the plan is done, those that it brings too.
    ``is_told_again``: an import that comes next has problems to tell too, whatever this one does.
    ``there``: the paths of all records when the plan was begun, which its claims may point to.
    ``alike``: new actors and places whose names look like another record's, for a curator to join or tell apart.
    """

    unpacked: Unpacked = field(default_factory=Unpacked)
    corrected: Mapping[str, str] = field(default_factory=dict)
    unchanged: int = 0
    known_already: int = 0
    refused: int = 0
    warnings: list[Problem] = field(default_factory=list)
    alike: list[Problem] = field(default_factory=list)
    plans: Spool[SeedPlan] = field(default_factory=Spool)
    created: int = 0
    changed: int = 0
    kept: int = 0
    remembered: int = 0
    is_told_again: bool = False
    names_known: Sequence[KnownName] = ()
    there: frozenset[str] = frozenset()
    _names: Spool[list[Actor | Place]] = field(default_factory=Spool)

    def add(self, plan: SeedPlan) -> None:
        """One more seed's plan."""
        records = [change.record for change in plan.changes if isinstance(change, Create)]
        self.created += len(records)
        self.changed += len(plan.changes) - len(records)
        self.kept += len(plan.told)
        self.remembered += not plan.changes and _remembers(plan)
        self.plans.append(plan)
        self._names.append([record for record in records if isinstance(record, Actor | Place)])

    def leave_out(self, seed: str) -> None:
        """A seed whose article is a source already: no record is made, and no text of an original."""
        self.known_already += 1
        self.unpacked.texts = [new for new in self.unpacked.texts if f"{SEEDS}/{new.name}" != seed]

    def new_names(self) -> Iterator[Actor | Place]:
        """The actors and places that would be created, one after the other."""
        return (record for records in self._names for record in records)

    @property
    def is_empty(self) -> bool:
        """Whether no record and no capture would change and no text would be made."""
        return not (self.created or self.changed or self.unpacked.texts or self.corrected)

    @property
    def leaves_nothing(self) -> bool:
        """Whether an import that comes next, with nothing changed but by this one, has nothing to do and nothing to tell."""
        found = self.unpacked
        originals = found.texts or found.unchanged or found.same or found.problems or found.warnings
        return not (originals or self.corrected or self.known_already or self.is_told_again)

    def lines(self, *, in_full: bool = True) -> Iterator[str]:
        """The plan as a list that a person reads before it is applied; ``in_full``: with all that stays deleted."""
        yield from unpacking_text.lines(self.unpacked, in_full=in_full)
        yield from (f"~ {path}: notes that a person has corrected the text" for path in self.corrected)
        for plan in self.plans:
            yield from plan_text.lines(plan, in_full=in_full)
        yield from (f"? {one.where.path}: {one.message}\n      {one.tip}" for one in self.alike)
        yield from filter(None, [unpacking_text.summary(self.unpacked)])
        others = {"known already and not imported": self.known_already, "refused": self.refused}
        told = "".join(f", {number} {fate}" for fate, number in others.items() if number)
        yield f"Seeds: {len(self.plans)} read, {self.unchanged} unchanged since their import{told}. {self._outcome()}"

    def as_text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines())

    def _outcome(self) -> str:
        kept = f" {_counted(self.kept, 'thing')} to know of, and left as they are." if self.kept else ""
        if self.is_empty and self.remembered:
            ledgers = _counted(self.remembered, "ledger")
            return f"Nothing to do in records; what was read anew goes into {ledgers}.{kept}"
        if self.is_empty:
            return f"Nothing to do.{kept}"
        new, changes = _counted(self.created, "new record"), _counted(self.changed, "change")
        return f"{new}, {changes} in records that exist.{kept}"


def _remembers(plan: SeedPlan) -> bool:
    """Whether its ledger is to be another one."""
    return plan.ledger.path in plan.seen and plan.seen[plan.ledger.path] != hash_of(plan.ledger.as_text())


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"
