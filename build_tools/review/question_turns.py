"""Questions whose answers, state or roots are others than they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.agreement import Finding, find
from build_tools.corpus import Corpus
from build_tools.model import Question
from build_tools.review.touched import Touched
from build_tools.roots import Root

_ABSENT = "not asked"


@dataclass(frozen=True)
class QuestionTurn:
    """A question in both states; None where it is not asked. ``came`` and ``went``: roots that answer now, or did.

    ``is_cut``: state and numbers are as they are, but who gave which answer is left out where that puts a person at risk.
    """

    before: Finding | None
    after: Finding | None
    came: tuple[Root, ...] = ()
    went: tuple[Root, ...] = ()
    is_cut: bool = False

    @property
    def question(self) -> Question:
        """The question as it is now, or as it was last."""
        finding = self.after or self.before
        assert finding
        return finding.question

    @property
    def states(self) -> tuple[str, str]:
        """What its answers came to and come to, in words."""
        was, now = (one.state.value if one else _ABSENT for one in (self.before, self.after))
        return was, now

    @property
    def turns(self) -> bool:
        """Whether what the answers come to is another now."""
        return self.states[0] != self.states[1]

    @property
    def roots(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The least and most roots, before and after."""
        was, now = ((one.roots.low, one.roots.high) if one else (0, 0) for one in (self.before, self.after))
        return was, now


def question_turns(touched: Touched) -> Iterator[QuestionTurn]:
    """Those among the questions touched that are answered otherwise."""
    for id in touched.questions:
        was = _finding(touched.found.then(Question, id), touched.before)
        now = _finding(id, touched.after)
        if (was or now) and _told(was, touched, True) != _told(now, touched, False):
            had, has = _roots(was, touched, True), _roots(now, touched, False)
            came = tuple(one for leveled, one in has.items() if leveled not in had)
            went = tuple(one for leveled, one in had.items() if leveled not in has)
            yield _without_kept_back(QuestionTurn(was, now, came, went), touched)


def _without_kept_back(turn: QuestionTurn, touched: Touched) -> QuestionTurn:
    """The turn without those who are heard in entries that put a person at risk, and without what they answer."""
    secret = _secret_roots(turn.before, touched), _secret_roots(turn.after, touched)
    return QuestionTurn(
        _told_of(turn.before, touched),
        _told_of(turn.after, touched),
        tuple(root for root in turn.came if root not in secret[1]),
        tuple(root for root in turn.went if root not in secret[0]),
        is_cut=any(
            one.placed.entry.id in touched.kept_back for had in (turn.before, turn.after) if had for one in had.answers
        ),
    )


def _secret_roots(finding: Finding | None, touched: Touched) -> set[Root]:
    if finding is None:
        return set()
    told = {one.root for one in finding.answers if one.placed.entry.id not in touched.kept_back}
    return {one.root for one in finding.answers} - told


def _told_of(finding: Finding | None, touched: Touched) -> Finding | None:
    if finding is None:
        return None
    answers = tuple(one for one in finding.answers if one.placed.entry.id not in touched.kept_back)
    return replace(finding, answers=answers, declined=tuple(touched.told(finding.declined)))


def _finding(id: str, corpus: Corpus) -> Finding | None:
    return find(corpus.questions[id], corpus) if id in corpus.questions else None


def _roots(finding: Finding | None, touched: Touched, was: bool) -> dict[Root, Root]:
    """By a name that both states have in common, the root as its own state knows it."""
    return {touched.level(root, was=was): root for root in finding.roots.roots} if finding else {}


def _told(finding: Finding | None, touched: Touched, was: bool) -> object:
    """All that a page says of it."""
    if finding is None:
        return None
    answers = sorted((repr(touched.level(one.root, was=was)), one.written) for one in finding.answers)
    declined = sorted(one.claim.quote for one in finding.declined)
    return finding.state, finding.roots.low, finding.roots.high, answers, declined
