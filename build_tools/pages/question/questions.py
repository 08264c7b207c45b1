"""Questions: what the answers come to, as a plot, in pairs and as a table; the curator's assessment apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from build_tools import addresses
from build_tools.agreement import Answer, Finding, State
from build_tools.making.maker import Maker, alone, each
from build_tools.model import Question
from build_tools.pages.desk import Desk
from build_tools.pages.drawings import answers as drawing
from build_tools.pages.page import Page
from build_tools.pages.question import stands
from build_tools.pages.question.stands import Position
from build_tools.wording import terms, words
from build_tools.wording.words import Pieces

STATE_ORDER = (State.CONTRADICTED, State.COMPATIBLE, State.AGREED, State.SINGLE_ROOT, State.OPEN)


@dataclass(frozen=True)
class FindingView:
    """A question as pages show it; ``ordered``: all answers by when they were given."""

    finding: Finding
    plot: drawing.Plot | None
    positions: list[Position]
    ordered: list[Answer]
    reason: Pieces


def view(finding: Finding, desk: Desk) -> FindingView:
    """What pages say of a question."""
    corpus = desk.corpus
    ordered = drawing.in_order_said(finding.answers, corpus)
    return FindingView(
        finding=finding,
        plot=drawing.plot(finding, corpus),
        positions=stands.positions(ordered, finding.question, corpus),
        ordered=ordered,
        reason=words.root_reason(finding.roots, corpus),
    )


def by_state(desk: Desk) -> list[tuple[str, list[FindingView]]]:
    """All questions, what is contradicted first."""
    groups = [(state.value, of_state(state, desk)) for state in STATE_ORDER]
    return [(state, group) for state, group in groups if group]


def of_state(state: State, desk: Desk) -> list[FindingView]:
    """The questions whose answers come to that."""
    return [view(one, desk) for one in desk.agreement.findings.values() if one.state is state]


def counts(desk: Desk, *, besides: State) -> list[tuple[str, int]]:
    """How many questions are in which other state."""
    held = Counter(one.state for one in desk.agreement.findings.values())
    return [(state.value, held[state]) for state in STATE_ORDER if held[state] and state is not besides]


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, then each question."""
    yield alone("questions", partial(_index, desk))
    yield each("question", desk.corpus.questions, lambda question: (_page(question, desk),))


def _index(desk: Desk) -> Page:
    return desk.page(
        "questions/index.html",
        "questions.html",
        title="Questions",
        description=f"{terms.counted(len(desk.corpus.questions), 'question')} on which answers can be compared.",
        groups=by_state(desk),
    )


def _page(question: Question, desk: Desk) -> Page:
    one = view(desk.agreement.findings[question.id], desk)
    return desk.page(
        addresses.address_of(question),
        "question.html",
        title=words.name_of(question),
        description=_description(one),
        view=one,
        question=question,
        pairs=stands.pairs(one.positions, one.finding, desk.corpus),
        tallies=stands.tallies(one.positions, one.finding, desk.corpus),
    )


def _description(one: FindingView) -> str:
    label = terms.term("reserve" if one.finding.has_reserve else "state", one.finding.state.value).label
    told = "; ".join(position.value.text for position in one.positions[:6])
    return f"{one.finding.question.title} {label}{': ' if told else '.'}{told}"
