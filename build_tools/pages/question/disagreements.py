"""Where sources disagree: contradicted questions side by side, what is denied or told differently inside entries
though nobody declared a question; how many other questions there are of each state. Nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.agreement import State
from build_tools.making.maker import ALONE, Maker
from build_tools.model import Entry
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.pages.question import oppositions, questions
from build_tools.pages.question.oppositions import Opposition
from build_tools.pages.question.questions import FindingView
from build_tools.wording import terms

ADDRESS = "disagreements.html"
_FIRST = 40  # oppositions of one kind on the first page; the rest stands on pages of its own
_EACH = 80


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The page of all disagreements, and those of what does not fit on it."""
    yield Maker("disagreements", lambda: (ALONE,), lambda _: _pages(desk), is_long=True)


def _pages(desk: Desk) -> Iterator[Page]:
    contradicted = questions.of_state(State.CONTRADICTED, desk)
    under, found = _folded(oppositions.oppositions(desk.corpus), contradicted)
    more = {kind: list(_more(kind, held)) for kind, held in found.items()}
    yield desk.page(
        ADDRESS,
        "disagreements.html",
        title="Where sources disagree",
        description=f"{terms.counted(len(contradicted), 'question')} on which sources contradict each other.",
        contradicted=contradicted,
        under=under,
        others=questions.counts(desk, besides=State.CONTRADICTED),
        found=[
            (kind, len(held), held[:_FIRST], [address for address, _ in more[kind]]) for kind, held in found.items()
        ],
    )
    for kind, cut in more.items():
        for number, (address, held) in enumerate(cut):
            yield desk.page(
                address,
                "disagreements_more.html",
                title=f"{terms.term('opposition', kind).label}, page {number + 2}",
                kind=kind,
                held=held,
                before=cut[number - 1][0] if number else f"{ADDRESS}#{kind}",
                after=cut[number + 1][0] if number + 1 < len(cut) else "",
            )


def _folded(
    found: dict[str, list[Opposition]], contradicted: list[FindingView]
) -> tuple[dict[str, list[Entry]], dict[str, list[Opposition]]]:
    """By question: the entries whose claims stand against each other in it already; and what then is left to tell."""
    told = {view.finding.question.id: {one.placed.id for one in view.finding.answers} for view in contradicted}
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


def _more(kind: str, held: list[Opposition]) -> Iterator[tuple[str, list[Opposition]]]:
    """What does not fit on the first page, with the address of each further one."""
    for number, start in enumerate(range(_FIRST, len(held), _EACH), start=2):
        yield f"disagreements/{kind}-{number}.html", held[start : start + _EACH]
