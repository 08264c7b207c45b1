"""The answers as people and programs read them. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from build_tools.forge.defused import one_line
from build_tools.outside.answers import Answer, State
from build_tools.outside.collecting import Mention

FORMAT = 1
_HEADINGS = {
    State.GONE: ("Gone", "Readers no longer arrive. Put an archived copy into the record, or another address."),
    State.REFUSED: ("Not asked", "No reader could arrive there. Write the public address."),
    State.UNSURE: ("Not sure", "A program got no plain answer; a person may. Look before you change anything."),
    State.MOVED: ("Moved for good", "They still arrive, by a detour. Write the new address when you edit the record."),
}


@dataclass(frozen=True)
class Report:
    """What was found on a day: every mention, and the answer to every address."""

    day: date
    mentions: Sequence[Mention]
    answers: Mapping[str, Answer]

    @property
    def broken(self) -> int:
        """How many addresses need a person: gone, or never to be reached."""
        return self.count(State.GONE) + self.count(State.REFUSED)

    def count(self, state: State) -> int:
        """How many addresses came to this."""
        return sum(answer.state is state for answer in self.answers.values())

    def in_words(self) -> str:
        """One line: how many addresses came to what."""
        parts = [f"{self.count(State.ANSWERS)} answer"]
        named = {
            State.MOVED: "moved for good",
            State.GONE: "gone",
            State.UNSURE: "not sure",
            State.REFUSED: "not asked",
        }
        parts += [f"{self.count(state)} {words}" for state, words in named.items() if self.count(state)]
        number = len(self.answers)
        return f"{number} address{'' if number == 1 else 'es'} outside: {', '.join(parts)}."


def as_markdown(report: Report) -> str:
    """For people: what needs them first, each address with the records that hold it and a copy if one is known."""
    parts = [report.in_words()]
    for state, (heading, what_to_do) in _HEADINGS.items():
        found = [address for address, answer in report.answers.items() if answer.state is state]
        if found:
            parts += [f"## {heading}\n\n{what_to_do}", "\n".join(_item(report, address) for address in found)]
    if missing := sorted({one.title for one in report.mentions if one.key == "url" and not one.archived}):
        listed = "\n".join(f"- {one_line(title)}" for title in missing)
        head = "## Sources without an archived copy\n\nSave one while they still answer, and put its address into `archived`."
        parts.append(f"{head}\n\n{listed}")
    return "\n\n".join(parts) + "\n"


def as_text(report: Report) -> str:
    """For a terminal: one line for each mention of what needs a person."""
    lines = [
        f"{one.where}: {answer.state.value}: {one.address} ({_told(answer)})"
        for state in _HEADINGS
        for one in report.mentions
        if (answer := report.answers[one.address]).state is state
    ]
    return "\n".join([*lines, report.in_words()])


def as_json(report: Report) -> str:
    """For programs. ``broken`` counts what needs a person."""
    rows = [
        {
            "address": address,
            "state": answer.state.value,
            "status": answer.status,
            "words": answer.words,
            "moved_to": answer.moved_to,
            "mentions": [
                {
                    "path": one.where.path,
                    "line": one.where.line,
                    "key": one.key,
                    "title": one.title,
                    "archived": one.archived,
                }
                for one in _mentions(report, address)
            ],
        }
        for address, answer in report.answers.items()
    ]
    told = {"format": FORMAT, "day": report.day.isoformat(), "broken": report.broken, "addresses": rows}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _item(report: Report, address: str) -> str:
    answer = report.answers[address]
    return "\n".join([f"- {one_line(address, most=2000)}: {_told(answer)}", *_below(report, address, answer)])


def _told(answer: Answer) -> str:
    return f"{answer.words} → {one_line(answer.moved_to, most=2000)}" if answer.moved_to else answer.words


def _below(report: Report, address: str, answer: Answer) -> Iterator[str]:
    for one in _mentions(report, address):
        yield f"  - {one_line(f'{one.where.path}:{one.where.line}')} ({one_line(one.key)} of {one_line(one.title)})"
        if answer.state in (State.GONE, State.UNSURE) and one.key == "url":
            yield f"    - {_copy(report, one)}"


def _copy(report: Report, mention: Mention) -> str:
    if not mention.archived:
        seek = f"https://web.archive.org/web/*/{mention.address}"
        return f"the record has no archived copy; look for one at {one_line(seek, most=2000)}"
    known = report.answers.get(mention.archived)
    return f"archived copy: {one_line(mention.archived, most=2000)}" + (f" ({known.state.value})" if known else "")


def _mentions(report: Report, address: str) -> Iterator[Mention]:
    return (one for one in report.mentions if one.address == address)
