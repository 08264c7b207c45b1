"""Finds numbers in text with their bounds, units and what they count. Knows neither dates nor actors.

Values are written in the grammar of DESIGN.md § 3: ``12000``, ``11000..12000``, ``>=10000``, ``~600``, ``38/63``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.text import quantity_grammar, tables
from build_tools.text.counted import counted_after
from build_tools.text.quantity_values import unit_of, value_of
from build_tools.text.uncounted import counts_nothing


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity: half-open offsets in code points; ``value`` in the grammar above; ``of``: the noun counted."""

    start: int
    end: int
    text: str
    value: str
    unit: str = ""
    of: str = ""
    why: str = ""


def find_quantities(
    text: str, *, start: int = 0, end: int | None = None, skip: Sequence[tuple[int, int]] = ()
) -> tuple[FoundQuantity, ...]:
    """All quantities of ``text[start:end]``, in order; spans in ``skip`` (sorted: times, names) hold none."""
    end = len(text) if end is None else end
    return tuple(_outside(_found(text, start, end), skip))


def _outside(found: Iterator[FoundQuantity], skip: Sequence[tuple[int, int]]) -> Iterator[FoundQuantity]:
    index = 0
    for quantity in found:
        while index < len(skip) and skip[index][1] <= quantity.start:
            index += 1
        if index >= len(skip) or skip[index][0] >= quantity.end:
            yield quantity


def _found(text: str, start: int, end: int) -> Iterator[FoundQuantity]:
    last: FoundQuantity | None = None
    for match in quantity_grammar.scan(text, start, end):
        found = None if counts_nothing(text, match, end) else _quantity(text, match, end)
        if found:
            found = _inheriting(text, found, last)
            last = found if found.of else last
            yield found


def _quantity(text: str, match: re.Match[str], end: int) -> FoundQuantity | None:
    value, why = value_of(match)
    unit = unit_of(match)
    if not value or unit == "KRW" and not match["number"]:
        return None
    begin, stop = match.span()
    of = counted_after(text, stop, end) or (_worth(text, begin) if unit else "")
    if match["bound"] is None and text[begin : begin + 4].casefold() == "the ":
        begin += 4
    return FoundQuantity(begin, stop, text[begin:stop], value, unit, of, why)


_WORTH = re.compile(
    r"((?:[a-z]+ )?[a-z]+) worth (?:about |around |some |nearly |over |more than )?\Z",
)


def _worth(text: str, begin: int) -> str:
    """What has the value that follows: “weapons worth about”."""
    found = _WORTH.search(text[max(0, begin - 50) : begin])
    return found[1] if found else ""


@lru_cache(maxsize=1)
def _of_them() -> re.Pattern[str]:
    harmed = tables.alternatives(tables.words(quantity_grammar.COUNTING_WORDS, "harmed"))
    return re.compile(rf"[”\"]?(?: of (?:whom|them|which|those)\b| (?:were )?{harmed}\b|,? including\b)")


def _inheriting(text: str, found: FoundQuantity, last: FoundQuantity | None) -> FoundQuantity:
    """“12,000 soldiers …, 500 of whom”, “23 people killed and 40 injured”: counts what the number before counted."""
    if found.of or found.unit or last is None or found.start - last.end > 120:
        return found
    if "\n" in text[last.end : found.start] or not _of_them().match(text, found.end):
        return found
    return replace(found, of=last.of, why=f"{found.why}; what “{last.text}” counts")
