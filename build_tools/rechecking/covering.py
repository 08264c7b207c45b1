"""What a check says of the coverage of each source: kept by source, told of all or of the least covered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from build_tools.corpus import Corpus
from build_tools.coverage import Coverage, coverage
from build_tools.model import Document

_OPEN_SHOWN = 10  # sentences of a source
_SOURCES_SHOWN = 20


class Told(NamedTuple):
    """Of one source: the share of its sentences that are accounted for, whether all are, and what is to be said."""

    percent: int
    is_whole: bool
    lines: tuple[str, ...]


def told_of(corpus: Corpus) -> dict[str, Told]:
    """By source id, of every source whose text is at hand."""
    return {id: Told(one.percent, not one.open, _lines(corpus, id, one)) for id, one in coverage(corpus).items()}


def summary(told: Mapping[str, Told]) -> list[str]:
    """Every source; of many only the least covered, with how many there are."""
    if len(told) <= _SOURCES_SHOWN:
        return [line for one in told.values() for line in one.lines]
    least = sorted((id for id, one in told.items() if not one.is_whole), key=lambda id: told[id].percent)
    whole = f"{len(told) - len(least)} of {len(told)} sources are accounted for in full."
    lines = [line for id in least[:_SOURCES_SHOWN] for line in told[id].lines]
    more = len(least) - _SOURCES_SHOWN
    noun = "source" if more == 1 else "sources"
    rest = [f"And {more} {noun} more: `claimline check seeds/NAME.txt` tells of one."] if more > 0 else []
    return [whole, *lines, *rest]


def _lines(corpus: Corpus, id: str, covered: Coverage) -> tuple[str, ...]:
    withheld = f", {covered.withheld} withheld" if covered.withheld else ""
    noun = "body sentence" if covered.sentences == 1 else "body sentences"
    told = (
        f"{id}: {covered.percent} % of {covered.sentences} {noun} accounted for "
        f"({covered.claimed} by claims, {covered.set_aside} set aside{withheld})"
    )
    places = _open_places(corpus.documents[id], covered)
    return (told, *(f"    neither claimed nor set aside: {where}" for where in places))


def _open_places(document: Document, covered: Coverage) -> list[str]:
    """The first few sentences that nothing accounts for, each with its place in the seed."""
    shown = []
    for sentence in covered.open[:_OPEN_SHOWN]:
        line = document.text.count("\n", 0, sentence.start) + 1
        column = sentence.start - (document.text.rfind("\n", 0, sentence.start) + 1) + 1
        words = " ".join(document.text[sentence.start : sentence.end].split()[:8])
        shown.append(f"{document.name}:{line}:{column}: {words} …")
    more = len(covered.open) - len(shown)
    return [*shown, f"and {more} more"] if more else shown
