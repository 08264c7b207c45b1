"""What a check says of the coverage of each source: kept by source, told of all or of the least covered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from build_tools.corpus import Corpus
from build_tools.coverage import Coverage, coverage
from build_tools.model import Document

_OPEN_SHOWN = 10  # sentences of a source
_OF_MANY = 3  # of each source, where there are many
_SOURCES_SHOWN = 20
_PARTS, _ELSEWHERE = ("claimed", "set aside", "withheld"), "told by another version"
_OPEN = "    neither claimed nor set aside: "


class Told(NamedTuple):
    """Of one source: the share of its sentences that are accounted for, how many are not, what is to be said, and how many are
    claimed, set aside, withheld and told by another version of the article.
    """

    percent: int
    open: int
    lines: tuple[str, ...]
    parts: tuple[int, ...] = ()


def told_of(corpus: Corpus, *, whole: str = "") -> dict[str, Told]:
    """By source id, of every source whose text is at hand. ``whole``: the one of which every sentence is told."""
    return {
        id: Told(
            one.percent,
            len(one.open),
            _lines(corpus, id, one, most=None if id == whole else _OPEN_SHOWN),
            (one.claimed, one.set_aside, one.withheld, len(one.elsewhere)),
        )
        for id, one in coverage(corpus).items()
    }


def sentences(told: Mapping[str, Told]) -> str:
    """The account of all sentences of all these sources."""
    *parts, elsewhere = (sum(column) for column in zip(*(one.parts for one in told.values()), strict=True))
    named = (
        *zip(_PARTS, parts, strict=True),
        ("open", sum(one.open for one in told.values())),
        (_ELSEWHERE, elsewhere),
    )
    whole = sum(number for _, number in named)
    return f"Sentences: {whole} = {' + '.join(f'{number} {name}' for name, number in named if number)}."


def summary(told: Mapping[str, Told]) -> list[str]:
    """Every source; of many only the least covered, with how many there are, and the first few sentences of each."""
    if len(told) <= _SOURCES_SHOWN:
        return [line for one in told.values() for line in one.lines]
    least = sorted((id for id, one in told.items() if one.open), key=lambda id: told[id].percent)
    whole = f"{len(told) - len(least)} of {len(told)} sources are accounted for in full."
    lines = [line for id in least[:_SOURCES_SHOWN] for line in _few(told[id])]
    more = len(least) - _SOURCES_SHOWN
    noun = "source" if more == 1 else "sources"
    first = f"And {more} {noun} more: " if more > 0 else ""
    how = [f"{first}`claimline check seeds/NAME.txt` tells of one, with all its sentences."] if least else []
    return [whole, *lines, *how]


def _few(told: Told) -> tuple[str, ...]:
    """What is to be said of one source among many."""
    first, more = told.lines[: 1 + _OF_MANY], told.open - _OF_MANY
    return (*first, f"{_OPEN}and {more} more") if more > 0 else first


def _lines(corpus: Corpus, id: str, covered: Coverage, *, most: int | None) -> tuple[str, ...]:
    withheld = f", {covered.withheld} withheld" if covered.withheld else ""
    noun = "body sentence" if covered.sentences == 1 else "body sentences"
    told = (
        f"{id}: {covered.percent} % of {covered.sentences} {noun} accounted for "
        f"({covered.claimed} by claims, {covered.set_aside} set aside{withheld})"
    )
    places = _open_places(corpus.documents[id], covered, most=most)
    return (told, *(f"{_OPEN}{where}" for where in places))


def _open_places(document: Document, covered: Coverage, *, most: int | None) -> list[str]:
    """The sentences that nothing accounts for, each with its place in the seed; ``most``: the first so many."""
    shown = []
    for sentence in covered.open[:most]:
        line = document.text.count("\n", 0, sentence.start) + 1
        column = sentence.start - (document.text.rfind("\n", 0, sentence.start) + 1) + 1
        words = " ".join(document.text[sentence.start : sentence.end].split()[:8])
        shown.append(f"{document.name}:{line}:{column}: {words} …")
    more = len(covered.open) - len(shown)
    return [*shown, f"and {more} more"] if more else shown
