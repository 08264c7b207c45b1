"""What is agreed on an entry and what is not: who speaks of it, who denies it, what its questions come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_tools import addresses
from build_tools.agreement import Agreement, Answer, Finding, State
from build_tools.corpus import Corpus
from build_tools.model import Entry
from build_tools.roots import Backing, Root, RootCount, backing, root_of
from build_tools.wording import words
from build_tools.wording.terms import counted
from build_tools.wording.words import Piece, Pieces

_ORDER = (State.CONTRADICTED, State.COMPATIBLE, State.SINGLE_ROOT, State.OPEN)
_BEFORE = {
    State.CONTRADICTED: "accounts contradict each other on ",
    State.COMPATIBLE: "accounts differ but could all be true on ",
    State.SINGLE_ROOT: "one root alone answers ",
    State.OPEN: "no source at hand answers ",
}
_NOT_COMPARED = "accounts differ in words, which are not compared, on "
_TOLD_IN_FULL = 2  # questions of one state whose answers stand in the sentence; of more, their titles alone
_MOST_ANSWERS = 12  # to one question; a long one has its own page
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands where towards an entry (``roots.Backing``), and what its questions come to.

    ``disputed``: as far as was reviewed, or said in the entry itself; ``by_draft``: only by drafts of others.
    """

    entry: Entry
    support: RootCount
    expected: RootCount
    denied: RootCount
    declined: RootCount
    findings: tuple[Finding, ...]
    disputed: bool
    by_draft: bool

    @property
    def backing(self) -> RootCount:
        """Those who speak of it as so; where nobody does, those who expect it."""
        return self.support if self.support.roots else self.expected


def standing(entry: Entry, corpus: Corpus, agreement: Agreement) -> Standing:
    """Where an entry stands."""
    is_held = agreement.corpus is corpus and corpus.entries.get(entry.id) is entry
    stand = agreement.backing_of(entry.id) if is_held else backing(entry.claims, corpus)
    disputed = bool(stand.denied.roots) or entry.id in agreement.disputed_as_reviewed
    questions = dict.fromkeys(question for claim in entry.claims for question in claim.answers)
    return Standing(
        entry=entry,
        support=stand.support,
        expected=stand.expected,
        denied=stand.denied,
        declined=stand.declined,
        findings=tuple(_told_on(entry, agreement.findings[id]) for id in questions if id in agreement.findings),
        disputed=disputed,
        by_draft=not disputed and entry.id in agreement.disputed_entries,
    )


def _told_on(entry: Entry, finding: Finding) -> Finding:
    """On a draft's own page, which says so at its top, the reserve goes without saying."""
    return replace(finding, reviewed=finding.state) if entry.status == "draft" else finding


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
    """In a sentence or few: what is agreed and what is not."""
    disputes, *others = (_clause(state, entry_standing, corpus) for state in _ORDER)
    denied = _who(" denied it", _denied_besides(entry_standing), corpus)
    agreed = _agreed(entry_standing, corpus)
    others.insert(0, _in_other_words(entry_standing, corpus))
    clauses = (disputes, denied, *agreed, *others, *_declined(entry_standing, corpus))
    told = [clause for clause in clauses if clause] or [_undisputed(entry_standing)]
    return words.joined([_as_sentence(clause) for clause in told], " ")


def _clause(state: State, stands: Standing, corpus: Corpus) -> Pieces:
    of_state = [finding for finding in stands.findings if finding.state is state and not finding.is_not_compared]
    if not of_state:
        return ()
    in_full = len(of_state) <= _TOLD_IN_FULL or state is State.CONTRADICTED
    named = [_question(finding, stands.entry, corpus, in_full=in_full) for finding in of_state]
    return (Piece(_BEFORE[state]), *words.joined(named, ", ", " and "))


def _in_other_words(stands: Standing, corpus: Corpus) -> Pieces:
    """What differs in words, of which nobody has said that all of it could be true."""
    differing = [finding for finding in stands.findings if finding.is_not_compared]
    worded = [_question(finding, stands.entry, corpus, in_full=True) for finding in differing]
    return (Piece(_NOT_COMPARED), *words.joined(worded, ", ", " and ")) if worded else ()


def _question(finding: Finding, entry: Entry, corpus: Corpus, *, in_full: bool) -> Pieces:
    """A question by its title, with what is answered; with who says what where that matters."""
    question = finding.question
    link = Piece(f"“{question.title}”", addresses.address_of(question))
    reserve = (words.if_a_draft_holds(),) if finding.if_a_draft_holds else ()
    if not in_full or not finding.answers:
        return (link, *reserve)
    shown = _told_of(finding.answers, entry)
    answers = words.answers_by_value(shown, question, corpus)
    whose = finding.state not in (State.AGREED, State.COMPATIBLE)
    told: list[Pieces] = [
        (value, Piece(": "), *words.joined(roots)) if whose else (Piece(value.text),) for value, roots in answers
    ]
    if rest := len(finding.answers) - len(shown):
        told.append((Piece(f"{counted(rest, 'more answer')}", link.address),))
    return (link, Piece(" ("), *words.joined(told, "; "), Piece(")"), *reserve)


