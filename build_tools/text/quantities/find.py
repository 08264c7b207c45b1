"""Finds numbers in text with their bounds, units and what they count. Knows neither dates nor actors.

Values are written in the grammar of DESIGN.md § 3: ``12000``, ``11000..12000``, ``>=10000``, ``~600``, ``38/63``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.text import tables
from build_tools.text.quantities import grammar
from build_tools.text.quantities.counted import counted_after
from build_tools.text.quantities.uncounted import counts_nothing
from build_tools.text.quantities.values import single, unit_of, value_of


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
    return tuple(_inherited(text, _outside(_found(text, start, end), skip)))


def _outside(found: Iterator[FoundQuantity], skip: Sequence[tuple[int, int]]) -> Iterator[FoundQuantity]:
    index = 0
    for quantity in found:
        while index < len(skip) and skip[index][1] <= quantity.start:
            index += 1
        if index >= len(skip) or skip[index][0] >= quantity.end:
            yield quantity


def _found(text: str, start: int, end: int) -> Iterator[FoundQuantity]:
    for match in grammar.scan(text, start, end):
        if not counts_nothing(text, match, end):
            yield from _quantities(text, match, end)


def _inherited(text: str, quantities: Iterator[FoundQuantity]) -> Iterator[FoundQuantity]:
    """What counts the same as the quantity before gets its noun, unless “them” may be either of the two before."""
    before: FoundQuantity | None = None
    last: FoundQuantity | None = None
    for found in quantities:
        if not (last and before and _is_either(text, before, last, found)):
            found = _inheriting(text, found, last)
        if found.of or found.unit:
            before, last = last, found
        yield found


_OF_EITHER = re.compile(r" of (?:them|those)\b")
_STOP = re.compile(r"[.!?;][”\"'’]{0,2}\s")
_LONGEST_SENTENCE = 300


def _is_either(text: str, before: FoundQuantity, last: FoundQuantity, found: FoundQuantity) -> bool:
    """“214 children left 11 homes. At least 38 of them”: the sentence before has counted two kinds of things."""
    if not _OF_EITHER.match(text, found.end) or before.unit or before.of in ("", last.of):
        return False
    if last.start - before.end > _LONGEST_SENTENCE or found.start - last.end > _LONGEST_SENTENCE:
        return False
    return not _STOP.search(text, before.end, last.start) and _STOP.search(text, last.end, found.start) is not None


def _quantities(text: str, match: re.Match[str], end: int) -> Iterator[FoundQuantity]:
    """The quantity of a match; two where its words look like one but are two (“rose from 3 to 5”, “12 in 10 towns”)."""
    value, why = value_of(match)
    unit = unit_of(match)
    pair = next((pair for pair in _PAIRS if match[pair[1]]), None)
    if match["whole"] and _is_one_of(match):
        yield from _both(text, match, ("whole",), unit, end)
        return
    if pair and (not value or _changes_from(text, match)):
        if text[match.end("number") : match.start(pair[1])].strip() not in ("-", "–"):
            yield from _both(text, match, pair, unit, end)
        return
    if not value or unit == "KRW" and match["unit"] and not match["number"]:
        return
    begin, stop = match.span()
    if match["bound"] is None and text[begin : begin + 4].casefold() == "the ":
        begin += 4
    of = _counted(text, match, unit, end)
    if unit in _BELOW_ZERO and _MINUS.search(text[max(0, begin - 8) : begin]):
        value = f"-{value}" if value[0].isdigit() and ".." not in value else value
    yield FoundQuantity(begin, stop, text[begin:stop], value, unit, of, why)


_GLUED = re.compile(r"(?:[ ]?[%€]|[ ]?°[CF])?")
_PAIRS = (("number", "whole"), ("number", "high"))
_BELOW_ZERO = ("Cel", "degF", "deg", "%")
_MINUS = re.compile(r"(?:(?:\A|[\s(])[-−–]|\bminus )\Z")


def _is_one_of(match: re.Match[str]) -> bool:
    """“one of the 15 judges” picks one and counts the judges; “one in five” and “one out of five” are shares."""
    joined = match.string[match.end("number") : match.start("whole")]
    return match["number"].casefold() == "one" and not match["rate"] and "out" not in joined


def _both(text: str, match: re.Match[str], pair: tuple[str, ...], unit: str, end: int) -> Iterator[FoundQuantity]:
    for group in pair:
        value, why = single(match[group])
        begin, stop = match.span(group)
        is_last = group == pair[-1]
        money = "money2" if group == "high" else "money"
        begin = match.start(money) if match[money] else begin
        if value:
            stop = match.end() if is_last else stop + len(_GLUED.match(text[stop : stop + 3])[0])  # type: ignore[index]
            of = _counted(text, match, unit, end) if is_last else "" if unit else counted_after(text, stop, end)
            yield FoundQuantity(begin, stop, text[begin:stop], value, unit, of, why)


@lru_cache(maxsize=1)
def _change() -> re.Pattern[str]:
    verbs = tables.alternatives(tables.words(grammar.COUNTING_WORDS, "change"))
    return re.compile(rf"\b{verbs}\b[^.;:\n]{{0,40}}\bfrom (?:the |an? )?\Z", re.I)


def _changes_from(text: str, match: re.Match[str]) -> bool:
    """“rose from 40 to 60”: two numbers, no range."""
    return bool(match["high"]) and bool(_change().search(text[max(0, match.start() - 70) : match.start()]))


def _counted(text: str, match: re.Match[str], unit: str, end: int) -> str:
    if match["nobody"]:
        return "people"
    if match["multiple"]:
        return ""
    of = counted_after(text, match.end(), end)
    return of or (_worth(text, match.start()) if unit else _number_of(text, match.start()))


_NUMBER_OF = re.compile(
    r"\bnumber of ((?:[a-z]+ ){0,2}?[a-z]+) (?:has|had|have|is|was|could|may|might|would|will|rose|fell|reached|stood"
    r"|stands|climbed|jumped|dropped|increased|decreased|grew|exceeds|exceeded|passed|topped|to|at|now)\b[^.;:\n]{0,40}\Z"
)


def _number_of(text: str, begin: int) -> str:
    """What is counted where that was said before: “the number of cases rose to”, “the death toll stands at”."""
    before = text[max(0, begin - 80) : begin]
    if "toll" in before and (toll := _TOLL.search(before)):
        return "injuries" if toll[1] == "injury" else "deaths"
    found = _NUMBER_OF.search(before) if "number of" in before else None
    return found[1] if found else ""


_TOLL = re.compile(r"\b(?:(death|injury|casualty) )?toll\b[^.;:\n\d]{0,50}\Z")

_WORTH = re.compile(
    r"((?:[a-z]+ )?[a-z]+) worth (?:about |around |some |nearly |over |more than )?\Z",
)


def _worth(text: str, begin: int) -> str:
    """What has the value that follows: “weapons worth about”."""
    found = _WORTH.search(text[max(0, begin - 50) : begin])
    return found[1] if found else ""


@lru_cache(maxsize=1)
def _of_them() -> re.Pattern[str]:
    harmed = tables.alternatives(tables.words(grammar.COUNTING_WORDS, "harmed"))
    return re.compile(rf"[”\"]?(?: of (?:whom|them|which|those)\b| (?:were )?(?P<harmed>{harmed})\b|,? including\b)")


@lru_cache(maxsize=1)
def _harming() -> re.Pattern[str]:
    return re.compile(rf"\b{tables.alternatives(tables.words(grammar.COUNTING_WORDS, 'harming'))} \Z")


def _inheriting(text: str, found: FoundQuantity, last: FoundQuantity | None) -> FoundQuantity:
    """“12,000 soldiers …, 500 of whom”, “23 people killed and 40 injured”: counts what the number before counted.

    A second measure in brackets is as rough as the first: “around 1,000 kilometers (600 miles)”.
    """
    if last is None or found.start - last.end > 120 or "\n" in text[last.end : found.start]:
        return found
    if (
        found.unit
        and last.unit
        and last.value[0] == "~"
        and found.value[0].isdigit()
        and text[last.end : found.start] in (" (", " (")
    ):
        return replace(
            found, value=f"~{found.value}", of=found.of or last.of, why=f"{found.why}; as rough as the measure before"
        )
    if found.unit:
        return found
    same = _of_them().match(text, found.end)
    if same and same["harmed"] and last.of == same["harmed"]:
        return found
    if found.of and not (same and same["harmed"]):
        return found
    if same and same["harmed"] and last.of in tables.words(grammar.COUNTING_WORDS, "harmed"):
        return replace(found, of=same["harmed"])
    if last.unit or not (same or not found.of and _harming().search(text[max(0, found.start - 14) : found.start])):
        return found
    return replace(found, of=last.of, why=f"{found.why}; what “{last.text}” counts")
