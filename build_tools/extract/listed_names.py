"""Mentions of names that were known beforehand; tells a capital from the government that sits in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.candidates import Candidate
from build_tools.extract.kinds_of_places import DATELINE
from build_tools.extract.lexicon import Match
from build_tools.extract.reading import NameMention
from build_tools.extract.registry import Registry


def mentions(
    text: str, listed: Sequence[Match], candidates: Sequence[Candidate], registry: Registry
) -> Iterator[NameMention]:
    """A mention for every listed name that no candidate covers, with its entity made or found."""
    return (_mention(text, match, registry) for match in _uncovered(listed, candidates))


def _mention(text: str, match: Match, registry: Registry) -> NameMention:
    written, way = text[match.start : match.end], match.listed.way
    if way == "demonym":
        entity = registry.listed(match.listed)
        why = f"the adjective or people of {entity.name}"
        return NameMention(match.start, match.end, written, "state", entity.id, why)
    as_place = way == "capital" and _is_city(text, match)
    entity = registry.listed(match.listed, as_place=as_place, written=written)
    why = "a capital that stands for its government" if way == "capital" and not as_place else entity.why
    return NameMention(match.start, match.end, written, entity.kind, entity.id, why)


def _is_city(text: str, match: Match) -> bool:
    before, after = text[max(0, match.start - 30) : match.start], text[match.end : match.end + 50]
    if before[-1:] in ("", "\n") and text[match.start : match.end].isupper() and DATELINE.match(after):
        return True
    return bool(_in_city_before().search(before) or _in_city_behind().match(after))


@lru_cache(maxsize=1)
def _in_city_before() -> re.Pattern[str]:
    words = gazetteer.any_of("kind_words.tsv", "at-capital")
    return re.compile(rf"\b{words} (?:the |central |downtown )?\Z", re.I)


@lru_cache(maxsize=1)
def _in_city_behind() -> re.Pattern[str]:
    words = gazetteer.any_of("kind_words.tsv", "in-capital")
    return re.compile(rf"(?:[’']s?)? (?:[A-Z][\w’-]+ )?{words}\b|, [A-Z]")


def _uncovered(listed: Sequence[Match], candidates: Sequence[Candidate]) -> Iterator[Match]:
    """Those that begin inside no candidate that names something; both in the order of the text."""
    spans = [(candidate.start, candidate.end) for candidate in candidates if candidate.kind.kind]
    index = 0
    for match in listed:
        while index < len(spans) and spans[index][1] <= match.start:
            index += 1
        if index == len(spans) or spans[index][0] > match.start:
            yield match
