"""Where a title stands in a run of capitals: “NATO Secretary General NAME”, “Minister for Food and Water NAME”.

Goes by the tables of titles and portfolios. Cuts nothing and makes no names.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from build_tools.extract import gazetteer
from build_tools.extract.names.name_words import has_head, state_words, words_of


def title_span(words: Sequence[str], *, opens: bool) -> tuple[int | None, int | None]:
    """The first stretch of titles in the words that leaves a name behind it: first index, index behind."""
    if _title_openings().isdisjoint(words) and not (opens and _capitalised_title(words)):
        return None, None
    index = 0
    while index < len(words):
        length = _title_at(words, index) or (opens and index == 0 and _capitalised_title(words))
        if length:
            stop = index + length
            while stop < len(words) and (
                words[stop] in (".", "(", ")", *words_of("retired")) or _title_at(words, stop)
            ):
                stop += _title_at(words, stop) or 1
            stop = _past_deputed(words, index, _past_portfolio(words, stop))
            if (
                stop < len(words)
                and words[stop] not in (*words_of("of"), "’s", "'s")
                and not has_head(words[stop : stop + 1])
            ):
                return _with_portfolio(words, index), stop
            return None, None
        index += 1
    return None, None


_DEPUTIES = ("Deputy", "Assistant", "Associate", "Acting", "Undersecretary", "Junior")


def _past_deputed(words: Sequence[str], index: int, stop: int) -> int:
    """“Deputy Mining Minister”: behind the office, whose portfolio stands between it and “Deputy”, where a name follows."""
    if words[index] not in _DEPUTIES or stop != index + 1:
        return stop
    for at in range(stop + 1, min(stop + 4, len(words) - 1)):
        if (length := _title_at(words, at)) and at + length < len(words):
            return at + length
    return stop


def _past_portfolio(words: Sequence[str], stop: int) -> int:
    """Behind “of State”, “for Food and Agriculture”, “of Staff”, where the name follows."""
    at = stop
    while at < len(words) and (words[at] in words_of("of") or words[at] in ("and", "&", "the")):
        if words[at] in ("and", "&") and at == stop:
            break
        at += 1
        if at < len(words) and words[at] == "the":
            at += 1
        if at >= len(words) or words[at] not in words_of("portfolio"):
            return stop
        while at < len(words) and words[at] in words_of("portfolio"):
            at += 1
    return at if at < len(words) else stop


def _capitalised_title(words: Sequence[str]) -> int:
    """How many words of a title that is written small elsewhere open the sentence: “Striker NAME”."""
    if len(words) < 3 or words[0] in state_words():
        return 0
    return int(gazetteer.titles().get((words[0].casefold(),)) == "lower")


def _with_portfolio(words: Sequence[str], index: int) -> int:
    """Where an office begins whose portfolio stands before it: “Home Minister”, “Food and Agriculture Secretary”."""
    if gazetteer.titles().get((words[index],)) == "rank":
        return index
    while index and words[index - 1] in words_of("portfolio"):
        index -= 1
        if index > 1 and words[index - 1] in ("and", "&") and words[index - 2] in words_of("portfolio"):
            index -= 1
    return index


def _title_at(words: Sequence[str], index: int) -> int:
    if words[index] not in _title_openings():
        return 0
    for length in (3, 2, 1):
        kind = gazetteer.titles().get(tuple(words[index : index + length]))
        if kind in ("rank", "office") and any(word not in words_of("suffix") for word in words[index + length :]):
            return length
        if kind == "label" and words[index + 1 : index + 2] and words[index + 1] in gazetteer.given_names():
            return length
    return 0


@cache
def title_endings() -> frozenset[str]:
    """The last words of offices."""
    return frozenset(title[-1] for title, kind in gazetteer.titles().items() if kind == "office")


@cache
def _title_openings() -> frozenset[str]:
    return frozenset(title[0] for title, kind in gazetteer.titles().items() if kind in ("rank", "office", "label"))
