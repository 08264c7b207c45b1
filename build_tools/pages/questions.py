"""Questions: the answers as a plot and as a table, what they come to; and where sources disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools import addresses
from build_tools.agreement import Answer, Finding, State
from build_tools.corpus import PlacedClaim, placed_claims
from build_tools.model import Entry
from build_tools.pages import terms, words
from build_tools.pages.desk import Desk
from build_tools.pages.drawings import answers as drawing
from build_tools.pages.page import Page
from build_tools.pages.words import Piece, Pieces

STATE_ORDER = (State.CONTRADICTED, State.COMPATIBLE, State.AGREED, State.SINGLE_ROOT, State.OPEN)


@dataclass(frozen=True)
class FindingView:
    """A question as pages show it."""

    finding: Finding
    plot: drawing.Plot | None
    summary: list[tuple[Piece, list[Pieces]]]
    ordered: list[Answer]
    reason: Pieces


def view(finding: Finding, desk: Desk) -> FindingView:
    """What pages say of a question."""
    corpus = desk.corpus
    ordered = drawing.in_order_said(finding.answers, corpus)
    return FindingView(
        finding=finding,
        plot=drawing.plot(finding, corpus),
        summary=words.answers_by_value(ordered, finding.question, corpus),
        ordered=ordered,
        reason=words.root_reason(finding.roots, corpus),
    )


def by_state(desk: Desk) -> list[tuple[str, list[FindingView]]]:
    """All questions, what is contradicted first."""
    findings = desk.agreement.findings.values()
    groups = [(state.value, [view(one, desk) for one in findings if one.state is state]) for state in STATE_ORDER]
    return [(state, group) for state, group in groups if group]


def pages(desk: Desk) -> Iterator[Page]:
    """The index, each question, and “Where sources disagree”."""
    groups = by_state(desk)
    number = len(desk.corpus.questions)
    yield desk.page(
        "questions/index.html",
        "questions.html",
        title="Questions",
        description=f"{terms.counted(number, 'question')} on which answers can be compared.",
        groups=groups,
    )
    for _, group in groups:
        for one in group:
            yield _page(one, desk)
    yield _disagreements(groups, desk)


def _page(one: FindingView, desk: Desk) -> Page:
    question = one.finding.question
    return desk.page(
        addresses.address_of(question),
        "question.html",
        title=words.name_of(question),
        description=f"{question.title} {terms.term('state', one.finding.state.value).label}: "
        + "; ".join(value.text for value, _ in one.summary),
        view=one,
        question=question,
        edit=desk.site.edit_address(question.path),
    )


def _disagreements(groups: list[tuple[str, list[FindingView]]], desk: Desk) -> Page:
    contradicted = sum(len(group) for state, group in groups if state == State.CONTRADICTED.value)
    return desk.page(
        "disagreements.html",
        "disagreements.html",
        title="Where sources disagree",
        description=f"{terms.counted(contradicted, 'question')} on which sources contradict each other: who says what.",
        groups=groups,
        denials=list(_denials(desk)),
    )


def _denials(desk: Desk) -> Iterator[tuple[Entry, list[PlacedClaim], list[PlacedClaim]]]:
    """Entries in which someone denies what others say: who says it, who denies it."""
    for entry in desk.corpus.timeline:
        placed = placed_claims(entry)
        denied = [one for one in placed if one.claim.stance == "denies"]
        if denied:
            yield entry, [one for one in placed if one.claim.stance not in ("denies", "declines")], denied
