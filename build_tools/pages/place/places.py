"""Places: where they are, how surely that is known, and what happened there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools import addresses
from build_tools.agreement import Answer
from build_tools.atlas.boundaries import boundaries
from build_tools.corpus import placed_claims
from build_tools.making.maker import Maker, alone, each
from build_tools.model import Place, Question
from build_tools.pages.desk import Desk, known
from build_tools.pages.entry.cards import cards
from build_tools.pages.lookups import speech
from build_tools.pages.page import Page
from build_tools.wording import terms, words

_MOST_HERE, _MOST_WITHIN, _MOST_CLAIMS = 60, 30, 40  # on a page; the timeline holds them all


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, then each place."""
    yield alone("places", partial(_index, desk))
    yield each("place", desk.corpus.places, lambda place: (_page(place, desk),))


def _index(desk: Desk) -> Page:
    corpus = desk.corpus
    tops = [place for place in corpus.places.values() if place.within not in corpus.places]
    return desk.page(
        "places/index.html",
        "places.html",
        title="Places",
        description=f"{terms.counted(len(corpus.places), 'place')}, each within what it belongs to.",
        rows=[row for top in _by_name(tops) for row in _with_those_within(top, desk, depth=0, above=frozenset())],
        entries={place: len(group) for place, group in corpus.entries_by_place.items()},
        decisions=boundaries().decisions,
        origin=boundaries().origin,
    )


def _by_name(places: list[Place]) -> list[Place]:
    return sorted(places, key=lambda place: str(place.name).casefold())


def _with_those_within(place: Place, desk: Desk, *, depth: int, above: frozenset[str]) -> Iterator[tuple[int, Place]]:
    yield depth, place
    for inner in _by_name(list(desk.corpus.places_within.get(place.id, ()))):
        if inner.id not in above:
            yield from _with_those_within(inner, desk, depth=depth + 1, above=above | {place.id})


def _page(place: Place, desk: Desk) -> Page:
    corpus = desk.corpus
    above = corpus.place_and_above(place.id)[1:]
    within = known(above, corpus.places)
    entries = corpus.entries_by_place.get(place.id, ())
    here = [entry for entry in entries if place.id in entry.places]
    inside = [entry for entry in entries if place.id not in entry.places]
    claims = [placed for entry in here for placed in placed_claims(entry)]
    return desk.page(
        addresses.address_of(place),
        "place.html",
        title=words.name_of(place),
        description=f"{', '.join(str(one.name) for one in (place, *within))}: what is placed there, by whom.",
        place=place,
        within=within,
        inner=_inner(place, desk),
        drawn=desk.maps.of_place(place),
        here=cards(here[-_MOST_HERE:], desk),
        here_count=len(here),
        inside=cards(inside[-_MOST_WITHIN:], desk),
        within_count=len(inside),
        claimed=speech.by_root(claims[:_MOST_CLAIMS], corpus),
        claimed_more=max(0, len(claims) - _MOST_CLAIMS),
        answers=_answers(place, desk),
    )


def _inner(place: Place, desk: Desk) -> list[tuple[Place, int]]:
    """The places directly within, each with how many entries it holds."""
    inner = _by_name(list(desk.corpus.places_within.get(place.id, ())))
    return [(one, len(desk.corpus.entries_by_place.get(one.id, ()))) for one in inner]


def _answers(place: Place, desk: Desk) -> list[tuple[Question, Answer]]:
    """The questions to which a claim answers with this place."""
    return [
        (finding.question, answer)
        for finding in desk.agreement.findings.values()
        if finding.question.kind == "place"
        for answer in finding.answers
        if answer.written == place.id
    ]
