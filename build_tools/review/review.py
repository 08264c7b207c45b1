"""The whole of a review: what differs between two states, what it leads to, and which files only look different."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from build_tools.model import Entry
from build_tools.review.changes import ClaimChange, FieldChange, FileChanges, RecordChange, State
from build_tools.review.compare import Comparison, compare, with_texts
from build_tools.review.consequences import Consequences, consequences


@dataclass(frozen=True)
class Review:
    """Two states and all that is to be said of their difference."""

    before: State
    after: State
    found: Comparison
    consequences: Consequences
    settings: tuple[FieldChange, ...] = ()
    files: FileChanges = field(default_factory=FileChanges)

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
    def hidden(self) -> frozenset[str]:
        """Entries whose words are not repeated: those that put a person at risk in one of the two states."""
        return frozenset({*self.before.corpus.withheld, *self.after.corpus.withheld})

    def hides(self, change: RecordChange | ClaimChange) -> bool:
        """Whether a change is one of such an entry."""
        if isinstance(change, ClaimChange):
            return any(one.entry.id in self.hidden for one in (change.before, change.after) if one)
        both = (change.before, change.after)
        return change.kind is Entry and any(one.id in self.hidden for one in both if one)


def review(before: State, after: State, found: Comparison | None = None) -> Review:
    """Hold two states against each other. ``found``: their comparison, if it was made already, without the texts."""
    found = with_texts(found or compare(before.corpus, after.corpus), before.corpus, after.corpus)
    names = {**before.settings, **after.settings}
    settings = tuple(
        FieldChange(name, before.settings.get(name, ""), after.settings.get(name, ""))
        for name in names
        if before.settings.get(name, "") != after.settings.get(name, "")
    )
    return Review(before, after, found, consequences(before, after, found), settings)
