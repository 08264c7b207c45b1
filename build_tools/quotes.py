"""Quotes are exact (DESIGN.md § 4): where words stand in a text, by exact search and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

_WORD = re.compile(r"(?<!\w)\w")
_INNER_WORD = re.compile(r"(?<=\W)\w")  # begins a word wherever the quote stands
_Openings = dict[str, dict[tuple[int, int], set[str]]]  # opening → where it begins in quotes, and how long they are
_WINDOWS = (200, 100, 48, 24, 12, 6, 3, 2, 1)
_MANY, _LEAD = 8, 12  # places from which on a quote is looked up by so many characters before it
_SHORT_TEXT = 50_000  # characters of a text that is sooner searched for each quote than indexed
_LONGEST = 2_000  # characters of a quote that is worth an index
_SHORT = 12  # characters that most words are refused by before any window is tried

Outcome = Literal["exact", "ambiguous", "missing", "text unavailable"]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands in its document: half-open code points; -1 unless the outcome is ``exact``."""

    outcome: Outcome
    start: int = -1
    end: int = -1


def find_in(text: str, quote: str, *, after: str = "") -> Found:
    """Exact search for ``quote`` in ``text``, directly behind the words ``after`` (white space between) if given."""
    return _found(text, _occurrences(text, quote), quote, after)


def _found(text: str, starts: Iterable[int], quote: str, after: str) -> Found:
    fitting = list(islice(_behind(text, starts, after.strip()) if after else starts, 2))
    if len(fitting) == 1:
        return Found("exact", fitting[0], fitting[0] + len(quote))
    return Found("ambiguous" if fitting else "missing")


def _behind(text: str, starts: Iterable[int], words: str) -> Iterator[int]:
    """Those of the places, in their order, that have the words directly before them."""
    last = end = 0
    for start in starts:
        end = _without_blanks(text, start, last, end)
        last = start
        if text.endswith(words, 0, end):
            yield start


def _without_blanks(text: str, start: int, known: int = 0, end: int = 0) -> int:
    """Where the words before ``start`` end; before ``known``, if nothing but blanks follows there, they do at ``end``."""
    while start > known and text[start - 1].isspace():
        start -= 1
    return end if start == known else start


def _occurrences(text: str, quote: str) -> Iterator[int]:
    """Where the quote begins, also within itself. One that is a pattern over and over is compared by what is new only."""
    start = text.find(quote) if quote else -1
    period, size = 0, len(quote)
    while start >= 0:
        yield start
        if period and text.startswith(quote[size - period :], start + size):
            start += period
            continue
        following = text.find(quote, start + 1)
        if not period and 0 < following - start < size:
            period = _period(quote)
        start = following


def _period(words: str) -> int:
    """After how many characters the words go on as they began (the failure function of Knuth, Morris and Pratt)."""
    borders, border = [0], 0
    for at in range(1, len(words)):
        while border and words[at] != words[border]:
            border = borders[border - 1]
        border += words[at] == words[border]
        borders.append(border)
    return len(words) - border


class Places:
    """Where each of many quotes stands in one text: found in one pass over it, not in one for each quote."""

    def __init__(self, text: str, quotes: Iterable[str]) -> None:
        self._text = text
        self._starts: dict[str, list[int]] = {}
        self._leads: dict[str, dict[str, list[int]]] = {}
        openings: dict[int, _Openings] = {}
        for quote in dict.fromkeys(quotes) if len(text) > _SHORT_TEXT else ():
            if len(quote) <= _LONGEST and (word := _INNER_WORD.search(quote)):
                lead = word.start()
                length = next(length for length in _WINDOWS if length <= len(quote) - lead)
                opening = quote[lead : lead + length]
                alike = openings.setdefault(length, {}).setdefault(opening, {})
                alike.setdefault((lead, len(quote)), set()).add(quote)
        if openings:
            self._look_for(openings)

    def _look_for(self, openings: dict[int, _Openings]) -> None:
        text, short = self._text, min(*openings, _SHORT)
        begun = {opening[:short] for quotes in openings.values() for opening in quotes}
        for word in _WORD.finditer(text):
            begin = word.start()
            if text[begin : begin + short] not in begun:
                continue
            for length, quotes in openings.items():
                for (lead, size), alike in quotes.get(text[begin : begin + length], {}).items():
                    if begin >= lead and (quote := text[begin - lead : begin - lead + size]) in alike:
                        self._starts.setdefault(quote, []).append(begin - lead)

    def find(self, quote: str, *, after: str = "") -> Found:
        """What ``find_in`` finds."""
        if quote not in self._starts:
            return find_in(self._text, quote, after=after)
        starts = self._starts[quote]
        if len(starts) > _MANY and len(lead := after.strip()[-_LEAD:]) == _LEAD:
            starts = self._by_lead(quote).get(lead, [])
        return _found(self._text, starts, quote, after)

    def _by_lead(self, quote: str) -> dict[str, list[int]]:
        """Where a quote stands that is repeated often, by the characters before it."""
        if quote not in self._leads:
            leads = self._leads[quote] = {}
            for start in self._starts[quote]:
                end = _without_blanks(self._text, start)
                leads.setdefault(self._text[max(0, end - _LEAD) : end], []).append(start)
        return self._leads[quote]


def is_within_marks(text: str, at: int) -> bool:
    """Whether a position stands inside quotation marks that are opened before it in its paragraph."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.rfind("“") > before.rfind("”") or before.rfind("«") > before.rfind("»") or before.count('"') % 2 == 1
