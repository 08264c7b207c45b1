"""The outcome of a check of everything, with what it takes to bring it up to date. Pickled as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from build_tools.accounting import imbalances, records, seeds
from build_tools.checks.catalogue import rules
from build_tools.checks.codes import with_tip
from build_tools.checks.rule import Case
from build_tools.checks.run import LAST, judge
from build_tools.checks.waivers import unspent
from build_tools.dossier import Dossier
from build_tools.model import Record
from build_tools.problems import Problem, in_reading_order
from build_tools.rechecking.covering import Told
from build_tools.rechecking.judged import Found, by_record, traced, whole
from build_tools.rechecking.sheet import Sheet, in_groups


@dataclass
class Verdict:
    """``files``: the hashes of all files that were judged. ``each``, ``groups``, ``alone``, ``singly``: what was found in a
    record, under a key (after the rule's code), by a rule as a whole, and by a rule in a record. ``covered``: what is
    said of the coverage of a source. ``risk``: what tells whether a change concerns the rule person-at-risk.
    """

    files: Mapping[str, bytes]
    sheets: dict[str, Sheet]
    each: dict[str, Found] = field(default_factory=dict)
    groups: dict[str, Found] = field(default_factory=dict)
    alone: dict[str, Found] = field(default_factory=dict)
    singly: dict[str, dict[str, Found]] = field(default_factory=dict)
    covered: dict[str, Told] = field(default_factory=dict)
    types: dict[str, Any] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    broken: frozenset[tuple[type[Record], str]] = frozenset()
    risk: Any = None
    problems: tuple[Problem, ...] = ()
    size: tuple[int, ...] = ()
    missing: tuple[tuple[str, int], ...] = ()
    accounts: tuple[str, ...] = ()
    unbalanced: tuple[Problem, ...] = ()

    def found(self) -> Iterator[Found]:
        """Everything that was found."""
        yield from (*self.each.values(), *self.groups.values(), *self.alone.values())
        yield from (found for by_path in self.singly.values() for found in by_path.values())

    def concluded(self, dossier: Dossier) -> Verdict:
        """With what follows of all parts together: the waivers that are not needed, and the problems in reading order."""
        corpus, spent = dossier.corpus, {spot for found in self.found() for spot in found.spent}
        waiving = tuple(record_at(path, sheet, dossier) for path, sheet in self.sheets.items() if sheet.has_waivers)
        case = Case(corpus, dossier.broken, only=waiving)
        judged = [*traced(), *in_groups(), *whole(), *by_record()]
        after = replace(case, unspent=unspent(case, judged, spent))
        last = [problem for rule in rules() if rule.code == LAST for problem in judge(rule, after).problems]
        told = [problem for found in self.found() for problem in found.problems]
        self.problems = tuple(in_reading_order([*map(with_tip, dossier.problems), *told, *last]))
        self.size = (
            len(corpus.entries),
            sum(sheet.claims for sheet in self.sheets.values()),
            len(corpus.actors),
            len(corpus.places),
        )
        self.missing = tuple(_missing(self.sheets.values(), corpus.documents))
        self.texts = frozenset(corpus.documents)
        accounts = seeds(dossier), records(dossier)
        self.accounts, self.unbalanced = tuple(map(str, accounts)), tuple(imbalances(accounts))
        return self


def record_at(path: str, sheet: Sheet, dossier: Dossier) -> Record:
    """The record that a sheet is of."""
    corpus = dossier.corpus
    if sheet.kind == "Record":
        return next(page for page in (corpus.home, corpus.about) if page and page.path == path)
    groups: Mapping[str, tuple[Mapping[str, Any], ...]] = {
        "Entry": (corpus.entries, corpus.withheld),
        "Source": (corpus.sources,),
        "Actor": (corpus.actors,),
        "Place": (corpus.places,),
        "Question": (corpus.questions, corpus.drafted_questions),
    }
    found: Record = next(group[sheet.id] for group in groups[sheet.kind] if sheet.id in group)
    return found


def _missing(sheets: Iterable[Sheet], texts: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """The sources with claims whose texts are not at hand, and how many claims."""
    there = {f"Source:{id}" for id in texts}
    counted: dict[str, int] = {}
    for sheet in sheets:
        for token in sheet.refers if sheet.claims else ():
            if token not in there and token.startswith("Source:"):
                id = token.partition(":")[2]
                counted[id] = counted.get(id, 0) + 1
    yield from counted.items()
