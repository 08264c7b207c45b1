"""A dossier on the bench: the files that a form makes or changes, as texts that nobody has written yet.

Only records are made here, each at the path that its kind and id give it; nothing that a form says is ever a path.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from build_tools.checks.rule import Case
from build_tools.corpus import Corpus
from build_tools.dossier import Dossier
from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.problems import Level, Problem, ProblemsFound, errors_among
from build_tools.records import layout, splice
from build_tools.records.emit import Plain, text_of
from build_tools.records.load import decode, parse
from build_tools.records.write import one_writer, write_all
from build_tools.references import KeyPath
from build_tools.text.names import slug

_GROUPS: dict[type[Record], str] = {
    Source: "sources",
    Actor: "actors",
    Place: "places",
    Question: "questions",
    Entry: "entries",
}


@dataclass
class Bench:
    """What a form comes to so far. ``done``: each change in words; ``open``: what a reviewer has to look at."""

    dossier: Dossier
    texts: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    made: dict[tuple[type[Record], str], Record] = field(default_factory=dict)

    @property
    def corpus(self) -> Corpus:
        """The dossier as it is on disk."""
        return self.dossier.corpus

    def copy(self) -> Bench:
        """A bench of its own with the same on it: what is tried there can be left."""
        return Bench(
            self.dossier, dict(self.texts), dict(self.moved), list(self.done), list(self.open), dict(self.made)
        )

    # ── making ──────────────────────────────────────────────────────────────────────────────────────────────

    def free_id(self, kind: type[Record], name: str, *, otherwise: str) -> str:
        """An id made of a name, with a number behind it where another record has or had it."""
        stem = slug(name) or otherwise
        id, number = stem, 2
        while self._is_taken(kind, id):
            id, number = f"{stem}-{number}", number + 1
        return id

    def _is_taken(self, kind: type[Record], id: str) -> bool:
        same = [record for record in Case(self.corpus).records() if type(record) is kind]
        broken = (kind, id) in self.dossier.broken
        return broken or (kind, id) in self.made or any(id == one.id or id in one.was for one in same)

    def create(self, record: Record, why: str = "") -> None:
        """Put a new record on the bench."""
        path = layout.path_for(record)
        self.made[type(record), record.id] = replace(record, path=path)
        self.texts[path] = text_of(record)
        self.done.append(f"new: {path}" + (f" ({why})" if why else ""))

    # ── changing ────────────────────────────────────────────────────────────────────────────────────────────

    def text(self, record: Record) -> str:
        """The text of a record's file as it is on the bench. Raises ProblemsFound where it cannot be read."""
        path = str(record.path)
        return self.texts[path] if path in self.texts else decode(self.dossier.root, path)

    def set(self, record: Record, keys: KeyPath, value: Plain, said: str = "") -> None:
        """Give a key a value. Raises splice.CannotSplice."""
        text = self.text(record)
        before = splice.value_at(text, keys)
        if before != value:
            self.texts[str(record.path)] = splice.set_value(text, keys, value)
            self.done.append(f"{record.path}: {said or _dotted(keys)}: {_shown(before)} → {_shown(value)}")

    def append(self, record: Record, keys: KeyPath, item: Plain, said: str = "") -> None:
        """Add an item to a list, unless it is there. Raises splice.CannotSplice."""
        text = self.text(record)
        if item not in (splice.value_at(text, keys) or ()):
            self.texts[str(record.path)] = splice.append_item(text, keys, item)
            self.done.append(f"{record.path}: {said or _dotted(keys)}: {_shown(item)} added")

    def add_prose(self, record: Record, paragraph: str) -> None:
        """Add a paragraph of Markdown at the end of a record's body."""
        text = self.text(record).rstrip()
        self.texts[str(record.path)] = f"{text}\n{'' if text.endswith('---') else chr(10)}{paragraph}\n"
        self.done.append(f"{record.path}: a remark below the text")

    def date(self, entry: Entry, value: str) -> None:
        """Give an entry another date, and its file the folder of that year."""
        self.set(entry, ("date",), value)
        target = layout.path_for(replace(entry, date=value))
        if target != entry.path:
            self.moved[str(entry.path)] = target
            self.done.append(f"{entry.path} → {target}")

    # ── judging and writing ─────────────────────────────────────────────────────────────────────────────────

    def files(self) -> dict[str, str]:
        """What would be written, by path."""
        return {self.moved.get(path, path): text for path, text in self.texts.items()}

    def judged(self) -> tuple[list[Problem], list[Problem]]:
        """The errors and the warnings that the dossier has with what is on the bench and does not have without it."""
        found: list[Problem] = []
        records = [self._parsed(path, text, found) for path, text in self.files().items()]
        after = _overlaid(self.corpus, [record for record in records if record], gone=set(self.moved))
        found += _judged(after, self.dossier)
        if found:
            before = {_key(problem, self.moved) for problem in _judged(self.corpus, self.dossier)}
            found = [problem for problem in found if _key(problem, {}) not in before]
        return errors_among(found), [one for one in found if one.level is Level.WARNING]

    def _parsed(self, path: str, text: str, problems: list[Problem]) -> Record | None:
        try:
            return parse(text, path, problems)
        except ProblemsFound as unreadable:
            problems.extend(unreadable.problems)
            return None

    def write(self) -> None:
        """Write all files, or none. Raises ProblemsFound."""
        root: Path = self.dossier.root
        with one_writer(root):
            write_all(root, self.files(), delete=tuple(self.moved))


def _judged(corpus: Corpus, dossier: Dossier) -> Iterable[Problem]:
    from build_tools.checks.run import run

    return run(Case(corpus, dossier.broken))


def _key(problem: Problem, moved: dict[str, str]) -> tuple[str, str, str]:
    """A problem wherever in its file it stands: lines shift when something is added above."""
    return (moved.get(problem.where.path, problem.where.path), problem.code, problem.message)


def _overlaid(corpus: Corpus, records: list[Record], *, gone: set[str]) -> Corpus:
    groups: dict[str, dict[str, Any]] = {}
    for record in records:
        name = _group_of(record)
        groups.setdefault(name, dict(getattr(corpus, name)))[record.id] = record
    return replace(corpus, **groups)


def _group_of(record: Record) -> str:
    if isinstance(record, Entry) and record.sensitivity == "person-at-risk":
        return "withheld"
    if isinstance(record, Question) and record.status == "draft":
        return "drafted_questions"
    return _GROUPS[type(record)]


def _dotted(keys: KeyPath) -> str:
    return ".".join(str(key) for key in keys)


def _shown(value: Plain | None) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(held)}" for key, held in value.items())
    if isinstance(value, list):
        return ", ".join(_shown(held) for held in value) or "—"
    return value or "—"
