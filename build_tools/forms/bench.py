"""A dossier on the bench: the files that a form makes or changes, as texts that nobody has written yet.

Only records are made here, each at the path that its kind and id give it; nothing that a form says is ever a path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from build_tools.corpus import Corpus
from build_tools.curation.edits import Edits
from build_tools.curation.ids import numbered, taken
from build_tools.dossier import Dossier, open_dossier
from build_tools.inspection import find_problems
from build_tools.keeping.snapshot import Looks
from build_tools.model import Entry, Record
from build_tools.problems import Level, Problem, errors_among
from build_tools.records import layout, splice
from build_tools.records.emit import Plain, text_of
from build_tools.references import KeyPath
from build_tools.text.names import slug


@dataclass
class Bench:
    """What a form comes to so far. ``done``: each change in words; ``open``: what a reviewer has to look at; ``first``:
    what they have to know before all else.
    """

    dossier: Dossier
    edits: Edits
    moved: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    made: dict[tuple[type[Record], str], Record] = field(default_factory=dict)

    @classmethod
    def of(cls, dossier: Dossier, looks: Mapping[str, Looks] | None = None) -> Bench:
        """A bench with nothing on it yet. ``looks``: of the files that the dossier was read from."""
        return cls(dossier, Edits(dossier.root, looks))

    @property
    def corpus(self) -> Corpus:
        """The dossier as it is on disk."""
        return self.dossier.corpus

    def take(self, other: Bench) -> None:
        """Take over what was tried on another bench, in place of what is on this one."""
        self.edits, self.moved, self.made = other.edits, other.moved, other.made
        self.done, self.open, self.first = other.done, other.open, other.first

    def warn(self, words: str) -> None:
        """Say something before all else, once."""
        if words not in self.first:
            self.first.append(words)

    # ── making ──────────────────────────────────────────────────────────────────────────────────────────────

    def free_id(self, kind: type[Record], name: str, *, otherwise: str) -> str:
        """An id made of a name, with a number behind it where another record has or had it."""
        made = {id for one, id in self.made if one is kind}
        return numbered(slug(name) or otherwise, taken(self.dossier, kind) | made)

    def create(self, record: Record, why: str = "") -> None:
        """Put a new record on the bench."""
        path = layout.path_for(record)
        self.made[type(record), record.id] = replace(record, path=path)
        self.edits.put(path, text_of(record))
        self.done.append(f"new: {path}" + (f" ({why})" if why else ""))

    def recreate(self, record: Record) -> None:
        """Give a record that is on the bench another text."""
        self.edits.put(layout.path_for(record), text_of(record))

    # ── changing ────────────────────────────────────────────────────────────────────────────────────────────

    def set(self, record: Record, keys: KeyPath, value: Plain, said: str = "") -> None:
        """Give a key a value; ``said`` names it, and tells all of the change where it ends with a full stop.

        Raises splice.CannotSplice.
        """
        text = self.edits.text(str(record.path))
        before = splice.value_at(text, keys)
        if before != value:
            self.edits.put(str(record.path), splice.set_value(text, keys, value))
            change = "" if said.endswith(".") else f": {_shown(before)} → {_shown(value)}"
            self.done.append(f"{record.path}: {said or _dotted(keys)}{change}")

    def append(self, record: Record, keys: KeyPath, item: Plain, said: str = "") -> None:
        """Add an item to a list, unless it is there. Raises splice.CannotSplice."""
        text = self.edits.text(str(record.path))
        if item not in (splice.value_at(text, keys) or ()):
            self.edits.put(str(record.path), splice.append_item(text, keys, item))
            self.done.append(f"{record.path}: {said or _dotted(keys)}: {_shown(item)} added")

    def add_prose(self, record: Record, paragraph: str) -> None:
        """Add a paragraph of Markdown at the end of a record's body."""
        text = self.edits.text(str(record.path)).rstrip()
        end = "\r\n" if "\r\n" in text else "\n"
        gap = end if text.endswith("---") else end * 2
        self.edits.put(str(record.path), f"{text}{gap}{paragraph}{end}")
        self.done.append(f"{record.path}: a remark below the text")

    def date(self, entry: Entry, value: str) -> None:
        """Give an entry another date, and its file the folder of that year."""
        self.set(entry, ("date",), value)
        target = layout.path_for(replace(entry, date=value))
        if target != entry.path:
            self.moved[str(entry.path)] = target
            self.done.append(f"{entry.path} → {target}")

    def settle(self) -> None:
        """Put every file at its place, once all changes are made."""
        for old, new in self.moved.items():
            self.edits.move(old, new)

    def judged(self) -> tuple[list[Problem], list[Problem]]:
        """The errors and the warnings that the dossier has with what is on the bench and does not have without it."""
        found = find_problems(open_dossier(self.edits))
        if found:
            before = {_key(problem, self.moved) for problem in find_problems(self.dossier)}
            found = [problem for problem in found if _key(problem, {}) not in before]
        return errors_among(found), [one for one in found if one.level is Level.WARNING]


def _key(problem: Problem, moved: dict[str, str]) -> tuple[str, str, str]:
    """A problem wherever in its file it stands: lines shift when something is added above."""
    return (moved.get(problem.where.path, problem.where.path), problem.code, problem.message)


def _dotted(keys: KeyPath) -> str:
    return ".".join(str(key) for key in keys)


def _shown(value: Plain | None) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(held)}" for key, held in value.items())
    if isinstance(value, list):
        return ", ".join(_shown(held) for held in value) or "—"
    return value or "—"
