"""Where sources disagree: contradicted questions side by side, what is denied or told differently inside entries
though nobody declared a question, and all other questions by state.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.agreement import State
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.pages.question import oppositions, questions
from build_tools.pages.question.oppositions import Opposition
from build_tools.pages.wording import terms

ADDRESS = "disagreements.html"
_FIRST = 40  # oppositions of one kind on the first page; the rest stands on pages of its own
_EACH = 80


def pages(desk: Desk) -> Iterator[Page]:
    """The page of all disagreements, and those of what does not fit on it."""
    groups = dict(questions.by_state(desk))
    found = {kind: held for kind, held in oppositions.oppositions(desk.corpus).items() if held}
    contradicted = groups.pop(State.CONTRADICTED.value, [])
    more = {kind: list(_more(kind, held)) for kind, held in found.items()}
    yield desk.page(
        ADDRESS,
        "disagreements.html",
        title="Where sources disagree",
        description=f"{terms.counted(len(contradicted), 'question')} on which sources contradict each other.",
        contradicted=contradicted,
        groups=list(groups.items()),
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


def _more(kind: str, held: list[Opposition]) -> Iterator[tuple[str, list[Opposition]]]:
    """What does not fit on the first page, with the address of each further one."""
    for number, start in enumerate(range(_FIRST, len(held), _EACH), start=2):
        yield f"disagreements/{kind}-{number}.html", held[start : start + _EACH]
