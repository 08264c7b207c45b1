"""The latest corrections of a dossier, found by holding each record's file against the one before, as Git has them.

Only of records that readers have today: one that was withheld or removed altogether is not told of again. An actor, place
or source has no status of its own: it counts as published once a reviewed entry leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from build_tools.corpus import Corpus
from build_tools.corrections.differences import became, differences
from build_tools.history import read_revisions, texts_of
from build_tools.model import Actor, Change, Correction, Entry, History, Place, Record, Revision, Source
from build_tools.problems import ProblemsFound
from build_tools.records.load import parse
from build_tools.text.instants import in_utc
from build_tools.tracing.records import kind_of

MOST = 60  # corrections that are told
_MOST_READ = 2_000  # revisions that are looked at for them, so that a reformatted dossier does not hold up its site
_MOST_NAMED = 6
_AT_ONCE = 200
_AS_NOW = "as now"  # in the place of a text's name: it never changed
_STANDS = re.compile(r"^status:\s*[\"']?reviewed", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Step:
    record: Record
    revision: Revision
    at: str


def find(root: Path, corpus: Corpus, history: History) -> tuple[Correction, ...]:
    """The latest first. ``corpus`` and ``history`` as readers may have them; nothing outside Git."""
    return tuple(islice(_Finding(root, corpus, history).corrections(), MOST)) if history.changes else ()


class _Finding:
    def __init__(self, root: Path, corpus: Corpus, history: History) -> None:
        self._root, self._corpus, self._history = root, corpus, history
        self._revisions = read_revisions(root)
        self._now = {former: record.id for record in _records(corpus) for former in record.was}
        self._naming = _naming(corpus)

    def corrections(self) -> Iterator[Correction]:
        """One after the other, the latest first."""
        steps = self._steps()
        for first in range(0, len(steps), _AT_ONCE):
            some = steps[first : first + _AT_ONCE]
            texts = texts_of(self._root, (name for step in some for name in self._needed(step)))
            for step in some:
                yield from self._of(step, texts)

    def _steps(self) -> list[_Step]:
        found = [
            _Step(record, one, in_utc(one.at))
            for record in _records(self._corpus)
            for one in self._revisions.get(str(record.path), ())
        ]
        found.sort(key=lambda step: (step.at, step.record.id), reverse=True)
        return found[:_MOST_READ]

    def _needed(self, step: _Step) -> Iterator[str]:
        yield from (step.revision.before, step.revision.after)
        named = (self._text_before(entry, step.at) for entry in self._named_by(step.record))
        yield from (name for name in named if name not in ("", _AS_NOW))

    def _of(self, step: _Step, texts: Mapping[str, str]) -> Iterator[Correction]:
        if isinstance(step.record, Actor | Place | Source) and not self._was_reached(step, texts):
            return
        before, after = (
            _read(texts.get(name, ""), step.record) for name in (step.revision.before, step.revision.after)
        )
        if before and after and (turn := became(before, after)):
            what = tuple(differences(before, after, self._now)) if turn == "changed" else ()
            if what or turn != "changed":
                yield _told(step, turn, what, self._history)

    def _was_reached(self, step: _Step, texts: Mapping[str, str]) -> bool:
        """Whether a reviewed entry led to a record before it changed."""
        for entry in self._named_by(step.record):
            name = self._text_before(entry, step.at)
            if _STANDS.search(texts.get(name, "")) or (name == _AS_NOW and entry.status == "reviewed"):
                return True
        return False

    def _named_by(self, record: Record) -> list[Entry]:
        """The entries by which readers came to an actor, place or source, as many as it takes to know that they did."""
        return self._naming.get(record.id, [])[:_MOST_NAMED] if isinstance(record, Actor | Place | Source) else []

    def _text_before(self, entry: Entry, at: str) -> str:
        """What Git calls the text that an entry had just before an instant; empty where it was not there yet."""
        changes, revisions = self._history.of(entry), self._revisions.get(str(entry.path), ())
        if not changes or in_utc(changes[-1].at) >= at:
            return ""
        first = revisions[-1].before if revisions else _AS_NOW
        return next((one.after for one in revisions if in_utc(one.at) < at), first)


def _records(corpus: Corpus) -> Iterator[Record]:
    for group in (corpus.entries, corpus.questions, corpus.sources, corpus.actors, corpus.places):
        yield from group.values()


def _naming(corpus: Corpus) -> dict[str, list[Entry]]:
    """By the id of an actor, place or source: the entries that lead to it."""
    found: dict[str, list[Entry]] = {}
    for entry in corpus.entries.values():
        claims = [name for claim in entry.claims for name in (claim.source, claim.named_speaker, *claim.via)]
        for name in dict.fromkeys(map(str, (*entry.actors, *entry.places, *claims))):
            found.setdefault(name, []).append(entry)
    return found


def _told(step: _Step, turn: str, what: tuple[str, ...], history: History) -> Correction:
    """A change whose commit may not speak for itself is told without what it changed."""
    change = _change(step, history)
    return Correction(step.record, turn, what if change.message else (), change, step.revision.at)


def _change(step: _Step, history: History) -> Change:
    """The commit or, where the main line has a merge, the latest one in it that touched the record. One without a message
    where any that may lie in the merge has none that may be told.
    """
    changes, at = history.of(step.record), step.at
    if own := next((one for one in changes if one.commit == step.revision.commit), None):
        return own
    within = [one for one in changes if one.message and in_utc(one.at) <= at]
    is_telling = within and all(one.message for one in changes)
    return within[0] if is_telling else Change(step.revision.commit, step.revision.at[:10], "", "", at=step.revision.at)


def _read(text: str, record: Record) -> Record | None:
    """A record's former state; None where it could not be read then."""
    try:
        found = parse(text, str(record.path), [])
    except ProblemsFound:
        return None
    return found if type(found) is kind_of(record) else None