def _told_of(answers: Sequence[Answer], entry: Entry) -> list[Answer]:
    """The answers that a sentence has room for, in their order: the entry's own, then the first of each value."""
    if len(answers) <= _MOST_ANSWERS:
        return list(answers)
    first = {answer.written: at for at, answer in reversed([*enumerate(answers)])}
    urgent = [
        (answer.placed.entry.id != entry.id, first[answer.written] != at, at) for at, answer in enumerate(answers)
    ]
    return [answers[at] for at in sorted(at for *_, at in sorted(urgent)[:_MOST_ANSWERS])]


def _agreed(entry_standing: Standing, corpus: Corpus) -> list[Pieces]:
    """Who says the same: only those who answer do; of the other roots under the entry, how many do not say."""
    agreed = [finding for finding in entry_standing.findings if finding.state is State.AGREED]
    if len(agreed) > _TOLD_IN_FULL:
        links = [_question(finding, entry_standing.entry, corpus, in_full=False) for finding in agreed]
        return [(Piece("those who answer "), *words.joined(links, ", ", " and "), Piece(" say the same"))]
    return [
        (
            Piece(f"the {_how_many(finding)} that answer "),
            _question(finding, entry_standing.entry, corpus, in_full=False)[0],
            Piece(" say the same"),
            *_question(finding, entry_standing.entry, corpus, in_full=True)[1:],
            Piece(", but may all rest on one root" if finding.perhaps_one_root else ""),
            Piece(_others(entry_standing.backing, finding)),
        )
        for finding in agreed
    ]


def _how_many(finding: Finding) -> str:
    """“two”, or “2–4” roots; that they may be one is said behind what they say."""
    low, high = finding.roots.low, finding.roots.high
    return _number(high) if low == high or finding.perhaps_one_root else f"{low}–{high}"


def _others(count: RootCount, finding: Finding) -> str:
    """“; 4–6 others here do not say”: roots that may be another one are counted in the higher number only."""
    quiet = set(count.roots) - set(finding.roots.roots)
    low = len(quiet - {absorbed.root for absorbed in count.absorbed})
    if not quiet:
        return ""
    high = len(quiet)
    number = _number(high) if low == high else f"{low}–{high}" if low else f"perhaps {_number(high)}"
    return f"; {number} {'other here does' if high == 1 else 'others here do'} not say"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def _declined(entry_standing: Standing, corpus: Corpus) -> list[Pieces]:
    """Who gave no answer, and to which question; where the entry has but one, that needs no name."""
    asked: dict[Root, dict[str, None]] = {}
    for claim in entry_standing.entry.claims:
        if claim.stance == "declines":
            known = (question for question in claim.answers if question in corpus.questions)
            asked.setdefault(root_of(claim, corpus), {}).update(dict.fromkeys(known))
    grouped: dict[tuple[str, ...], list[Root]] = {}
    for root, questions in asked.items():
        grouped.setdefault(tuple(questions), []).append(root)
    alone = len(entry_standing.findings) == 1
    return [
        (*_who(" gave no answer", tuple(roots), corpus), *_to(questions, corpus, alone=alone))
        for questions, roots in grouped.items()
    ]


def _to(questions: tuple[str, ...], corpus: Corpus, *, alone: bool) -> Pieces:
    if not questions or alone:
        return (Piece(" to this question"),) if questions else ()
    asked = (corpus.questions[question] for question in questions)
    links = [(Piece(f"“{question.title}”", addresses.address_of(question)),) for question in asked]
    return (Piece(" to "), *words.joined(links, ", ", " and "))


def _denied_besides(entry_standing: Standing) -> tuple[Root, ...]:
    """Those who deny, but for those whose contradicting answer was told already."""
    disputes = (finding for finding in entry_standing.findings if finding.state is State.CONTRADICTED)
    told = {answer.root for finding in disputes for answer in finding.answers if answer.claim.stance == "denies"}
    return tuple(root for root in entry_standing.denied.roots if root not in told)


def _who(verb: str, roots: tuple[Root, ...], corpus: Corpus) -> Pieces:
    """The verbs stand in the past, which is the same of one and of many: “officials” may be either."""
    names = words.joined([words.root(root, corpus) for root in roots], ", ", " and ")
    return (*names, Piece(verb)) if roots else ()


def _undisputed(entry_standing: Standing) -> Pieces:
    count = entry_standing.backing
    if not count.roots:
        return (Piece("no source at hand speaks to this yet"),)
    if count.high == 1:
        return (Piece("one root alone speaks of this, and no claim here denies it"),)
    return (Piece("no claim here denies this, and no question compares what the accounts say"),)


def _as_sentence(pieces: Pieces) -> Pieces:
    first = pieces[0]
    return (Piece(first.text[:1].upper() + first.text[1:], first.address, first.kind), *pieces[1:], Piece("."))
