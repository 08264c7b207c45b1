"""Where a text says that it was taken over: wire credits (“(Reuters)”, “By Associated Press”, “Source: AFP”) and
“originally published by”. Goes by the first and last lines; a credit for help (“with reporting by”) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from build_tools.text import tables
from build_tools.text.names import fold

_AGENCIES = Path(__file__).parent / "tables" / "agencies.tsv"
_HEAD, _TAIL = 6, 4  # lines at the top and at the end that may hold a credit
_TAIL_LENGTH = 4000  # characters at the end in which those lines are looked for
_LINE = re.compile(r"\S[^\n]*(?<!\s)")
_LONGEST = 300  # characters of such a line; of a paragraph, so much of its head and of its end
_DATELINE, _CLOSING = 100, 60  # characters in which an agency stands that opens or closes a line
_VERBS = ("published", "appeared", "printed", "produced")
_NAME = r"(?P<name>[A-Z][\w.&’' -]{1,50}?)"
_TAKEN_OVER = re.compile(
    r"(?:\A[(—–* ]{0,3}|(?i:th(?:is|e) (?:article|story|report|piece|post|analysis|interview|essay|commentary|text)) "
    r"(?i:was |has been |is )?)"
    r"(?i:(?:originally |first )(?:published|appeared|printed) (?:by|in|on|at)|appeared first (?:in|on)|"
    r"(?:republished|reprinted|reproduced) (?:from|with (?:the )?permission (?:of|from)))"
    rf" (?:the )?{_NAME}(?=[.,;:)\n]|\Z| on | in | under | and )"
)


@dataclass(frozen=True)
class Credit:
    """Words that name whose text this is: the name in its fullest form, and half-open offsets of the words."""

    name: str
    start: int
    end: int

    def names(self, forms: frozenset[str]) -> bool:
        """Whether one of the forms of a name (folded) is the one credited."""
        return not forms.isdisjoint(_forms_of(self.name))


def credit_of(text: str) -> Credit | None:
    """The first credit in the lines at the top and at the end of a text, None where it carries none."""
    return next((found for start, end in _places(text) if (found := _credit_in(text, start, end))), None)


def _places(text: str) -> Iterator[tuple[int, int]]:
    """The heads of the first lines and the ends of the last ones that hold anything."""
    head = [line.span() for line in islice(_LINE.finditer(text), _HEAD)]
    begin = max(0, len(text) - _TAIL_LENGTH)
    tail = [line.span() for line in _LINE.finditer(text, begin)][-_TAIL:]
    yield from ((start, min(end, start + _LONGEST)) for start, end in head)
    yield from ((max(start, end - _LONGEST), end) for start, end in tail)


def _credit_in(text: str, start: int, end: int) -> Credit | None:
    """A credit that fills the line, opens it as a dateline does, closes it in brackets, or says “published by”."""
    line = text[start:end]
    for pattern in _wire() if _agency().search(line[:_DATELINE] + "\n" + line[-_CLOSING:]) else ():
        if found := pattern.search(line):
            return Credit(_full(found["name"]), start + found.start(), start + found.end())
    if any(word in line for word in _VERBS) and (found := _TAKEN_OVER.search(line)):
        return Credit(_full(found["name"].strip()), start + found.start(), start + found.end())
    return None


@lru_cache(maxsize=1)
def _agency() -> re.Pattern[str]:
    return re.compile(rf"\b{_any_agency()}\b")


def _any_agency() -> str:
    return tables.alternatives((form for row in tables.rows(_AGENCIES) for form in row), blank=" ")


@lru_cache(maxsize=1)
def _wire() -> tuple[re.Pattern[str], ...]:
    agency = f"(?P<name>{_any_agency()})"
    person = r"[A-Z][^\n,;:.]{1,40}"
    return (
        re.compile(rf"\A(?:(?i:by|source|from|story by|text):? )?{agency}(?: staff)?\Z"),
        re.compile(rf"\A(?:By )?{person}(?:, | [|/–—-] ?|\n| for ){agency}\Z"),
        re.compile(rf"\A[A-Z][A-Za-z .’'/-]{{1,40}}(?:, [\w. ]{{1,30}}){{0,2}} ?\({agency}\) ?(?:—|–|--|-|:)"),
        re.compile(rf"\A\({agency}\) ?(?:—|–|--|-) "),
        re.compile(rf"(?:\(|[—–] ?){agency}\)?\Z"),
        re.compile(rf"(?:\A|\. )(?i:source|sources|credit|via): {agency}\.?\Z"),
    )


def _full(name: str) -> str:
    """The agency's full name for a short form of it; any other name as it is."""
    return next((row[0] for row in tables.rows(_AGENCIES) if name in row), name)


@lru_cache(maxsize=256)
def _forms_of(name: str) -> frozenset[str]:
    row = next((row for row in tables.rows(_AGENCIES) if name in row), (name,))
    return frozenset(_bare(form) for form in row)


def forms(names: tuple[str, ...]) -> frozenset[str]:
    """Names of one publisher folded so that a credit can be compared with them."""
    return frozenset(_bare(name) for name in names)


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")
