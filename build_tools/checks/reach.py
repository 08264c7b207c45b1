"""What depends on some files: where the check of a dossier may find something new because these files changed.

A file stands for the record that it holds, or held before it was deleted; a seed stands for the sources whose text it is;
the vocabulary for the event types that it lacks. These are **touched**. A record is **dependent** if it is touched or names
what is touched: an id that no record has any more, or a source or a question (of other records it matters only that they
are there), or anything in a link of its prose. A problem depends on the files where

- it was met in reading one of them, or a file that bears the same id, or a dependent record;
- its rule looks at records or at sources (``catalogue.SCOPES``) and its record is dependent;
- its rule looks at the whole dossier and its record, or one of those that the finding rests on ``beside``, is dependent; and
  always where the rule cannot say which those are. A finding that rests on what is *not* there (nobody names a record any
  more) depends on the files where their former texts named its record, and on any files if those are not known.

Whether a waiver is needed depends on what the rules found for it. Only the texts of sources that are dependent, or named
by a dependent record (or by one with a waiver), have to be read for all this.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from build_tools.checks.catalogue import rules
from build_tools.checks.facts import has_number
from build_tools.checks.rule import Case, Finding
from build_tools.mailmap import NAME as MAILMAP
from build_tools.model import Entry, EventType, Question, Record, Source
from build_tools.problems import Problem
from build_tools.records import layout
from build_tools.references import references

_MAY_BE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIELDS_MATTER = (Source, Question)
_NAMES_MATTER = re.compile(r"\d|[“\"„«]")  # in an entry that states a number or quotes, an actor's name may bear it
Key = tuple[type[Record], str]


@dataclass(frozen=True)
class Reach:
    """What depends on ``files``: paths of a dossier, of deleted files too. ``folders``: those among them that are, or
    were, folders. ``seeds``: all files of seeds/ that there are. ``former``: what may be ids in the files as they were; None:
    nobody knows.
    """

    case: Case
    files: frozenset[str]
    folders: tuple[str, ...] = ()
    seeds: frozenset[str] = frozenset()
    former: frozenset[str] | None = None

    def holds(self, problem: Problem) -> bool:
        """Whether a problem met in reading depends on the files."""
        path = problem.where.path
        return (
            self._is_given(path)
            or self._key(path) in self._touched
            or path in self.dependent
            or self._beside_seed(path)
        )

    def concerns(self, finding: Finding, scope: str) -> bool:
        """Whether a finding of a rule that looks as far as ``scope`` depends on the files."""
        if finding.record.path in self.dependent:
            return True
        if scope != "dossier":
            return False
        if finding.beside is None or any(one.path in self.dependent for one in finding.beside):
            return True
        return not finding.beside if self.former is None else finding.record.id in self.former

    @cached_property
    def dependent(self) -> frozenset[str]:
        """The paths of the records that are touched or name what is touched; all, where curators came to be called otherwise."""
        all_are = MAILMAP in self.files
        return frozenset(record.path for record in self.case.records() if all_are or self._depends(record))

    @cached_property
    def sources(self) -> frozenset[str]:
        """The ids of the sources whose texts have to be read; those that a record with a waiver names too."""
        records = [one for one in self.case.records() if one.path in self.dependent or one.waivers]
        named = {id for record in records for kind, id in self._names[record.path] if kind is Source}
        own = {record.id for record in records if isinstance(record, Source)}
        return frozenset({*named, *own, *self._for_others_sake(records)})

    def _for_others_sake(self, records: Iterable[Record]) -> Iterator[str]:
        """The sources by which records are judged that the dependent ones name or named, or that are dependent."""
        keys = {key for record in records for key in (*self._names[record.path], (type(record), record.id))}
        judged = [rule.texts for rule in rules() if rule.texts]
        for record in self.case.records():
            if (type(record), record.id) in keys or record.path in self.dependent or record.id in (self.former or ()):
                yield from (id for texts in judged for id in texts(record, self.case))

    def is_touched(self, record: Record) -> bool:
        """Whether the files hold the record, or its text."""
        return self._is_given(record.path) or (type(record), record.id) in self._touched

    def is_missed(self, path: str) -> bool:
        """Whether some record names what a deleted file would have held."""
        key = self._key(path)
        named = (one for names in self._names.values() for one in names)
        return path == layout.VOCABULARY or self._is_missed_seed(path) or key is not None and key in named

    def _is_missed_seed(self, path: str) -> bool:
        seeds = (f"{layout.SEEDS}/{source.seed}" for source in self.case.corpus.sources.values() if source.seed)
        return path in seeds

    def _depends(self, record: Record) -> bool:
        if self.is_touched(record):
            return True
        names_matter = isinstance(record, Entry) and _states(f"{record.title}\n{record.body}")
        return any(
            self._touches(*key) or names_matter and key in self._touched for key in self._names[record.path]
        ) or bool(self._ids & _ids_in(record.body))

    @cached_property
    def _names(self) -> dict[str, tuple[Key, ...]]:
        """What each record names, by its path."""
        questions = self.case.questions()
        return {
            record.path: tuple({(one.kind, one.id): None for one in references(record, questions=questions)})
            for record in self.case.records()
        }

    def _touches(self, kind: type[Record], id: str) -> bool:
        """Whether naming this id makes a record dependent; one that no record has may have been in a folder given."""
        if (kind, id) in self._there:
            return kind in _FIELDS_MATTER and (kind, id) in self._touched
        return (kind, id) in self._touched or any(map(self._may_hold, _homes(kind)))

    def _may_hold(self, home: str) -> bool:
        return any(f"{home}/".startswith(f"{folder}/") or folder.startswith(f"{home}/") for folder in self.folders)

    def _is_given(self, path: str) -> bool:
        return path in self.files or any(path.startswith(f"{folder}/") for folder in self.folders)

    @cached_property
    def _there(self) -> frozenset[Key]:
        types = ((EventType, id) for id in self.case.corpus.types)
        return frozenset([*((type(record), record.id) for record in self.case.records()), *types])

    @cached_property
    def _touched(self) -> frozenset[Key]:
        records = {key for path in self.files if (key := self._key(path))}
        return frozenset({*records, *self._of_seeds(), *self._lacking_types()})

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(id for _, id in self._touched)

    @staticmethod
    def _key(path: str) -> Key | None:
        kind = layout.kind_at(path)
        return (kind, layout.id_at(path)) if kind else None

    def _of_seeds(self) -> Iterator[Key]:
        """The sources of the seeds among the files; all, where the folder of seeds holds no others: it may be new."""
        names = {PurePosixPath(path).name for path in self.files if path.startswith(layout.SEEDS + "/")}
        every = bool(names) and self.seeds <= self.files
        for source in self.case.corpus.sources.values():
            if source.seed and (every or any(name in names or self._is_in_seeds(name) for name in _files_of(source))):
                yield Source, source.id

    def _is_in_seeds(self, name: str) -> bool:
        return self._is_given(f"{layout.SEEDS}/{name}")

    def _lacking_types(self) -> Iterable[Key]:
        if not self._is_given(layout.VOCABULARY):
            return ()
        named = {entry.type for entry in self.case.entries()}
        return ((EventType, id) for id in named - set(self.case.corpus.types))

    def _beside_seed(self, path: str) -> bool:
        """Whether a file of seeds/ bears the name of one of the files, before its first dot."""
        return path.startswith(layout.SEEDS + "/") and _stem(path) in self._stems

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(_stem(path) for path in self.files if path.startswith(layout.SEEDS + "/"))


def _files_of(source: Source) -> Iterator[str]:
    """The names of a source's text, of what is remembered of its making, and of the original of which it was made."""
    seed = PurePosixPath(source.seed)
    yield seed.name
    yield f"{seed.stem}.capture.json"
    if source.original:
        yield PurePosixPath(source.original).name


def _homes(kind: type[Record]) -> Collection[str]:
    return (layout.FOLDERS[kind],) if kind in layout.FOLDERS else ()


def _states(words: str) -> bool:
    return bool(_NAMES_MATTER.search(words)) or has_number(words)


def _ids_in(body: str) -> frozenset[str]:
    """The words of prose with links that may be ids."""
    return may_be_ids(body) if "[" in body or "<" in body else frozenset()


def may_be_ids(text: str) -> frozenset[str]:
    """The words of a text that may be ids of records."""
    return frozenset(_MAY_BE_ID.findall(text))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]
