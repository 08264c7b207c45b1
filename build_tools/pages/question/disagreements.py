"""Where sources disagree: contradicted questions side by side, what is denied or told differently inside entries
though nobody declared a question; how many other questions there are of each state. Nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from build_tools.agreement import State
from build_tools.making.maker import Maker, alone
from build_tools.model import Entry
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.pages.question import oppositions, questions
from build_tools.pages.question.oppositions import Opposition
from build_tools.pages.spread import calendar
from build_tools.pages.spread.calendar import Period, Sheet, first_day, periods
from build_tools.pages.spread.parts import Part, parts
from build_tools.wording import terms

ADDRESS = "disagreements.html"
_LATEST = 4  # oppositions of one kind on the first page where not all of them fit on it
_QUESTIONS = 4  # contradicted questions on a page
_EACH = 20  # oppositions on a page


@dataclass(frozen=True)
class Opposed:
    """What stands against each other: contradicted questions, by id, in parts; of each kind the latest oppositions, with
    how many there are and the periods over which they are spread; and under which entries a question is answered both ways.
    """

    contradicted: tuple[Part[str], ...]
    under: Mapping[str, Sequence[Entry]]
    latest: Mapping[str, tuple[Opposition, ...]]
    periods: Mapping[str, tuple[Period[Opposition], ...]]


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The page of all disagreements, and those of what does not fit on it."""
    yield alone(ADDRESS, partial(_page, desk))
    yield Maker(
        "contradicted questions",
        lambda: _further(desk),
        lambda key: (_more_questions(key, desk),),
        folder="disagreements/",
    )
    yield Maker(
        "oppositions", lambda: desk.once(sheets), lambda key: (_more_oppositions(key, desk),), folder="disagreements/"
    )


def opposed(desk: Desk) -> Opposed:
    """All that is told on these pages."""
    contradicted = [id for id, one in desk.agreement.findings.items() if one.state is State.CONTRADICTED]
    under, found = _folded(oppositions.oppositions(desk.corpus), contradicted, desk)
    return Opposed(
        tuple(parts(contradicted, ADDRESS, most=_QUESTIONS, further="disagreements/contradicted-{}.html")),
        under,
        {kind: tuple(held if len(held) <= _EACH else held[:_LATEST]) for kind, held in found.items()},
        {
            kind: periods(((first_day(one.entry.date), one) for one in reversed(held)), most=_EACH)
            for kind, held in found.items()
        },
    )


def sheets(desk: Desk) -> dict[str, Sheet[Opposition]]:
    """By kind and key of a period (“denied/2024-05”): its page; none of a kind of which all stand on the first page."""
    told = desk.once(opposed)
    return {
        f"{kind}/{key}": sheet
        for kind, tree in told.periods.items()
        if sum(one.number for one in tree) > _EACH
        for key, sheet in calendar.sheets(tree).items()
    }


def _page(desk: Desk) -> Page:
    told = desk.once(opposed)
    number = told.contradicted[0].total
    return desk.page(
        ADDRESS,
        "disagreements.html",
        title="Where sources disagree",
        description=f"{terms.counted(number, 'question')} on which sources contradict each other.",
        **_questions(told.contradicted[0], desk),
        others=questions.counts(desk, besides=State.CONTRADICTED),
        found=[
            (
                kind,
                sum(one.number for one in told.periods[kind]),
                latest,
                _outline(told.periods[kind], latest),
                partial(_address, kind),
            )
            for kind, latest in told.latest.items()
        ],
    )


def _outline(tree: Sequence[Period[Opposition]], shown: Sequence[Opposition]) -> list[Period[Opposition]]:
    """The periods to choose from; none where all is shown."""
    return [one.outline() for one in tree] if sum(one.number for one in tree) > len(shown) else []


def _questions(part: Part[str], desk: Desk) -> dict[str, Any]:
    return {
        "part": part,
        "contradicted": [questions.view(desk.agreement.findings[id], desk) for id in part.items],
        "under": {id: desk.once(opposed).under.get(id, ()) for id in part.items},
    }


def _further(desk: Desk) -> list[str]:
    return [str(part.number) for part in desk.once(opposed).contradicted[1:]]


def _more_questions(key: str, desk: Desk) -> Page:
    part = desk.once(opposed).contradicted[int(key) - 1]
    return desk.page(
        part.address,
        "disagreements_questions.html",
        title=f"Contradicted questions, page {part.number}",
        **_questions(part, desk),
    )


def _more_oppositions(key: str, desk: Desk) -> Page:
    kind, sheet = key.split("/")[0], desk.once(sheets)[key]
    above = [(calendar.label(one), _address(kind, one)) for one in sheet.above]
    label = terms.term("opposition", kind).label
    return desk.page(
        _address(kind, sheet.period.key),
        "disagreements_more.html",
        title=f"{label}: {sheet.period.label}",
        kind=kind,
        sheet=sheet,
        trail=[("Where sources disagree", ADDRESS), (label, f"{ADDRESS}#{kind}"), *above],
        label_of_key=calendar.label,
        address_of_key=partial(_address, kind),
    )


def _address(kind: str, key: str) -> str:
    return f"disagreements/{kind}/{key}.html"


def _folded(
    found: dict[str, list[Opposition]], contradicted: Iterable[str], desk: Desk
) -> tuple[dict[str, list[Entry]], dict[str, list[Opposition]]]:
    """By question: the entries whose claims stand against each other in it already; and what then is left to tell."""
    told = {id: {one.placed.id for one in desk.agreement.findings[id].answers} for id in contradicted}
    under: dict[str, list[Entry]] = {}
    left: dict[str, list[Opposition]] = {}
    for kind, held in found.items():
        for one in held:
            claims = {placed.id for side in one.sides for placed in side.claims}
            within = next((question.id for question in one.compared if claims <= told.get(question.id, set())), "")
            if within:
                under.setdefault(within, []).append(one.entry)
            else:
                left.setdefault(kind, []).append(one)
    return under, left
