"""What differs between the files that were judged and those that lie there now, and which readings that concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from build_tools.assembling import seed_of
from build_tools.checks.rule import Case
from build_tools.dossier import CAPTURE_SUFFIX, SEEDS, Dossier
from build_tools.mailmap import NAME as MAILMAP
from build_tools.model import Record
from build_tools.rechecking.judged import ANYTHING, key_of, whole_of
from build_tools.rechecking.sheet import Sheet, sheet_of
from build_tools.rechecking.verdict import Verdict
from build_tools.records import layout
from build_tools.tracing.notes import Part

_TABLES: Mapping[str, tuple[str, ...]] = {
    "Entry": ("Corpus.entries", "Corpus.withheld"),
    "Source": ("Corpus.sources",),
    "Actor": ("Corpus.actors",),
    "Place": ("Corpus.places",),
    "Question": ("Corpus.questions", "Corpus.drafted_questions"),
    "Record": ("Corpus.home", "Corpus.about"),
    "EventType": ("Corpus.types",),
}
_TEXTS = ("Corpus.documents", "Corpus.captures")


@dataclass(frozen=True)
class Change:
    """From a verdict to a dossier as it is now, whose files have these hashes."""

    was: Verdict
    dossier: Dossier
    files: Mapping[str, bytes]

    @property
    def is_odd(self) -> bool:
        """Whether a file that did not change may be another record now, made of another original, or signed otherwise."""
        told = {problem.code for problem in (*self.was.problems, *self.dossier.problems)}
        return "duplicate-id" in told or any(path == MAILMAP or path.endswith(CAPTURE_SUFFIX) for path in self.paths)

    @cached_property
    def paths(self) -> frozenset[str]:
        """The files that are others, new or gone."""
        was, now = self.was.files, self.files
        return frozenset(path for path in {*was, *now} if was.get(path) != now.get(path))

    @cached_property
    def before(self) -> dict[str, Sheet]:
        """The records of these files as they were, by path."""
        return {path: self.was.sheets[path] for path in sorted(self.paths) if path in self.was.sheets}

    @cached_property
    def records(self) -> dict[str, Record]:
        """The records that they are now."""
        found = {path: self._record_at(path) for path in sorted(self.paths)}
        return {path: record for path, record in found.items() if record and record.path == path}

    def _record_at(self, path: str) -> Record | None:
        corpus, kind = self.dossier.corpus, layout.kind_at(path)
        if kind is None:
            return {layout.HOME: corpus.home, layout.ABOUT: corpus.about}.get(path)
        groups = Case(corpus).groups(kind)
        return next((group[id] for group in groups if (id := layout.id_at(path)) in group), None)

    @cached_property
    def after(self) -> dict[str, Sheet]:
        """The same, as they are to be remembered."""
        case = Case(self.dossier.corpus, self.dossier.broken)
        return {path: sheet_of(record, case) for path, record in self.records.items()}

    def of_kinds(self, *kinds: str) -> bool:
        """Whether a record of one of these kinds is another, new or gone."""
        return any(sheet.kind in kinds for sheet in (*self.before.values(), *self.after.values()))

    @cached_property
    def types(self) -> frozenset[str]:
        """The ids of event types that differ."""
        was, now = self.was.types, self.dossier.corpus.types
        return frozenset(id for id in {*was, *now} if was.get(id) != now.get(id))

    @cached_property
    def texts(self) -> frozenset[str]:
        """The sources whose texts are others, or are there or not as they were not before."""
        sources, now = self.dossier.corpus.sources, frozenset(self.dossier.corpus.documents)
        found = set(self.was.texts ^ now)
        found.update(sheet.id for sheet in (*self.before.values(), *self.after.values()) if sheet.kind == "Source")
        seeds = {PurePosixPath(path).name for path in self.paths if path.startswith(f"{SEEDS}/")}
        if seeds:
            found.update(id for id in sources if PurePosixPath(seed_of(sources, id)).name in seeds)
        return frozenset(found)

    @cached_property
    def touched(self) -> frozenset[str]:
        """What was read otherwise than it would be read now."""
        return frozenset((ANYTHING, *self._of_records(), *self.of_sources))

    def _of_records(self) -> Iterator[str]:
        named = {(sheet.kind, sheet.id) for sheet in (*self.before.values(), *self.after.values())}
        named |= {(kind.__name__, id) for kind, id in self.was.broken ^ self.dossier.broken}
        named |= {("EventType", id) for id in self.types}
        for kind, id in named:
            yield from _all_of(_TABLES[kind], id)

    @cached_property
    def of_sources(self) -> frozenset[str]:
        """The same, of sources and texts alone: besides them, rules that go by keys read the records of the key only."""
        named = {sheet.id for sheet in (*self.before.values(), *self.after.values()) if sheet.kind == "Source"}
        sources = (key for id in named for key in _all_of(_TABLES["Source"], id))
        return frozenset((*sources, *(key for id in self.texts for key in _all_of(_TEXTS, id))))


def _all_of(tables: tuple[str, ...], id: str) -> Iterator[str]:
    for table in tables:
        yield key_of(table, id)
        yield from (whole_of(table, part) for part in Part)
