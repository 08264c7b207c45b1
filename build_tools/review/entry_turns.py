"""Entries that more or fewer roots support than did, or that became or ceased to be disputed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.agreement import Finding, State, find
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Entry
from build_tools.review.question_turns import QuestionTurn
from build_tools.review.touched import Touched
from build_tools.roots import Root, backing


@dataclass(frozen=True)
class EntryTurn:
    """An entry on the site in both states: how many roots support it, who came and went, whether it is disputed."""

    before: Entry
    after: Entry
    had: tuple[int, int]
    has: tuple[int, int]
    came: tuple[Root, ...]
    went: tuple[Root, ...]
    was_disputed: bool
    disputed: bool


def entry_turns(touched: Touched, turns: Sequence[QuestionTurn]) -> Iterator[EntryTurn]:
    """Those among the entries touched of which that holds, by id."""
    disputes = _Disputes(touched.before), _Disputes(touched.after)
    concerned = {one.entry.id for one in _answering(turns)}
    for id in sorted({*touched.entries, *concerned}):
        was, now = touched.before.entries.get(touched.found.then(Entry, id)), touched.after.entries.get(id)
        if not was or not now:
            continue
        had, has = (
            backing(one.claims, corpus).support for one, corpus in ((was, touched.before), (now, touched.after))
        )
        mine = {touched.level(root, was=True): root for root in had.roots}
        theirs = {touched.level(root, was=False): root for root in has.roots}
        turn = EntryTurn(
            was,
            now,
            (had.low, had.high),
            (has.low, has.high),
            tuple(root for key, root in theirs.items() if key not in mine),
            tuple(root for key, root in mine.items() if key not in theirs),
            disputes[0].concern(was),
            disputes[1].concern(now),
        )
        if turn.had != turn.has or turn.came or turn.went or turn.was_disputed != turn.disputed:
            yield turn


def _answering(turns: Sequence[QuestionTurn]) -> Iterator[PlacedClaim]:
    for turn in turns:
        if turn.before and turn.after and turn.turns:
            yield from (answer.placed for answer in turn.after.answers)


class _Disputes:
    """Which entries take part in a contradiction; each question is asked at most once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._found: dict[str, Finding] = {}

    def concern(self, entry: Entry) -> bool:
        """Whether a claim of the entry is contradicted."""
        if entry.status == "retracted":
            return False
        asked = {str(id) for claim in entry.claims for id in claim.answers if id in self._corpus.questions}
        return any(self._contradicts(self._finding(id), entry) for id in asked)

    def _finding(self, id: str) -> Finding:
        if id not in self._found:
            self._found[id] = find(self._corpus.questions[id], self._corpus)
        return self._found[id]

    @staticmethod
    def _contradicts(finding: Finding, entry: Entry) -> bool:
        if finding.state is not State.CONTRADICTED:
            return False
        return any(one.placed.entry.id == entry.id for one in finding.contradictions.answering)
