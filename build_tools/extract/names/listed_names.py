"""Mentions of names that were known beforehand; tells a capital from the government that sits in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.names import cities
from build_tools.extract.names.candidates import Candidate
from build_tools.extract.names.kinds_of_places import DATELINE
from build_tools.extract.names.lexicon import Match
from build_tools.extract.names.registry import Registry
from build_tools.extract.reading import NameMention

_MUCH_SMALLER = 10  # a namesake that has not a tenth of the capital's people is not meant unsaid


def mentions(
    text: str, listed: Sequence[Match], candidates: Sequence[Candidate], registry: Registry
) -> Iterator[NameMention]:
    """A mention for every listed name that no candidate covers, with its entity made or found."""
    named = {match.listed.id for match in listed if match.listed.way != "capital"}
    for match in _uncovered(listed, candidates):
        if match.listed.way == "capital" and match.listed.id not in named and _has_namesake(match):
            yield _some_city(text, match, registry)
        else:
            yield _mention(text, match, registry)


def _has_namesake(match: Match) -> bool:
    """Whether another country has a city of the capital's name that news may mean as well (Victoria, San Jose)."""
    found = cities.called(match.listed.place.replace("-", " "))
    state = gazetteer.state_by_id().get(match.listed.id)
    mine = max((city.population for city in found if state and city.country == state.code), default=0)
    return any(city.population * _MUCH_SMALLER > mine for city in found if state and city.country != state.code)


def _some_city(text: str, match: Match, registry: Registry) -> NameMention:
    written = text[match.start : match.end]
    entity = registry.city(match.listed, written)
    return NameMention(match.start, match.end, written, "place", entity.id, entity.why)


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
