"""Questions: what the answers come to, as a plot, in pairs and as a table; the curator's assessment apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from build_tools import addresses
from build_tools.agreement import Answer, Finding, State
from build_tools.making.maker import Maker, alone, each
from build_tools.model import Question
from build_tools.pages.desk import Desk
from build_tools.pages.drawings import answers as drawing
from build_tools.pages.page import Page
from build_tools.pages.question import stands
from build_tools.pages.question.stands import Position
from build_tools.pages.spread.parts import Part, parts
from build_tools.wording import terms, words
from build_tools.wording.words import Pieces

_ON_THE_INDEX = 24  # questions up to which the index shows all of them
_OF_EACH_STATE = 8  # of those that it shows else
_FINDINGS = 12  # on a page of one state
_ANSWERS = 25  # in a table
_ROWS = 24  # roots that are drawn
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
        plot=drawing.plot(finding, corpus, most=_ROWS),
        positions=stands.positions(ordered, finding.question, corpus),
        ordered=ordered,
        reason=words.root_reason(finding.roots, corpus),
    )


def counts(desk: Desk, *, besides: State) -> list[tuple[str, int]]:
    """How many questions are in which other state."""
    held = Counter(one.state for one in desk.agreement.findings.values())
    return [(state.value, held[state]) for state in STATE_ORDER if held[state] and state is not besides]


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index with its further pages, then each question with those of its answers."""
    yield alone("questions/index.html", partial(_index, desk))
    yield Maker(
        "questions of a state",
        lambda: desk.once(states),
        lambda key: (_state(key, desk),),
        folder="questions/by-state/",
    )
    yield each("question", desk.corpus.questions, lambda question: _pages(question, desk), folder="questions/")


# ── The index ───────────────────────────────────────────────────────────────────────────────────────────────


def states(desk: Desk) -> dict[str, Part[str]]:
    """By address: the pages of the questions of each state, by id; none where the index shows them all."""
    if len(desk.corpus.questions) <= _ON_THE_INDEX:
        return {}
    held = (parts(ids, _of_state(state), most=_FINDINGS) for state, ids in _by_state(desk).items())
    return {part.address: part for cut in held for part in cut}


def _by_state(desk: Desk) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {state.value: [] for state in STATE_ORDER}
    for id, finding in desk.agreement.findings.items():
        groups[finding.state.value].append(id)
    return {state: held for state, held in groups.items() if held}


def _of_state(state: str) -> str:
    return f"questions/by-state/{state.replace(' ', '-')}.html"


def _views(ids: Iterable[str], desk: Desk) -> list[FindingView]:
    return [view(desk.agreement.findings[id], desk) for id in ids]


def _index(desk: Desk) -> Page:
    number = len(desk.corpus.questions)
    most = number if number <= _ON_THE_INDEX else _OF_EACH_STATE
    return desk.page(
        "questions/index.html",
        "questions.html",
        title="Questions",
        description=f"{terms.counted(number, 'question')} on which answers can be compared.",
        groups=[
            (state, len(ids), _views(ids[:most], desk), _of_state(state)) for state, ids in _by_state(desk).items()
        ],
    )


def _state(key: str, desk: Desk) -> Page:
    part = desk.once(states)[key]
    state = desk.agreement.findings[part.items[0]].state.value
    label = terms.term("state", state).label
    return desk.page(
        part.address,
        "questions_of_state.html",
        title=f"Questions: {label}" + (f", page {part.number}" if part.number > 1 else ""),
        description=f"Questions whose answers come to this: {label.lower()}.",
        state=state,
        part=part,
        views=_views(part.items, desk),
    )


# ── One question ────────────────────────────────────────────────────────────────────────────────────────────


def _pages(question: Question, desk: Desk) -> Iterator[Page]:
    one = view(desk.agreement.findings[question.id], desk)
    own = addresses.address_of(question)
    answers = parts(one.ordered, own, most=_ANSWERS)
    declined = parts(one.finding.declined, own, most=_ANSWERS, further=own.removesuffix(".html") + "/declined-{}.html")
    yield desk.page(
        own,
        "question.html",
        title=words.name_of(question),
        description=_description(one),
        view=one,
        question=question,
        answers=answers[0],
        declined=declined[0],
        pairs=stands.pairs(one.positions, one.finding, desk.corpus),
        tallies=stands.tallies(one.positions, one.finding),
    )
    more: list[tuple[str, Part[Any]]] = [("answers", part) for part in answers[1:]]
    more += [("no answer", part) for part in declined[1:]]
    for called, part in more:
        yield desk.page(
            part.address,
            "question_more.html",
            title=f"{words.name_of(question)}: {called}, page {part.number}",
            description=_description(one),
            question=question,
            called=called,
            part=part,
        )


def _description(one: FindingView) -> str:
    label = terms.term("reserve" if one.finding.has_reserve else "state", one.finding.state.value).label
    told = "; ".join(position.value.text for position in one.positions[:6])
    return f"{one.finding.question.title} {label}{': ' if told else '.'}{told}"
