"""Places: where they are, how surely that is known, and what happened there."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools import addresses
from build_tools.model import Place
from build_tools.pages import terms, words
from build_tools.pages.cards import cards
from build_tools.pages.desk import Desk, known
from build_tools.pages.page import Page


def pages(desk: Desk) -> Iterator[Page]:
    """The index, then each place."""
    yield _index(desk)
    for place in desk.corpus.places.values():
        yield _page(place, desk)


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
    answers = [
        (finding.question, answer)
        for finding in desk.agreement.findings.values()
        for answer in finding.answers
        if finding.question.kind == "place" and answer.written == place.id
    ]
    return desk.page(
        addresses.address_of(place),
        "place.html",
        title=words.name_of(place),
        description=f"{', '.join(str(one.name) for one in (place, *within))}: what is placed there, by whom.",
        place=place,
        within=within,
        inner=_by_name(list(corpus.places_within.get(place.id, ()))),
        cards=cards(corpus.entries_by_place.get(place.id, ()), desk),
        answers=answers,
        edit=desk.site.edit_address(place.path),
    )
