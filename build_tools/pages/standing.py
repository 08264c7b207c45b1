"""What is agreed on an entry and what is not: who stands behind it, who denies it, what its questions come to."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools import addresses
from build_tools.agreement import Agreement, Finding, State
from build_tools.corpus import Corpus
from build_tools.model import Entry
from build_tools.pages import words
from build_tools.pages.words import Piece, Pieces
from build_tools.roots import Backing, RootCount, backing

_ORDER = (State.CONTRADICTED, State.AGREED, State.COMPATIBLE, State.SINGLE_ROOT, State.OPEN)
_BEFORE = {State.CONTRADICTED: "roots contradict each other on ", State.AGREED: "all roots agree on "}
_BEHIND = {
    State.COMPATIBLE: (
        " has answers that differ but could all be true",
        " have answers that differ but could all be true",
    ),
    State.SINGLE_ROOT: (" is answered by one root alone", " are each answered by one root alone"),
    State.OPEN: (" is open", " are open"),
}


@dataclass(frozen=True)
class Standing:
    """Who stands where towards an entry (``roots.Backing``), and what its questions come to."""

    entry: Entry
    support: RootCount
    expected: RootCount
    denied: RootCount
    declined: RootCount
    findings: tuple[Finding, ...]
    disputed: bool

    @property
    def backing(self) -> RootCount:
        """Those who say so; where nobody does, those who expect it."""
        return self.support if self.support.roots else self.expected


def standing(entry: Entry, corpus: Corpus, agreement: Agreement) -> Standing:
    """Where an entry stands."""
    stand = backing(entry.claims, corpus)
    questions = dict.fromkeys(question for claim in entry.claims for question in claim.answers)
    return Standing(
        entry=entry,
        support=stand.support,
        expected=stand.expected,
        denied=stand.denied,
        declined=stand.declined,
        findings=tuple(agreement.findings[question] for question in questions if question in agreement.findings),
        disputed=bool(stand.denied.roots) or entry.id in agreement.disputed_entries,
    )


def backing_words(entry_standing: Standing | Backing) -> str:
    """“2–3 roots in 2 sources”, or what there is instead."""
    if entry_standing.support.roots:
        return words.root_range(entry_standing.support)
    if entry_standing.expected.roots:
        return "expected by " + words.root_range(entry_standing.expected)
    if entry_standing.denied.roots or entry_standing.declined.roots:
        return "only denied or left unanswered"
    return "no claims yet"


def sentence(entry_standing: Standing, corpus: Corpus) -> Pieces:
    """One sentence on what is agreed and what is not."""
    clauses = [_clause(state, entry_standing.findings, corpus) for state in _ORDER]
    denied = _who("denies it", "deny it", entry_standing.denied, corpus)
    declined = _who("declines to say", "decline to say", entry_standing.declined, corpus)
    told = [clause for clause in (*clauses[:1], denied, *clauses[1:], declined) if clause]
    return _as_sentence(words.joined(told, "; ")) if told else _as_sentence(_undisputed(entry_standing))


def _clause(state: State, findings: tuple[Finding, ...], corpus: Corpus) -> Pieces:
    of_state = [finding for finding in findings if finding.state is state]
    if not of_state:
        return ()
    named = words.joined([_question(finding, corpus) for finding in of_state], ", ", " and ")
    if state in _BEFORE:
        return (Piece(_BEFORE[state]), *named)
    return (*named, Piece(_BEHIND[state][len(of_state) > 1]))


def _question(finding: Finding, corpus: Corpus) -> Pieces:
    """A question by its title, with the answer where roots agree, with who says what where they contradict."""
    question = finding.question
    link = Piece(f"“{question.title}”", addresses.address_of(question))
    if finding.state not in _BEFORE:
        return (link,)
    answers = words.answers_by_value(finding.answers, question, corpus)
    if finding.state is State.AGREED:
        return (link, Piece(f" ({answers[0][0].text})"))
    told = [(value, Piece(": "), *words.joined(roots)) for value, roots in answers]
    return (link, Piece(" ("), *words.joined(told, "; "), Piece(")"))


def _who(verb: str, verb_of_many: str, count: RootCount, corpus: Corpus) -> Pieces:
    if not count.roots:
        return ()
    names = words.joined([words.root(root, corpus) for root in count.roots], ", ", " and ")
    return (*names, Piece(f" {verb if len(count.roots) == 1 else verb_of_many}"))


def _undisputed(entry_standing: Standing) -> Pieces:
    count = entry_standing.backing
    if not count.roots:
        return (Piece("no source at hand speaks to this yet"),)
    if count.high == 1:
        return (Piece("a single root stands behind this, and no claim here contradicts it"),)
    return (Piece("no claim here contradicts it, and no question compares what the roots say"),)


def _as_sentence(pieces: Pieces) -> Pieces:
    first = pieces[0]
    return (Piece(first.text[:1].upper() + first.text[1:], first.address, first.kind), *pieces[1:], Piece("."))
