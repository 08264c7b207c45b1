"""What a review may say where an entry puts a person at risk in one of the two states: how many and what it comes to,
and neither words, names and values of such an entry nor records that only such entries lead to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from build_tools.agreement import Answer, Finding
from build_tools.corpus import Corpus, PlacedClaim, placed_claims
from build_tools.model import Claim, Entry, Question, Record, Source
from build_tools.problems import Problem
from build_tools.references import Key, Leads
from build_tools.review.changes import ClaimChange, RecordChange
from build_tools.review.compare import Comparison
from build_tools.review.pairing import records_of
from build_tools.roots import Root, root_of
from build_tools.withheld import Traces, traces
from build_tools.withheld_words import NOT_REPEATED, WithheldWords


@dataclass(frozen=True)
class Discretion:
    """Two corpora, and which of their records are which. Where nobody is at risk everything may be said."""

    before: Corpus
    after: Corpus
    found: Comparison

    @cached_property
    def entries(self) -> frozenset[str]:
        """Ids of entries whose words are not repeated: withheld in one of the two states, there under another name, or
        with claims that went into such an entry or came out of it.
        """
        hidden = {*self.before.withheld, *self.after.withheld}
        pairs = self.found.pairs.get(Entry)
        links = [link for of in (pairs.same, pairs.merged, pairs.split) for link in of.items()] if pairs else []
        links += [*self._sharing()]
        while more := {id for link in links if not hidden.isdisjoint(link) for id in link} - hidden:
            hidden |= more
        return frozenset(hidden)

    def _sharing(self) -> Iterator[tuple[str, str]]:
        """Entries that come or go, with those of which they have a claim: such a one under another name, edited as well."""
        was, now = (records_of(one)[Entry] for one in (self.before, self.after))
        sides = (was, self.before.withheld), (now, self.after.withheld)
        hidden = {_words_of(claim): id for _, group in sides for id, entry in group.items() for claim in entry.claims}
        for id in (was.keys() ^ now.keys()) if hidden else ():
            claims = (was[id] if id in was else now[id]).claims
            yield from ((id, hidden[key]) for key in map(_words_of, claims) if key in hidden)

    @cached_property
    def records(self) -> frozenset[Key]:
        """Records that only such entries lead to, by kind and id, as each state calls them."""
        if not self.entries:
            return frozenset()
        sides = _Side(self.before, self.entries, self._leads), _Side(self.after, self.entries, self._leads)
        public = {self._now(key) for key in sides[0].public} | sides[1].public
        hidden = {self._now(key) for key in sides[0].hidden} | sides[1].hidden
        led_to = hidden - public
        return frozenset(led_to | {key for key in sides[0].hidden if self._now(key) in led_to})

    def _now(self, key: Key) -> Key:
        return key[0], self.found.now(*key)

    @cached_property
    def paths(self) -> frozenset[str]:
        """Where the entries and records lie, and the texts of such sources."""
        hidden = self._hidden_records
        seeds = {f"seeds/{one.seed}" for one in hidden if isinstance(one, Source) and one.seed}
        return frozenset({one.path for one in hidden} | seeds)

    @cached_property
    def _paths_of_entries(self) -> frozenset[str]:
        return frozenset(one.path for one in self._hidden_records if isinstance(one, Entry))

    @cached_property
    def _hidden_records(self) -> tuple[Record, ...]:
        keys = {*((Entry, id) for id in self.entries), *self.records}
        groups = (records_of(self.before), records_of(self.after))
        return tuple(group[kind][id] for group in groups for kind, id in keys if id in group[kind])

    @cached_property
    def _leads(self) -> Leads:
        return Leads()

    def _is_hidden(self, record: Record) -> bool:
        return record.id in self.entries if isinstance(record, Entry) else (type(record), record.id) in self.records

    # ── words ───────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def words(self) -> WithheldWords:
        """What the entries claim, in both states."""
        corpora = self.before, self.after
        groups = [group for one in corpora for group in (one.entries, one.withheld)]
        claims = (claim for group in groups for id in group if id in self.entries for claim in group[id].claims)
        return WithheldWords(tuple(claims) if self.entries else (), corpora)

    @cached_property
    def _traces(self) -> tuple[Traces, ...]:
        corpora = self.before, self.after
        asked = {one.title for corpus in corpora for one in corpus.questions.values() if self._stands(one)}
        found = (traces(_as_if_withheld(corpus, self.entries), self._leads.of) for corpus in corpora)
        return tuple(Traces(tuple(trace for trace in one.traces if trace.words not in asked)) for one in found)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """What such an entry may be called by, so that a reviewer finds it: its id, and where it lies."""
        names = sorted({*self.entries, *self._paths_of_entries}, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")

    def tells(self, text: str) -> bool:
        """Whether a text repeats words of the entries, or leads to whom and what they are about."""
        if not self.entries:
            return False
        text = self._names.sub(" … ", text)
        return self.words.are_told_in(text) or any(one.stand_in(text) for one in self._traces)

    def safe(self, told: Any) -> Any:
        """Plain data of a report without the texts that would tell."""
        if not self.entries:
            return told
        if isinstance(told, str):
            return NOT_REPEATED if self.tells(told) else told
        if isinstance(told, list | tuple):
            return [self.safe(one) for one in told]
        return {self.safe(key): self.safe(one) for key, one in told.items()} if isinstance(told, Mapping) else told

    # ── records, claims, problems, files ────────────────────────────────────────────────────────────────────

    def hides(self, change: RecordChange | ClaimChange) -> bool:
        """Whether a change is one of such an entry or record, or of a claim that has words of one."""
        if isinstance(change, ClaimChange):
            return any(not self.is_open(one) for one in (change.before, change.after) if one)
        return any(self._is_hidden(one) for one in (change.before, change.after) if one)

    def hides_record(self, record: Record) -> bool:
        """Whether only such entries lead to a record."""
        return not isinstance(record, Entry) and self._is_hidden(record) and not self._stands(record)

    def _stands(self, record: Record) -> bool:
        """Whether it is a question that the site asks in both states: what its answers come to is told, not by whom."""
        return isinstance(record, Question) and record.id in self.before.questions.keys() & self.after.questions.keys()

    def is_open(self, placed: PlacedClaim) -> bool:
        """Whether a claim may be told: it stands in no such entry and has no letters in common with one."""
        claim = placed.claim
        return placed.entry.id not in self.entries and not self.words.are_met_by(claim.source, claim.quote, claim.after)

    def hides_problem(self, problem: Problem) -> bool:
        """Whether a problem lies in such an entry or record, or its message tells."""
        return problem.where.path in self.paths or self.tells(problem.message)

    def path(self, path: str) -> str:
        """Where a file lies; of such an entry too, but not of a record whose id tells whom it is about."""
        if path in self.paths and path not in self._paths_of_entries:
            return NOT_REPEATED
        return str(self.safe(path))

    # ── who answers what ────────────────────────────────────────────────────────────────────────────────────

    def answers(self, finding: Finding | None) -> tuple[Answer, ...]:
        """The answers that may be told."""
        return tuple(one for one in finding.answers if self.is_open(one.placed)) if finding else ()

    def roots_of(self, finding: Finding | None, roots: Iterable[Root]) -> tuple[Root, ...]:
        """Of some roots those that an answer speaks for that may be told."""
        known = {answer.root for answer in self.answers(finding)}
        return tuple(root for root in roots if root in known)

    def roots_in(self, entry: Entry, corpus: Corpus, roots: Iterable[Root]) -> tuple[Root, ...]:
        """Of some roots those that a claim of the entry speaks for that may be told."""
        known = {root_of(placed.claim, corpus) for placed in placed_claims(entry) if self.is_open(placed)}
        return tuple(root for root in roots if root in known)


def _words_of(claim: Claim) -> tuple[str, str]:
    return str(claim.source), str(claim.quote)


def _as_if_withheld(corpus: Corpus, ids: frozenset[str]) -> Corpus:
    """A corpus as it were if these entries were withheld in it."""
    both = {**corpus.entries, **corpus.withheld}
    entries = {id: one for id, one in both.items() if id not in ids}
    return replace(corpus, entries=entries, withheld={id: one for id, one in both.items() if id in ids})


@dataclass(frozen=True)
class _Side:
    """One state: what the entries lead to, and what anything else does."""

    corpus: Corpus
    entries: frozenset[str]
    leads: Leads

    @property
    def hidden(self) -> frozenset[Key]:
        """What the entries lead to, and nothing else does."""
        return self._led_to - self.public

    @cached_property
    def _led_to(self) -> frozenset[Key]:
        held = {**self.corpus.entries, **self.corpus.withheld}
        return self._onward(held[id] for id in self.entries & held.keys())

    @cached_property
    def public(self) -> frozenset[Key]:
        """What anything else leads to."""
        return self._onward(record for key, record in self._records.items() if key not in self._led_to)

    def _onward(self, records: Iterable[Record]) -> frozenset[Key]:
        """What these point to, what that points to, and so on."""
        found: set[Key] = set()
        new = self._pointed_to(records)
        while new:
            found |= new
            new = self._pointed_to(self._records[key] for key in new) - found
        return frozenset(found)

    def _pointed_to(self, records: Iterable[Record]) -> set[Key]:
        named: set[Key] = set()
        for record in records:
            named |= self.leads.with_answers(record, self._asking)
        return {key for key in named if key in self._records and key[0] is not Entry}

    @cached_property
    def _asking(self) -> frozenset[str]:
        """Questions whose answers are places."""
        return frozenset(id for id, one in records_of(self.corpus)[Question].items() if one.kind == "place")

    @cached_property
    def _records(self) -> dict[Key, Record]:
        """All but the entries that are hidden."""
        return {
            (kind, id): record
            for kind, group in records_of(self.corpus).items()
            for id, record in group.items()
            if kind is not Entry or id not in self.entries
        }
