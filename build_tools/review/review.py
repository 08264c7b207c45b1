"""The whole of a review: what differs between two states, what it leads to, and which files only look different."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from build_tools.model import Entry
from build_tools.problems import Problem
from build_tools.review.changes import ClaimChange, FieldChange, FileChanges, Plain, RecordChange, State
from build_tools.review.compare import Comparison, compare, with_texts
from build_tools.review.consequences import Consequences, consequences, problems_between
from build_tools.review.discretion import Discretion


@dataclass(frozen=True)
class Review:
    """Two states and all that is to be said of their difference. ``authors``: who wrote what differs, by path, where Git
    knows it; who only wrote that it was reviewed is none of them. ``known``: what may be said, where it was worked out.
    """

    before: State
    after: State
    found: Comparison
    consequences: Consequences
    settings: tuple[FieldChange, ...] = ()
    files: FileChanges = field(default_factory=FileChanges)
    authors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known: Discretion | None = None

    @property
    def changes(self) -> int:
        """How many records, claims and settings differ, and how many problems came or went."""
        problems = self.consequences.added_problems, self.consequences.solved_problems
        return sum(map(len, (self.found.records, self.found.claims, self.settings, *problems)))

    @property
    def is_empty(self) -> bool:
        """Whether no meaning differs; files may."""
        return not self.changes

    @cached_property
    def discretion(self) -> Discretion:
        """What may be said of it."""
        return self.known or Discretion(self.before.corpus, self.after.corpus, self.found)

    @property
    def hidden(self) -> frozenset[str]:
        """Entries whose words are not repeated: those that put a person at risk in one of the two states."""
        return self.discretion.entries

    @cached_property
    def newly_reviewed(self) -> tuple[Entry, ...]:
        """The entries that name a reviewer whom they did not name before."""
        entries = {change.after.id: change.after for change in self.found.records if isinstance(change.after, Entry)}
        told = (entries[id] for id in self.after.corpus.entries if id in entries and id not in self.hidden)
        return tuple(entry for entry in told if self._new_reviewers(entry))

    def _new_reviewers(self, entry: Entry) -> tuple[str, ...]:
        if entry.status != "reviewed":
            return ()
        was = self.before.corpus.entries.get(self.found.then(Entry, entry.id))
        known = {folded(name) for name in was.reviewed_by} if was and was.status == "reviewed" else set()
        return tuple(name for name in entry.reviewed_by if folded(name) not in known)

    def own_reviewers(self, entry: Entry) -> tuple[str, ...]:
        """The new reviewers of an entry who also wrote what changed in it."""
        authors = {folded(name) for name in self.authors.get(entry.path, ())}
        return tuple(name for name in self._new_reviewers(entry) if folded(name) in authors)

    def safe(self, told: Any) -> Any:
        """Plain data of a report with those of its words left out that are not to be repeated."""
        return self.discretion.safe(told)

    def hides(self, change: RecordChange | ClaimChange) -> bool:
        """Whether a change is one of such an entry, of what only such entries lead to, or of a claim with its words."""
        return self.discretion.hides(change)


def folded(name: str) -> str:
    """A person's name as it is compared: without accents, dots, capitals and double blanks."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join(plain.replace(".", " ").casefold().split())


def review(before: State, after: State, found: Comparison | None = None) -> Review:
    """Hold two states against each other. ``found``: their comparison, if it was made already, without the texts."""
    found = with_texts(found or compare(before.corpus, after.corpus), before.corpus, after.corpus)
    names = {**before.settings, **after.settings}
    settings = tuple(
        FieldChange(name, before.settings.get(name, ""), after.settings.get(name, ""))
        for name in names
        if before.settings.get(name, "") != after.settings.get(name, "")
    )
    told = Review(before, after, found, consequences(before, after, found), settings)
    if not told.hidden:
        return told
    return replace(told, found=_without_withheld_words(found, told), known=told.discretion)


def with_problems(told: Review, before: Iterable[Problem], after: Iterable[Problem]) -> Review:
    """The same review of two states with these problems in them."""
    was, now = replace(told.before, problems=tuple(before)), replace(told.after, problems=tuple(after))
    added, solved = problems_between(was, now, told.found)
    led_to = replace(told.consequences, added_problems=added, solved_problems=solved)
    return replace(told, before=was, after=now, consequences=led_to)


def _without_withheld_words(found: Comparison, told: Review) -> Comparison:
    """Before values are held against each other word for word: pieces of them would not be known again."""

    def fields(change: RecordChange | ClaimChange) -> tuple[FieldChange, ...]:
        return tuple(replace(one, before=safe(one.before), after=safe(one.after)) for one in change.fields)

    def safe(value: Plain) -> Plain:
        return told.safe(value)  # type: ignore[no-any-return]

    return replace(
        found,
        records=tuple(replace(change, fields=fields(change)) for change in found.records),
        claims=tuple(replace(change, fields=fields(change)) for change in found.claims),
    )
